"""What was promised for a day comes later, in parts, and once not at all; the case stays open until it is whole."""

from tests.stories.answers import refused
from tests.stories.bank import Bank, ago, day_ago
from tests.stories.people import Colleague, Customer, offer, refund


def test_a_remedy_is_paid_late_and_in_parts(
    bank: Bank, anna: Customer, the_agent: Colleague, the_handler: Colleague
) -> None:
    case = anna.writes(
        "You promised 2.35 % for my deposit and paid 1.35 % for a year.", to=the_agent, received_at=ago(days=60)
    )
    the_agent.acknowledges(case, "posted", at=ago(days=58))
    the_handler.investigates(case, "The contract says 2.35 %.")
    the_handler.proposes(case, refund(900, "The missing interest", promised_on=day_ago(25)), offer(60, "For the wait"))
    the_handler.sends_the_decision(case, "You are right: you get CNY 900 by the day named.", at=ago(days=40))
    anna.accepts(case, "I agree.", to=the_handler, at=ago(days=38))

    # The day goes by. Then half of it comes, then a payment that bounces, then the rest.
    with refused("wrong_amount"):
        the_handler.pays(case, "r1", 1000, day_ago(10))
    the_handler.pays(case, "r1", 450, day_ago(10), result="part")
    with refused("remedies_open", allowed=["execute_remedy", "waive_remedy"]):
        the_handler.closes(case)
    the_handler.pays(case, "r1", None, day_ago(6), result="failed")
    with refused("remedies_open", allowed=["execute_remedy"]):
        the_handler.closes(case)
    with refused("remedy_does_not_lapse", allowed=["execute_remedy", "waive_remedy"]):
        the_handler.does("lapse-remedy", case, remedy_id="r1")
    page = anna.looks(case)
    assert (page["state"]["code"], page["answer_sent"]["on"]) == ("accepted", day_ago(40))

    the_handler.pays(case, "r1", 450, day_ago(2))
    with refused("remedy_settled", other_arguments=True):
        the_handler.pays(case, "r1", 1, day_ago(1), result="part")
    # Only she gives up what she was offered.
    the_handler.does("waive-remedy", case, remedy_id="r2", statement="Keep the 60 yuan.")
    the_handler.closes(case)

    first, second = the_handler.reads(case)["remedies"]
    assert (first["state"], first["remedy"]["promised_on"]) == ("executed", day_ago(25))
    assert [payment["amount"] for payment in first["paid"]] == ["450.00", "450.00"]
    assert (second["state"], second["paid"]) == ("waived", [])
    executed = [line for line in the_handler.reads(case)["history"] if line["topic"] == "complaint.remedy_executed"]
    assert [line["says"]["result"] for line in executed] == ["part", "failed", "whole"]
    assert [line["says"]["execution"]["executed_on"] for line in executed] == [day_ago(10), day_ago(6), day_ago(2)]
    row = bank.figures(case)
    assert (row["paid_amount"], row["decided_amount"], row["close_reason"]) == (900, 960, "accepted")
    assert anna.reads_there(case) == "closed"

"""A customer withdraws, thinks again, and the bank takes the complaint up once more: one stream, a new cycle."""

from tests.stories.answers import refused
from tests.stories.bank import Bank
from tests.stories.people import Colleague, Customer, refund


def test_withdrawn_then_reopened(
    bank: Bank, anna: Customer, the_agent: Colleague, the_handler: Colleague, compliance: Colleague
) -> None:
    case = anna.phones("Nobody calls me back about my mortgage.", to=the_agent, subject="Mortgage: no call back")
    the_agent.acknowledges(case)
    first_letter = case.secret
    the_handler.admits(case)
    the_handler.takes(case)
    task = the_handler.does("give-task", case, unit_id="cards", what="Did you talk to her?")
    assert task["events"] == 1
    anna.withdraws(case, "Leave it, my brother sorted it out.", to=the_agent)

    assert anna.reads_there(case) == "withdrawn"
    assert not the_handler.sees(case)
    assert [one["state"] for one in the_handler.reads(case)["tasks"]] == ["ended"]
    with refused("complaint_is_withdrawn", allowed=["reopen", "add_note", "correct"]):
        the_handler.starts(case)
    with refused("complaint_is_withdrawn", allowed=["reopen"]):
        the_handler.does("answer-task", case, task_id="t1", answer="Yes.")

    with refused("unknown_code"):
        the_handler.does("reopen", case, reason="i_like_it", explanation="Why not.")
    the_handler.does("reopen", case, reason="customer_back", explanation="Her brother did not.")
    file = the_handler.reads(case)
    assert (file["state"], file["cycle"], file["handler_id"]) == ("open", 2, the_handler.user)
    assert anna.reads_there(case) == "in_progress"

    # She is written to once more; the letter names the secret that she has already.
    the_agent.acknowledges(case)
    assert case.secret == first_letter
    with refused("complaint_is_open", allowed=["start_investigation", "withdraw"]):
        the_handler.does("reopen", case, reason="customer_back", explanation="Again.")
    the_handler.starts(case)
    the_handler.establishes(case, "Three calls were promised and none was made.")
    the_handler.proposes(case, refund(200, "The fee for the valuation"), root_cause="process")
    the_handler.sends_the_decision(case, "We are sorry. Your adviser calls you on Monday.")
    with refused("complaint_is_decided", allowed=["accept_decision", "reject_decision"]):
        anna.withdraws(case, "No, leave it.", to=the_agent)
    anna.accepts(case, "All right.", to=the_handler)
    the_handler.pays(case, "r1", 200, bank.today)
    the_handler.closes(case)

    assert the_handler.topics(case).count("withdrawn") == 1
    row = bank.figures(case)
    assert (row["state"], row["cycles"], row["close_reason"]) == ("closed", 2, "accepted")
    assert compliance.reads(case)["history"][-1]["topic"] == "complaint.closed"
    assert anna.reads_there(case) == "closed"

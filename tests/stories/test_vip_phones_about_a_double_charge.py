"""A customer of an upper tier phones about a double charge, and has the money the same day."""

from tests.stories.answers import refused
from tests.stories.bank import Bank, day_ago
from tests.stories.people import Colleague, Customer, offer, refund, yuan

BY_SMS = {"way": "sms", "proof": "SMS 118"}


def test_a_vip_phones_about_a_double_charge(
    bank: Bank, anna: Customer, the_agent: Colleague, the_handler: Colleague, the_supervisor: Colleague
) -> None:
    case = anna.phones(
        "The jeweller's terminal charged my platinum card twice, 1,888 yuan each. 我的白金卡被重复扣款。",
        to=the_agent,
        subject="Platinum card charged twice at the jeweller",
        amount_claimed=yuan(1888),
        # A customer's class is not kept yet: what the agent sees on the screen is told as a mark of the case.
        tags=["vip"],
    )
    the_agent.acknowledges(case)
    assert anna.reads_there(case) == "received"
    with refused("complaint_is_received", allowed=["admit", "classify", "take"]):
        the_agent.closes(case)

    the_agent.classifies(case, "operation", "card", reason="double_charge", severity="high")
    with refused("role_forbidden"):
        the_agent.assigns(case, the_handler)
    the_supervisor.assigns(case, the_handler)
    assert the_handler.sees(case, handler=the_handler.user, severity="high")
    assert the_handler.finds(case, "jeweller")
    assert the_handler.reads(case)["facts"]["tags"] == ["vip"]

    the_handler.admits(case)
    with refused("finding_missing", allowed=["record_finding"]):
        the_handler.starts(case)
        the_handler.proposes(case, refund(1888))

    with refused("limit_exceeded"):
        the_handler.does("give-provisional-credit", case, amount=yuan(1888), credited_on=day_ago(0))
    the_supervisor.does("give-provisional-credit", case, amount=yuan(1888), credited_on=day_ago(0))

    question = the_handler.asks(case, "Do you still have the receipt?")
    page = anna.looks(case)
    assert (page["state"]["code"], page["open_questions"]) == ("in_progress", 1)
    anna.answers(case, "Yes: one sale at 14:02, no second one.", to=the_handler, question=question)
    assert anna.looks(case)["open_questions"] == 0
    the_handler.establishes(case, "The terminal sent the same sale twice, at 14:02 and 14:03.")
    the_handler.does(
        "reverse-provisional-credit",
        case,
        credit_id="c1",
        reversed_on=day_ago(0),
        reason="The second charge is paid back instead.",
        notice=BY_SMS,
    )

    the_handler.proposes(case, refund(1888, "The second charge"), offer(100, "For the trouble"))
    with refused("approval_missing", allowed=["propose_resolution"]):
        the_handler.sends_the_decision(case, "You are right.")
    with refused("role_forbidden"):
        the_handler.approves(case)
    the_supervisor.approves(case)
    the_handler.sends_the_decision(case, "You are right. We pay back CNY 1,888 and offer CNY 100 for the trouble.")

    page = anna.looks(case)
    assert (page["state"]["code"], page["answer_sent"]["way"]["code"]) == ("answered", "posted")
    the_handler.pays(case, "r1", 1888, day_ago(0))
    with refused("offer_not_accepted", allowed=["accept_decision", "reject_decision"]):
        the_handler.pays(case, "r2", 100, day_ago(0))
    with refused("complaint_is_decided", allowed=["accept_decision"]):
        the_handler.closes(case)
    anna.accepts(case, "Thank you, that was quick.", to=the_handler)
    with refused("remedies_open", allowed=["execute_remedy", "waive_remedy"]):
        the_handler.closes(case)
    the_handler.pays(case, "r2", 100, day_ago(0))
    the_handler.closes(case)

    file = the_handler.reads(case)
    assert (file["state"], [one["state"] for one in file["remedies"]]) == ("closed", ["executed", "executed"])
    assert [one["is_reversed"] for one in file["provisional_credits"]] == [True]
    assert not the_handler.sees(case)
    assert the_handler.finds(case, case.reference)
    row = bank.figures(case)
    assert (row["state"], row["close_reason"], row["severity"]) == ("closed", "accepted", "high")
    assert (row["claimed_amount"], row["paid_amount"]) == (1888, 1988)
    assert anna.reads_there(case) == "closed"

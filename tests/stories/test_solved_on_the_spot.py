"""A small thing is put right while the customer is still at the counter 当场解决."""

from typing import Any

from tests.stories.answers import refused
from tests.stories.bank import Bank
from tests.stories.people import APPEAL, Colleague, Customer, offer, refund


def solution(bank: Bank, *remedies: dict[str, Any]) -> dict[str, Any]:
    """Return what the agent did while the customer was there."""
    return {
        "finding": "The fee was taken twice.",
        "resolution": {
            "outcome": "upheld",
            "basis": "The journal of the counter shows it.",
            "root_cause": "system",
            "remedies": list(remedies),
        },
        "notice": "You are right. The second fee is back on your account.",
        "ways_of_appeal": APPEAL,
        "dispatch": {"way": "handed_over", "proof": "slip 118"},
        "statement": "Thank you, that is all I wanted.",
        "executed_on": bank.today,
    }


def test_a_fee_comes_back_while_the_customer_waits(bank: Bank, anna: Customer, the_agent: Colleague) -> None:
    words = "You have taken the 30 yuan for the certificate twice, I have just seen it."
    with refused("limit_exceeded"):
        anna.comes_to_the_counter(words, to=the_agent, solved_on_the_spot=solution(bank, refund(5000)))

    case = anna.comes_to_the_counter(words, to=the_agent, solved_on_the_spot=solution(bank, refund(30), offer(5)))
    assert the_agent.topics(case) == [
        *("received", "admitted", "classified", "taken", "investigation_started", "finding_recorded"),
        *("resolution_proposed", "decision_sent", "decision_accepted", "remedy_executed", "remedy_executed", "closed"),
    ]
    with refused("complaint_is_closed", allowed=["reopen", "add_note"]):
        the_agent.acknowledges(case)
    assert not the_agent.sees(case)

    # She goes home with the slip, and asks for the code for the status page later.
    case.secret = the_agent.does("issue-status-secret", case, way="sms")["status_secret"]
    page = anna.looks(case)
    assert (page["state"]["code"], page["answer_sent"]["way"]["zh"]) == ("closed", "当面交付")
    row = bank.figures(case)
    assert (row["close_reason"], row["outcome"], row["paid_amount"]) == ("solved_on_the_spot", "upheld", 35)


def test_what_carries_a_risk_is_not_solved_on_the_spot(bank: Bank, anna: Customer, the_agent: Colleague) -> None:
    case = anna.comes_to_the_counter("Your adviser wrote down a wrong risk profile for me.", to=the_agent)
    the_agent.classifies(case, "violation", "wealth", reason="mis_selling", risk_flags=["reputational"])
    with refused("risk_flagged", allowed=["admit", "take"]):
        the_agent.does("solve-on-the-spot", case, **solution(bank, refund(30)))

"""Somebody complains without a name: it is handled like any other, and the answer waits where they asked."""

from tests.stories.answers import refused
from tests.stories.bank import Bank, ago
from tests.stories.people import Colleague, apology


def test_an_anonymous_complaint(bank: Bank, the_handler: Colleague) -> None:
    case = the_handler.receives(
        "The cash machine at the station shows the balance of whoever was there before. I will not say who I am.",
        channel="suggestion_box",
        received_at=ago(days=40),
        is_anonymous=True,
        branch="station",
    )
    file = the_handler.reads(case)
    assert (file["parties"], file["facts"]["is_anonymous"]) == ([], True)

    # The slip with the secret stays in the box's folder: whoever comes and names the reference gets it.
    the_handler.acknowledges(case, "handed_over")
    the_handler.investigates(case, "The screen is not cleared for four seconds.")
    the_handler.classifies(case, "product", "digital", reason="data_leak", severity="high", risk_flags=["operational"])
    the_handler.proposes(case, apology("A notice at the machine"), outcome="upheld", root_cause="system")
    with refused("complaint_is_proposed", allowed=["send_decision", "propose_resolution"]):
        the_handler.hears_nothing(case)
    answer = "The machine clears its screen at once now. Thank you."
    with refused("nobody_to_write_to", other_arguments=True):
        the_handler.sends_the_decision(case, answer)
    the_handler.sends_the_decision(case, answer, way="published", at=ago(days=25))
    the_handler.pays(case, "r1", None, bank.today)
    with refused("complaint_is_decided", allowed=["end_response_window"]):
        the_handler.closes(case)
    the_handler.hears_nothing(case)
    with refused("complaint_is_unanswered", allowed=["accept_decision", "close"]):
        the_handler.does("propose-resolution", case, outcome="upheld", basis="Again.", root_cause="system")
    the_handler.closes(case)

    file = the_handler.reads(case)
    assert file["history"][-1]["says"]["reason"] == "unanswered"
    row = bank.figures(case)
    assert (row["state"], row["close_reason"], row["risk_flags"]) == ("closed", "unanswered", "operational")
    page = bank.looked_up(case.reference, str(case.secret)).json()
    assert (page["state"]["code"], page["answer_sent"]["way"]["code"]) == ("closed", "published")
    assert bank.looked_up(case.reference, "no secret").status_code == 404

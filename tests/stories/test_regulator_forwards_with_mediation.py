"""The regulator forwards a complaint, asks about it, and a mediator brings both sides together."""

from tests.stories.answers import refused
from tests.stories.bank import Bank, day_ago
from tests.stories.people import Colleague, Customer, Regulator, refund

BY_POST = {"way": "posted", "proof": "EMS 77"}


def test_a_regulator_forwards_a_complaint_that_a_mediator_settles(
    bank: Bank, anna: Customer, the_handler: Colleague, the_supervisor: Colleague, compliance: Colleague
) -> None:
    regulator = Regulator("NFRA-SH-2026")
    case = regulator.forwards(
        "The insurance that your adviser sold me as a deposit cannot be given back. 存单变保单。",
        of=anna,
        to=the_supervisor,
        subject="Insurance sold as a deposit",
    )
    the_supervisor.acknowledges(case, "posted")
    facts = the_supervisor.reads(case)["facts"]
    assert (facts["source"], facts["authority_reference"]) == ("regulator", "NFRA-SH-2026-001")
    assert the_handler.finds(case, "NFRA-SH-2026-001")

    the_supervisor.assigns(case, the_handler)
    the_handler.admits(case)
    the_handler.classifies(
        case, "information", "insurance", reason="mis_selling", severity="high", risk_flags=["regulatory"]
    )
    compliance.does("place-hold", case, reason="authority", explanation="The regulator looks into it.")
    question = regulator.asks(case, "Send the recording of the sale.", to=compliance, due_on=day_ago(-5))
    with refused("no_such_authority_question", other_arguments=True):
        the_handler.does("answer-authority", case, question_id="a9", text="Enclosed.", dispatch=BY_POST)
    the_handler.does(
        "answer-authority", case, question_id=question, text="The recording is enclosed.", dispatch=BY_POST
    )

    the_handler.starts(case)
    the_handler.establishes(case, "The recording never says that it is an insurance.")
    with refused("not_referred", allowed=["refer_to_external"]):
        the_handler.does("record-external-outcome", case, referral_id="x1", outcome="settled", text="They have agreed.")
    the_handler.does("refer-to-external", case, body="mediation", external_reference="SH-MED-815", text="She asked.")
    the_handler.does("suspend", case, reason="mediation", notice_sent=True)
    assert the_handler.sees(case, suspended="true")
    assert anna.reads_there(case) == "in_progress"
    the_handler.does(
        "record-external-outcome", case, referral_id="x1", outcome="settled", text="The bank gives back 80 %."
    )
    the_handler.does("resume", case, suspension_id="s1")
    with refused("not_suspended"):
        the_handler.does("resume", case, suspension_id="s1")

    the_handler.proposes(case, refund(800, "80 % of the premium"), outcome="settled", root_cause="disclosure")
    with refused("approval_missing", allowed=["propose_resolution"]):
        the_handler.sends_the_decision(case, "As agreed before the mediator.")
    the_supervisor.proposes(case, refund(800), outcome="settled", root_cause="disclosure")
    with refused("second_person_needed"):
        the_supervisor.approves(case)
    the_handler.proposes(case, refund(800, "80 % of the premium"), outcome="settled", root_cause="disclosure")
    the_supervisor.approves(case)
    the_handler.sends_the_decision(case, "As agreed before the mediator, you get back CNY 800.")
    anna.accepts(case, "As agreed.", to=the_handler)
    the_handler.pays(case, "r1", 800, bank.today)
    the_handler.closes(case)
    with refused("role_forbidden"):
        the_handler.does("release-hold", case, hold_id="h1", explanation="It is over.")
    compliance.does("release-hold", case, hold_id="h1", explanation="The regulator is content.")

    file = the_handler.reads(case)
    (referral,) = file["external_referrals"]
    assert (referral["body"], referral["outcome"]) == ("mediation", "settled")
    (asked,) = file["authority_questions"]
    assert asked["question_id"] == question
    row = bank.figures(case)
    assert (row["source"], row["authority_reference"], row["outcome"]) == ("regulator", "NFRA-SH-2026-001", "settled")
    shown = str(anna.looks(case))
    assert anna.reads_there(case) == "closed"
    assert "NFRA" not in shown
    assert "mediat" not in shown

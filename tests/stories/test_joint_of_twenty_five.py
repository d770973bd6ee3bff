"""Twenty-five neighbours come together: a major complaint, five speakers, and an answer of each one's own."""

from tests.stories.answers import refused
from tests.stories.bank import Bank
from tests.stories.people import Colleague, Customer, offer

NEIGHBOURS = [f"p{number}" for number in range(1, 26)]
SPEAKERS = {f"p{26 + place}": NEIGHBOURS[5 * place : 5 * place + 5] for place in range(5)}
"""Five of them speak for five each; p21 to p25 are spoken for by p30."""
CHOSEN = {"evidence": "election_record", "until": "2099-12-31"}


def test_a_joint_complaint_of_twenty_five(
    bank: Bank, the_agent: Colleague, the_handler: Colleague, the_supervisor: Colleague, compliance: Colleague
) -> None:
    first = Customer(bank, "Neighbour 1")
    others = [{"role": "co_complainant", "contact": {"name": f"Neighbour {n}"}} for n in range(2, 26)]
    speakers = [
        {"role": "representative", "acts_for": spoken_for, "authority": CHOSEN} for spoken_for in SPEAKERS.values()
    ]
    case = first.comes_to_the_counter(
        "Your fund for our block has lost half of its worth, and you had called it safe.",
        to=the_agent,
        joint_count=25,
        face_to_face=True,
        parties=[*others, *speakers],
    )
    the_agent.acknowledges(case, "handed_over")
    with refused("too_many_representatives", other_arguments=True):
        the_agent.does("add-party", case, **speakers[0])

    # Twenty face to face are a major complaint, whoever enters it; its plan runs at once.
    major = the_agent.reads(case)["major"]
    assert major["by_rule"]
    assert the_supervisor.sees(case)
    with refused("supervisor_needed"):
        the_handler.does("undeclare-major", case, reason="They are calm.")
    with refused("authority_not_named", other_arguments=True):
        compliance.does("complete-emergency-step", case, step="report", note="By telephone.")
    compliance.does(
        "complete-emergency-step", case, step="report", note="By telephone.", authority="nfra", authority_reference="17"
    )

    the_supervisor.assigns(case, the_handler)
    the_handler.admits(case)
    with refused("joint_complaint", allowed=["start_investigation"]):
        the_handler.does(
            "quick-close", case, acceptance="Fine.", summary="Sorted out.", dispatch={"way": "sms", "proof": "1"}
        )
    the_handler.starts(case)
    the_handler.establishes(case, "The leaflet calls a fund of class R4 safe.")
    gifts = [{**offer(20, "For the trouble"), "party_id": party} for party in NEIGHBOURS]
    the_handler.proposes(case, *gifts, outcome="partly_upheld", root_cause="disclosure")
    with refused("letter_missing", other_arguments=True):
        the_handler.sends_the_decision(case, "The leaflet was wrong.")
    letters = [{"party_id": speaker, "way": "posted", "proof": f"EMS {speaker}"} for speaker in SPEAKERS]
    the_handler.does(
        "send-decision", case, notice="The leaflet was wrong.", ways_of_appeal="The ombudsman.", letters=letters
    )

    speaker = Customer(bank, "Neighbour 1")
    for key in list(SPEAKERS)[:4]:
        speaker.accepts(case, "We agree.", to=the_handler, through=key)
    assert the_handler.reads(case)["state"] == "decided"
    with refused("complaint_is_decided", allowed=["accept_decision", "reject_decision"]):
        the_handler.closes(case)
    with refused("party_missing", other_arguments=True):
        speaker.accepts(case, "We agree.", to=the_handler)
    speaker.rejects(case, "Not for me: I have lost 9,000.", to=the_handler, party_id="p21", through="p30")
    speaker.accepts(case, "The rest of us agrees.", to=the_handler, through="p30")
    assert the_handler.reads(case)["state"] == "rejected"
    assert first.reads_there(case) == "not_accepted"

    # A second round for the one who said no; the others are done.
    the_handler.proposes(case, {**offer(900, "Part of the loss"), "party_id": "p21"}, outcome="partly_upheld")
    # With the gifts that wait to be paid it is more than the handler grants alone.
    with refused("approval_missing", allowed=["propose_resolution"]):
        the_handler.sends_the_decision(case, "We add CNY 900.")
    the_supervisor.approves(case)
    the_handler.does(
        "send-decision",
        case,
        notice="We add CNY 900.",
        ways_of_appeal="The ombudsman.",
        letters=letters,
    )
    speaker.accepts(case, "All right.", to=the_handler, party_id="p21", through="p30")
    file = the_handler.reads(case)
    answers = {party["party_id"]: party["answer"] for party in file["parties"]}
    assert {answers[party] for party in NEIGHBOURS} == {"accepted"}
    owed = [one for one in file["remedies"] if one["state"] == "open"]
    assert len(owed) == 25
    with refused("remedies_open", allowed=["execute_remedy"]):
        the_handler.closes(case)
    for one in owed:
        remedy = one["remedy"]
        the_handler.pays(case, remedy["remedy_id"], remedy["amount"]["amount"], bank.today)
    the_handler.closes(case)

    row = bank.figures(case)
    assert (row["state"], row["outcome"], row["paid_amount"]) == ("closed", "partly_upheld", 24 * 20 + 900)
    page = first.looks(case)
    assert page["state"]["code"] == "closed"
    assert "Neighbour" not in str(page)

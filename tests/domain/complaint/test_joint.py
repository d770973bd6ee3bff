"""Joint complaints: one case, one clock, and each complainant is told and answers for themselves."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from domain.aggregate import DomainEvent
from domain.complaint import Complaint
from domain.complaint.letters import Letter
from domain.complaint.party import Authority, PartyRole, PartyTerms
from domain.complaint.state import State
from domain.complaint.values import RemedyState
from tests.domain.complaint.happenings import (
    ACCEPTED,
    DECIDED,
    OPEN,
    PAIR,
    PROPOSED,
    RECEIVED,
    decided_for,
    happened,
    happens,
    party,
)
from tests.domain.complaint.values import AGENT, BY_POST, LI_NA, PROOF, WANG_WU, offer, refund, resolution, solution
from tests.domain.fixed import ANN, BEFORE_RECEIPT, CASE_RULES, CODES, NOW, TIME_IS_UP, WEEKS_LATER
from tests.domain.language import Given, Happening, given

CO = PartyTerms(PartyRole.CO_COMPLAINANT)
HEIR = PartyTerms(PartyRole.HEIR, authority=Authority("inheritance_certificate"))
SPEAKER = PartyTerms(PartyRole.REPRESENTATIVE, acts_for=("p1", "p2"), authority=PROOF)
ENDED = replace(PROOF, until=date(2026, 1, 2))
TWO = party("p2", CO)
BOTH = ("p1", "p2")
THEIRS = replace(offer(50), party_id="p2")

Command = Callable[[Complaint], None]


def accept(party_id: str | None = None, through: str | None = None) -> Command:
    """Return somebody's yes."""
    return lambda c: c.accept_decision(
        "She says thank you.", at=None, by=ANN, now=NOW, party_id=party_id, through=through
    )


def reject(party_id: str | None = None, through: str | None = None) -> Command:
    """Return somebody's no."""
    return lambda c: c.reject_decision("She wants more.", at=None, by=ANN, now=NOW, party_id=party_id, through=through)


def withdraw(party_id: str | None = None, through: str | None = None) -> Command:
    """Return somebody's withdrawal."""
    return lambda c: c.withdraw("It has been solved.", at=None, by=ANN, now=NOW, party_id=party_id, through=through)


def waive(key: str, party_id: str | None = None, through: str | None = None) -> Command:
    """Return somebody's waiver."""
    return lambda c: c.waive_remedy(
        key, "She does not want it.", at=None, by=ANN, now=NOW, party_id=party_id, through=through
    )


def send(*keys: str) -> Command:
    """Return the decision, in a letter to each of these, or in one to whom it may concern."""
    letters = tuple(Letter(key, BY_POST) for key in keys)
    return lambda c: c.send_decision(
        "You were right. We pay the charge back.",
        "You may ask our head office to check this again.",
        BY_POST,
        at=None,
        by=ANN,
        now=NOW,
        letters=letters,
    )


def proposed(*people: Happening) -> Given[Complaint]:
    """Begin with a proposal for these people."""
    return given(*RECEIVED, *people, *PROPOSED[1:])


def decided(*people: Happening, receivers: tuple[str, ...] = BOTH) -> tuple[Happening, ...]:
    """Return the past of a decision for these people."""
    return decided_for(*people, receivers=receivers)


def said(cls: type[DomainEvent], key: str, **told: Any) -> Happening:  # noqa: ANN401 - fields of the event
    """Return what somebody says now: their own words."""
    return happens(cls, party_id=key, person_id=LI_NA if key == "p1" else WANG_WU, **told)


def yes(key: str) -> Happening:
    """Return that somebody has accepted, which concludes nothing."""
    return happened(Complaint.DecisionAccepted, party_id=key, concludes=None)


def no(key: str, concludes: str | None = None) -> Happening:
    """Return that somebody has rejected, and what that concludes."""
    return happened(Complaint.DecisionRejected, party_id=key, concludes=concludes and State(concludes))


# letters


def test_everybody_who_complains_gets_a_letter() -> None:
    proposed(TWO).when(send()).refuses("letter_missing")
    proposed(TWO).when(send("p1")).refuses("letter_missing")
    complaint = (
        proposed(TWO)
        .when(send("p1", "p2"))
        .then(
            happens(
                Complaint.DecisionSent,
                receivers=BOTH,
                letters=(Letter("p1", BY_POST), Letter("p2", BY_POST)),
            )
        )
    )
    assert complaint.written_to == BOTH


def test_a_representative_gets_the_letters_of_twenty_five() -> None:
    people = [party(f"p{n}", CO) for n in range(2, 26)]
    speakers = [party(f"p{n}", replace(SPEAKER, acts_for=())) for n in (26, 27)]
    sent = proposed(*people, *speakers).when(send("p26", "p27"))
    complaint = sent.then(
        happens(
            Complaint.DecisionSent,
            receivers=("p26", "p27"),
            letters=(Letter("p26", BY_POST), Letter("p27", BY_POST)),
        )
    )
    assert len(complaint.written_to) == 27


def test_who_wants_a_letter_beside_their_agent_gets_one() -> None:
    agent = party("p3", replace(AGENT, acts_for=BOTH))
    wants = party("p2", replace(CO, receives_letters=True))
    proposed(wants, agent).when(send()).refuses("letter_missing")
    proposed(TWO, agent).when(send()).then(happens(Complaint.DecisionSent, receivers=("p3",)))


def test_an_agent_who_gets_no_letters_leaves_them_to_whom_they_act_for() -> None:
    agent = party("p2", replace(AGENT, receives_letters=False))
    proposed(agent).when(send()).then(happens(Complaint.DecisionSent, receivers=("p1",)))


@pytest.mark.parametrize(("authority", "code"), [(None, "authority_missing"), (ENDED, "authority_ended")])
def test_without_an_authority_that_holds_nobody_receives_the_decision(authority: Authority | None, code: str) -> None:
    agent = party("p2", replace(AGENT, authority=authority))
    proposed(agent).when(send("p1", "p2")).refuses(code)
    proposed(agent).when(send()).then(happens(Complaint.DecisionSent, receivers=("p1",)))
    heir = party("p2", replace(HEIR, authority=authority))
    proposed(heir).when(send()).refuses(code)


def test_an_authority_counts_to_the_end_of_its_last_day_everywhere() -> None:
    today = party("p2", replace(AGENT, authority=replace(PROOF, until=date(2026, 1, 6))))
    proposed(today).when(send()).then(happens(Complaint.DecisionSent, receivers=("p2",)))


def test_nobody_is_written_to_who_is_no_party() -> None:
    proposed().when(send("p1", "p9")).refuses("no_such_party")


def test_nobody_is_written_to_who_gets_no_letters() -> None:
    lawyer = party("p3", replace(SPEAKER, acts_for=("p2",)))
    left = happened(Complaint.Withdrawn, party_id="p2", concludes=None)
    past = proposed(TWO, lawyer, left)
    past.when(send("p1", "p3")).refuses("letter_not_due")
    past.when(send("p1", "p2")).refuses("letter_not_due")
    past.when(send("p1")).then(happens(Complaint.DecisionSent, receivers=("p1",), letters=(Letter("p1", BY_POST),)))


def test_nothing_is_sent_again_to_who_gets_no_letters_and_was_sent_none() -> None:
    def again(key: str) -> Command:
        return lambda c: c.dispatch_again(BY_POST, at=None, by=ANN, now=NOW, party_id=key)

    served = (*decided(receivers=("p1",)), party("p2", AGENT))
    given(*served).when(again("p1")).then(happens(Complaint.DispatchedAgain, party_id=None))
    past = (*decided(TWO, party("p3", replace(SPEAKER, acts_for=("p2",))), receivers=("p1", "p3")),)
    given(*past).when(again("p2")).refuses("letter_not_due")


def test_no_letter_arrives_that_was_not_sent() -> None:
    def arrives(key: str | None) -> Command:
        return lambda c: c.record_delivery("Signed by the recipient", at=None, by=ANN, now=NOW, party_id=key)

    past = decided(TWO, party("p3", replace(SPEAKER, acts_for=("p2",))), receivers=("p1", "p3"))
    given(*past).when(arrives("p2")).refuses("no_letter_sent")
    given(*past).when(lambda c: c.record_failed_delivery("Back", at=None, by=ANN, now=NOW, party_id="p2")).refuses(
        "no_letter_sent"
    )
    late = (*past, happened(Complaint.DispatchedAgain, party_id="p2"))
    given(*late).when(arrives("p2")).then(happens(Complaint.DeliveryRecorded, party_id="p2"))
    alone = (*decided(receivers=("p1",)), party("p2", AGENT))
    given(*alone).when(arrives(None)).then(happens(Complaint.DeliveryRecorded, party_id=None))


def test_a_decision_reaches_one_more_party_later() -> None:
    def again(key: str | None) -> Command:
        return lambda c: c.dispatch_again(BY_POST, at=None, by=ANN, now=NOW, party_id=key)

    past = given(*decided(receivers=("p1",)), party("p2", AGENT), party("p3", HEIR))
    past.when(again("p3")).then(happens(Complaint.DispatchedAgain, party_id="p3"))
    given(*decided(TWO)).when(again(None)).refuses("party_missing")
    given(*decided(TWO)).when(again("p9")).refuses("no_such_party")
    unproven = party("p2", replace(AGENT, authority=None))
    given(*decided(unproven, receivers=("p1",))).when(again("p2")).refuses("authority_missing")


def test_it_is_said_whose_letter_arrived() -> None:
    past = given(*decided(TWO))
    past.when(lambda c: c.record_delivery("Signed by the recipient", at=None, by=ANN, now=NOW)).refuses("party_missing")
    past.when(lambda c: c.record_delivery("Signed", at=None, by=ANN, now=NOW, party_id="p9")).refuses("no_such_party")
    past.when(lambda c: c.record_delivery("Signed by the recipient", at=None, by=ANN, now=NOW, party_id="p2")).then(
        happens(Complaint.DeliveryRecorded, party_id="p2")
    )
    past.when(lambda c: c.record_failed_delivery("Back", at=None, by=ANN, now=NOW, party_id="p1")).then(
        happens(Complaint.DeliveryRecorded, party_id="p1", delivered=False, proof="Back")
    )


def test_the_window_does_not_end_for_an_heir_who_was_not_told() -> None:
    past = (*decided(receivers=("p1",)), party("p2", HEIR))
    given(*past).when(lambda c: c.end_response_window(**TIME_IS_UP)).refuses("letter_missing")
    told = (*past, happened(Complaint.DispatchedAgain, party_id="p2"))
    given(*told).when(lambda c: c.end_response_window(**TIME_IS_UP)).then(
        happens(Complaint.ResponseWindowEnded, WEEKS_LATER)
    )


def test_a_complaint_does_not_close_before_everybody_was_told() -> None:
    past = (*ACCEPTED, party("p2", HEIR), happened(Complaint.RemedyExecuted))
    given(*past).when(lambda c: c.close(by=ANN, now=NOW)).refuses("letter_missing")


# answers


def test_it_is_said_who_answers() -> None:
    past = given(*decided(TWO))
    past.when(accept()).refuses("party_missing")
    past.when(accept("p9")).refuses("no_such_party")
    past.when(reject()).refuses("party_missing")


def test_the_complaint_waits_for_everybody() -> None:
    complaint = given(*decided(TWO)).when(accept("p2")).then(said(Complaint.DecisionAccepted, "p2", concludes=None))
    assert complaint.state == "decided"


def test_when_all_have_accepted_it_is_accepted() -> None:
    past = (*decided(TWO), yes("p1"))
    assert given(*past).when(accept("p2")).then(said(Complaint.DecisionAccepted, "p2")).state == "accepted"


def test_a_rejection_outweighs_what_others_accepted() -> None:
    late_yes = given(*decided(TWO), no("p1")).when(accept("p2"))
    assert late_yes.then(said(Complaint.DecisionAccepted, "p2", concludes="rejected")).state == "rejected"
    late_no = given(*decided(TWO), yes("p1")).when(reject("p2"))
    assert late_no.then(said(Complaint.DecisionRejected, "p2")).state == "rejected"


def test_one_answers_a_decision_once() -> None:
    given(*decided(TWO), yes("p1")).when(reject("p1")).refuses("party_answered")
    given(*decided(TWO), no("p1")).when(accept("p1")).refuses("party_answered")


def test_when_time_is_up_a_rejection_in_time_goes_on() -> None:
    end: Command = lambda c: c.end_response_window(**TIME_IS_UP)  # noqa: E731 - given twice
    assert (
        given(*decided(TWO), no("p1"))
        .when(end)
        .then(happens(Complaint.ResponseWindowEnded, WEEKS_LATER, concludes="rejected"))
        .state
        == "rejected"
    )
    assert (
        given(*decided(TWO), yes("p1")).when(end).then(happens(Complaint.ResponseWindowEnded, WEEKS_LATER)).state
        == "unanswered"
    )


def test_late_answers_are_welcome_and_all_of_them_together_are_a_yes() -> None:
    past = (*decided(TWO), yes("p1"), happened(Complaint.ResponseWindowEnded))
    given(*past).when(accept("p1")).refuses("party_answered")
    assert given(*past).when(accept("p2")).then(said(Complaint.DecisionAccepted, "p2")).state == "accepted"
    late = given(*past).when(reject("p2")).then(said(Complaint.DecisionRejected, "p2", concludes=None))
    assert late.state == "unanswered"
    changed = given(*past, no("p2")).when(accept("p2"))
    assert changed.then(said(Complaint.DecisionAccepted, "p2")).state == "accepted"


def test_who_has_accepted_is_not_asked_again_in_the_next_round() -> None:
    past = (
        *decided(TWO),
        yes("p1"),
        no("p2", concludes="rejected"),
        happened(Complaint.ResolutionProposed, version=2, round=2),
        happened(Complaint.DecisionSent, version=2, round=2, receivers=BOTH),
    )
    assert given(*past).when(accept("p2")).then(said(Complaint.DecisionAccepted, "p2")).state == "accepted"
    asked = given(*past).when(reject("p1")).then(said(Complaint.DecisionRejected, "p1", concludes=None))
    assert asked.state == "decided"


def test_who_speaks_for_others_answers_for_each_of_them() -> None:
    past = given(*decided(TWO, party("p3", CO), party("p4", SPEAKER), receivers=("p3", "p4")))
    spoken = past.when(accept(through="p4"))
    spoken.then(
        said(Complaint.DecisionAccepted, "p1", through="p4", concludes=None),
        said(Complaint.DecisionAccepted, "p2", through="p4", concludes=None),
    )
    past.when(reject("p2", "p4")).then(said(Complaint.DecisionRejected, "p2", through="p4", concludes=None))
    past.when(accept("p3", "p4")).refuses("not_acting_for")
    past.when(accept("p3", "p2")).refuses("not_acting_for")
    past.when(accept("p4")).refuses("party_does_not_answer")


def test_who_speaks_for_others_speaks_for_those_who_have_not_answered() -> None:
    past = (*decided(TWO, party("p3", SPEAKER), receivers=("p3",)), yes("p1"))
    given(*past).when(accept(through="p3")).then(
        said(Complaint.DecisionAccepted, "p2", through="p3", concludes="accepted")
    )
    given(*past, yes("p2")).when(accept(through="p3")).refuses("party_answered")


@pytest.mark.parametrize(("authority", "code"), [(None, "authority_missing"), (ENDED, "authority_ended")])
@pytest.mark.parametrize("say", [accept, reject, withdraw])
def test_nobody_speaks_for_others_without_an_authority_that_holds(
    say: Callable[..., Command], authority: Authority | None, code: str
) -> None:
    agent = party("p2", replace(AGENT, authority=authority))
    heir = party("p2", replace(HEIR, authority=authority))
    if say is withdraw:
        given(*RECEIVED, agent).when(say("p1", "p2")).refuses(code)
        given(*RECEIVED, heir).when(say()).refuses(code)
    else:
        given(*decided(agent, receivers=("p1",))).when(say("p1", "p2")).refuses(code)
        given(*decided(heir, receivers=())).when(say()).refuses(code)


def test_an_answer_lies_between_receipt_and_now() -> None:
    given(*decided(TWO)).when(
        lambda c: c.accept_decision("Yes.", at=BEFORE_RECEIPT, by=ANN, now=NOW, party_id="p1")
    ).refuses("before_receipt")


# heirs


def test_heirs_stand_in_the_place_of_who_died() -> None:
    heirs = (party("p2", HEIR), party("p3", HEIR))
    past = given(*decided(*heirs, receivers=("p2", "p3")))
    past.when(accept("p1")).refuses("party_does_not_answer")
    past.when(accept("p2")).then(said(Complaint.DecisionAccepted, "p2", concludes=None))
    given(*decided(*heirs, receivers=("p2", "p3")), yes("p2")).when(accept("p3")).then(
        said(Complaint.DecisionAccepted, "p3")
    )


def test_the_only_heir_answers_without_being_named() -> None:
    given(*decided(party("p2", HEIR), receivers=("p2",))).when(accept()).then(said(Complaint.DecisionAccepted, "p2"))


def test_what_was_for_the_deceased_is_for_the_heirs_together() -> None:
    hers = replace(offer(50), party_id="p1")
    past = (
        *decided_for(TWO, remedies=(hers,), receivers=BOTH),
        party("p3", replace(HEIR, acts_for=("p1",))),
        party("p4", replace(HEIR, acts_for=("p1",))),
    )
    one = given(*past).when(accept("p3")).then(said(Complaint.DecisionAccepted, "p3", concludes=None))
    assert not one.remedies["r1"].accepted
    both = given(*past, yes("p3")).when(accept("p4")).then(said(Complaint.DecisionAccepted, "p4", concludes=None))
    assert both.remedies["r1"].accepted


# withdrawing


def test_one_of_several_withdraws_and_the_others_complain_on() -> None:
    complaint = given(*PAIR).when(withdraw("p1")).then(said(Complaint.Withdrawn, "p1", concludes=None))
    assert complaint.state == "received"
    past = (*PAIR, happened(Complaint.Withdrawn, party_id="p1", concludes=None))
    given(*past).when(withdraw("p1")).refuses("party_does_not_answer")
    assert given(*past).when(withdraw()).then(said(Complaint.Withdrawn, "p2")).state == "withdrawn"
    given(*PAIR).when(withdraw()).refuses("party_missing")


def test_when_the_others_have_accepted_before_the_last_withdrawal_ends_it() -> None:
    past = (
        *decided(TWO),
        yes("p1"),
        no("p2", concludes="rejected"),
        happened(Complaint.InvestigationStarted, round=2),
    )
    assert given(*past).when(withdraw("p2")).then(said(Complaint.Withdrawn, "p2")).state == "withdrawn"


def test_a_reopened_complaint_asks_everybody_anew() -> None:
    past = (
        *PAIR,
        happened(Complaint.Withdrawn, party_id="p1", concludes=None),
        happened(Complaint.Withdrawn, party_id="p2"),
        happened(Complaint.Reopened),
    )
    given(*past).when(withdraw("p1")).then(said(Complaint.Withdrawn, "p1", concludes=None))


# remedies


def test_a_remedy_is_for_somebody_who_complains() -> None:
    def propose(key: str) -> Command:
        told = resolution(replace(refund(key=""), party_id=key))
        return lambda c: c.propose_resolution(told, codes=CODES, by=ANN, now=NOW)

    past = given(*RECEIVED, TWO, *PROPOSED[1:])
    past.when(propose("p9")).refuses("no_such_party")
    past.when(propose("p2")).then(
        happens(Complaint.ResolutionProposed, version=2, resolution=resolution(replace(refund(), party_id="p2")))
    )


def test_a_proposal_for_somebody_who_has_left_is_made_again() -> None:
    told = happened(Complaint.ResolutionProposed, resolution=resolution(THEIRS))
    past = (*RECEIVED, TWO, *PROPOSED[1:-1], told, happened(Complaint.PartyRemoved))
    given(*past).when(send()).refuses("remedy_owner_gone")


def test_an_offer_to_one_is_accepted_by_that_one() -> None:
    past = given(*decided_for(TWO, remedies=(offer(10), replace(offer(20, key="r2"), party_id="p2")), receivers=BOTH))
    complaint = past.when(accept("p2")).then(said(Complaint.DecisionAccepted, "p2", concludes=None))
    assert [one.accepted for one in complaint.remedies.values()] == [False, True]


def test_an_offer_to_all_is_accepted_by_all() -> None:
    past = (*decided_for(TWO, remedies=(offer(10),), receivers=BOTH), yes("p1"))
    complaint = given(*past).when(accept("p2")).then(said(Complaint.DecisionAccepted, "p2"))
    assert complaint.remedies["r1"].accepted


def test_what_one_has_accepted_stays_theirs_when_a_later_decision_comes() -> None:
    past = (
        *decided_for(
            TWO, remedies=(replace(offer(10), party_id="p1"), replace(THEIRS, remedy_id="r2")), receivers=BOTH
        ),
        yes("p1"),
        no("p2", concludes="rejected"),
        happened(Complaint.ResolutionProposed, version=2, round=2, resolution=resolution()),
        happened(Complaint.DecisionSent, version=2, round=2, receivers=BOTH),
    )
    complaint = given(*past).replayed()
    assert [one.state for one in complaint.remedies.values()] == [RemedyState.OPEN, RemedyState.SUPERSEDED]


def test_only_whose_it_is_waives_a_remedy() -> None:
    past = given(*decided_for(TWO, party("p3", SPEAKER), remedies=(THEIRS,), receivers=("p3",)))
    past.when(waive("r1", "p1")).refuses("not_their_remedy")
    past.when(waive("r1")).refuses("party_missing")
    past.when(waive("r9", "p1")).refuses("no_such_remedy")
    past.when(waive("r1", "p2")).then(said(Complaint.RemedyWaived, "p2"))
    past.when(waive("r1", through="p3")).then(said(Complaint.RemedyWaived, "p2", through="p3"))


def test_what_belongs_to_all_is_waived_by_all() -> None:
    past = decided_for(TWO, remedies=(refund(),), receivers=BOTH)
    first = given(*past).when(waive("r1", "p1")).then(said(Complaint.RemedyWaived, "p1", settles=False))
    assert first.remedies["r1"].state is RemedyState.OPEN
    waived = (*past, happened(Complaint.RemedyWaived, party_id="p1", settles=False))
    given(*waived).when(waive("r1", "p1")).then()
    second = given(*waived).when(waive("r1", "p2")).then(said(Complaint.RemedyWaived, "p2"))
    assert second.remedies["r1"].state is RemedyState.WAIVED


# short ways


def test_several_people_are_not_quickly_done_with() -> None:
    given(*PAIR).when(lambda c: c.quick_close("Yes.", "Sum.", BY_POST, at=None, by=ANN, now=NOW)).refuses(
        "joint_complaint"
    )
    given(*PAIR).when(
        lambda c: c.solve_on_the_spot(solution(resolution()), rules=CASE_RULES, codes=CODES, by=ANN, now=NOW)
    ).refuses("joint_complaint")
    given(*decided(TWO)).when(lambda c: c.close_as_unreachable(rules=CASE_RULES, by=ANN, now=NOW)).refuses(
        "joint_complaint"
    )


def test_an_heir_without_evidence_is_not_quickly_done_with() -> None:
    heir = party("p2", replace(HEIR, authority=None))
    given(*OPEN, heir).when(lambda c: c.quick_close("Yes.", "Sum.", BY_POST, at=None, by=ANN, now=NOW)).refuses(
        "authority_missing"
    )
    given(*OPEN, heir).when(
        lambda c: c.solve_on_the_spot(solution(resolution()), rules=CASE_RULES, codes=CODES, by=ANN, now=NOW)
    ).refuses("authority_missing")


def test_the_amounts_of_all_are_within_one_limit() -> None:
    told = resolution(*(replace(refund(300, key=""), party_id=key) for key in BOTH))
    past = given(*RECEIVED, TWO, *PROPOSED[1:])
    complaint = past.replayed()
    complaint.propose_resolution(told, codes=CODES, by=ANN, now=NOW)
    assert complaint.needs_approval


def test_answers_of_a_single_complainant_name_nobody() -> None:
    given(*DECIDED).when(accept("p1")).then(happens(Complaint.DecisionAccepted))

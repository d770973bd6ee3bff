"""Any time: a repeat without new facts goes on in the complaint that it repeats."""

from typing import Any
from uuid import UUID, uuid4

import pytest

from domain.complaint import Complaint
from domain.complaint.party import PartyRole, PartyTerms
from domain.complaint.state import State
from domain.complaint.values import Classification
from tests.domain.complaint.happenings import (
    APPROVED,
    DECIDED,
    FOUND,
    MERGED,
    OPEN,
    PROPOSED,
    RECEIVED,
    SECOND_ROUND,
    WITHDRAWN,
    happened,
    happens,
    party,
    received,
)
from tests.domain.complaint.happenings_of_relations import OTHER_CASE, OTHER_CASE_REFERENCE
from tests.domain.complaint.pairs import Past, Two, complaint, other
from tests.domain.complaint.values import LEGAL, LI_NA, REFERENCE, facts
from tests.domain.fixed import ANN, BEN, EARLIER, EVE, NOW
from tests.domain.language import STREAM, Happening, given

THIS: dict[str, Any] = {"case_id": STREAM, "reference": REFERENCE}
WHY = "She told it twice."
MERGED_IN = happened(Complaint.MergedIn, **THIS)


def merge(one: Complaint, another: Complaint) -> None:
    """Merge the first into the second."""
    one.merge(another, WHY, by=ANN, now=NOW)


def unmerge(one: Complaint, another: Complaint) -> None:
    """Take it out again."""
    one.unmerge(another, "It is another charge.", by=ANN, now=NOW)


@pytest.mark.parametrize(
    ("past", "state"),
    [(RECEIVED, State.RECEIVED), (OPEN, State.OPEN), (FOUND, State.INVESTIGATING), (PROPOSED, State.PROPOSED)],
)
def test_a_complaint_goes_on_in_another(past: Past, state: State) -> None:
    hands = ("ann",) if past is PROPOSED else ()
    one, another = Two(past, other(OPEN)).then(
        merge,
        [happens(Complaint.Merged, state_before=state)],
        [happens(Complaint.MergedIn, **THIS, hands=hands)],
    )
    assert (one.state, another.state) == (State.MERGED, State.OPEN)


def test_what_waited_on_it_waits_no_longer() -> None:
    past = (*OPEN, happened(Complaint.Suspended), happened(Complaint.TaskGiven), happened(Complaint.NewFactsRecorded))
    one, _ = Two(past, other(OPEN)).then(merge, [happens(Complaint.Merged)], [happens(Complaint.MergedIn, **THIS)])
    assert (one.suspensions, one.tasks["t1"].state, one.new_facts["n1"].state) == ({}, "ended", "lapsed")


def test_the_other_hears_since_when_the_period_ran() -> None:
    restarted = (*OPEN, happened(Complaint.NewFactsRecorded), happened(Complaint.NewFactsConfirmed))
    Two(restarted, other(OPEN)).then(
        merge, [happens(Complaint.Merged)], [happens(Complaint.MergedIn, **THIS, period_from=EARLIER)]
    )


def test_whoever_had_a_part_in_it_had_one_in_the_other() -> None:
    taken = (*OPEN, happened(Complaint.Taken, handler_id="ben"))
    _, another = Two(taken, other((*OPEN, happened(Complaint.Taken)))).then(
        merge, [happens(Complaint.Merged, target_version=4)], [happens(Complaint.MergedIn, **THIS, hands=("ben",))]
    )
    assert another.hands == ("ann", "ben")


def test_who_is_too_close_to_it_lets_go_of_the_other() -> None:
    close = (*OPEN, happened(Complaint.InterestDeclared, user_id="ben"))
    approved = (*APPROVED, happened(Complaint.Taken, handler_id="ben"))
    merged_in = happens(Complaint.MergedIn, **THIS, interested=("ben",))
    released = happens(Complaint.Released, handler_id="ben", reason="interest_declared")
    lapsed = happens(Complaint.ApprovalLapsed)
    _, another = Two(close, other(approved)).then(
        merge,
        [happens(Complaint.Merged, target_version=len(approved) + 3)],
        [merged_in, released, lapsed],
    )
    assert (another.handler_id, another.state, another.interested) == (None, State.PROPOSED, ("ben",))


def test_who_is_barred_from_a_re_check_is_so_after_a_merge() -> None:
    first: dict[str, Any] = {"case_id": uuid4(), "reference": "C-2026-000001-1"}
    one = (*OPEN, happened(Complaint.RecheckOpened, **first, barred=("ann", "eve")))
    another = (
        *OPEN,
        happened(Complaint.RecheckOpened, **first, barred=("ann",)),
        happened(Complaint.Taken, handler_id="eve"),
    )
    _, target = Two(one, other(another)).then(
        lambda c, into: c.merge(into, WHY, by=BEN, now=NOW),
        [happens(Complaint.Merged, target_version=6)],
        [
            happens(Complaint.MergedIn, **THIS, barred=("ann", "eve")),
            happens(Complaint.Released, handler_id="eve", reason="interest_declared"),
        ],
    )
    assert target.barred == ("ann", "eve")


@pytest.mark.parametrize("past", [DECIDED, WITHDRAWN, MERGED])
def test_neither_is_decided_or_over(past: Past) -> None:
    code = f"complaint_is_{complaint(past).state}"
    Two(past, other(OPEN)).refuses(merge, code)
    Two(OPEN, other(past)).refuses(merge, code)


def test_a_decision_of_an_earlier_round_or_cycle_counts() -> None:
    Two(SECOND_ROUND, other(OPEN)).refuses(merge, "decision_sent")
    Two(OPEN, other(SECOND_ROUND)).refuses(merge, "decision_sent")
    reopened = (
        *DECIDED,
        happened(Complaint.DecisionAccepted),
        happened(Complaint.Closed),
        happened(Complaint.Reopened),
    )
    Two(reopened, other(OPEN)).refuses(merge, "decision_sent")


def test_only_complaints_of_the_same_complainant_are_merged() -> None:
    Two(OPEN, other(OPEN, complainant_id=uuid4())).refuses(merge, "other_complainants")
    nobody = {"complainant_id": None, "complainant": None}
    Two((received(**nobody), *OPEN[1:]), other(OPEN, **nobody)).refuses(merge, "other_complainants")


def test_complaints_of_several_people_are_merged_when_they_are_the_same_people() -> None:
    with_wang = party("p2", PartyTerms(PartyRole.CO_COMPLAINANT))
    together, alone = (*OPEN, with_wang), other(OPEN)
    Two(together, alone).refuses(merge, "other_complainants")
    with_somebody = party("p2", PartyTerms(PartyRole.CO_COMPLAINANT), person_id=uuid4())
    Two(together, (*alone, with_somebody)).refuses(merge, "other_complainants")
    one, another = Two(together, (*alone, with_wang)).both()
    merge(one, another)
    assert one.state is State.MERGED


def joined(*keys: str, persons: tuple[UUID, ...]) -> tuple[Happening, ...]:
    """Return a past to which people joined who complain as well."""
    co = PartyTerms(PartyRole.CO_COMPLAINANT)
    return tuple(party(key, co, person_id=person) for key, person in zip(keys, persons, strict=True))


def test_a_group_is_the_same_whoever_was_named_first() -> None:
    wang = uuid4()
    one = (*OPEN, *joined("p2", persons=(wang,)))
    another = other((*OPEN, *joined("p2", persons=(LI_NA,))), complainant_id=wang)
    Two(one, another).then(merge, [happens(Complaint.Merged, target_version=4)], [happens(Complaint.MergedIn, **THIS)])


def test_an_heir_complains_in_the_place_of_who_died() -> None:
    heir = party("p2", PartyTerms(PartyRole.HEIR, acts_for=("p1",)), person_id=uuid4())
    Two((*OPEN, heir), other(OPEN)).refuses(merge, "other_complainants")
    Two((*OPEN, heir), other((*OPEN, heir))).then(
        merge, [happens(Complaint.Merged, target_version=4)], [happens(Complaint.MergedIn, **THIS)]
    )


def test_both_are_about_the_same_employee_or_about_none() -> None:
    about_eve = {"facts": facts(employee_id="eve")}
    Two((received(**about_eve), *OPEN[1:]), other(OPEN)).refuses(merge, "about_another_employee")
    Two(OPEN, other(OPEN, **about_eve)).refuses(merge, "about_another_employee")
    Two((received(**about_eve), *OPEN[1:]), other(OPEN, **about_eve)).then(
        merge, [happens(Complaint.Merged)], [happens(Complaint.MergedIn, **THIS)]
    )


def test_a_re_check_is_merged_with_no_other_complaint() -> None:
    Two((*OPEN, happened(Complaint.RecheckOpened, barred=())), other(OPEN)).refuses(merge, "other_kind")


def test_what_is_confidential_goes_on_in_confidence() -> None:
    secret = (*OPEN, happened(Complaint.MarkedConfidential))
    Two(secret, other(OPEN)).refuses(merge, "less_confidential")
    for one in (OPEN, secret):
        Two(one, other(secret)).then(
            merge, [happens(Complaint.Merged, target_version=4)], [happens(Complaint.MergedIn, **THIS)]
        )


def test_a_hold_stays_where_it_can_be_released() -> None:
    held = (*OPEN, happened(Complaint.HoldPlaced))
    Two(held, other(OPEN)).refuses(merge, "case_held")
    Two(OPEN, other(held)).then(
        merge, [happens(Complaint.Merged, target_version=4)], [happens(Complaint.MergedIn, **THIS)]
    )


def test_a_complaint_is_not_merged_into_itself() -> None:
    alone = complaint(OPEN)
    Two(OPEN, other(OPEN)).refuses(lambda one, _: merge(one, alone), "same_case")


def test_whoever_is_too_close_to_either_merges_neither() -> None:
    close = (*OPEN, happened(Complaint.InterestDeclared))
    Two(close, other(OPEN)).refuses(merge, "interest_declared")
    Two(OPEN, other(close)).refuses(merge, "interest_declared")


def test_a_merged_complaint_takes_nothing_but_being_taken_out_again() -> None:
    assert complaint(MERGED).permitted(ANN) == ("unmerge", "revise_source_record")


@pytest.mark.parametrize("state", [State.RECEIVED, State.OPEN, State.INVESTIGATING, State.PROPOSED, State.APPROVED])
def test_unmerging_gives_the_state_back(state: State) -> None:
    merged = (*OPEN, happened(Complaint.Merged, state_before=state))
    one, _ = Two(merged, other((*OPEN, MERGED_IN))).then(
        unmerge,
        [happens(Complaint.Unmerged, state=state)],
        [happens(Complaint.SourceUnmerged, **THIS)],
    )
    assert (one.state, one.merged_into) == (state, None)


def test_what_was_recorded_meanwhile_stays_on_the_other_and_is_named() -> None:
    worked = (*OPEN, MERGED_IN, happened(Complaint.Taken), happened(Complaint.NoteAdded))
    Two(MERGED, other(worked)).then(
        unmerge,
        [happens(Complaint.Unmerged, meanwhile_to=5)],
        [happens(Complaint.SourceUnmerged, **THIS)],
    )


def test_a_decision_of_the_other_does_not_decide_what_is_taken_out() -> None:
    decided = (*OPEN, MERGED_IN, *DECIDED[2:])
    one, _ = Two(MERGED, other(decided)).then(
        unmerge,
        [happens(Complaint.Unmerged, meanwhile_to=len(decided), was_decided=True)],
        [happens(Complaint.SourceUnmerged, **THIS)],
    )
    assert (one.state, one.decisions_sent) == (State.OPEN, 0)


def test_it_can_be_taken_out_wherever_the_other_stands() -> None:
    for past in ((*OPEN, MERGED_IN, happened(Complaint.Withdrawn)), (*OPEN, MERGED_IN, happened(Complaint.Merged))):
        Two(MERGED, other(past)).then(
            unmerge,
            [happens(Complaint.Unmerged, meanwhile_to=4)],
            [happens(Complaint.SourceUnmerged, **THIS)],
        )


def test_who_declared_an_interest_in_the_other_has_one_in_what_is_taken_out() -> None:
    taken = (*OPEN, happened(Complaint.Taken), happened(Complaint.Merged))
    declared = (*OPEN, MERGED_IN, happened(Complaint.InterestDeclared, user_id="ann"))
    over: dict[str, Any] = {"case_id": OTHER_CASE, "reference": OTHER_CASE_REFERENCE, "interested": ("ann",)}
    one, _ = Two(taken, other(declared)).then(
        unmerge,
        [
            happens(Complaint.Unmerged, meanwhile_to=4),
            happens(Complaint.InterestsTakenOver, **over),
            happens(Complaint.Released, handler_id="ann", reason="interest_declared"),
        ],
        [happens(Complaint.SourceUnmerged, **THIS)],
    )
    assert (one.interested, one.handler_id) == (("ann",), None)


def test_only_what_was_merged_is_taken_out() -> None:
    Two(OPEN, other(OPEN)).refuses(unmerge, "complaint_is_open")


def test_nobody_takes_out_what_is_about_them() -> None:
    about_eve = (received(facts=facts(employee_id="eve")), *MERGED[1:])
    Two(about_eve, other(OPEN)).refuses(
        lambda one, another: one.unmerge(another, "Mine.", by=EVE, now=NOW), "conflict_of_interest"
    )


def test_what_was_taken_out_goes_on() -> None:
    past = (*MERGED, happened(Complaint.Unmerged))
    given(*past).when(lambda c: c.start_investigation(by=ANN, now=NOW)).then(happens(Complaint.InvestigationStarted))


FLAGGED = happened(Complaint.Classified, classification=LEGAL)
PLAIN = happened(Complaint.Classified, classification=Classification("service"))
MAJOR = happened(Complaint.MajorDeclared)
PLAN = happened(Complaint.EmergencyPlanStarted)


@pytest.mark.parametrize(
    ("first", "second"), [((FLAGGED,), ()), ((FLAGGED, PLAIN), (PLAIN,)), ((MAJOR,), ()), ((MAJOR, PLAN), (MAJOR,))]
)
def test_a_complaint_does_not_go_on_where_fewer_people_look(first: Past, second: Past) -> None:
    Two((*OPEN, *first), other((*OPEN, *second))).refuses(merge, "less_guarded")


@pytest.mark.parametrize(
    ("first", "second"), [((FLAGGED,), (FLAGGED, PLAIN)), ((MAJOR, PLAN), (MAJOR, PLAN)), ((), (FLAGGED, MAJOR))]
)
def test_it_goes_on_where_as_many_look(first: Past, second: Past) -> None:
    one, _ = Two((*OPEN, *first), other((*OPEN, *second))).then(
        merge,
        [happens(Complaint.Merged, target_version=len(OPEN) + len(second) + 1)],
        [happens(Complaint.MergedIn, **THIS)],
    )
    assert one.state is State.MERGED


@pytest.mark.parametrize(
    ("left", "code"),
    [
        (happened(Complaint.AuthorityAsked), "authority_unanswered"),
        (happened(Complaint.ProvisionalCreditGiven), "credit_stands"),
        (happened(Complaint.ReferredToExternal), "outcome_awaited"),
    ],
)
def test_nothing_is_left_behind_that_only_it_could_bring_to_an_end(left: Happening, code: str) -> None:
    Two((*OPEN, left), other(OPEN)).refuses(merge, code)
    Two(OPEN, other((*OPEN, left))).then(
        merge, [happens(Complaint.Merged, target_version=len(OPEN) + 2)], [happens(Complaint.MergedIn, **THIS)]
    )

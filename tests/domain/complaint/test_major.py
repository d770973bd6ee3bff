"""Major complaints and the emergency plan."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from uuid import uuid5

import pytest

from domain.actor import Actor, Role
from domain.complaint import Complaint
from domain.complaint.emergency import PlanStep
from domain.complaint.party import NewParty, PartyRole, PartyTerms
from domain.documents import InvalidDocument
from domain.organisation.structure import KnownUnit, Organisation
from tests.domain.complaint.happenings import CLOSED, OPEN, RECEIVED, happened, happens, party, received
from tests.domain.complaint.test_receiving import receive
from tests.domain.complaint.values import facts, intake
from tests.domain.fixed import ANN, BEFORE_RECEIPT, BEN, CODES, EARLIER, NOW, PLAN, RECEIVED_AT
from tests.domain.language import STREAM, Happening, given

MAJOR = (*OPEN, happened(Complaint.MajorDeclared))
PLANNED = (*MAJOR, happened(Complaint.EmergencyPlanStarted))
BANK = Organisation(
    {"shanghai": KnownUnit("shanghai", superior_id="head-office"), "head-office": KnownUnit("head-office")}
)
CO = PartyTerms(PartyRole.CO_COMPLAINANT)


def by_number(to: str = "shanghai", people: int = 20) -> tuple[Happening, ...]:
    """Return what the number of people sets going."""
    return (
        happens(
            Complaint.MajorDeclared,
            reason="joint_face_to_face",
            explanation=None,
            people=people,
            by_rule=True,
        ),
        happens(Complaint.Escalated, to=to, reason="joint_face_to_face"),
        happens(Complaint.EmergencyPlanStarted),
    )


def declare(reason: str = "media") -> Callable[[Complaint], None]:
    """Return Ann's declaration."""
    return lambda c: c.declare_major(reason, "A newspaper called.", codes=CODES, by=ANN, now=NOW)


def undeclare(by: Actor) -> Callable[[Complaint], None]:
    """Return somebody's word that it is none."""
    return lambda c: c.undeclare_major("The newspaper has asked about another bank.", by=by, now=NOW)


def complete(step: str, authority: str | None = None) -> Callable[[Complaint], None]:
    """Return that a step was done."""
    return lambda c: c.complete_emergency_step(
        step,
        "Reported by telephone and in writing.",
        at=EARLIER,
        codes=CODES,
        by=ANN,
        now=NOW,
        authority=authority,
        authority_reference="2026-17",
    )


# by number


def test_twenty_people_face_to_face_are_a_major_complaint() -> None:
    told = facts(joint_count=20, face_to_face=True)
    complaint = given().when(receive(intake(facts=told), plan=PLAN)).then(received(facts=told), *by_number())
    assert complaint.emergency_steps["report"].due_at == NOW + timedelta(hours=24)


@pytest.mark.parametrize("told", [facts(joint_count=19, face_to_face=True), facts(joint_count=500)])
def test_fewer_or_from_afar_they_are_none(told: object) -> None:
    assert given().when(receive(intake(facts=told), plan=PLAN)).then(received(facts=told)).major is None


def test_it_is_escalated_to_the_unit_above() -> None:
    told = facts(joint_count=25, face_to_face=True)
    given().when(receive(intake(facts=told), plan=PLAN, organisation=BANK)).then(
        received(facts=told), *by_number("head-office", 25)
    )


def test_the_twentieth_name_makes_it_major() -> None:
    people = tuple(party(f"p{n}", CO) for n in range(2, 20))
    past = (received(facts=facts(face_to_face=True)), *people)
    given(*past).when(lambda c: c.add_party(NewParty(CO), codes=CODES, by=ANN, now=NOW, plan=PLAN)).then(
        happens(Complaint.PartyAdded, party_id="p20", person_id=uuid5(STREAM, "p20"), terms=CO, told=None),
        *by_number(),
    )


def test_a_number_that_is_known_later_makes_it_major() -> None:
    right = facts(joint_count=30, face_to_face=True)
    changes = {"joint_count": 30, "face_to_face": True}
    given(*RECEIVED).when(lambda c: c.correct(changes, "They came.", codes=CODES, by=ANN, now=NOW, plan=PLAN)).then(
        happens(
            Complaint.Corrected,
            changed=("face_to_face", "joint_count"),
            reason="They came.",
            facts_before=facts(),
            facts_after=right,
        ),
        *by_number(people=30),
    )


def test_what_was_undeclared_is_not_declared_again_by_the_same_number() -> None:
    receipt = received(facts=facts(joint_count=25, face_to_face=True))
    past = (receipt, happened(Complaint.MajorDeclared, by_rule=True), happened(Complaint.MajorUndeclared))
    given(*past).when(lambda c: c.add_party(NewParty(CO), codes=CODES, by=ANN, now=NOW, plan=PLAN)).then(
        happens(Complaint.PartyAdded, person_id=uuid5(STREAM, "p2"), terms=CO, told=None)
    )


# by word


def test_a_complaint_is_declared_major_once() -> None:
    given(*OPEN).when(declare()).then(happens(Complaint.MajorDeclared))
    given(*MAJOR).when(declare()).then()
    given(*OPEN).when(declare("retired")).refuses("unknown_code")
    given(*CLOSED).when(declare()).refuses("complaint_is_closed")


def test_a_second_person_takes_it_back() -> None:
    given(*MAJOR).when(undeclare(ANN)).refuses("second_person_needed")
    complaint = given(*PLANNED).when(undeclare(BEN)).then(happens(Complaint.MajorUndeclared))
    assert (complaint.major, complaint.emergency_plan, complaint.emergency_steps) == (None, None, {})
    given(*OPEN).when(undeclare(BEN)).refuses("not_major")


def test_what_the_number_says_a_supervisor_sets_aside() -> None:
    past = (*OPEN, happened(Complaint.MajorDeclared, by_rule=True))
    given(*past).when(undeclare(replace(BEN, role=Role.HANDLER))).refuses("supervisor_needed")
    given(*past).when(undeclare(BEN)).then(happens(Complaint.MajorUndeclared))
    recorded_by_ben = (*OPEN, happened(Complaint.MajorDeclared, by_rule=True, declared_by="ben"))
    given(*recorded_by_ben).when(undeclare(BEN)).refuses("second_person_needed")


# the plan


def test_the_plan_starts_once_and_for_major_complaints_only() -> None:
    start: Callable[[Complaint], None] = lambda c: c.start_emergency_plan(PLAN, by=ANN, now=NOW)  # noqa: E731
    given(*MAJOR).when(start).then(happens(Complaint.EmergencyPlanStarted))
    given(*PLANNED).when(start).then()
    given(*OPEN).when(start).refuses("not_major")


def test_a_step_is_done_once() -> None:
    done = happens(Complaint.EmergencyStepCompleted, EARLIER)
    complaint = given(*PLANNED).when(complete("report", "nfra")).then(done)
    assert complaint.emergency_steps["report"].done_at == EARLIER
    given(*PLANNED, happened(Complaint.EmergencyStepCompleted)).when(complete("report", "nfra")).then()


def test_a_report_says_to_which_authority() -> None:
    given(*PLANNED).when(complete("report")).refuses("authority_not_named")
    given(*PLANNED).when(complete("report", "retired")).refuses("unknown_code")
    given(*PLANNED).when(complete("dance")).refuses("no_such_step")
    given(*MAJOR).when(complete("report", "nfra")).refuses("no_emergency_plan")


def test_a_step_is_not_done_before_the_receipt() -> None:
    given(*PLANNED).when(
        lambda c: c.complete_emergency_step("lead", "Done.", at=BEFORE_RECEIPT, codes=CODES, by=ANN, now=NOW)
    ).refuses("before_receipt")


def test_a_step_of_a_plan_that_is_not_known_yet_changes_nothing() -> None:
    assert given(*OPEN, happened(Complaint.EmergencyStepCompleted)).replayed().emergency_steps == {}


def test_a_step_is_due_after_its_start() -> None:
    with pytest.raises(InvalidDocument):
        PlanStep("lead", "Name who leads", "supervisor", -1)


def test_the_receipt_is_the_earliest_of_all() -> None:
    assert received().at == RECEIVED_AT

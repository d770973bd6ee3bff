"""Whose a case is, and what somebody sees."""

from dataclasses import replace

import pytest

from domain.complaint import Complaint
from domain.sight import Belonging, Discretion, Sight
from tests.domain.complaint.happenings import OPEN, happened, received
from tests.domain.complaint.values import intake
from tests.domain.fixed import ANN, CODES, IMPORTER, NOW
from tests.domain.language import STREAM, given

CASE = Belonging("cards", frozenset({"hotline"}), "ann", "rob", "eve")
SECRET = replace(CASE, is_confidential=True)


def sight(*units: str, **more: object) -> Sight:
    """Return what somebody in some units sees."""
    return Sight(**{"user_id": "zoe", "recused_from": frozenset({"zoe"}), "units": frozenset(units), **more})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("units", "sees", "owns"), [("cards", True, True), ("hotline", True, False), ("loans", False, False)]
)
def test_a_unit_sees_what_it_owns_and_what_it_has_to_do_with(units: str, sees: bool, owns: bool) -> None:  # noqa: FBT001 - a table
    assert (sight(units).shows(CASE), sight(units).owns(CASE)) == (sees, owns)


def test_who_looks_at_all_units_sees_everything_that_is_not_about_them() -> None:
    everything = sight(units=None)
    assert everything.shows(CASE)
    assert everything.owns(CASE)
    assert not replace(everything, recused_from=frozenset({"zoe", "eve"})).shows(CASE)


def test_what_one_received_oneself_is_seen_wherever_it_is_by_whom_the_table_says() -> None:
    assert not sight("loans", user_id="rob").shows(CASE)
    assert sight("loans", user_id="rob", sees_received=True).shows(CASE)
    assert not sight("loans", user_id="ann", sees_received=True).shows(CASE)


@pytest.mark.parametrize(
    ("discretion", "user", "unit", "sees"),
    [
        (Discretion.ALL, "zoe", "cards", True),
        (Discretion.NONE, "zoe", "cards", False),
        (Discretion.NONE, "ann", "cards", False),
        (Discretion.HANDLED, "ann", "cards", True),
        (Discretion.HANDLED, "zoe", "cards", False),
        (Discretion.HANDLED, "ann", "hotline", False),
        (Discretion.OWNED, "zoe", "cards", True),
        (Discretion.OWNED, "zoe", "hotline", False),
    ],
)
def test_a_confidential_case_is_seen_by_few(discretion: Discretion, user: str, unit: str, sees: bool) -> None:  # noqa: FBT001 - a table
    assert sight(unit, user_id=user, discretion=discretion).shows(SECRET) is sees
    assert sight(unit, user_id=user, discretion=discretion).shows(CASE)


def test_a_complaint_belongs_to_its_unit_and_remembers_those_before() -> None:
    past = (
        *OPEN,
        happened(Complaint.Transferred, unit_id="cards"),
        happened(Complaint.Assigned, unit_id="loans", handler_id="li"),
        happened(Complaint.Routed, unit_id="cards"),
        happened(Complaint.TaskGiven, unit_id="wealth"),
    )
    belonging = given(*past).replayed().belonging
    assert belonging == Belonging("cards", frozenset({"shanghai", "loans", "wealth"}), "li", "ann", None)
    assert given(*past).replayed().earlier_units == ("shanghai", "cards", "loans")
    assert belonging.units == {"cards", "shanghai", "loans", "wealth"}


def test_a_task_that_is_taken_back_shows_nothing_more() -> None:
    past = (*OPEN, happened(Complaint.TaskGiven, unit_id="wealth"), happened(Complaint.TaskCancelled))
    assert given(*past).replayed().belonging.other_units == frozenset()


def test_the_unit_that_takes_a_complaint_in_for_another_is_not_cut_off() -> None:
    assert given(received(unit_id="cards")).replayed().belonging.other_units == {"shanghai"}
    assert given(received(unit_id="cards", received_in=None)).replayed().belonging.other_units == frozenset()


def test_a_system_takes_complaints_in_for_no_unit() -> None:
    told = {"stream_id": STREAM, "reference": "C-2026-000001-7", "codes": CODES, "now": NOW}
    by_person = Complaint.receive(intake(unit_id="cards"), by=ANN, **told)  # type: ignore[arg-type]
    by_system = Complaint.receive(intake(unit_id="cards"), by=IMPORTER, **told)  # type: ignore[arg-type]
    assert by_person.belonging == Belonging("cards", frozenset({"shanghai"}), None, "ann")
    assert by_system.belonging == Belonging("cards", frozenset(), None, "import")

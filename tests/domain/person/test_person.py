"""The person: known, deceased, held, restricted, and what they may ask."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from domain.person import Person
from domain.person.values import Death, SystemReference
from tests.domain.examples import BY, Examples
from tests.domain.fixed import ANN, CODES, EARLIER, NOW, TOMORROW, versions
from tests.domain.language import STREAM, Given, Happening

CORE = SystemReference("core", "6222-0042")
DIED = Death(date(2026, 1, 3), "Certificate of the hospital")
MEANS = versions("verification_means")
ASKED: dict[str, Any] = {
    "person_id": STREAM,
    "request_id": "d1",
    "words": "Tell me all.",
    "means": "id_card",
    "code_versions": MEANS,
}

EXAMPLES = Examples(
    {
        Person.Registered: {"person_id": STREAM, "source": CORE},
        Person.DeathRecorded: {"person_id": STREAM, "death": DIED},
        Person.DeathRetracted: {"person_id": STREAM, "death": DIED, "reason": "A namesake."},
        Person.HoldPlaced: {
            "person_id": STREAM,
            "hold_id": "h1",
            "reason": "litigation",
            "explanation": "Pudong court.",
            "placed_by": "import",
            "code_versions": versions("hold_reason"),
        },
        Person.HoldReleased: {
            "person_id": STREAM,
            "hold_id": "h1",
            "explanation": "The judgment is final.",
            "released_by": "import",
        },
        Person.Restricted: {
            "person_id": STREAM,
            "basis": "accuracy_contested",
            "explanation": "She contests the address.",
            "code_versions": versions("restriction_basis"),
        },
        Person.RestrictionLifted: {"person_id": STREAM, "explanation": "The address was put right."},
        Person.AccessRequested: ASKED,
        Person.CorrectionRequested: ASKED,
        Person.DeletionRequested: ASKED,
        Person.IdentityChecked: {
            "person_id": STREAM,
            "request_id": "d1",
            "means": "id_card",
            "code_versions": MEANS,
        },
        Person.RequestRefused: {
            "person_id": STREAM,
            "request_id": "d1",
            "reasons": ("retention_duty",),
            "explanation": "Vouchers are kept for fifteen years.",
            "code_versions": versions("rights_refusal"),
        },
        Person.RequestCompleted: {"person_id": STREAM, "request_id": "d1", "summary": "A copy was handed over."},
    }
)
happened, now = EXAMPLES.happened, EXAMPLES.now
KNOWN = happened(Person.Registered)
DEAD = (KNOWN, happened(Person.DeathRecorded))
HELD = (KNOWN, happened(Person.HoldPlaced))
WAITING = (KNOWN, happened(Person.AccessRequested))
BY_CODES: dict[str, Any] = {"codes": CODES, **BY}


def given(*past: Happening) -> Given[Person]:
    return Given(Person, *past)


def test_a_person_is_registered_once() -> None:
    given().when(lambda p: p.register(CORE, now=NOW)).then(now(Person.Registered))
    given().when(lambda p: p.register(None, now=NOW)).then(now(Person.Registered, source=None))
    given(KNOWN).when(lambda p: p.register(CORE, now=NOW)).then()
    given(KNOWN).when(lambda p: p.register(None, now=NOW)).refuses("person_exists")


def test_a_death_is_recorded_and_better_known_later() -> None:
    given(KNOWN).when(lambda p: p.record_death(DIED, **BY)).then(now(Person.DeathRecorded))
    given(*DEAD).when(lambda p: p.record_death(DIED, **BY)).then()
    better = Death(date(2026, 1, 2), "Certificate of the registry")
    given(*DEAD).when(lambda p: p.record_death(better, **BY)).then(now(Person.DeathRecorded, death=better))
    given(KNOWN).when(lambda p: p.record_death(Death(date(2026, 1, 9), "?"), **BY)).refuses("in_the_future")


def test_who_did_not_die_lives() -> None:
    given(*DEAD).when(lambda p: p.retract_death("A namesake.", **BY)).then(now(Person.DeathRetracted))
    given(KNOWN).when(lambda p: p.retract_death("A namesake.", **BY)).refuses("not_deceased")


def test_several_holds_last_side_by_side() -> None:
    place = "Pudong court."
    given(KNOWN).when(lambda p: p.place_hold("litigation", place, **BY_CODES)).then(now(Person.HoldPlaced))
    held = given(*HELD).when(lambda p: p.place_hold("litigation", place, **BY_CODES))
    assert held.then(now(Person.HoldPlaced, hold_id="h2")).is_held
    given(KNOWN).when(lambda p: p.place_hold("retired", place, **BY_CODES)).refuses("unknown_code")


def test_a_hold_ends_once() -> None:
    free = given(*HELD).when(lambda p: p.release_hold("h1", "The judgment is final.", **BY))
    assert not free.then(now(Person.HoldReleased)).is_held
    given(*HELD).when(lambda p: p.release_hold("h2", "So.", **BY)).refuses("no_such_hold")
    given(KNOWN).when(lambda p: p.release_hold("h1", "So.", **BY)).refuses("not_held")
    one_left = (*HELD, happened(Person.HoldPlaced, hold_id="h2"), happened(Person.HoldReleased))
    given(*one_left).when(lambda p: p.release_hold("h1", "So.", **BY)).refuses("hold_released")


def test_data_is_restricted_and_the_restriction_lifted() -> None:
    why = "She contests the address."
    restricted = (KNOWN, happened(Person.Restricted))
    given(KNOWN).when(lambda p: p.restrict("accuracy_contested", why, **BY_CODES)).then(now(Person.Restricted))
    given(*restricted).when(lambda p: p.restrict("accuracy_contested", why, **BY_CODES)).refuses("person_is_restricted")
    given(KNOWN).when(lambda p: p.restrict("retired", why, **BY_CODES)).refuses("unknown_code")
    lifted = given(*restricted).when(lambda p: p.lift_restriction("The address was put right.", **BY))
    lifted.then(now(Person.RestrictionLifted))
    given(KNOWN).when(lambda p: p.lift_restriction("So.", **BY)).refuses("person_is_known")


REQUESTS = [
    (Person.request_access, Person.AccessRequested),
    (Person.request_correction, Person.CorrectionRequested),
    (Person.request_deletion, Person.DeletionRequested),
]


@pytest.mark.parametrize(("ask", "event"), REQUESTS)
def test_each_request_counts_from_when_the_bank_received_it(ask: Callable[..., None], event: Any) -> None:  # noqa: ANN401
    given(KNOWN).when(lambda p: ask(p, "Tell me all.", "id_card", at=None, **BY_CODES)).then(now(event))
    again = given(*WAITING).when(lambda p: ask(p, "Tell me all.", None, at=EARLIER, **BY_CODES))
    again.then(Happening(event, EARLIER, {**ASKED, "request_id": "d2", "means": None}))
    given(KNOWN).when(lambda p: ask(p, "So.", "retired", at=None, **BY_CODES)).refuses("unknown_code")
    given(KNOWN).when(lambda p: ask(p, "So.", None, at=TOMORROW, **BY_CODES)).refuses("in_the_future")


def test_the_identity_is_checked_before_anything_is_given() -> None:
    unchecked = (KNOWN, happened(Person.AccessRequested, means=None))
    given(*unchecked).when(lambda p: p.complete_request("d1", "A copy.", **BY)).refuses("identity_not_checked")
    checked = given(*unchecked).when(lambda p: p.check_identity("d1", "id_card", **BY_CODES))
    checked.then(now(Person.IdentityChecked))
    given(*WAITING).when(lambda p: p.check_identity("d1", "id_card", **BY_CODES)).then()
    given(*WAITING).when(lambda p: p.check_identity("d1", "retired", **BY_CODES)).refuses("unknown_code")


def test_a_request_is_completed_or_refused_once() -> None:
    done = given(*WAITING).when(lambda p: p.complete_request("d1", "A copy was handed over.", **BY))
    done.then(now(Person.RequestCompleted))
    why, codes = "Vouchers are kept for fifteen years.", ("retention_duty",)
    refused = given(*WAITING).when(lambda p: p.refuse_request("d1", codes, why, **BY_CODES))
    refused.then(now(Person.RequestRefused))
    given(*WAITING).when(lambda p: p.refuse_request("d1", (), why, **BY_CODES)).refuses("reasons_missing")
    given(*WAITING).when(lambda p: p.refuse_request("d1", ("retired",), why, **BY_CODES)).refuses("unknown_code")
    over = (*WAITING, happened(Person.RequestCompleted), happened(Person.AccessRequested, request_id="d2"))
    given(*over).when(lambda p: p.refuse_request("d1", codes, why, **BY_CODES)).refuses("request_over")
    given(*over).when(lambda p: p.complete_request("d3", "So.", **BY)).refuses("no_such_request")
    given(KNOWN).when(lambda p: p.complete_request("d1", "So.", **BY)).refuses("no_open_request")


def test_to_delete_is_to_erase() -> None:
    wanted = (KNOWN, happened(Person.DeletionRequested))
    given(*wanted).when(lambda p: p.complete_request("d1", "Deleted.", **BY)).refuses("not_erased")


def test_what_may_be_done_next_follows_from_the_same_rules() -> None:
    assert set(given(KNOWN).replayed().permitted(ANN)) == {
        *("record_death", "place_hold", "restrict", "request_access", "request_correction", "request_deletion")
    }


def test_a_fold_that_lacks_the_beginning_of_something_does_not_break() -> None:
    late = (Person.HoldReleased, Person.IdentityChecked, Person.RequestCompleted)
    person = given(KNOWN, *map(happened, late)).replayed()
    assert (person.holds, person.requests) == ({}, {})

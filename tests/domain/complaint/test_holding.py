"""Any time: holds."""

import pytest

from domain.complaint import Complaint
from tests.domain.complaint.happenings import CLOSED, OPEN, REFERRED, WITHDRAWN, happened, happens
from tests.domain.fixed import BEN, CODES, NOW
from tests.domain.language import Happening, given

WHY = "Her lawyer wrote."
HELD = (*OPEN, happened(Complaint.HoldPlaced))


@pytest.mark.parametrize("past", [OPEN, CLOSED, WITHDRAWN])
def test_a_hold_is_placed_also_after_the_end(past: tuple[Happening, ...]) -> None:
    complaint = (
        given(*past)
        .when(lambda c: c.place_hold("litigation", WHY, codes=CODES, by=BEN, now=NOW))
        .then(happens(Complaint.HoldPlaced))
    )
    assert complaint.is_held


def test_several_holds_last_side_by_side() -> None:
    both = (*HELD, happened(Complaint.HoldPlaced, hold_id="h2"))
    given(*HELD).when(lambda c: c.place_hold("litigation", WHY, codes=CODES, by=BEN, now=NOW)).then(
        happens(Complaint.HoldPlaced, hold_id="h2")
    )
    complaint = (
        given(*both)
        .when(lambda c: c.release_hold("h1", "No action was brought.", by=BEN, now=NOW))
        .then(happens(Complaint.HoldReleased))
    )
    assert complaint.is_held


def test_the_last_release_ends_it() -> None:
    complaint = (
        given(*HELD)
        .when(lambda c: c.release_hold("h1", "No action was brought.", by=BEN, now=NOW))
        .then(happens(Complaint.HoldReleased))
    )
    assert not complaint.is_held


def test_only_a_hold_that_lasts_is_released() -> None:
    released = (*HELD, happened(Complaint.HoldReleased))
    given(*OPEN).when(lambda c: c.release_hold("h1", WHY, by=BEN, now=NOW)).refuses("not_held")
    given(*released).when(lambda c: c.release_hold("h1", WHY, by=BEN, now=NOW)).refuses("not_held")
    again = (*released, happened(Complaint.HoldPlaced, hold_id="h2"))
    given(*again).when(lambda c: c.release_hold("h1", WHY, by=BEN, now=NOW)).refuses("hold_released")
    given(*again).when(lambda c: c.release_hold("h3", WHY, by=BEN, now=NOW)).refuses("no_such_hold")


def test_a_hold_has_a_reason_of_the_list() -> None:
    given(*OPEN).when(lambda c: c.place_hold("retired", WHY, codes=CODES, by=BEN, now=NOW)).refuses("unknown_code")


def test_what_went_elsewhere_is_not_held_here() -> None:
    given(*REFERRED).when(lambda c: c.place_hold("litigation", WHY, codes=CODES, by=BEN, now=NOW)).refuses(
        "complaint_is_referred"
    )


def test_a_release_before_its_hold_leaves_nothing_as_of_an_earlier_instant() -> None:
    assert given(*OPEN, happened(Complaint.HoldReleased)).replayed().holds == {}

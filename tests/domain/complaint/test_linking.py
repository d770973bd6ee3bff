"""Any time: two complaints that have to do with each other."""

from typing import Any

import pytest

from domain.complaint import Complaint
from tests.domain.complaint.happenings import CLOSED, MERGED, OPEN, REFERRED, WITHDRAWN, happened, happens
from tests.domain.complaint.happenings_of_relations import OTHER_CASE_REFERENCE
from tests.domain.complaint.pairs import Past, Two, complaint, other
from tests.domain.complaint.values import REFERENCE, facts
from tests.domain.fixed import ANN, CODES, EVE, NOW
from tests.domain.language import STREAM

THIS: dict[str, Any] = {"case_id": STREAM, "reference": REFERENCE}
LINKED = (*OPEN, happened(Complaint.Linked))
LINKED_TOO = other((*OPEN, happened(Complaint.Linked, **THIS)))


def link(one: Complaint, another: Complaint) -> None:
    """Link the two."""
    one.link(another, "related", codes=CODES, by=ANN, now=NOW)


def unlink(one: Complaint, another: Complaint) -> None:
    """Take the link away."""
    one.unlink(another, "related", by=ANN, now=NOW)


@pytest.mark.parametrize("past", [OPEN, CLOSED, WITHDRAWN, REFERRED])
def test_both_know_of_a_link(past: Past) -> None:
    Two(past, other(OPEN)).then(link, [happens(Complaint.Linked)], [happens(Complaint.Linked, **THIS)])


def test_a_link_is_made_once_in_each_way() -> None:
    both = Two(LINKED, LINKED_TOO)
    both.then(link, [], [])
    both.then(
        lambda one, another: one.link(another, "duplicate", codes=CODES, by=ANN, now=NOW),
        [happens(Complaint.Linked, kind="duplicate")],
        [happens(Complaint.Linked, kind="duplicate", **THIS)],
    )


def test_a_link_is_taken_away_on_both() -> None:
    one, another = Two(LINKED, LINKED_TOO).then(
        unlink, [happens(Complaint.Unlinked)], [happens(Complaint.Unlinked, **THIS)]
    )
    assert (one.links, another.links) == ((), ())


def test_what_is_not_linked_stays_as_it_is() -> None:
    Two(OPEN, other(OPEN)).then(unlink, [], [])


def test_a_link_of_another_kind_stays() -> None:
    also = happened(Complaint.Linked, kind="duplicate")
    one, _ = Two((*LINKED, also), LINKED_TOO).then(
        unlink, [happens(Complaint.Unlinked)], [happens(Complaint.Unlinked, **THIS)]
    )
    assert [link.kind for link in one.links] == ["duplicate"]


def test_a_complaint_has_no_relation_to_itself() -> None:
    alone = complaint(OPEN)
    Two(OPEN, other(OPEN)).refuses(lambda one, _: link(one, alone), "same_case")
    Two(OPEN, other(OPEN)).refuses(lambda one, _: unlink(one, alone), "same_case")


def test_neither_may_be_merged() -> None:
    Two(MERGED, other(OPEN)).refuses(link, "complaint_is_merged")
    refusal = Two(OPEN, other(MERGED)).refuses(link, "complaint_is_merged")
    assert str(refusal).startswith(f"{OTHER_CASE_REFERENCE} refuses: ")


def test_what_lives_on_elsewhere_keeps_its_links_until_the_other_takes_them_away() -> None:
    Two((*REFERRED, happened(Complaint.Linked)), LINKED_TOO).refuses(unlink, "complaint_is_referred")
    referred_too = other((*REFERRED, happened(Complaint.Linked, **THIS)))
    Two(LINKED, referred_too).then(unlink, [happens(Complaint.Unlinked)], [happens(Complaint.Unlinked, **THIS)])


def test_nobody_links_what_is_about_them() -> None:
    about_eve = other(OPEN, facts=facts(employee_id="eve"))
    Two(OPEN, about_eve).refuses(
        lambda one, another: one.link(another, "related", codes=CODES, by=EVE, now=NOW), "conflict_of_interest"
    )


def test_the_kind_is_one_of_the_list() -> None:
    Two(OPEN, other(OPEN)).refuses(
        lambda one, another: one.link(another, "retired", codes=CODES, by=ANN, now=NOW), "unknown_code"
    )

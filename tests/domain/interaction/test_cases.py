"""The cases of a contact: linked, unlinked, opened out of it."""

from datetime import timedelta
from typing import Any

import pytest

from domain.complaint import Complaint
from domain.complaint.receiving import Intake
from domain.complaint.values import Facts, Words
from domain.interaction import Interaction
from domain.interaction.values import CaseKind, Link
from tests.domain.complaint.happenings import OPEN
from tests.domain.complaint.values import CONTACT, LI_NA
from tests.domain.complaint.values import REFERENCE as CASE_REFERENCE
from tests.domain.fixed import ANN, EARLIER, NOW, TOMORROW
from tests.domain.interaction.examples import (
    ANSWERED,
    BY_ANN,
    CASE,
    ENDED,
    IDENTIFIED,
    LINK,
    LINKED,
    OFFERED_AT,
    given,
    happened,
    now,
)
from tests.domain.language import STREAM, Happening
from tests.domain.language import given as given_complaint

SAID = (*IDENTIFIED, happened(Interaction.EntryAdded), happened(Interaction.EntryAdded, text="请退款。"))


def test_a_contact_is_about_a_case_once() -> None:
    for past in ((ANSWERED,), ENDED):
        given(*past).when(lambda c: c.link_case(LINK, **BY_ANN)).then(now(Interaction.CaseLinked))
    given(ANSWERED, happened(Interaction.CaseLinked)).when(lambda c: c.link_case(LINK, **BY_ANN)).then()
    given(ANSWERED, happened(Interaction.ComplaintOpened)).when(lambda c: c.link_case(LINK, **BY_ANN)).then()


def test_a_contact_is_not_about_a_case_after_all() -> None:
    past = given(ANSWERED, happened(Interaction.CaseLinked))
    assert past.when(lambda c: c.unlink_case(CASE, **BY_ANN)).then(now(Interaction.CaseUnlinked)).links == ()
    past.when(lambda c: c.unlink_case(STREAM, **BY_ANN)).refuses("case_not_linked")
    given(ANSWERED).when(lambda c: c.unlink_case(CASE, **BY_ANN)).refuses("case_not_linked")


def opened(contact: Interaction, **told: Any) -> Intake:  # noqa: ANN401 (facts and words by name)
    return contact.open_complaint(told, CONTACT, "shanghai", case_id=CASE, reference=CASE_REFERENCE, by=ANN, now=NOW)


def test_a_complaint_takes_along_what_the_contact_says() -> None:
    contact = given(*SAID).replayed()
    assert opened(contact) == Intake(
        Facts(OFFERED_AT, "phone", "customer"),
        Words("我的卡被扣了两次。\n请退款。"),
        "shanghai",
        complainant_id=LI_NA,
        complainant=CONTACT,
    )
    assert contact.links == (Link(CASE, CaseKind.COMPLAINT, CASE_REFERENCE),)


def test_what_is_told_beside_the_contact_counts_more() -> None:
    told = opened(
        given(*SAID).replayed(), received_at=EARLIER, narrative="Charged twice.", subject="Fee", branch="shanghai-01"
    )
    assert (told.facts.received_at, told.facts.branch) == (EARLIER, "shanghai-01")
    assert told.words == Words("Charged twice.", "Fee")


def test_the_complaint_of_somebody_unknown_has_no_person_yet() -> None:
    assert opened(given(ANSWERED).replayed(), narrative="Charged twice.").complainant_id is None


def test_the_contact_records_what_was_opened() -> None:
    given(*SAID).when(lambda c: forget(opened(c))).then(now(Interaction.ComplaintOpened))


@pytest.mark.parametrize(
    ("past", "told", "code"),
    [
        ((ANSWERED,), {}, "nothing_told"),
        ((ANSWERED,), {"narrative": " "}, "nothing_told"),
        (SAID, {"channel": "branch"}, "unknown_fact"),
        (SAID, {"state": "closed"}, "unknown_fact"),
        (SAID, {"received_at": OFFERED_AT - timedelta(seconds=1)}, "before_contact"),
        (SAID, {"received_at": TOMORROW}, "in_the_future"),
    ],
)
def test_what_makes_no_complaint_opens_none(past: tuple[Happening, ...], told: dict[str, Any], code: str) -> None:
    given(*past).when(lambda c: forget(opened(c, **told))).refuses(code)


def forget(_: object) -> None:
    """Forget what a command returns."""


# the other half, on the complaint


LINKED_COMPLAINT = Happening(Complaint.InteractionLinked, EARLIER, {"interaction": LINKED})


def test_a_complaint_knows_its_contacts_once() -> None:
    linked = Happening(Complaint.InteractionLinked, NOW, {"interaction": LINKED})
    given_complaint(*OPEN).when(lambda c: c.link_interaction(LINKED, **BY_ANN)).then(linked)
    given_complaint(*OPEN, LINKED_COMPLAINT).when(lambda c: c.link_interaction(LINKED, **BY_ANN)).then()


def test_a_complaint_forgets_a_contact_that_was_not_about_it() -> None:
    unlinked = Happening(Complaint.InteractionUnlinked, NOW, {"interaction_id": STREAM})
    past = given_complaint(*OPEN, LINKED_COMPLAINT)
    assert past.when(lambda c: c.unlink_interaction(STREAM, **BY_ANN)).then(unlinked).interactions == {}
    past.when(lambda c: c.unlink_interaction(CASE, **BY_ANN)).refuses("interaction_not_linked")
    given_complaint(*OPEN).when(lambda c: c.unlink_interaction(STREAM, **BY_ANN)).refuses("interaction_not_linked")

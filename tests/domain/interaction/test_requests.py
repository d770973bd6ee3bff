"""Requests that are opened out of a contact."""

from datetime import timedelta
from typing import Any

import pytest

from domain.interaction import Interaction
from domain.interaction.values import CaseKind, Link
from domain.request.submitting import RequestIntake
from domain.request.values import RequestFacts, RequestWords
from tests.domain.complaint.values import CONTACT, LI_NA
from tests.domain.fixed import ANN, EARLIER, NOW, TOMORROW
from tests.domain.interaction.examples import ANSWERED, CASE, OFFERED_AT, given, now
from tests.domain.interaction.test_cases import SAID, forget
from tests.domain.language import Happening
from tests.domain.request.values import REFERENCE


def opened(contact: Interaction, **told: Any) -> RequestIntake:  # noqa: ANN401 (facts and words by name)
    """Open a request."""
    return contact.open_request(
        told, "inquiry", CONTACT, "shanghai", case_id=CASE, reference=REFERENCE, by=ANN, now=NOW
    )


def test_a_request_takes_along_what_the_contact_says() -> None:
    contact = given(*SAID).replayed()
    assert opened(contact) == RequestIntake(
        RequestFacts(OFFERED_AT, "phone", "customer"),
        RequestWords("我的卡被扣了两次。\n请退款。"),
        "inquiry",
        "shanghai",
        requester_id=LI_NA,
        requester=CONTACT,
    )
    assert contact.links == (Link(CASE, CaseKind.SERVICE_REQUEST, REFERENCE),)


def test_what_is_told_beside_the_contact_counts_more() -> None:
    told = opened(given(ANSWERED).replayed(), received_at=EARLIER, narrative="When?", product="card")
    assert (told.facts.received_at, told.facts.product, told.words) == (EARLIER, "card", RequestWords("When?"))
    assert told.requester_id is None


def test_the_contact_records_what_was_opened() -> None:
    given(*SAID).when(lambda c: forget(opened(c))).then(now(Interaction.RequestOpened))


@pytest.mark.parametrize(
    ("past", "told", "code"),
    [
        ((ANSWERED,), {}, "nothing_told"),
        (SAID, {"channel": "branch"}, "unknown_fact"),
        (SAID, {"incident_on": None}, "unknown_fact"),
        (SAID, {"received_at": OFFERED_AT - timedelta(seconds=1)}, "before_contact"),
        (SAID, {"received_at": TOMORROW}, "in_the_future"),
    ],
)
def test_what_makes_no_request_opens_none(past: tuple[Happening, ...], told: dict[str, Any], code: str) -> None:
    given(*past).when(lambda c: forget(opened(c, **told))).refuses(code)

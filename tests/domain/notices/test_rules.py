"""Rows of the document `notification`: whom they fit, and which are refused."""

import json
from typing import Any
from uuid import UUID

import pytest

from domain.actor import Role
from domain.documents import InvalidDocument
from domain.notices.notice import ClockFact, Kind, Notice, Recipient, Way
from domain.notices.rules import Digest, NotificationRule, rule_for
from domain.reference_data import rows_of

LI = Recipient("sh-pudong", Role.HANDLER, "li.wei")
MAILBOX = Recipient("sh-pudong", Role.SUPERVISOR)
CLOCK = UUID(int=7)


def rows(*given: dict[str, Any]) -> tuple[NotificationRule, ...]:
    """Read rows as the document is read."""
    return rows_of("notification", json.dumps(given))


@pytest.mark.parametrize(
    ("row", "fits"),
    [
        ({}, [LI, MAILBOX]),
        ({"user_id": "li.wei"}, [LI]),
        ({"user_id": "li.*"}, [LI]),
        ({"user_id": "*"}, [LI]),
        ({"user_id": "li"}, []),
        ({"unit_id": "sh-*"}, [LI, MAILBOX]),
        ({"unit_id": "sh"}, []),
        ({"role": "supervisor"}, [MAILBOX]),
        ({"unit_id": "sh-pudong", "role": "handler"}, [LI]),
    ],
)
def test_a_row_speaks_of_users_units_and_roles(row: dict[str, Any], fits: list[Recipient]) -> None:
    (rule,) = rows({"rule": "one", **row})
    assert [one for one in (LI, MAILBOX) if rule.fits(one)] == fits


def test_the_first_row_that_fits_counts() -> None:
    found = rows(
        {"rule": "others", "unit_id": "ldn-*", "way": "log"},
        {"rule": "handlers", "role": "handler", "way": "smtp", "digest": "hourly", "kinds": ["warning", "breach"]},
        {"rule": "all", "way": "webhook"},
    )
    assert rule_for(found, LI) == NotificationRule(
        "handlers", role=Role.HANDLER, way=Way.SMTP, digest=Digest.HOURLY, kinds=(Kind.WARNING, Kind.BREACH)
    )
    assert rule_for(found, MAILBOX) == found[2]
    assert rule_for(found[:1], LI) is None


@pytest.mark.parametrize(
    ("row", "at"),
    [
        ({"quiet_from": "20:00"}, "quiet_from"),
        ({"quiet_to": "20:00"}, "quiet_from"),
        ({"quiet_from": "20:00", "quiet_to": "20:00"}, "quiet_to"),
        ({"quiet_from": "25:00", "quiet_to": "08:00"}, "quiet_from"),
        ({"quiet_from": "20:00", "quiet_to": "8"}, "quiet_to"),
        ({"digest": "daily"}, "digest_at"),
        ({"digest": "hourly", "digest_at": "08:00"}, "digest_at"),
        ({"digest": "daily", "digest_at": "noon"}, "digest_at"),
        ({"digest": "weekly"}, "digest"),
        ({"way": "pigeon"}, "way"),
        ({"role": "king"}, "role"),
        ({"kinds": ["anything"]}, "kinds"),
    ],
)
def test_a_row_that_contradicts_itself_is_refused_with_the_place(row: dict[str, Any], at: str) -> None:
    with pytest.raises(InvalidDocument, match=at):
        rows({"rule": "one", **row})


def test_no_two_rows_have_the_same_name() -> None:
    with pytest.raises(InvalidDocument, match="same rule"):
        rows({"rule": "one"}, {"rule": "one"})


def test_a_notice_has_one_id_for_a_fact_and_a_recipient() -> None:
    fact = ClockFact(CLOCK, 3, Kind.WARNING, "p", "m", 1, 1, "80%", None)
    later = ClockFact(CLOCK, 4, Kind.BREACH, "p", "m", 1, 1, "", None)
    supervisor = Recipient("ldn", Role.SUPERVISOR, "li.wei")

    def notice(fact: ClockFact, recipient: Recipient) -> UUID:
        return Notice(fact, recipient, UUID(int=1), "C-1", "sh-pudong").id

    assert notice(fact, LI) == notice(fact, supervisor)
    assert len({notice(fact, LI), notice(later, LI), notice(fact, MAILBOX)}) == 3

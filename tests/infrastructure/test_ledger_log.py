"""The ledger on the real log: long streams, snapshots, commands that come twice."""

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID

import psycopg2
import pytest

from application.command import Command, command_id
from domain.actor import Actor, Role
from domain.complaint import Complaint
from domain.complaint.receiving import Intake
from domain.complaint.values import Facts, Words
from domain.reference_data import ReferenceData, stream_of
from infrastructure import documents
from infrastructure.calendars import shipped_calendars
from infrastructure.policies import shipped_packs
from infrastructure.wiring import Redress, open_redress, publish_shipped_lists
from tests.conftest import Database

ANN = Actor("ann", Role.HANDLER, "sh-cards")
RECEIVED_AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.fixture
def redress(database: Database) -> Iterator[Redress]:
    made = open_redress(database.settings)
    publish_shipped_lists(made)
    yield made
    made.close()


def command(key: str) -> Command:
    return Command(command_id("ann", key), ANN, client="ann", correlation_id="test")


def long_case(redress: Redress, notes: int) -> UUID:
    intake = Intake(Facts(RECEIVED_AT, "phone", "customer"), Words("Charged twice."), "sh-cards")
    case = redress.complaints.receive(intake, command=command("receive")).id
    for number in range(notes):
        redress.complaints.add_note(case, f"Note {number}", command=command(f"note {number}"))
    return case


def test_a_long_stream_is_loaded_from_its_snapshot_and_means_the_same(redress: Redress) -> None:
    case = long_case(redress, 110)
    loaded = redress.ledger.look(Complaint, case)
    replayed = Complaint.blank(case).replay(entry.event for entry in redress.ledger.event_log.history(case))
    assert loaded.replayed < 20
    assert loaded.aggregate == replayed


def test_a_command_that_a_snapshot_covers_is_found_again(redress: Redress) -> None:
    case = long_case(redress, 110)
    again = redress.complaints.add_note(case, "Note 5", command=command("note 5"))
    assert (again.version, again.events) == (7, 1)
    assert redress.ledger.look(Complaint, case).aggregate.version == 111


def test_a_snapshot_that_cannot_be_read_is_as_good_as_none(redress: Redress, database: Database) -> None:
    case = long_case(redress, 110)
    with psycopg2.connect(database.owner_url) as connection, connection.cursor() as cursor:
        cursor.execute("UPDATE log.snapshot SET state = '{}'")
    loaded = redress.ledger.look(Complaint, case)
    assert (loaded.aggregate.version, loaded.replayed) == (111, 111)


def test_shipped_lists_are_published_once(redress: Redress) -> None:
    before = redress.events.max_notification_id()
    publish_shipped_lists(redress)
    assert redress.events.max_notification_id() == before


def test_packs_and_calendars_are_published_with_version_range_and_hash(redress: Redress) -> None:
    published = redress.ledger.look(ReferenceData, stream_of("pack.hk-ic4")).aggregate.documents[-1]
    assert (published.list_version, str(published.effective_from)) == (1, "2023-04-05")
    assert published.content_hash == hashlib.sha256(published.document.encode()).hexdigest()
    shipped = {f"pack.{name}": pack for name, pack in shipped_packs().items()}
    for name, row in {**shipped, **{f"calendar.{name}": row for name, row in shipped_calendars().items()}}.items():
        found = redress.ledger.look(ReferenceData, stream_of(name)).aggregate
        assert found.document(date(2027, 1, 1)).rows == (row,)


def test_what_a_release_edits_under_a_published_version_stays_as_it_was_published(
    redress: Redress, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    edited = {**shipped_packs(), "hk-ic4": replace(shipped_packs()["hk-ic4"], authority="Somebody else")}
    monkeypatch.setattr(documents, "shipped_packs", lambda: edited)
    before = redress.events.max_notification_id()
    publish_shipped_lists(redress)
    assert redress.events.max_notification_id() == before
    assert [record.message for record in caplog.records] == ["not published: another content under the same version"]

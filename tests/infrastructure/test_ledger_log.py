"""The ledger on the real log: long streams, snapshots, commands that come twice."""

from collections.abc import Iterator
from datetime import UTC, datetime
from uuid import UUID

import psycopg2
import pytest

from application.command import Command, command_id
from domain.actor import Actor, Role
from domain.complaint import Complaint
from domain.complaint.receiving import Intake
from domain.complaint.values import Facts, Words
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

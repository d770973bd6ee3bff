"""Tests: a view may have rows of several kinds of streams, all at one position."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from sqlalchemy import Column, Engine, MetaData, Table, Text
from sqlalchemy.dialects.postgresql import UUID

from domain.aggregate import DomainEvent
from domain.complaint.receiving import Received
from domain.organisation.unit import Unit, unit_stream
from infrastructure.database import raw_cursor
from infrastructure.event_store import EventLog
from infrastructure.parking import parked_streams
from projections import worklist
from projections.view import Fold, Part, Recorded, View
from tests.domain.fixed import ANN, NOW
from tests.projections.following import append, begin, contents, follow, project_to_the_end, rebuild
from tests.projections.histories import histories, interleaved


@dataclass(slots=True)
class Named:
    """A unit with its name."""

    case_id: str
    name: str


UNITS = Table(
    "named",
    MetaData(),
    Column("case_id", UUID(as_uuid=False), primary_key=True),
    Column("name", Text, nullable=False),
    schema="view",
)
NAMES: Fold[Named] = Fold()


@NAMES.begins(Unit.Founded)
def founded(seen: Recorded[Unit.Founded]) -> Named:
    return Named(seen.stream_id, seen.event.name)


@NAMES.changes(Unit.Renamed)
def renamed(row: Named, seen: Recorded[Unit.Renamed]) -> None:
    if seen.event.name == "nameless":
        raise ValueError("a unit has a name")
    row.name = seen.event.name


BOTH = View(name="both", version=1, parts=(worklist.PART, Part(table=UNITS, row=Named, fold=NAMES)))


def units(number: int, *names: str) -> Iterator[DomainEvent]:
    """Return the events of units that were founded and renamed."""
    for unit_id in (f"u{place}" for place in range(number)):
        unit = Unit.blank(unit_stream(unit_id))
        unit.found(unit_id, unit_id, None, now=NOW)
        for name in names:
            unit.rename(f"{name} {unit_id}" if name != "nameless" else name, by=ANN, now=NOW)
        yield from unit.collect_events()  # type: ignore[misc]


def test_rows_of_two_kinds_follow_and_are_rebuilt_alike(engine: Engine, log: EventLog) -> None:
    begin(engine, [BOTH])
    append(log, [*units(7, "North", "South"), *interleaved(histories(10))], dead=0.1)
    follow(engine, [BOTH], batch=33)
    lived = contents(engine, BOTH)
    assert (len(lived["view.named"]), len(lived["view.worklist"])) == (7, 10)
    assert ("South u3",) in [(row[0].strip("()").partition(",")[2].strip('"'),) for row in lived["view.named"]]

    rebuild(engine, BOTH)
    assert contents(engine, BOTH) == lived


def test_a_stream_of_one_kind_that_fails_leaves_the_other_kind_alone(engine: Engine, log: EventLog) -> None:
    begin(engine, [BOTH])
    append(log, [*units(1, "nameless"), *interleaved(histories(3))])
    project_to_the_end(engine, BOTH)
    with raw_cursor(engine) as cursor:
        cursor.execute("SELECT count(*) FROM view.worklist")
        assert cursor.fetchall() == [(3,)]
    assert [stream.stream_id for stream in parked_streams(engine)] == [str(unit_stream("u0"))]


@dataclass(slots=True)
class Numbered:
    """A case with its reference."""

    case_id: str
    reference: str


REFERENCES = Table(
    "numbered",
    MetaData(),
    Column("case_id", UUID(as_uuid=False), primary_key=True),
    Column("reference", Text, nullable=False),
    schema="view",
)
NUMBERS: Fold[Numbered] = Fold()


@NUMBERS.begins(Received)
def numbered(seen: Recorded[Received]) -> Numbered:
    return Numbered(seen.stream_id, seen.event.reference)


def test_an_event_changes_the_rows_of_every_kind_that_follows_it(engine: Engine, log: EventLog) -> None:
    view = replace(BOTH, parts=(*BOTH.parts, Part(table=REFERENCES, row=Numbered, fold=NUMBERS)))
    begin(engine, [view])
    append(log, [*units(3, "North"), *interleaved(histories(10))], dead=0.1)
    follow(engine, [view], batch=33)
    lived = contents(engine, view)
    assert [len(lived[f"view.{name}"]) for name in ("named", "worklist", "numbered")] == [3, 10, 10]
    rebuild(engine, view)
    assert contents(engine, view) == lived

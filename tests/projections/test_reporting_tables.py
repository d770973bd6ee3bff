"""Tests: the reporting tables say what the log says, and no word of anybody."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

import pytest
from sqlalchemy import Engine

from domain.complaint import Complaint
from domain.personal import personal_fields
from infrastructure.database import make_engine, raw_cursor
from infrastructure.event_store import EventLog
from infrastructure.ledger_log import LedgerLog
from infrastructure.settings import Settings
from infrastructure.views import all_views
from tests.conftest import Database
from tests.projections.conftest import ZONES
from tests.projections.following import append, begin, follow
from tests.projections.histories import histories, interleaved

REPORTING = all_views(Settings(unit_zones=ZONES))[-1]


@pytest.fixture(scope="module")
def engine(module_database: Database) -> Iterator[Engine]:
    """The application's pool; these tests only read."""
    made = make_engine(module_database.app_url, 2)
    yield made
    made.dispose()


@pytest.fixture(scope="module")
def replayed(engine: Engine) -> list[Complaint]:
    """Cases that the tables have followed, replayed from the log alone."""
    begin(engine, [REPORTING])
    log = EventLog(engine)
    append(log, interleaved(histories(100)), dead=0.1)
    follow(engine, [REPORTING])
    with raw_cursor(engine) as cursor:
        cursor.execute("SELECT DISTINCT stream_id FROM log.event")
        streams = [stream for (stream,) in cursor.fetchall()]
    return [LedgerLog(log).load(Complaint, stream).aggregate for stream in streams]


def rows(engine: Engine, question: str) -> list[tuple[Any, ...]]:
    """Ask."""
    with raw_cursor(engine) as cursor:
        cursor.execute(question)
        return cursor.fetchall()


def test_the_counts_are_those_of_the_log_alone(engine: Engine, replayed: list[Complaint]) -> None:
    counted = rows(
        engine, "SELECT state, unit_id, handler_id, complaint_class, count(*) FROM reporting.cases GROUP BY 1, 2, 3, 4"
    )
    classes = Counter(
        (c.state.value, c.unit_id, c.handler_id, c.classification and c.classification.complaint_class)
        for c in replayed
    )

    assert {tuple(group): number for *group, number in counted} == classes
    assert rows(engine, "SELECT sum(rounds), sum(cycles), count(*) FROM reporting.cases") == [
        (sum(c.round for c in replayed), sum(c.cycle for c in replayed), 100)
    ]


def class_of(case: Complaint) -> str | None:
    """Return the class of a case, once it has one."""
    return case.classification.complaint_class if case.classification else None


def test_the_history_leads_to_what_is_and_has_no_holes(engine: Engine, replayed: list[Complaint]) -> None:
    columns = "case_id::text, aspect, from_value, to_value"
    steps = rows(engine, f"SELECT {columns} FROM reporting.case_history ORDER BY case_id, version")  # noqa: S608
    reached: dict[tuple[str, str], str | None] = {}
    for case, aspect, was, now in steps:
        assert reached.get((case, aspect)) == was
        reached[case, aspect] = now

    for case in replayed:
        assert reached[str(case.id), "state"] == case.state
        assert reached[str(case.id), "unit"] == case.unit_id
        assert reached.get((str(case.id), "handler")) == case.handler_id


def test_what_was_paid_is_what_the_log_says(engine: Engine, replayed: list[Complaint]) -> None:
    alike = [case for case in replayed if len(paid_by(case)) == 1]
    expected = {str(case.id): next(iter(paid_by(case).values())) for case in alike}
    found = dict(rows(engine, "SELECT case_id::text, paid_amount FROM reporting.cases WHERE paid_amount IS NOT NULL"))

    assert expected.items() <= found.items()
    assert expected


def paid_by(case: Complaint) -> Counter[str]:
    """Return what was paid in a case, by currency."""
    sums: Counter[str] = Counter()
    for progress in case.remedies.values():
        for payment in progress.paid:
            sums[payment.currency] += payment.amount  # type: ignore[assignment]
    return sums


def test_the_watermark_says_what_is_included(engine: Engine, replayed: list[Complaint]) -> None:
    assert replayed
    (mark,) = rows(engine, "SELECT position, log_position, recorded_at, parked_cases FROM reporting.watermark")
    (last,) = rows(
        engine,
        "SELECT max(position), (SELECT recorded_at FROM log.event ORDER BY position DESC LIMIT 1) FROM log.event",
    )

    assert mark == (f"1-{last[0]}", last[0], last[1], 0)


def test_the_watermark_is_refreshed_while_nothing_happens(engine: Engine, replayed: list[Complaint]) -> None:
    assert replayed
    (before,) = rows(engine, "SELECT position, recorded_at, refreshed_at FROM reporting.watermark")
    follow(engine, [REPORTING])
    (after,) = rows(engine, "SELECT position, recorded_at, refreshed_at FROM reporting.watermark")

    assert after[:2] == before[:2]
    assert after[2] > before[2]


def test_no_word_of_anybody_is_in_a_reporting_table(engine: Engine, replayed: list[Complaint]) -> None:
    assert replayed
    words = {word for case in histories(100) for event in case.pending_events for word in personal_texts(event)}
    whole = (rows(engine, f"SELECT {name}::text FROM reporting.{name}") for name in ("cases", "case_history"))  # noqa: S608
    cells = "\n".join(row for table in whole for (row,) in table)

    assert len(words) > 30
    assert [word for word in words if word in cells] == []


def personal_texts(event: Any) -> Iterator[str]:  # noqa: ANN401 - an event
    """Return the texts in personal fields that are more than a code."""
    for name in personal_fields(type(event)):
        yield from texts(getattr(event, name))


def texts(value: Any) -> Iterator[str]:  # noqa: ANN401 - anything in an event
    """Return every text in a value that somebody wrote: a code has neither blanks nor Chinese in it."""
    if isinstance(value, str):
        if " " in value or not value.isascii():
            yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from texts(part)
    elif isinstance(value, (list, tuple)):
        for part in value:
            yield from texts(part)
    elif value is not None and hasattr(value, "__dataclass_fields__"):
        yield from texts(asdict(value))

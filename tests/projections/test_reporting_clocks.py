"""Tests: `reporting.clocks` says what the log says of deadlines, as corrected and as it was known."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from random import Random
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Engine

from domain.clock import CaseClock
from domain.clock.clocks import ClockPolicies, clocks_of, story_of
from domain.clock.cycle import ClockState
from domain.clock.happening import Entry
from infrastructure.database import raw_cursor
from infrastructure.event_store import EventLog
from infrastructure.log_reader import LogReader
from infrastructure.rebuild import Rebuild
from infrastructure.settings import Settings
from infrastructure.views import all_views
from projections import reporting
from tests.conftest import Database
from tests.infrastructure.clocks.bank import Bank, a_bank
from tests.projections.clock_histories import REGULATORY, clock_history
from tests.projections.conftest import ZONES
from tests.projections.following import append, begin, contents, follow, rebuild
from tests.projections.histories import histories, interleaved
from tests.projections.request_histories import request_histories

VIEW = next(view for view in all_views(Settings(unit_zones=ZONES)) if view.name == reporting.NAME)


@pytest.fixture
def bank(database: Database) -> Iterator[Bank]:
    """A bank on a database of its own."""
    with a_bank(database) as made:
        yield made


def rows(engine: Engine) -> list[dict[str, Any]]:
    """Return the rows of the table."""
    with raw_cursor(engine) as cursor:
        cursor.execute("SELECT * FROM reporting.clocks ORDER BY case_id, pack, milestone, cycle")
        assert cursor.description is not None
        names = [column.name for column in cursor.description]
        found = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    return [{**row, "case_id": str(row["case_id"])} for row in found]


def tell(bank: Bank) -> None:
    """Let a month pass in which things are done in time, late, entered late, withdrawn and left alone."""
    give = bank.redress.complaints
    bank.at("2026-09-25T02:00")
    cases = [bank.receive() for _ in range(9)]
    bank.follow()
    for number, day in enumerate((26, 28)):
        bank.at(f"2026-09-{day}T08:00")
        give.withdraw(cases[number], "Never mind.", at=None, command=bank.command())
        give.suspend(cases[2 + number], "mediation", at=None, command=bank.command(), notice_sent=True)
        bank.follow()
        bank.tick()
    bank.at("2026-10-12T08:00")
    bank.tick()
    give.resume(cases[2], "s1", at=None, command=bank.command())
    bank.follow()
    # Entered late: it was withdrawn in time.
    give.withdraw(cases[4], "No more.", at=datetime(2026, 10, 9, 3, tzinfo=UTC), command=bank.command())
    give.withdraw(cases[5], "No more.", at=None, command=bank.command())
    cases.append(bank.receive(received_at=datetime(2026, 9, 25, 2, tzinfo=UTC)))
    bank.follow()
    bank.at("2026-10-20T08:00")
    bank.tick()


def from_the_log(bank: Bank) -> Counter[tuple[str, str, bool]]:
    """Count cycles by milestone, state and breach: worked out of the events of cases, without the clocks' streams."""
    log = bank.redress.ledger.event_log
    policies = ClockPolicies(bank.redress.published_policies.library(), bank.redress.jurisdictions.of)
    with raw_cursor(bank.engine) as cursor:
        cursor.execute("SELECT DISTINCT stream_id::text, log.now() FROM log.event WHERE topic = 'complaint.received'")
        found = cursor.fetchall()
    counted = Counter[tuple[str, str, bool]]()
    for case_id, now in found:
        history = log.history(UUID(case_id))
        story = story_of(Entry(each.event, each.recorded_at, each.metadata.get("role")) for each in history)
        for clock in clocks_of(story, policies, now):
            for cycle in clock.cycles:
                counted[clock.milestone.id, str(cycle.state), cycle.breached_at is not None] += 1
    return counted


def test_the_counts_are_those_of_the_log(bank: Bank) -> None:
    tell(bank)
    Rebuild(VIEW, bank.engine, LogReader(bank.engine)).run()
    found = rows(bank.engine)
    assert Counter((row["milestone"], row["state"], row["is_breached"]) for row in found) == from_the_log(bank)
    assert {row["state"] for row in found} == {"breached", "paused", "cancelled", "running"}
    recorded = Counter[str]()
    with raw_cursor(bank.engine) as cursor:
        cursor.execute(
            "SELECT DISTINCT stream_id, state ->> 'milestone', state ->> 'cycle' FROM log.event"
            " WHERE topic = 'case_clock.breached'"
        )
        recorded.update(milestone for _, milestone, _ in cursor.fetchall())
    assert Counter(row["milestone"] for row in found if row["is_breached_as_known"]) == recorded
    assert recorded.total() > sum(row["is_breached"] for row in found)


def test_a_breach_that_was_rescinded_counts_as_known_and_not_as_corrected(bank: Bank) -> None:
    tell(bank)
    Rebuild(VIEW, bank.engine, LogReader(bank.engine)).run()
    rescinded = [row for row in rows(bank.engine) if row["rescinded_at"] and row["milestone"] == "decide_and_notify"]
    [row] = rescinded
    assert (row["is_breached"], row["is_breached_as_known"], row["breach_cause"]) == (False, True, None)
    assert (row["state"], row["cancel_cause"]) == ("cancelled", "withdrawn")
    due = datetime(2026, 10, 10, 15, 59, 59, tzinfo=UTC)
    assert (row["known_breach_at"], row["breached_at"]) == (due, None)
    assert row["known_breach_at"] < row["breach_recorded_at"] <= row["rescinded_at"]
    assert row["breach_recorded_at"] == datetime(2026, 10, 12, 8, tzinfo=UTC)


def test_every_column_follows_what_is_on_record(engine: Engine, log: EventLog) -> None:
    begin(engine, [VIEW])
    cases = [*histories(40), *request_histories(20)]
    kept = {str(case.id): clock_history(case.id, Random(f"reported {case.id}"), steps=14) for case in cases}
    units = {str(case.id): case.pending_events[0].unit_id for case in cases}  # type: ignore[attr-defined]
    append(log, interleaved(cases))
    append(log, interleaved(list(kept.values())))
    follow(engine, [VIEW], batch=100)
    found = rows(engine)
    facts = {(case, key): one for case, clock in kept.items() for key, one in clock.cycles.items()}
    assert {(row["case_id"], f"{row['pack']}/{row['milestone']}/{row['cycle']}") for row in found} == set(facts)
    for row in found:
        one = facts[row["case_id"], f"{row['pack']}/{row['milestone']}/{row['cycle']}"]
        assert (row["state"], row["stage"], row["started_at"]) == (one.state, one.stage, one.started_at)
        assert (row["due_at"], row["due_on"], row["breached_at"]) == (one.due_at, one.due_on, one.breached_at)
        assert row["told_on"] == one.told_on
        assert row["is_regulatory"] == (row["pack"] == REGULATORY)
        assert row["is_first_cycle"] == (row["cycle"] == 1)
        assert row["is_met_late"] == (one.state is ClockState.MET_LATE)
        assert row["met_at"] == (one.ended_at if one.state in {ClockState.MET, ClockState.MET_LATE} else None)
        assert row["cancelled_at"] == (one.ended_at if one.state is ClockState.CANCELLED else None)
        assert row["warnings"] + row["escalations"] == len(one.fired)
        zone = ZoneInfo(dict(part.split("=") for part in ZONES.split(",")).get(units[row["case_id"]], "UTC"))
        assert row["started_local"] == one.started_at.astimezone(zone).replace(tzinfo=None)
        assert row["started_on"] == row["started_local"].date()
    assert {row["kind"] for row in found} >= {"complaint", "service_request"}
    known = first_breaches(kept)
    assert {
        (row["case_id"], row["pack"], row["milestone"], row["cycle"]): row["known_breach_at"]
        for row in found
        if row["is_breached_as_known"]
    } == known

    before = contents(engine, VIEW)
    rebuild(engine, VIEW)
    assert contents(engine, VIEW)["reporting.clocks"] == before["reporting.clocks"]


def first_breaches(kept: dict[str, CaseClock]) -> dict[tuple[str, str, str, int], datetime]:
    """Return the first breach of each cycle, read from the events by hand."""
    found: dict[tuple[str, str, str, int], datetime] = {}
    for case, clock in kept.items():
        for event in clock.pending_events:
            if isinstance(event, CaseClock.Breached):
                found.setdefault((case, event.pack, event.milestone, event.cycle), event.breached_at)
    return found


def test_imported_history_and_cases_without_clocks_have_no_rows(engine: Engine, log: EventLog) -> None:
    begin(engine, [VIEW])
    append(log, interleaved(histories(5)))
    follow(engine, [VIEW])
    assert rows(engine) == []

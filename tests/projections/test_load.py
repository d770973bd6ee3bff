"""Tests: the load counts what is due and what is past, each day in the zone of the unit that it lies with."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import count
from random import Random

import pytest
from sqlalchemy import Engine

from domain.complaint import Complaint
from domain.complaint.record import UNROUTED
from domain.complaint.state import ENDS, State
from domain.complaint.values import TaskState
from domain.sight import Sight
from infrastructure.database import make_engine
from infrastructure.event_store import EventLog
from projections import worklist
from projections.load import Dues, Load, LoadOfUnits, Share, TaskShare
from projections.worklist import ANSWERED
from tests.conftest import Database
from tests.domain.fixed import ANN
from tests.projections.following import append, begin, follow
from tests.projections.histories import FIRST_DAY, histories, interleaved, received

VIEWS = (worklist.VIEW,)
EVERYTHING = Sight("zoe", frozenset({"zoe"}))
NOW = FIRST_DAY + timedelta(days=40)
ZONES = {"shanghai": "Asia/Shanghai", "london": "Europe/London"}
numbers = count(1)


@pytest.fixture
def engine(database: Database) -> Iterator[Engine]:
    """A pool on a log of this test's own."""
    made = make_engine(database.app_url, 2)
    begin(made, VIEWS)
    yield made
    made.dispose()


def zone_of(unit_id: str) -> str:
    return ZONES.get(unit_id, "UTC")


def load_of(engine: Engine, *complaints: Complaint, asking: Sight = EVERYTHING, now: datetime = NOW) -> LoadOfUnits:
    """Let the view follow complaints, and ask."""
    append(EventLog(engine), interleaved(complaints))
    follow(engine, VIEWS)
    return Load(engine, zone_of).of(asking=asking, now=now)


def owned_by(unit_id: str) -> Complaint:
    """Return a new complaint of a unit, taken by nobody."""
    number = next(numbers)
    complaint = received(number, Random(number))
    complaint.transfer(unit_id, "Yours.", by=ANN, now=NOW)
    return complaint


def agreed(unit_id: str, until: date) -> Complaint:
    """Return a complaint whose complainant agreed to wait."""
    complaint = owned_by(unit_id)
    complaint.agree_deadline(until, "Yes.", at=None, by=ANN, now=FIRST_DAY + timedelta(days=21))
    return complaint


def test_a_day_begins_and_ends_in_the_unit_s_own_zone(engine: Engine) -> None:
    # In Shanghai the 15th has begun, in London it is still the 14th.
    evening = datetime(2026, 2, 14, 17, tzinfo=UTC)
    the_14th, the_15th = date(2026, 2, 14), date(2026, 2, 15)
    complaints = [agreed(unit, day) for unit in ("shanghai", "london") for day in (the_14th, the_15th)]

    assert load_of(engine, *complaints, now=evening).shares == [
        Share("london", None, 2, agreed=Dues(1, 0)),
        Share("shanghai", None, 2, agreed=Dues(1, 1)),
    ]


def test_what_is_answered_is_not_due_any_more(engine: Engine) -> None:
    complaint = agreed("cards", NOW.date())
    complaint.withdraw("Never mind.", at=None, by=ANN, now=NOW)
    assert load_of(engine, complaint).shares == []


def test_tasks_count_with_the_unit_that_was_asked(engine: Engine) -> None:
    complaint, today = owned_by("cards"), NOW.date()
    for unit, due_on in (("london", today), ("london", today - timedelta(days=1)), ("shanghai", None)):
        complaint.give_task(unit, "Look.", due_on, by=ANN, now=NOW)
    complaint.give_task("shanghai", "Look again.", today, by=ANN, now=NOW)
    complaint.answer_task("t4", "Seen.", at=None, by=ANN, now=NOW)

    load = load_of(engine, complaint)

    assert load.tasks == [
        TaskShare("london", 2, due_today=1, overdue=1),
        TaskShare("shanghai", 1, due_today=0, overdue=0),
    ]
    of_london = Sight("lena", frozenset({"lena"}), frozenset({"london"}))
    assert Load(engine, zone_of).of(asking=of_london, now=NOW).tasks == load.tasks[:1]


def due_of(complaint: Complaint) -> date | None:
    """Return until when an answer is owed, read from the events by hand."""
    due_on: date | None = None
    for event in complaint.pending_events:
        if isinstance(event, Complaint.DeadlineAgreed):
            due_on = event.until
        elif isinstance(event, Complaint.DecisionSent | Complaint.Reopened):
            due_on = None
    return None if complaint.state in ANSWERED | ENDS else due_on


def open_tasks(complaint: Complaint) -> list[tuple[str, date | None]]:
    """Return units and days of what was asked for and not answered."""
    given = [event for event in complaint.pending_events if isinstance(event, Complaint.TaskGiven)]
    waiting = {key for key, task in complaint.tasks.items() if task.state is TaskState.OPEN}
    return [(event.unit_id, event.due_on) for event in given if event.task_id in waiting]


def test_the_load_is_what_the_complaints_are(engine: Engine) -> None:
    complaints = histories(150)
    load = load_of(engine, *complaints)

    left = [case for case in complaints if case.state not in ENDS]
    late = Counter((case.unit_id, case.handler_id) for case in left if (due_of(case) or NOW.date()) < NOW.date())
    assert Counter({(one.unit_id, one.handler_id): one.agreed.breached for one in load.shares}) == late
    asked = Counter(unit for case in left for unit, _ in open_tasks(case))
    assert Counter({one.unit_id: one.open for one in load.tasks}) == asked
    assert load.unrouted == sum(case.queue == UNROUTED for case in left)
    assert late.total()
    assert asked.total()
    assert {case.state for case in left if due_of(case)} > {State.RECEIVED}

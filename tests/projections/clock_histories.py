"""Clocks of cases as they may come out of the log: drawn at random, put on record by the domain's own commands."""

import random
from datetime import date, datetime, timedelta
from uuid import UUID

from domain.clock import CaseClock
from domain.clock.case_clock import Breach, Deadline, OfCase, OfCycle, Selection, clock_of
from domain.clock.cycle import ClockState
from domain.clock.ladder import Rung
from tests.projections.histories import FIRST_DAY

REGULATORY, INTERNAL = "cn-nfra-2020-3", "bank-default"
MILESTONES = {REGULATORY: ("acknowledge", "decide_and_notify"), INTERNAL: ("bank_sla_24h",)}
OPEN = frozenset({ClockState.RUNNING, ClockState.PAUSED, ClockState.BREACHED})


def clock_history(case_id: UUID, seeded: random.Random, steps: int = 8) -> CaseClock:
    """Draw what is on record about the clock of a case."""
    clock = CaseClock.blank(clock_of(case_id))
    now = FIRST_DAY + timedelta(days=seeded.randrange(30))
    selection = Selection("bank-default", 1, "hash", "every case", (), "cn", "2026.1")
    clock.select_pack(OfCase(case_id, 1), selection, now=now)
    for _ in range(seeded.randrange(steps)):
        now += timedelta(hours=seeded.randrange(1, 80))
        pack = seeded.choice((REGULATORY, INTERNAL))
        of = OfCycle(case_id, 1, pack, seeded.choice(MILESTONES[pack]), seeded.randrange(1, 3), 1)
        step(clock, of, seeded, now)
    return clock


def step(clock: CaseClock, of: OfCycle, seeded: random.Random, now: datetime) -> None:
    """Let one thing happen to a cycle, as a keeper of clocks does it."""
    facts = clock.cycles.get(f"{of.pack}/{of.milestone}/{of.cycle}")
    kind = seeded.choice(("due", "paused", "breach", "rescind", "meet", "cancel", "warn", "escalate", "tell"))
    if facts is None or kind in {"due", "paused"}:
        due_at = None if facts and kind == "paused" else now + timedelta(days=seeded.randrange(1, 60), seconds=7)
        clock.set_due(of, deadline(of, now, due_at), "paused" if due_at is None else "received", now=now)
    elif kind == "breach" and facts.breached_at is None and facts.due_at is not None:
        told = Breach(facts.due_at, "time", of.pack == REGULATORY, None)
        clock.breach(of, told, now=max(now, facts.due_at))
    elif kind == "rescind" and facts.breached_at is not None:
        clock.rescind_breach(of, facts.breached_at, "report_corrected", now=now)
    elif kind == "meet" and facts.state in OPEN:
        clock.meet(of, is_late=facts.breached_at is not None, at=now)
    elif kind == "cancel" and facts.state in OPEN:
        clock.cancel(of, "withdrawn", at=now)
    elif facts.due_at is not None:
        mark(clock, of, kind, facts.due_at, now)


def mark(clock: CaseClock, of: OfCycle, kind: str, due_at: datetime, now: datetime) -> None:
    """Let a warning or a step come, or a date be told."""
    if kind == "warn":
        clock.warn(of, "80%", due_at, at=now, now=now)
    elif kind == "escalate":
        clock.escalate(of, "+PT0S", "supervisor", due_at, at=now, now=now)
    elif kind == "tell":
        clock.tell_due(of, due_at.date(), now=now)


def deadline(of: OfCycle, started_at: datetime, due_at: datetime | None) -> Deadline:
    """Return a deadline of a regime or of the bank's own."""
    due_on: date | None = due_at.date() if due_at else None
    ladder = (Rung("80%", due_at, due_at),) if due_at else ()
    return Deadline(
        started_at=started_at,
        due_at=due_at,
        due_on=due_on,
        is_provisional=False,
        is_regulatory=of.pack == REGULATORY,
        pack_version=1,
        calendar="cn",
        calendar_version="2026.1",
        time_zone_data="2026a",
        ladder=ladder,
    )

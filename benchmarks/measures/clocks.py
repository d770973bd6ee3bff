"""Clocks: what a tick costs when some of very many are due, and how fast the history is replayed under a draft."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from statistics import median
from uuid import UUID, uuid4

from application.clocks.what_if import Slice
from application.command import Command
from benchmarks.bench import Bench
from benchmarks.result import Result, at_least, at_most
from domain.actor import Actor, Role
from domain.complaint.receiving import Intake
from domain.complaint.values import Facts, Words
from infrastructure.clocks.keeping import ClockKeeping
from infrastructure.clocks.wiring import open_clock_keeping
from infrastructure.database import raw_cursor
from infrastructure.log_pages import LogPages
from infrastructure.log_reader import LogReader
from infrastructure.policies import shipped_texts
from infrastructure.projector import Projector
from infrastructure.rebuild import Rebuild
from infrastructure.view_positions import create_positions
from infrastructure.wiring import SYSTEM, Redress, open_redress, system_command
from projections import clocks

RUNNING = 100_000
DUE = 100
SOME = 10
"""Due clocks where the bench itself is tried."""
UNIT = "sh-bench"
PROMISED = timedelta(hours=24)
"""What the bank's own pack promises; the complaints of a tick are that old in a few seconds."""
GOAL_MS = 100
GOAL_CASES = 5_000

MANY = """
    INSERT INTO view.clock
    SELECT gen_random_uuid(), 'bank-default', 'bank_sla_24h', 1, 1, false, true, 'running', now(), at, at::date, false,
           NULL, NULL, at
    FROM (SELECT now() + interval '1 day' + n * interval '1 second' AS at FROM generate_series(1, %s) AS n) AS later
"""
"""Clocks that run and are not due, as the view has them."""


def measure(bench: Bench) -> Iterator[Result]:
    """Let a hundred of a hundred thousand clocks be due at once; then replay cases under a draft, on one core."""
    settings = bench.empty("clocks")
    redress = open_redress(settings, pool_size=4)
    create_positions(redress.engine)
    try:
        redress.units.found(UNIT, UNIT, None, command=system_command("bench unit"))
        due = DUE if bench.scale.durable else SOME
        rounds = range(bench.scale.rounds)
        few = median(_tick(redress, due, running=due) for _ in rounds)
        many = median(_tick(redress, due, running=RUNNING) for _ in rounds)
    finally:
        redress.close()
    yield Result(f"a tick with {due} of {RUNNING:,} clocks due", "ms", many, at_most(GOAL_MS))
    yield Result(f"the same tick: against one with {due} clocks in all", "×", many / few, at_most(1.5))
    yield from _replay(bench)


def _tick(redress: Redress, due: int, *, running: int) -> float:
    """Return how long a tick takes, in milliseconds, that finds clocks due."""
    keeping = open_clock_keeping(redress)
    reader = LogReader(redress.engine)
    received = datetime.now(UTC) - PROMISED + timedelta(seconds=3 + due / 25)
    cases = [_receive(redress, received) for _ in range(due)]
    keeping.keeper.keep(cases)
    Rebuild(clocks.VIEW, redress.engine, reader).run()
    pages = LogPages(reader)
    projector = Projector(clocks.VIEW, redress.engine, pages)
    _settle(keeping, projector, pages)
    with raw_cursor(redress.engine) as cursor:
        cursor.execute(MANY, (running,))
        cursor.execute("ANALYZE view.clock")
    time.sleep(max(0.0, (received + PROMISED + timedelta(seconds=2) - datetime.now(UTC)).total_seconds()))
    before = keeping.keeper.figures.events
    began = time.perf_counter()
    found = keeping.tick()
    taken = (time.perf_counter() - began) * 1000
    if found != due or keeping.keeper.figures.events - before < due:
        raise RuntimeError(f"{found} clocks were due, not {due}")
    return taken


def _settle(keeping: ClockKeeping, projector: Projector, pages: LogPages) -> None:
    """Let everything that is due already be on record, and shown."""
    while keeping.tick():
        pages.begin_round()
        while projector.advance():
            pages.begin_round()


def _receive(redress: Redress, received_at: datetime) -> UUID:
    told = Intake(Facts(received_at, "phone", "customer"), Words("My card was charged twice."), UNIT)
    by = Actor("bench", Role.SUPERVISOR, UNIT)
    return redress.complaints.receive(told, command=Command(uuid4(), by, "bench", "bench")).id


def _replay(bench: Bench) -> Iterator[Result]:
    """Replay the cases of the smallest database under a draft that halves the time to decide."""
    draft = shipped_texts()["cn-nfra-2020-3"].replace("limit = 15\n", "limit = 7\n", 1)
    redress = open_redress(bench.settings(bench.scale.smallest), pool_size=2)
    try:
        best = max(
            (redress.what_ifs.replay(draft, Slice(), SYSTEM) for _ in range(bench.scale.rounds)),
            key=lambda found: found.cases_per_second,
        )
    finally:
        redress.close()
    detail = {"cases": best.cases, "gained": sum(line.gained for line in best.milestones)}
    what = f"what-if over {best.cases:,} cases"
    yield Result(what, "cases/s", best.cases_per_second, at_least(GOAL_CASES), detail=detail)

"""The order of the log under writers that go wrong in every way."""

from collections import Counter
from concurrent.futures import ProcessPoolExecutor, wait
from multiprocessing import get_context
from statistics import quantiles

import pytest

from tests.conftest import Database
from tests.infrastructure.log_stress import (
    Entry,
    Seen,
    Written,
    begin,
    kill,
    open_write,
    read_naively,
    read_twice,
    write,
)
from tests.infrastructure.log_tools import ask

pytestmark = pytest.mark.store

WRITERS = 8
SECONDS = 6.0
LONGEST_STALL_SECONDS = 0.2
MOST_LOOKS = 2
"""A gap is passed by the first look after its owner is through; a killed owner is so a little after its client."""


def per_stream(seen: Seen) -> dict[str, list[int]]:
    streams: dict[str, list[int]] = {}
    for _, stream, version in seen.entries:
        streams.setdefault(stream, []).append(version)
    return streams


def test_no_event_is_missed_doubled_or_out_of_order(database: Database, empty_database: Database) -> None:
    """Two threads share a reader; a reader that minds no gaps runs beside them, and does miss events."""
    context = get_context("forkserver")
    context.set_forkserver_preload(["tests.infrastructure.log_stress"])
    stop = context.Event()
    with (
        ProcessPoolExecutor(WRITERS + 3, context, begin, (stop,)) as processes,
        open_write(database.superuser_url),
        open_write(empty_database.superuser_url),
    ):
        careful = processes.submit(read_twice, database.app_url)
        naive = processes.submit(read_naively, database.app_url)
        killed = processes.submit(kill, database.superuser_url, SECONDS)
        writers = [processes.submit(write, database.app_url, SECONDS, number) for number in range(WRITERS)]
        wait(writers)
        stop.set()
        written = [writer.result() for writer in writers]
        judge(database, written, careful.result(), naive.result()[0], killed.result())


def judge(database: Database, written: list[Written], careful: list[Seen], naive: Seen, killed: int) -> None:
    """Compare what was seen with what is in the log."""
    table: set[Entry] = set(ask(database.app_url, "SELECT position, stream_id::text, version FROM log.event"))  # type: ignore[arg-type]
    outcomes: Counter[str] = sum((report.outcomes for report in written), Counter())
    assert min(outcomes[what] for what in ("committed", "rolled back", "violated", "killed", "prepared")) > 0, outcomes
    assert killed
    assert table.issuperset(entry for report in written for entry in report.acknowledged)
    assert table - set(naive.entries), "the stress is too weak: even a naive reader missed nothing"
    spans = [span for report in written for span in report.spans]
    for seen in careful:
        assert table - set(seen.entries) == set()
        assert Counter(seen.entries).most_common(1)[0][1] == 1
        assert seen.entries == sorted(seen.entries)
        assert all(versions == list(range(1, len(versions) + 1)) for versions in per_stream(seen).values())
        seconds, looks = zip(*(stall.after(spans) for stall in seen.stalls), strict=True)
        assert max(looks) <= MOST_LOOKS
        # Nearly all, for on a machine with other work even one look may take longer.
        assert quantiles(seconds, n=20)[-1] < LONGEST_STALL_SECONDS

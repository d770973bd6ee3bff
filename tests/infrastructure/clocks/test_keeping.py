"""Keeping clocks in a running engine: on real streams, under a clock that the test sets."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest

from infrastructure.database import raw_cursor
from tests.conftest import Database
from tests.infrastructure.clocks.bank import Bank, a_bank

DECIDE = "decide_and_notify"


@pytest.fixture
def bank(database: Database) -> Iterator[Bank]:
    """A bank on a database of its own."""
    with a_bank(database) as made:
        yield made


def test_a_complaint_has_its_clocks_once_the_daemon_has_seen_it(bank: Bank) -> None:
    bank.at("2026-09-25T02:00")
    case = bank.receive()
    bank.follow()
    assert [event.topic.partition(".")[2] for event in bank.record(case)] == [
        "pack_selected",
        "due_set",
        "pack_selected",
        "due_set",
    ]
    with raw_cursor(bank.engine) as cursor:
        cursor.execute(
            "SELECT milestone, state, due_at FROM view.clock WHERE case_id = %s ORDER BY due_at", (str(case),)
        )
        assert cursor.fetchall() == [
            ("bank_sla_24h", "running", datetime(2026, 9, 26, 2, tzinfo=UTC)),
            (DECIDE, "running", datetime(2026, 10, 10, 15, 59, 59, tzinfo=UTC)),
        ]


def test_time_brings_warnings_and_a_breach_which_say_when_they_were_found(bank: Bank) -> None:
    bank.at("2026-09-25T02:00")
    case = bank.receive()
    bank.follow()
    assert bank.tick() == 0
    bank.at("2026-10-10T15:59:59")
    assert bank.tick() == 1
    assert "breached" not in bank.topics(case, DECIDE)
    found = bank.at("2026-10-10T16:00:00")
    assert bank.tick() == 1
    assert bank.topics(case, DECIDE) == [
        *("due_set", "warned", "warned", "escalation_fired", "warned", "breached", "escalation_fired"),
    ]
    [breached] = [
        event for event in bank.record(case) if event.topic == "case_clock.breached" and event.milestone == DECIDE
    ]
    assert (breached.breached_at, breached.detected_at) == (datetime(2026, 10, 10, 15, 59, 59, tzinfo=UTC), found)
    assert bank.tick() == 0


def test_many_workers_put_everything_on_record_once(bank: Bank) -> None:
    bank.at("2026-09-25T02:00")
    cases = [bank.receive() for _ in range(30)]
    workers = [bank.another_keeping() for _ in range(4)]
    with ThreadPoolExecutor(len(workers)) as pool:
        list(pool.map(lambda worker: [worker.step() for _ in range(4)], workers))
        bank.show()
        bank.at("2026-11-01T00:00")
        list(pool.map(lambda worker: [worker.tick() for _ in range(3)], workers))
    bank.show()
    for case in cases:
        assert bank.topics(case, DECIDE).count("due_set") == 1
        assert bank.topics(case, DECIDE).count("breached") == 1
        assert len(bank.topics(case, DECIDE)) == 7
    assert bank.tick() == 0


def test_a_worker_that_died_before_it_moved_on_does_it_again_to_no_effect(bank: Bank) -> None:
    bank.at("2026-09-25T02:00")
    case = bank.receive()
    keeper = bank.keeping.keeper
    keeper.keep([case])
    before = len(bank.record(case))
    bank.follow()
    bank.another_keeping().follower.advance(lambda _: True)
    assert len(bank.record(case)) == before


def test_a_case_that_cannot_be_worked_out_stops_no_other(bank: Bank, monkeypatch: pytest.MonkeyPatch) -> None:
    bank.at("2026-09-25T02:00")
    broken, whole = bank.receive(), bank.receive()
    load = bank.keeping.keeper._log.load

    def torn(case_ids):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
        for case in load(case_ids):
            if case.case_id == broken:
                vars(case.entries[0].event).pop("facts")
            yield case

    monkeypatch.setattr(bank.keeping.keeper._log, "load", torn)
    bank.follow()
    assert bank.record(broken) == []
    assert bank.topics(whole, DECIDE) == ["due_set"]
    assert bank.keeping.keeper.figures.faults == 1


def test_a_complaint_that_is_entered_late_is_breached_at_once(bank: Bank) -> None:
    bank.at("2026-10-20T02:00")
    case = bank.receive(received_at=datetime(2026, 9, 25, 2, tzinfo=UTC))
    bank.follow()
    assert "breached" in bank.topics(case, DECIDE)

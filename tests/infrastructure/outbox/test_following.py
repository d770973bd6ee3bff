"""The events of clocks become notices: each once, to whom it concerns, and nothing for what is over."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any
from uuid import UUID, uuid4

import pytest

from application.reference_data import ReferenceLists
from domain.clock.case_clock import Breach, CaseClock, clock_of
from domain.complaint import Complaint
from infrastructure.demo_clock import set_demo_clock
from infrastructure.outbox.follower import notice_follower
from infrastructure.outbox.notices import gather
from infrastructure.outbox.queue import figures, passed_over, queued
from infrastructure.wiring import SYSTEM
from tests.conftest import Database
from tests.infrastructure.log_tools import ask, connected, until
from tests.infrastructure.outbox.bank import CHEN, DUE, LI, Bank, asked, breach, due, escalate, opened_bank, warn
from tests.infrastructure.outbox.told import NOON

HOUR = timedelta(hours=1)
WAITS_FOR_ANOTHER = "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
HOOK: dict[str, Any] = {"notify_webhook_url": "http://127.0.0.1:1", "notify_webhook_secret": "s"}


@pytest.fixture
def bank(database: Database) -> Iterator[Bank]:
    """A bank in Shanghai, at noon UTC: eight in the evening."""
    with opened_bank(database, notify_way="webhook", **HOOK) as opened:
        yield opened


def told(bank: Bank) -> list[tuple[str, str]]:
    """Name what waits to be told: the kind, and to whom."""
    return sorted((one.kind, one.to) for one in queued(bank.redress.engine))


def escalations(bank: Bank, case: UUID) -> list[tuple[str, str]]:
    """Return to whom a complaint was escalated, and why."""
    history = bank.redress.ledger.event_log.history(case)
    return [(one.event.to, one.event.reason) for one in history if isinstance(one.event, Complaint.Escalated)]


def test_a_warning_goes_to_the_handler_a_breach_to_the_supervisors_too(bank: Bank) -> None:
    case, another = bank.case(), bank.case(None)
    bank.on_record(case, warn())
    bank.follow()
    assert told(bank) == [("warning", "li")]

    bank.on_record(another, breach())
    bank.follow()
    assert told(bank) == [("breach", "chen"), ("warning", "li")]
    (waiting,) = (one for one in queued(bank.redress.engine) if one.kind == "warning")
    reference = bank.redress.ledger.look(Complaint, case).aggregate.reference
    assert (waiting.reference, waiting.milestone, waiting.due_at) == (reference, "decide_and_notify", DUE)
    assert (waiting.way, waiting.at) == ("webhook", NOON)


def test_an_escalation_tells_people_and_stands_in_the_case_file(bank: Bank) -> None:
    case = bank.case()
    bank.on_record(case, breach(), escalate("superior_unit_head"))
    bank.follow()

    assert told(bank) == [("breach", "chen"), ("breach", "li"), ("escalation", "wang")]
    assert escalations(bank, case) == [("wang", "cn-nfra-2020-3, decide_and_notify, stage 1: +PT0S")]


def test_following_again_from_the_beginning_tells_and_escalates_nothing_twice(bank: Bank, database: Database) -> None:
    case = bank.case()
    bank.on_record(case, breach(), escalate("unit_head"))
    bank.follow()
    ask(database.owner_url, "UPDATE outbox.position SET position = 0")
    bank.follow()

    assert len(told(bank)) == 3
    assert len(escalations(bank, case)) == 1


def test_several_followers_tell_each_event_once(bank: Bank) -> None:
    cases = [bank.case() for _ in range(12)]
    for case in cases:
        bank.on_record(case, breach(), escalate("unit_head"))
    begin = Barrier(4)

    def work(_: int) -> None:
        follower = notice_follower(bank.redress)
        begin.wait()
        while follower.advance():
            pass

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(work, range(4)))

    assert len(told(bank)) == 36
    assert {len(escalations(bank, case)) for case in cases} == {1}


def test_a_follower_that_was_slower_than_another_writes_nothing(bank: Bank, database: Database) -> None:
    bank.follow()
    bank.on_record(bank.case(), warn())
    with connected(database.owner_url, autocommit=False) as another, another.cursor() as cursor:
        cursor.execute("UPDATE outbox.position SET position = (SELECT max(position) FROM log.event)")
        with ThreadPoolExecutor(1) as threads:
            slower = threads.submit(notice_follower(bank.redress).advance)
            until(lambda: ask(database.owner_url, WAITS_FOR_ANOTHER))
            another.commit()
            assert slower.result()

    assert told(bank) == []


def test_a_warning_that_came_to_its_end_meanwhile_is_not_told(bank: Bank) -> None:
    met, cancelled, missed = bank.case(), bank.case(), bank.case()
    bank.on_record(met, due(), warn(), lambda clock, of: clock.meet(of, is_late=False, at=NOON))
    bank.on_record(cancelled, due(), warn(), lambda clock, of: clock.cancel(of, "withdrawn", at=NOON))
    bank.on_record(missed, due(), warn(), breach())
    bank.follow()
    assert told(bank) == [("breach", "chen"), ("breach", "li")]


def test_a_warning_that_waits_is_withdrawn_when_the_milestone_is_met(bank: Bank) -> None:
    case, another = bank.case(), bank.case()
    for each in (case, another):
        bank.on_record(each, due(), warn())
    bank.follow()
    assert len(told(bank)) == 2

    bank.on_record(case, lambda clock, of: clock.meet(of, is_late=False, at=NOON))
    bank.follow()
    assert [one.reference for one in queued(bank.redress.engine)] == [
        bank.redress.ledger.look(Complaint, another).aggregate.reference
    ]


def test_a_breach_that_did_not_happen_is_not_told(bank: Bank) -> None:
    early, late = bank.case(), bank.case()

    def rescind(clock: CaseClock, of: Any) -> None:  # noqa: ANN401 - which cycle
        clock.rescind_breach(of, DUE, "late_entry", now=NOON)

    bank.on_record(early, due(), breach(), rescind)
    bank.on_record(late, due(), breach())
    bank.follow()
    assert len(told(bank)) == 2
    bank.on_record(late, rescind)
    bank.follow()
    assert told(bank) == []


def test_who_was_told_of_a_breach_is_told_that_there_was_none_unless_the_case_is_kept_from_them_now(bank: Bank) -> None:
    case = bank.case()
    bank.on_record(case, due(), breach(), escalate("superior_unit_head"))
    bank.follow()
    assert gather(bank.redress.engine) == 3
    bank.redress.complaints.declare_interest(case, "relative", command=asked(CHEN))
    bank.on_record(case, lambda clock, of: clock.rescind_breach(of, DUE, "late_entry", now=NOON))
    bank.follow()
    bank.follow()

    assert [one for one in told(bank) if one[0] == "rescinded"] == [("rescinded", "li"), ("rescinded", "wang")]


def test_a_missed_deadline_that_is_over_is_told_after_an_outage_not_years_later(bank: Bank, database: Database) -> None:
    case = bank.case()
    bank.on_record(case, due(), breach(), lambda clock, of: clock.meet(of, is_late=True, at=NOON))
    open_one = bank.case()
    bank.on_record(open_one, due(), breach())
    bank.follow()
    assert len(told(bank)) == 4

    ask(database.owner_url, "UPDATE outbox.position SET position = 0")
    ask(database.owner_url, "DELETE FROM outbox.notice")
    set_demo_clock(database.owner_url, NOON + timedelta(days=8))
    bank.follow()
    assert {one.reference for one in queued(bank.redress.engine)} == {
        bank.redress.ledger.look(Complaint, open_one).aggregate.reference
    }


def test_what_was_past_before_notices_were_first_sent_is_not_told_what_is_learnt_now_is(
    bank: Bank, database: Database
) -> None:
    known_long_ago = bank.case()
    bank.on_record(known_long_ago, due(), breach())
    set_demo_clock(database.owner_url, NOON + timedelta(days=30))
    entered_late = bank.case()
    bank.on_record(entered_late, due(), breach())
    bank.follow()

    assert {one.reference for one in queued(bank.redress.engine)} == {
        bank.redress.ledger.look(Complaint, entered_late).aggregate.reference
    }
    set_demo_clock(database.owner_url, NOON + timedelta(days=90))
    bank.on_record(known_long_ago, escalate("unit_head"))
    after_a_long_outage = bank.case()
    bank.on_record(
        after_a_long_outage, breach(Breach(NOON + timedelta(days=40), "time", is_regulatory=True, breach_class=None))
    )
    bank.follow()
    assert len(told(bank)) == 4


def test_the_customers_own_time_and_that_of_contacts_is_told_to_nobody(bank: Bank) -> None:
    bank.on_record(bank.case(), breach(), milestone="recheck_request_window")
    bank.on_record(uuid4(), breach(), warn())
    bank.follow()
    assert (told(bank), passed_over(bank.redress.engine)) == ([], [])


def test_of_a_case_that_has_ended_only_a_breach_is_told(bank: Bank) -> None:
    case = bank.case()
    bank.redress.complaints.withdraw(case, "Never mind.", at=None, command=asked(LI))
    bank.on_record(case, warn())
    bank.on_record(case, escalate("unit_head"))
    bank.follow()
    assert (told(bank), escalations(bank, case)) == ([], [])
    bank.on_record(case, breach())
    bank.follow()
    assert told(bank) == [("breach", "chen"), ("breach", "li")]


def test_quiet_hours_and_ways_are_those_of_the_document_in_force(bank: Bank) -> None:
    night = {"quiet_from": "20:00", "quiet_to": "08:00"}
    rows = json.dumps([{"rule": "night", "unit_id": "sh-*", "role": "handler", "way": "log", **night}])
    ReferenceLists(bank.redress.ledger).publish_document("notification", rows, NOON.date(), command=asked(SYSTEM))
    case = bank.case()
    bank.on_record(case, warn())
    bank.on_record(bank.case(), breach())
    bank.follow()

    found = sorted((one.kind, one.to, one.way, one.at) for one in queued(bank.redress.engine))
    assert found == [
        ("breach", "chen", "webhook", NOON),
        ("breach", "li", "log", NOON),
        ("warning", "li", "log", NOON + 12 * HOUR),
    ]


def test_an_event_that_cannot_be_told_is_counted_and_tried_again_and_the_others_are_told(
    bank: Bank, database: Database
) -> None:
    broken, whole = bank.case(), bank.case()
    bank.on_record(broken, escalate("the_moon"))
    bank.on_record(whole, warn())
    bank.follow()
    assert told(bank) == [("warning", "li")]
    (missed,) = passed_over(bank.redress.engine)
    assert missed.case_id == str(broken)
    assert missed.error.startswith("KeyError")
    assert figures(bank.redress.engine).passed_over == 1
    bank.follow()
    assert len(passed_over(bank.redress.engine)) == 1

    ask(database.owner_url, "ALTER TABLE log.event DISABLE TRIGGER append_only")
    mended = "UPDATE log.event SET state = replace(state::text, 'the_moon', 'unit_head')::json WHERE stream_id = %s"
    ask(database.owner_url, mended, str(clock_of(broken)))
    bank.follow()
    bank.follow()
    assert told(bank) == [("escalation", "chen"), ("warning", "li")]
    assert passed_over(bank.redress.engine) == []

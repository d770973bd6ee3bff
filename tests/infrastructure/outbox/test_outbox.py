"""The outbox on a real database: what waits, what goes out, what is tried again, and by how many."""

import logging
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import datetime, timedelta
from threading import Barrier

import pytest
from sqlalchemy import Engine

from application.notices.message import Message, NotDeliveredError
from domain.notices.notice import Kind, Way
from infrastructure.database import make_engine
from infrastructure.demo_clock import install_demo_clock, set_demo_clock
from infrastructure.outbox.log_notifier import LogNotifier
from infrastructure.outbox.notices import gather, withdraw
from infrastructure.outbox.queue import figures, queued, try_again
from infrastructure.outbox.sender import Patience, Sender
from infrastructure.view_positions import transaction
from tests.conftest import Database
from tests.infrastructure.log_tools import ask
from tests.infrastructure.outbox.told import CLOCK, LI, MAILBOX, NOON, WANG, add, notice

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


class Recorded:
    """A notifier that keeps what it was given, and does before that what a test wants."""

    def __init__(self, before: Callable[[Message], None] = lambda _: None) -> None:
        self.messages: list[Message] = []
        self._before = before

    def notify(self, message: Message) -> None:
        self._before(message)
        self.messages.append(message)


def sender(engine: Engine, notifier: Recorded | LogNotifier, *, attempts: int = 24) -> Sender:
    """Return a sender that has one notifier for every way."""
    return Sender(engine, lambda _: notifier, lambda _: "Asia/Shanghai", Patience(attempts, 60))


@pytest.fixture(autouse=True)
def clock(database: Database) -> Callable[[datetime], None]:
    """The database's clock, which stands at noon until a test moves it."""
    install_demo_clock(database.owner_url, NOON)
    return lambda instant: set_demo_clock(database.owner_url, instant)


@pytest.fixture
def out() -> Recorded:
    """What went out of the outbox."""
    return Recorded()


def test_a_notice_is_sent_once_whatever_is_added_again(engine: Engine, out: Recorded) -> None:
    for _ in range(2):
        add(engine, [notice(1)])
        assert sender(engine, out).send_all() in {0, 1}

    (message,) = out.messages
    assert message.recipient == LI
    assert list(message.notices) == [notice(1)]
    assert (message.written_at, message.zone) == (NOON, "Asia/Shanghai")
    assert sender(engine, out).send_all() == 0


def test_a_recipient_gets_one_message_for_all_that_is_due_and_each_way_its_own(engine: Engine, out: Recorded) -> None:
    add(engine, [notice(1), notice(2), notice(3, WANG), notice(4, MAILBOX)])
    add(engine, [notice(5)], way=Way.WEBHOOK)

    assert sender(engine, out).send_all() == 4
    found = sorted([(one.recipient.key, len(one.notices)) for one in out.messages])
    assert found == [("unit sh-pudong supervisor", 1), ("user li.wei", 1), ("user li.wei", 2), ("user wang.fang", 1)]


def test_a_notice_waits_for_its_time(engine: Engine, out: Recorded, clock: Callable[[datetime], None]) -> None:
    add(engine, [notice(1), notice(2)], not_before=NOON + HOUR)
    add(engine, [notice(3, kind=Kind.BREACH)])

    sender(engine, out).send_all()
    assert [one.fact.kind for message in out.messages for one in message.notices] == [Kind.BREACH]
    clock(NOON + HOUR - timedelta(seconds=1))
    assert sender(engine, out).send_all() == 0
    clock(NOON + HOUR)
    assert sender(engine, out).send_all() == 1
    assert len(out.messages[1].notices) == 2


def test_what_is_true_no_more_is_not_told(engine: Engine, out: Recorded) -> None:
    add(engine, [notice(1), notice(2, kind=Kind.BREACH), notice(3, milestone="other")], not_before=NOON)
    with transaction(engine) as cursor:
        withdraw(cursor, CLOCK, pack="cn-nfra-2020-3", milestone="decide", cycle=2, kinds=[*Kind])
        withdraw(cursor, CLOCK, pack="cn-nfra-2020-3", milestone="decide", cycle=1, kinds=[Kind.WARNING])

    sender(engine, out).send_all()
    assert [one.fact.version for one in out.messages[0].notices] == [2, 3]
    assert figures(engine).waiting == 0


def test_what_is_not_taken_is_tried_again_ever_later_as_the_same_message(
    engine: Engine, clock: Callable[[datetime], None]
) -> None:
    def refuse(message: Message) -> None:
        if len(tried) < 3:
            tried.append(message.id)
            raise NotDeliveredError("the mail server answered 451")

    tried: list[object] = []
    out = Recorded(refuse)
    add(engine, [notice(1)])
    instant = NOON
    for wait in (1, 2, 4):
        assert sender(engine, out).send_all() == 1
        clock(instant + wait * MINUTE - timedelta(seconds=1))
        # What comes meanwhile is a message of its own: the first one stays what it was.
        add(engine, [notice(1)])
        assert sender(engine, out).send_all() == 0
        instant += wait * MINUTE
        clock(instant)
    assert sender(engine, out).send_all() == 1

    assert {*tried, out.messages[0].id} == {out.messages[0].id}
    assert queued(engine) == []


def test_what_fails_too_often_or_for_good_is_given_up_listed_counted_and_tried_again_by_hand(
    engine: Engine, clock: Callable[[datetime], None]
) -> None:
    def refuse(message: Message) -> None:
        if is_broken:
            raise NotDeliveredError("refused", is_final=message.recipient == MAILBOX)

    is_broken = True
    out = Recorded(refuse)
    add(engine, [notice(1), notice(2), notice(3, MAILBOX)])
    sender(engine, out, attempts=2).send_all()
    assert [(one.id, one.condition, one.attempts, one.error) for one in queued(engine, only_failed=True)] == [
        (str(notice(3, MAILBOX).id), "failed", 1, "refused")
    ]
    clock(NOON + MINUTE)
    sender(engine, out, attempts=2).send_all()

    assert {one.condition for one in queued(engine)} == {"failed"}
    found = figures(engine)
    assert (found.waiting, found.failed, found.without_person) == (0, 3, 1)
    clock(NOON + HOUR)
    assert sender(engine, out, attempts=2).send_all() == 0

    is_broken = False
    assert try_again(engine, str(notice(2).id)) == 1
    assert try_again(engine, str(notice(2).id)) == 0
    assert sender(engine, out, attempts=2).send_all() == 1
    assert len(out.messages[0].notices) == 2
    assert try_again(engine, None) == 1
    assert sender(engine, out, attempts=2).send_all() == 1
    assert queued(engine) == []


def test_what_is_down_costs_one_message_an_attempt_and_keeps_no_other_way(engine: Engine) -> None:
    def be_down(message: Message) -> None:
        if message.notices[0].fact.kind is Kind.WARNING:
            raise NotDeliveredError("the mail server cannot be used", is_down=True)

    out = Recorded(be_down)
    add(engine, [notice(1), notice(2, WANG), notice(3, MAILBOX)], way=Way.SMTP)
    add(engine, [notice(4, kind=Kind.BREACH), notice(5, WANG, kind=Kind.BREACH)], way=Way.WEBHOOK, not_before=NOON)
    one = sender(engine, out)
    assert one.send_all() == 3

    assert sorted(message.recipient.key for message in out.messages) == ["user li.wei", "user wang.fang"]
    assert sorted(found.attempts for found in queued(engine)) == [0, 0, 1]
    assert one.send_all() == 0
    # Another process finds out for itself.
    assert sender(engine, out).send_all() == 1


def test_a_fault_of_ours_in_one_message_keeps_no_other_one(engine: Engine) -> None:
    def stumble(message: Message) -> None:
        if message.recipient == LI:
            raise KeyError("a fault")

    out = Recorded(stumble)
    add(engine, [notice(1), notice(2, WANG)])
    ask_row = "UPDATE outbox.notice SET role = 'king' WHERE user_id IS NULL"
    add(engine, [notice(3, MAILBOX)])
    gather(engine)
    with transaction(engine) as cursor:
        cursor.execute(ask_row)
    assert sender(engine, out).send_all() == 3

    assert sorted(one.recipient.key for one in out.messages) == ["user wang.fang"]
    assert sorted((one.to, one.error) for one in queued(engine)) == [
        ("king of sh-pudong", "ValueError"),
        ("li.wei", "KeyError"),
    ]


def test_the_oldest_that_could_go_out_is_known_what_waits_for_its_digest_is_not_late(
    engine: Engine, clock: Callable[[datetime], None]
) -> None:
    assert figures(engine).oldest_waiting_seconds == 0
    add(engine, [notice(1)], not_before=NOON + HOUR)
    assert figures(engine).oldest_waiting_seconds == 0
    clock(NOON + HOUR + MINUTE)
    assert figures(engine).oldest_waiting_seconds == 60
    gather(engine)
    found = figures(engine)
    assert (found.waiting, found.oldest_waiting_seconds) == (1, 60)


def test_two_senders_never_hold_the_same_message(engine: Engine) -> None:
    first_has_it, second_is_done = threading.Event(), threading.Event()

    def wait(_: Message) -> None:
        first_has_it.set()
        assert second_is_done.wait(10)

    slow, quick = Recorded(wait), Recorded()
    add(engine, [notice(1), notice(2, WANG)])
    gather(engine)
    with ThreadPoolExecutor(1) as threads:
        sending = threads.submit(sender(engine, slow).send_one)
        assert first_has_it.wait(10)
        assert sender(engine, quick).send_all() == 1
        second_is_done.set()
        assert sending.result()

    assert len(slow.messages) == len(quick.messages) == 1
    assert slow.messages[0].id != quick.messages[0].id
    assert sender(engine, quick).send_all() == 0


def test_many_senders_send_each_notice_once(engine: Engine, database: Database) -> None:
    with ExitStack() as stack:
        engines = [make_engine(database.app_url, 1) for _ in range(4)]
        for one in engines:
            stack.callback(one.dispose)
        outs, begin = [Recorded() for _ in engines], Barrier(len(engines))

        def work(number: int) -> None:
            begin.wait()
            while sender(engines[number], outs[number]).send_all():
                pass

        add(engine, [notice(n, LI if n % 3 else WANG) for n in range(60)])
        for n in range(60, 90):
            add(engine, [notice(n, MAILBOX)])
        with ThreadPoolExecutor(len(engines)) as threads:
            list(threads.map(work, range(len(engines))))

    sent = [one.fact.version for out in outs for message in out.messages for one in message.notices]
    assert sorted(sent) == list(range(90))


def test_by_default_notices_are_lines_of_the_log_without_anything_personal(
    engine: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "redress.notices")
    add(engine, [notice(1), notice(2, kind=Kind.BREACH)])
    sender(engine, LogNotifier()).send_all()

    (line,) = caplog.records
    assert (line.getMessage(), vars(line)["to_user"], vars(line)["to_unit"]) == ("notice", "li.wei", "sh-pudong")
    assert vars(line)["about"].split("; ") == [
        "breach CMP-2026-000002-7 decide 2026-03-10T15:00:00+00:00",
        "warning CMP-2026-000001-7 decide 2026-03-10T15:00:00+00:00",
    ]


def test_the_application_role_reads_and_writes_the_outbox_and_reports_do_not(database: Database) -> None:
    for table in ("notice", "message", "position"):
        may = "SELECT has_table_privilege(%s, %s, 'SELECT') AND has_schema_privilege(%s, 'outbox', 'USAGE')"
        assert ask(database.owner_url, may, "redress_app", f"outbox.{table}", "redress_app") == [(True,)]
        assert ask(database.owner_url, may, "redress_report", f"outbox.{table}", "redress_report") == [(False,)]

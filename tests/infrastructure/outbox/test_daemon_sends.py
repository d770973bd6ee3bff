"""The daemon sends what is in the outbox, and nothing is lost when it is killed in the middle of that."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event

import pytest
from sqlalchemy import Engine

from domain.notices.notice import Kind, Way
from infrastructure.outbox.queue import figures
from tests.conftest import Database
from tests.infrastructure.log_tools import until
from tests.infrastructure.outbox.mail_server import MailServer, mail_server
from tests.infrastructure.outbox.told import WANG, add, notice
from tests.processes import COMMAND, LIMIT_SECONDS, refused


@contextmanager
def daemon(database: Database, server: MailServer) -> Iterator[subprocess.Popen[bytes]]:
    """Run a daemon that sends mail to a server, and end it if nobody did."""
    settings = database.settings.replace(
        notify_way="smtp",
        notify_smtp_host="127.0.0.1",
        notify_smtp_port=server.port,
        notify_smtp_security="none",
        notify_smtp_sender="redress@bank.example",
        notify_address="{user}@bank.example",
        notify_queue_address="{unit}.{role}@bank.example",
        notify_timeout_seconds=LIMIT_SECONDS,
    )
    process = subprocess.Popen([*COMMAND, "daemon"], env={**os.environ, **settings.to_environment()})
    try:
        yield process
    finally:
        process.terminate()
        process.wait(LIMIT_SECONDS)


def test_what_a_killed_daemon_was_sending_the_next_one_sends_under_the_same_id(
    database: Database, engine: Engine
) -> None:
    came, is_killed = Event(), Event()

    def hold_the_first() -> None:
        came.set()
        assert is_killed.wait(LIMIT_SECONDS)

    add(engine, [notice(1), notice(2, WANG, kind=Kind.BREACH)], way=Way.SMTP)
    with mail_server() as server:
        server.when_mail_comes = hold_the_first
        with daemon(database, server) as first:
            assert came.wait(LIMIT_SECONDS)
            first.kill()
            first.wait(LIMIT_SECONDS)
            is_killed.set()
        assert figures(engine).waiting == 2
        with daemon(database, server):
            until(lambda: figures(engine).waiting == 0, LIMIT_SECONDS)

        ids = [mail["Message-ID"] for mail in server.mails]
        assert len(ids) == 3
        assert len(set(ids)) == 2
        assert ids[0] in ids[1:]


def test_a_daemon_that_is_asked_to_stop_ends_with_what_it_is_sending(database: Database, engine: Engine) -> None:
    came, goes_on = Event(), Event()

    def hold() -> None:
        came.set()
        assert goes_on.wait(LIMIT_SECONDS)

    add(engine, [notice(1), notice(2, WANG)], way=Way.SMTP)
    with mail_server() as server:
        server.when_mail_comes = hold
        with daemon(database, server) as process:
            assert came.wait(LIMIT_SECONDS)
            process.terminate()
            goes_on.set()
            assert process.wait(LIMIT_SECONDS) == 0
        sent = len(server.mails)
        assert figures(engine).waiting == 2 - sent
        assert sent in {1, 2}


@pytest.mark.parametrize("command", ["daemon", "run --no-demo"])
def test_settings_that_cannot_work_are_said_before_anything_starts(database: Database, command: str) -> None:
    said = refused(command, REDRESS_DATABASE_URL=database.app_url, REDRESS_NOTIFY_WAY="smtp")
    assert said == "Error: REDRESS_NOTIFY_SMTP_HOST must be set where REDRESS_NOTIFY_WAY is smtp."

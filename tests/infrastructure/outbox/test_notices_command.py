"""`redress notices` as an operator uses it."""

import os
import subprocess

from sqlalchemy import Engine

from application.notices.message import Message, NotDeliveredError
from infrastructure.outbox.sender import Patience, Sender
from tests.conftest import Database
from tests.infrastructure.outbox.test_outbox import Recorded
from tests.infrastructure.outbox.told import MAILBOX, add, notice
from tests.processes import COMMAND, LIMIT_SECONDS, refused


def redress(database: Database, command: str) -> str:
    """Run `redress notices …` and return what it prints."""
    environment = {**os.environ, **database.settings.to_environment(), "COLUMNS": "400"}
    done = subprocess.run(
        [*COMMAND, "notices", *command.split()],
        env=environment,
        capture_output=True,
        text=True,
        timeout=LIMIT_SECONDS,
        check=True,
    )
    return done.stdout


def test_what_failed_is_listed_and_retried(database: Database, engine: Engine) -> None:
    def refuse(_: Message) -> None:
        raise NotDeliveredError("the mail server refused the recipient (550)", is_final=True)

    assert redress(database, "list").strip() == "No notice waits, and none failed."
    add(engine, [notice(1)])
    Sender(engine, lambda _: Recorded(refuse), lambda _: "UTC", Patience(3, 60)).send_all()
    add(engine, [notice(2, MAILBOX)])

    failed, waiting = redress(database, "list").splitlines()[1:]
    assert failed.split()[:4] == [str(notice(1).id), "failed", "warning", "CMP-2026-000001-7"]
    assert "li.wei" in failed
    assert "(550)" in failed
    assert waiting.split()[1] == "waiting"
    assert "supervisor of sh-pudong" in waiting
    assert len(redress(database, "list --failed").splitlines()) == 2

    assert redress(database, f"retry {notice(1).id}").strip() == "1 message is tried again."
    assert redress(database, "list --failed").strip() == "No notice waits, and none failed."
    assert redress(database, "retry --all").strip() == "0 messages are tried again."


def test_a_retry_names_what_is_to_be_retried(database: Database) -> None:
    where = {"REDRESS_DATABASE_URL": database.app_url}
    assert "Name one notice" in refused("notices retry", **where)
    assert "is not among those that failed" in refused(f"notices retry {notice(1).id}", **where)

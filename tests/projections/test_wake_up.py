"""Tests: who waits for a view does not wait for a pause to end."""

import threading
import time
from contextlib import closing

from sqlalchemy import Engine

from infrastructure.wake_up import WakeUp, wake
from tests.conftest import Database
from tests.infrastructure.log_tools import ask


def test_a_pause_ends_when_somebody_wakes(database: Database, engine: Engine) -> None:
    with closing(WakeUp(database.app_url)) as wake_up:
        wake_up.pause(0)
        began = time.monotonic()
        thread = threading.Thread(target=wake, args=(engine,))
        thread.start()
        wake_up.pause(30)
        thread.join()

        assert time.monotonic() - began < 10


def test_who_woke_before_the_pause_is_heard_in_it(database: Database, engine: Engine) -> None:
    with closing(WakeUp(database.app_url)) as wake_up:
        wake_up.pause(0)
        wake(engine)
        wake(engine)
        began = time.monotonic()
        wake_up.pause(30)

        assert time.monotonic() - began < 10


def test_without_a_database_a_pause_is_just_a_pause(database: Database) -> None:
    with closing(WakeUp(f"{database.app_url}_that_is_not_there")) as nowhere:
        nowhere.pause(0.01)

    with closing(WakeUp(database.app_url)) as cut_off:
        cut_off.pause(0)
        mine = f"datname = '{database.name}' AND pid <> pg_backend_pid()"
        ask(database.superuser_url, f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {mine}")  # noqa: S608
        cut_off.pause(0.01)
        cut_off.pause(0.01)

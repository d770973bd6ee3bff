"""One part is killed under load: PostgreSQL, the API or the daemon. The others go on, and nobody helps."""

from collections.abc import Callable

import pytest

from tests.faults.holding import held
from tests.faults.killing import (
    child,
    kill_and_await_another,
    kill_connection,
    kill_server,
    restart_server,
    until_it_is_back,
)
from tests.faults.log_check import rows
from tests.faults.running import ROUNDS, Running
from tests.faults.team import USERS
from tests.processes import Engine, eventually

pytestmark = pytest.mark.long

COMMANDS = 60
OUTDATE = "UPDATE view.position SET build = '0' WHERE view = 'worklist' RETURNING view"
OUTDATED = "SELECT view FROM view.position WHERE build = '0'"


@pytest.mark.parametrize("end", [kill_server, restart_server, kill_connection])
def test_without_postgresql_requests_fail_cleanly_and_with_it_everything_recovers_by_itself(
    running: Running, end: Callable[[Engine], None]
) -> None:
    services = [child(running.engine, word) for word in ("api", "daemon")]

    for _ in range(ROUNDS):
        with running.at_work() as team:
            team.work_on(COMMANDS)
            back_at = until_it_is_back(running.database_url, lambda: end(running.engine))
            team.work_on(COMMANDS)

        assert {one.kind for one in team.failures()} <= {"unavailable", "outcome_unknown"}
        assert len(team.failures(since=back_at)) <= USERS

    assert [child(running.engine, word) for word in ("api", "daemon")] == services


def test_an_append_that_ends_with_postgresql_is_repeated_and_there_once(running: Running) -> None:
    with running.at_work() as team:
        with held(running.owner_url, "log.event", "SHARE") as waiting:
            eventually(lambda: waiting() >= USERS)
            until_it_is_back(running.database_url, lambda: kill_server(running.engine))
        team.work_on(COMMANDS)

    # Nobody was told that nothing was stored.
    assert [one.kind for one in team.failures()].count("outcome_unknown") >= USERS


@pytest.mark.parametrize("word", ["api", "daemon"])
def test_a_service_that_is_killed_loses_and_doubles_nothing(running: Running, word: str) -> None:
    with running.at_work() as team:
        for _ in range(ROUNDS):
            team.work_on(COMMANDS)
            kill_and_await_another(running.engine, word)
        team.work_on(COMMANDS)


def test_a_command_is_carried_out_once_when_its_repeat_meets_the_first_attempt(running: Running) -> None:
    with running.at_work() as team:
        with held(running.owner_url, "log.event", "SHARE") as waiting:
            eventually(lambda: waiting() >= USERS)
            kill_and_await_another(running.engine, "api")
            # PostgreSQL goes on with what nobody waits for any more. The daemon may wait as well, to add to the log.
            eventually(lambda: waiting() >= 2 * USERS)
        team.work_on(COMMANDS)


def test_a_daemon_that_is_killed_in_the_middle_of_a_batch_leaves_none_of_it(running: Running) -> None:
    with running.at_work() as team:
        with held(running.database_url, "view.worklist", "SHARE") as waiting:
            eventually(lambda: waiting() > 0)
            kill_and_await_another(running.engine, "daemon")
        team.work_on(COMMANDS)


def test_a_daemon_that_is_killed_in_the_middle_of_a_build_begins_it_again(running: Running) -> None:
    with running.at_work() as team:
        assert rows(running.database_url, OUTDATE)
        # It looks for what is to be built when it starts.
        kill_and_await_another(running.engine, "daemon")
        with held(running.database_url, "view.worklist", "ACCESS SHARE") as waiting:
            eventually(lambda: waiting() > 0)
            kill_and_await_another(running.engine, "daemon")
        team.work_on(COMMANDS)
        eventually(lambda: not rows(running.database_url, OUTDATED))

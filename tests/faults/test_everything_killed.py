"""Everything is killed at once in the middle of work, and started again."""

from pathlib import Path

from tests.faults.killing import kill_everything
from tests.faults.log_check import check_log
from tests.faults.running import ROUNDS, Running
from tests.faults.team import Team
from tests.faults.views_check import check_views
from tests.processes import running_engine

COMMANDS = 200


def test_what_was_acknowledged_is_there_once_and_what_was_not_can_be_repeated(data_directory: Path) -> None:
    for _ in range(ROUNDS):
        with running_engine(data_directory) as engine:
            running = Running(engine, data_directory)
            team = Team(running.database_url)
            with team.at_work(running.url):
                team.work_on(COMMANDS)
                kill_everything(engine)
                team.shift.gone.set()
        assert team.unanswered

        with running_engine(data_directory) as engine:
            running = Running(engine, data_directory)
            check_log(running.database_url, team.given)
            assert team.repeat(running.url) == []
            assert not team.unanswered
            check_log(running.database_url, team.given)
            check_views(running.database_url)

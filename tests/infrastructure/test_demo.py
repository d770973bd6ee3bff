"""The demo in a database."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from application.demo.plan import Plan, make_plan, notable_cases
from application.demo.step import case_id
from application.ledger import NotFound
from domain.actor import Role
from infrastructure import demo_loading
from infrastructure.approval_limits import approval_limits
from infrastructure.attachments import FileStore
from infrastructure.demo_cases import notable
from infrastructure.demo_clock import DemoClockError, install_demo_clock
from infrastructure.demo_loading import OtherDemoError, load, only_loader
from infrastructure.demo_users import USERS, demo_tokens
from infrastructure.demo_writing import OwnersClock
from infrastructure.local_database import running_database
from infrastructure.log_contents import log_contents
from infrastructure.operator_error import OperatorError
from infrastructure.preparation import prepare, refuse_other_log
from infrastructure.settings import Settings
from infrastructure.tokens import Tokens
from infrastructure.wiring import Redress, open_redress
from tests.conftest import Database
from tests.infrastructure.loaded_demo import OF_THE_PLAN, Loaded, check_commands, check_states

pytestmark = pytest.mark.long

CASES = 90
FIXED_START = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.fixture(scope="module")
def loaded(module_database: Database, tmp_path_factory: pytest.TempPathFactory) -> Loaded:
    return Loaded(*load_small(module_database, tmp_path_factory.mktemp("data")))


@pytest.fixture
def redress(loaded: Loaded) -> Iterator[Redress]:
    opened = open_redress(loaded.settings, pool_size=1)
    yield opened
    opened.close()


def load_small(database: Database, data: Path) -> tuple[Settings, Plan]:
    settings = database.settings.replace(data_dir=data)
    with only_loader(database.owner_url) as owner:
        return settings, load(settings, owner, cases=CASES)


def test_every_case_is_in_the_state_that_the_plan_says(loaded: Loaded) -> None:
    check_states(loaded)


def test_every_command_of_the_plan_was_carried_out_once(loaded: Loaded) -> None:
    check_commands(loaded)


def test_nothing_happened_or_was_recorded_after_the_demos_end(loaded: Loaded) -> None:
    ((last, recorded),) = loaded.ask("SELECT max(occurred_at), max(recorded_at) FROM log.event")
    ends = datetime.now(UTC).replace(minute=0, second=0, microsecond=0)
    assert loaded.plan.ends in {ends, ends - timedelta(hours=1)}
    assert last <= loaded.plan.ends
    assert recorded == max(step.at for step in loaded.plan.steps)


def test_events_are_recorded_at_the_instants_of_the_plan(loaded: Loaded) -> None:
    rows = loaded.ask(f"SELECT DISTINCT command_id::text, recorded_at {OF_THE_PLAN}")
    assert dict(rows) == {str(step.id): step.at for step in loaded.plan.steps}


def test_the_real_clock_is_back_and_a_second_load_is_refused(loaded: Loaded) -> None:
    ((now,),) = loaded.ask("SELECT log.now()")
    assert abs(now - datetime.now(UTC)) < timedelta(minutes=1)
    with only_loader(str(loaded.settings.owner_database_url)) as owner, pytest.raises(DemoClockError):
        load(loaded.settings, owner, cases=CASES)
    assert not log_contents(str(loaded.settings.database_url)).demo_is_unfinished


def test_preparing_a_database_with_the_demo_adds_nothing(loaded: Loaded) -> None:
    before = loaded.ask("SELECT count(*) FROM log.event")
    prepare(loaded.settings, with_demo=True, say=pytest.fail)
    refuse_other_log(loaded.settings)
    assert loaded.ask("SELECT count(*) FROM log.event") == before


def test_the_attachments_can_be_read(loaded: Loaded) -> None:
    store = FileStore(loaded.settings.data_directory / "attachments")
    rows = loaded.ask(
        "SELECT state #>> '{attachment,v,digest}' FROM log.event WHERE topic = 'complaint.evidence_attached'"
    )
    assert rows
    for (digest,) in rows:
        assert b"".join(store.chunks(digest))


def test_a_case_of_each_story_is_listed_with_its_reference_and_state(loaded: Loaded) -> None:
    listed = notable(loaded.settings)
    assert [case.story for case in listed] == [story.name for _, story in notable_cases(CASES)]
    assert len({case.reference for case in listed}) == len(listed)
    told = {case.key: case.state for case in loaded.plan.told}
    assert [case.state for case in listed] == [told[key] for key, _ in notable_cases(CASES)]


def test_each_role_gets_a_token_that_lets_its_user_in(loaded: Loaded, redress: Redress) -> None:
    made = demo_tokens(loaded.settings)
    assert {one.user.role for one in made} == set(Role)
    texts = {one.user.role: one.text for one in made}
    known = Tokens(redress.engine, approval_limits(loaded.settings.approval_limits), redress.directory)
    for user in USERS:
        let_in = known.authenticate(texts[user.role])
        assert let_in is not None
        assert (let_in.user_id, let_in.unit_id) == (user.user_id, user.unit_id)


def test_the_handler_whose_token_is_printed_does_not_see_the_case_about_them(loaded: Loaded, redress: Redress) -> None:
    (key,) = (case.key for case in loaded.plan.cases if case.story.name == "about-employee")
    step = next(step for step in loaded.plan.steps if step.by == USERS[0])
    with pytest.raises(NotFound):
        redress.complaints.add_note(case_id(key), "?", command=step.envelope("recusal"))


def test_an_interrupted_load_goes_on_where_it_stopped(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install_demo_clock(database.owner_url, FIXED_START)
    stop_after(monkeypatch, 150)
    with pytest.raises(KeyboardInterrupt):
        load_small(database, tmp_path)
    assert log_contents(database.app_url).demo_is_unfinished
    monkeypatch.undo()
    resumed = Loaded(*load_small(database, tmp_path))
    assert resumed.plan == make_plan(FIXED_START, cases=CASES)
    assert not log_contents(database.app_url).demo_is_unfinished
    check_commands(resumed)
    test_events_are_recorded_at_the_instants_of_the_plan(resumed)


def test_an_unfinished_demo_is_never_overlooked(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stop_after(monkeypatch, 5)
    with pytest.raises(KeyboardInterrupt):
        load_small(database, tmp_path)
    monkeypatch.undo()
    with pytest.raises(OperatorError, match="set REDRESS_OWNER_DATABASE_URL"):
        prepare(Settings(database_url=database.app_url))
    with pytest.raises(OperatorError, match="its load was interrupted"):
        running_database(database.settings)
    said: list[str] = []
    with pytest.raises(OtherDemoError, match="cannot go on with"):
        prepare(database.settings, say=said.append)
    assert said == ["Loading the demo: 1,000 cases of four months ..."]


def test_a_log_that_holds_anything_else_does_not_get_the_demo(database: Database, tmp_path: Path) -> None:
    prepare(database.settings)
    with pytest.raises(DemoClockError, match="the log already holds events"):
        load_small(database, tmp_path)
    prepare(database.settings, with_demo=True, say=pytest.fail)
    with pytest.raises(OperatorError, match="this one holds something else"):
        refuse_other_log(database.settings)
    assert demo_tokens(database.settings) == []
    assert notable(database.settings) == []


def stop_after(monkeypatch: pytest.MonkeyPatch, commands: int) -> None:
    """Interrupt the next load before it gives another command than so many."""

    class Interrupting(OwnersClock):
        left = commands

        def set(self, instant: datetime) -> None:
            if not self.left:
                raise KeyboardInterrupt
            self.left -= 1
            super().set(instant)

    monkeypatch.setattr(demo_loading, "OwnersClock", Interrupting)

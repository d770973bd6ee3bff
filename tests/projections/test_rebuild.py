"""Tests: the next build of a view is made beside the one in use, which stays readable and live."""

import threading
from dataclasses import replace
from functools import partial

import pytest
from sqlalchemy import Engine, text

from infrastructure.builder import build_is_due
from infrastructure.daemon import advance_all
from infrastructure.database import raw_cursor
from infrastructure.event_store import EventLog, _insert, _values
from infrastructure.log_pages import LogPages
from infrastructure.log_reader import LogReader
from infrastructure.projector import Projector
from infrastructure.rebuild import Rebuild, RebuildFailedError, RebuildInterruptedError, RebuildRunningError
from infrastructure.view_positions import Standing
from infrastructure.view_status import view_statuses
from projections.worklist_questions import Wanted, Worklist
from tests.conftest import Database
from tests.infrastructure.log_tools import ask, connected
from tests.projections.asking import ZOE
from tests.projections.conftest import Views
from tests.projections.following import MAPPER, append, begin, contents, follow, position, rebuild
from tests.projections.histories import FIRST_DAY, histories, history, interleaved
from tests.projections.repeating import repeating
from tests.projections.test_projector import choking


def tables(engine: Engine) -> set[str]:
    """Return the names of all tables and indexes of the views."""
    with raw_cursor(engine) as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relnamespace IN ('view'::regnamespace, 'reporting'::regnamespace)"
        )
        return {name for (name,) in cursor.fetchall()}


def test_a_rebuild_leaves_tables_and_indexes_under_their_names(engine: Engine, log: EventLog, views: Views) -> None:
    append(log, interleaved(histories(5)))
    begin(engine, views)
    before = tables(engine)

    for view in views:
        rebuild(engine, view)

    assert tables(engine) == before
    assert not [name for name in before if "__next" in name]
    assert {"worklist", "worklist_pkey", "worklist_handler", "search_words", "cases_pkey", "watermark"} <= before


def test_readers_never_see_an_empty_or_half_view_while_it_is_rebuilt_and_written(
    engine: Engine, log: EventLog, views: Views
) -> None:
    worklist = views[0]
    append(log, interleaved(histories(40)))
    begin(engine, [worklist])
    seen: tuple[list[int], list[int]] = ([], [])
    pages = LogPages(LogReader(engine), 50)
    projector = Projector(worklist, engine, pages)
    events = iter(interleaved(histories(300)[40:]))

    def read(counts: list[int]) -> None:
        with engine.connect() as connection:
            counts.append(connection.execute(text("SELECT count(*) FROM view.worklist")).scalar_one())

    def write() -> None:
        append(log, [next(events)])
        advance_all([projector], pages)

    with repeating(*(partial(read, counts) for counts in seen), write):
        for _ in range(4):
            rebuild(engine, worklist)

    for counts in seen:
        assert counts[0] >= 40
        assert counts == sorted(counts)
    follow(engine, [worklist])
    lived = contents(engine, worklist)
    rebuild(engine, worklist)
    assert contents(engine, worklist) == lived


def test_a_rebuild_waits_for_who_reads_without_making_others_wait_for_long(
    database: Database, engine: Engine, log: EventLog, views: Views
) -> None:
    worklist = views[0]
    append(log, interleaved(histories(3)))
    begin(engine, [worklist])
    with connected(database.app_url, autocommit=False) as reader:
        reader.cursor().execute("SELECT count(*) FROM view.worklist")
        thread = threading.Thread(target=rebuild, args=(engine, worklist))
        thread.start()
        # The swap gives way after half a second, so that this reader, who comes later, is let through.
        assert ask(database.app_url, "SET statement_timeout = '3s'; SELECT count(*) FROM view.worklist") == [(3,)]
        append(log, interleaved([history(4)]))
        follow(engine, [worklist])
        assert thread.is_alive()
    thread.join(30)

    assert len(contents(engine, worklist)["view.worklist"]) == 4


@pytest.mark.parametrize("commits", ["during", "after"])
def test_a_writer_who_commits_during_or_after_a_rebuild_is_not_missed(
    database: Database, engine: Engine, log: EventLog, views: Views, commits: str
) -> None:
    begin(engine, [views[0]])
    append(log, interleaved(histories(3)))
    with connected(database.app_url, autocommit=False) as writer:
        (late,) = history(4, steps=1).pending_events
        stored = MAPPER.to_stored_event(late)
        writer.cursor().execute(_insert(1), _values(stored, 0, None, b"{}"))
        append(log, interleaved([history(5)]))
        if commits == "during":
            timer = threading.Timer(0.3, writer.commit)
            timer.start()
            rebuild(engine, views[0])
            timer.join()
        else:
            rebuild(engine, views[0])
            writer.commit()
    follow(engine, [views[0]])

    assert len(contents(engine, views[0])["view.worklist"]) == 5


def test_a_rebuild_says_what_stands_in_its_way(database: Database, engine: Engine, views: Views) -> None:
    begin(engine, views)
    ask(database.superuser_url, "CREATE VIEW public.late AS SELECT * FROM reporting.cases WHERE is_open")
    names = tables(engine)

    with pytest.raises(
        RebuildFailedError, match=r"Something else stands on the old tables: view public\.late depends on"
    ):
        rebuild(engine, views[-1])
    assert tables(engine) == names


def test_an_event_that_cannot_be_folded_stops_a_rebuild_and_the_old_view_stays(
    engine: Engine, log: EventLog, views: Views
) -> None:
    worklist = views[0]
    append(log, interleaved(histories(5)))
    begin(engine, [worklist])
    before, names = contents(engine, worklist), tables(engine)

    with pytest.raises(RebuildFailedError, match=r"worklist: complaint\.received, stream .*ValueError in choke"):
        rebuild(engine, choking(worklist, next(iter(before["view.worklist"]))[0][1:37]))

    assert contents(engine, worklist) == before
    assert tables(engine) == names


def test_a_rebuild_that_is_told_to_stop_leaves_nothing_behind(engine: Engine, log: EventLog, views: Views) -> None:
    append(log, interleaved(histories(5)))
    begin(engine, views)
    names = tables(engine)

    with pytest.raises(RebuildInterruptedError):
        Rebuild(views[0], engine, LogReader(engine), stop=lambda: True).run()

    assert tables(engine) == names


def test_a_view_is_rebuilt_by_one_at_a_time(engine: Engine, log: EventLog, views: Views) -> None:
    append(log, interleaved(histories(5)))
    begin(engine, views)
    refused: list[str] = []

    def rebuild_meanwhile(_: object) -> None:
        with pytest.raises(RebuildRunningError) as error:
            rebuild(engine, views[0])
        refused.append(str(error.value))

    Rebuild(views[0], engine, LogReader(engine), report=rebuild_meanwhile).run()

    assert refused == ["The view worklist is being rebuilt already."]


def test_a_new_version_is_swapped_in_and_the_older_code_leaves_it_alone(
    engine: Engine, log: EventLog, views: Views
) -> None:
    worklist = views[0]
    append(log, interleaved(histories(5)))
    begin(engine, [worklist])
    old = Projector(worklist, engine, LogPages(LogReader(engine)))
    assert old.standing() == Standing(position(engine, worklist), str(worklist.version), 1)

    newer = replace(worklist, version=worklist.version + 1)
    assert view_statuses(engine, [newer])[0].condition == "to be rebuilt"
    rebuild(engine, newer)
    append(log, interleaved([history(6)]))

    assert not old.advance()
    assert not old.advance()
    assert view_statuses(engine, [worklist])[0].condition == "newer than this code"
    follow(engine, [newer])
    assert len(contents(engine, newer)["view.worklist"]) == 6


def test_a_build_is_due_when_the_code_is_newer_and_never_when_it_is_older(views: Views) -> None:
    view = replace(views[0], version=3)

    assert build_is_due(view, None, first=False)
    assert build_is_due(view, Standing(10, "2", 1), first=False)
    assert not build_is_due(view, Standing(10, "3", 1), first=True)
    assert not build_is_due(view, Standing(10, "4", 1), first=True)


def test_another_setting_makes_a_view_anew_once_and_not_again_and_again(views: Views) -> None:
    view = replace(views[0], version=3, depends_on="asia")

    assert build_is_due(view, Standing(10, "3:europe", 1), first=True)
    assert not build_is_due(view, Standing(10, "3:europe", 1), first=False)
    assert not build_is_due(view, Standing(10, "3:asia", 1), first=True)


def test_the_worklist_answers_the_same_before_and_after(engine: Engine, log: EventLog, views: Views) -> None:
    append(log, interleaved(histories(30)))
    begin(engine, [views[0], views[1]])
    worklist = Worklist(engine)
    before = worklist.page(Wanted(text="card"), asking=ZOE, now=FIRST_DAY)

    rebuild(engine, views[0])
    rebuild(engine, views[1])

    assert worklist.page(Wanted(text="card"), asking=ZOE, now=FIRST_DAY) == before
    assert before.items

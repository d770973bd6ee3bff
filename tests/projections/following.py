"""A log with histories in it, and views that follow it."""

import json
import random
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from sqlalchemy import Engine

from domain.aggregate import DomainEvent
from infrastructure.daemon import advance_all
from infrastructure.database import raw_cursor
from infrastructure.event_store import EventLog
from infrastructure.log_pages import LogPages
from infrastructure.log_reader import LogReader
from infrastructure.mapper import EventMapper
from infrastructure.projector import Projector
from infrastructure.rebuild import Progress, Rebuild
from infrastructure.view_positions import create_positions
from projections.view import View
from tests.infrastructure.log_tools import until

MAPPER = EventMapper()


def append(log: EventLog, events: Iterable[DomainEvent], *, dead: float = 0.0, seed: int = 0) -> int:
    """Append events one by one, some of them after a position that stays empty; return the last position."""
    seeded = random.Random(seed)
    last = 0
    for event in events:
        if seeded.random() < dead:
            with raw_cursor(log.reader._engine) as cursor:
                cursor.execute("SELECT nextval('log.event_position')")
        metadata = json.dumps({"user": seeded.choice(("ann", "ben")), "role": "handler"}).encode()
        (last,) = log.insert_events([MAPPER.to_stored_event(event)], metadata=metadata)
    return last


def begin(engine: Engine, views: Iterable[View]) -> None:
    """Build views for the first time."""
    create_positions(engine)
    for view in views:
        rebuild(engine, view)


def rebuild(engine: Engine, view: View, report: Callable[[Progress], None] = lambda _: None) -> None:
    """Build a view anew."""
    Rebuild(view, engine, LogReader(engine), report=report).run()


def follow(engine: Engine, views: Sequence[View], *, batch: int = 5_000) -> list[Projector]:
    """Project until there is nothing more to project."""
    pages = LogPages(LogReader(engine), batch)
    projectors = [Projector(view, engine, pages) for view in views]
    while advance_all(projectors, pages):
        pass
    return projectors


def project_to_the_end(engine: Engine, view: View) -> None:
    """Project, through the pauses between attempts."""
    projector = Projector(view, engine, LogPages(LogReader(engine)))

    def moved() -> bool:
        projector._pages.begin_round()
        return projector.advance()

    until(moved)


def contents(engine: Engine, view: View) -> dict[str, list[tuple[Any, ...]]]:
    """Return the rows of a view's tables, in the order of their keys."""
    found = {}
    with raw_cursor(engine) as cursor:
        for table, _ in (each for part in view.parts for each in part.rows_by_table()):
            key = ", ".join(column.name for column in table.primary_key)
            cursor.execute(f"SELECT {table.name}::text FROM {table.fullname} ORDER BY {key}")  # noqa: S608 - own names
            found[table.fullname] = cursor.fetchall()
        for tally in (part.tally for part in view.parts if part.tally):
            name = tally.table.fullname
            cursor.execute(f"SELECT t::text FROM {name} t WHERE number <> 0 ORDER BY 1")  # noqa: S608 - own names
            found[name] = cursor.fetchall()
    return found


def empty(engine: Engine, view: View) -> None:
    """Let a view begin again from the first event."""
    with raw_cursor(engine) as cursor:
        for table in view.tables:
            if table is not view.watermark:
                cursor.execute(f"TRUNCATE {table.fullname}")
        cursor.execute("UPDATE view.position SET position = 0 WHERE view = %s", (view.name,))
        cursor.execute("DELETE FROM view.parked WHERE view = %s", (view.name,))


def position(engine: Engine, view: View) -> int:
    """Return where a view stands."""
    with raw_cursor(engine) as cursor:
        cursor.execute("SELECT position FROM view.position WHERE view = %s", (view.name,))
        ((found,),) = cursor.fetchall()
        return int(found)

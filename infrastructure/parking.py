"""Streams that a view could not follow: parked, listed, tried again."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from eventsourcing.persistence import PersistenceError
from psycopg2.extensions import cursor as Cursor  # noqa: N812 - a class that its library writes small
from sqlalchemy import Engine

from infrastructure.batch import Batch
from infrastructure.build import Build
from infrastructure.database import raw_cursor
from infrastructure.fold_fault import FoldError, describe, is_fault_of_event
from infrastructure.log_pages import stream_events
from infrastructure.operator_error import OperatorError
from infrastructure.view_positions import standing, transaction
from projections.view import View

PARK: Final = """
    INSERT INTO view.parked AS held (view, stream_id, position, error) VALUES (%s, %s, %s, %s)
    ON CONFLICT (view, stream_id) DO UPDATE SET position = excluded.position, error = excluded.error
"""
LIST: Final = "SELECT view, stream_id::text, position, error, since FROM view.parked ORDER BY view, since, stream_id"
LET_GO: Final = "DELETE FROM view.parked WHERE view = %s AND stream_id = %s"


@dataclass(frozen=True)
class Parked:
    """A stream that a view passes over since an event of it, at `position`, could not be folded.

    `error` says what failed and where in the code, and quotes nothing.
    """

    view: str
    stream_id: str
    position: int
    error: str
    since: datetime


def park(cursor: Cursor, view: str, stream_id: str, position: int, error: str) -> None:
    """Pass over a stream from now on, in the transaction of `cursor`."""
    cursor.execute(PARK, (view, stream_id, position, error))


def parked_streams(engine: Engine) -> list[Parked]:
    """Return every parked stream."""
    with raw_cursor(engine) as cursor:
        cursor.execute(LIST)
        return [Parked(*row) for row in cursor.fetchall()]


def retry(engine: Engine, view: View, stream_id: str) -> str | None:
    """Fold a parked stream anew, from its first event to where the view stands; return what failed again, or None.

    Raises:
        PersistenceError: The database is the trouble.
    """
    try:
        with transaction(engine) as cursor:
            _fold_anew(cursor, view, stream_id)
    except (FoldError, PersistenceError) as error:
        if not is_fault_of_event(error):
            raise
        return describe(error)
    return None


def _fold_anew(cursor: Cursor, view: View, stream_id: str) -> None:
    """Replace the rows of a stream while the view is held where it stands."""
    now = standing(cursor, view.name, lock=True)
    if now is None or now.build != view.build_name:
        raise OperatorError(f"The view {view.name} is of another version than this code: rebuild it instead.")
    build: Build = Build(view)
    build.forget(cursor, stream_id)
    batch = Batch(build)
    events = stream_events(cursor, stream_id, up_to=now.position)
    batch.fold(cursor, [event for event in events if event.topic in view.topics])
    batch.write(cursor)
    cursor.execute(LET_GO, (view.name, stream_id))
    build.put_watermark(cursor, now.position, None)

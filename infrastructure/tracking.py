"""How far each view has come."""

import time
from threading import Event
from typing import Final

from eventsourcing.persistence import IntegrityError, Tracking, TrackingRecorder, WaitInterruptedError
from sqlalchemy import Engine

from infrastructure.database import raw_cursor
from infrastructure.view_positions import create_positions

POLL_SECONDS: Final = 0.02

RISE: Final = """
    INSERT INTO view.position AS held (view, position) VALUES (%s, %s)
    ON CONFLICT (view) DO UPDATE SET position = excluded.position WHERE held.position < excluded.position
"""
READ: Final = "SELECT position FROM view.position WHERE view = %s"


class ViewPositions(TrackingRecorder):
    """The position of each view, in the library's terms: it only rises, and can be waited for."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        create_positions(engine)

    def insert_tracking(self, tracking: Tracking) -> None:
        """Raise a view's position, in a transaction of its own.

        Raises:
            IntegrityError: It is there already, or further.
        """
        with raw_cursor(self._engine) as cursor:
            cursor.execute(RISE, (tracking.application_name, tracking.notification_id))
            if not cursor.rowcount:
                raise IntegrityError(f"View {tracking.application_name} has passed {tracking.notification_id}.")

    def max_tracking_id(self, application_name: str) -> int | None:
        """Return a view's position, or None where it has not begun."""
        with raw_cursor(self._engine) as cursor:
            cursor.execute(READ, (application_name,))
            row: tuple[int] | None = cursor.fetchone()
            return row[0] if row else None

    def wait(
        self,
        application_name: str,
        notification_id: int | None,
        timeout: float = 1.0,
        interrupt: Event | None = None,
    ) -> None:
        """Wait until a view has come to a position; looks every 20 ms. `timeout` is in seconds.

        Raises:
            TimeoutError: It did not come so far in time.
            WaitInterruptedError: `interrupt` was set.
        """
        deadline = time.monotonic() + timeout
        interrupted = interrupt or Event()
        while not self.has_tracking_id(application_name, notification_id):
            left = deadline - time.monotonic()
            if left <= 0:
                raise TimeoutError(f"View {application_name} did not come to {notification_id} in {timeout} s.")
            if interrupted.wait(min(POLL_SECONDS, left)):
                raise WaitInterruptedError

"""The sender: carries messages out of the outbox, each at least once and by one sender at a time."""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

import psycopg2
from psycopg2.extensions import cursor as Cursor  # noqa: N812 - a class that its library writes small
from sqlalchemy import Engine

from application.notices.message import Message, NotDeliveredError, Notifier
from domain.actor import Role
from domain.notices.notice import Recipient, Way
from infrastructure.outbox.notices import gather, notices_of
from infrastructure.view_positions import transaction

logger = logging.getLogger(__name__)

LONGEST_WAIT_SECONDS: Final = 3600

# The lock lasts as long as the transaction, and so as long as the sender lives: whoever dies lets go at once.
TAKE: Final = """
    SELECT id::text, way, user_id, unit_id, role, created_at, attempts FROM outbox.message
    WHERE sent_at IS NULL AND failed_at IS NULL AND next_attempt_at <= log.now() AND way <> ALL (%s)
    ORDER BY next_attempt_at, id LIMIT 1 FOR UPDATE SKIP LOCKED
"""
SENT: Final = """
    UPDATE outbox.message SET attempts = attempts + 1, sent_at = log.now(), error = NULL WHERE id = %(id)s
"""
NOT_SENT: Final = """
    UPDATE outbox.message SET attempts = attempts + 1, error = %(error)s,
        failed_at = CASE WHEN %(fails)s THEN log.now() END,
        next_attempt_at = log.now() + %(wait)s * interval '1 s'
    WHERE id = %(id)s
"""


@dataclass(frozen=True, slots=True)
class Patience:
    """How often a message is tried at most, and how long the first wait is, in seconds; each is twice the last one."""

    attempts: int
    first_wait_seconds: int

    def wait_after(self, attempts: int) -> int:
        """Return how long to wait after so many attempts in vain."""
        # From some power on it is longer than the longest wait, whatever it is multiplied by.
        doubled: int = 2 ** min(attempts - 1, 12)
        return min(LONGEST_WAIT_SECONDS, self.first_wait_seconds * doubled)


class Sender:
    """Sends what is due. As many processes as one likes may do so; each message is in the hands of one of them."""

    def __init__(
        self,
        engine: Engine,
        notifier_for: Callable[[Way], Notifier],
        zone_of: Callable[[str], str],
        patience: Patience,
    ) -> None:
        """Send through `engine` by the notifier of each way; `zone_of` gives the zone of a unit."""
        self._engine = engine
        self._notifier_for = notifier_for
        self._zone_of = zone_of
        self._patience = patience
        self._resting: dict[str, float] = {}

    def send_all(self, *, is_stopped: Callable[[], bool] = lambda: False) -> int:
        """Send what is due until nothing is left or somebody stops it; return how many messages were tried.

        Raises:
            PersistenceError: The database is the trouble.
        """
        while gather(self._engine) and not is_stopped():
            pass
        tried = 0
        while not is_stopped() and self.send_one():
            tried += 1
        return tried

    def send_one(self) -> bool:
        """Send the message that has waited longest, if one is due that no other sender holds."""
        with transaction(self._engine) as cursor:
            cursor.execute(TAKE, (self._ways_at_rest(),))
            row = cursor.fetchone()
            if row is None:
                return False
            self._try(cursor, row)
        return True

    def _try(self, cursor: Cursor, row: tuple[Any, ...]) -> None:
        """Hand a message over and write down how it went."""
        message_id, way, attempts = row[0], row[1], row[-1]
        try:
            self._notifier_for(Way(way)).notify(self._message(cursor, row))
        except psycopg2.Error:
            raise
        except NotDeliveredError as error:
            if error.is_down:
                self._resting[way] = time.monotonic() + self._patience.first_wait_seconds
            self._put_off(cursor, message_id, attempts + 1, str(error), is_final=error.is_final)
        except Exception as error:
            # Whatever this one runs into, the others go out.
            logger.exception("message not sent", extra={"message_id": message_id, "way": way})
            self._put_off(cursor, message_id, attempts + 1, type(error).__name__, is_final=False)
        else:
            cursor.execute(SENT, {"id": message_id})

    def _ways_at_rest(self) -> list[str]:
        """Name the ways that nothing goes just now: what is down would cost each message a wait and an attempt."""
        now = time.monotonic()
        return [way for way, until in self._resting.items() if until > now]

    def _message(self, cursor: Cursor, row: tuple[Any, ...]) -> Message:
        message_id, _, user_id, unit_id, role, written_at, _ = row
        recipient = Recipient(unit_id, Role(role), user_id)
        notices = notices_of(cursor, message_id)
        return Message(UUID(message_id), recipient, notices, written_at, self._zone_of(unit_id))

    def _put_off(self, cursor: Cursor, message_id: str, attempts: int, error: str, *, is_final: bool) -> None:
        """Try it again later, or not any more."""
        fails = is_final or attempts >= self._patience.attempts
        wait = self._patience.wait_after(attempts)
        cursor.execute(NOT_SENT, {"id": message_id, "error": error, "fails": fails, "wait": wait})
        about = {"message_id": message_id, "attempts": attempts, "error": error}
        if fails:
            logger.error("message given up", extra=about)
        else:
            logger.warning("message not sent, to be tried again", extra={**about, "seconds": wait})

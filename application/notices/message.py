"""The message: what one recipient is told at once, and who carries it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from domain.notices.notice import Notice, Recipient


@dataclass(frozen=True, slots=True)
class Message:
    """Notices that go out together. A message that is sent again has the same id and says the same.

    `zone` names the time zone of the recipient's unit.
    """

    id: UUID
    recipient: Recipient
    notices: Sequence[Notice]
    written_at: datetime
    zone: str


class NotDeliveredError(Exception):
    """A message was not taken. The text quotes no secret.

    `is_final`: nor will it be, however often it is sent. `is_down`: not for this message's sake, and no other one would
    be taken now.
    """

    def __init__(self, message: str, *, is_final: bool = False, is_down: bool = False) -> None:
        """Say why."""
        super().__init__(message)
        self.is_final = is_final
        self.is_down = is_down


class Notifier(Protocol):
    """Carries messages out of the bank's engine, one way or another."""

    def notify(self, message: Message) -> None:
        """Hand a message over; it may have been handed over before, under the same id.

        Raises:
            NotDeliveredError: It was not taken.
        """
        ...

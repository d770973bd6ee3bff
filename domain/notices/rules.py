"""The rules by which recipients are told: the document `notification`, whose first fitting row counts."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from domain.actor import Role
from domain.documents import InvalidDocument
from domain.notices.notice import Kind, Recipient, Way
from domain.personal import Code, Id

DAY_MINUTES = 24 * 60


class Digest(StrEnum):
    """How notices are gathered into one message."""

    NONE = "none"
    HOURLY = "hourly"
    DAILY = "daily"


@dataclass(frozen=True, slots=True)
class NotificationRule:
    """One row of the document `notification`: of whom it speaks, and how and when they are told.

    `user_id` and `unit_id` are names, or beginnings such as `sh-*`; what is left out fits everybody. Times are HH:MM in
    the zone of the recipient's unit. Quiet hours and digests hold for `kinds` only: unless it is said otherwise, a
    breach is told at once. Without `way` it goes the way of the settings.
    """

    rule: Code
    user_id: Id | None = None
    unit_id: Id | None = None
    role: Role | None = None
    way: Way | None = None
    quiet_from: Code | None = None
    quiet_to: Code | None = None
    digest: Digest = Digest.NONE
    digest_at: Code | None = None
    kinds: tuple[Kind, ...] = (Kind.WARNING,)

    def __post_init__(self) -> None:
        """Refuse a row that contradicts itself."""
        for name in ("quiet_from", "quiet_to", "digest_at"):
            text = getattr(self, name)
            if text is not None and minute_of_day(text) is None:
                raise InvalidDocument("this is no time of the form HH:MM.", at=name)
        if (self.quiet_from is None) != (self.quiet_to is None):
            raise InvalidDocument("quiet hours have a beginning and an end.", at="quiet_from")
        if self.quiet_from is not None and self.quiet_from == self.quiet_to:
            raise InvalidDocument("quiet hours end at another time than they begin.", at="quiet_to")
        if (self.digest is Digest.DAILY) != (self.digest_at is not None):
            raise InvalidDocument("a daily digest, and no other, has a time.", at="digest_at")

    def fits(self, recipient: Recipient) -> bool:
        """Tell whether the row speaks of a recipient."""
        return (
            (self.user_id is None or (recipient.user_id is not None and _fits(self.user_id, recipient.user_id)))
            and (self.unit_id is None or _fits(self.unit_id, recipient.unit_id))
            and self.role in {None, recipient.role}
        )


def rule_for(rules: Iterable[NotificationRule], recipient: Recipient) -> NotificationRule | None:
    """Return the first row that fits a recipient, or None."""
    return next((rule for rule in rules if rule.fits(recipient)), None)


def minute_of_day(text: str) -> int | None:
    """Read HH:MM, from 00:00 to 23:59; None is no such time."""
    hours, _, minutes = text.partition(":")
    if not (len(hours) == len(minutes) == 2 and (hours + minutes).isdecimal()):  # noqa: PLR2004 - two digits each
        return None
    minute = int(hours) * 60 + int(minutes)
    return minute if int(minutes) < 60 and minute < DAY_MINUTES else None  # noqa: PLR2004 - minutes in an hour


def _fits(pattern: str, name: str) -> bool:
    return name.startswith(pattern[:-1]) if pattern.endswith("*") else name == pattern

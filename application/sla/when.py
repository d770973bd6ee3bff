"""Instants and spans as people type them: an instant with an offset, a wall time, or a date."""

from datetime import UTC, date, datetime, time, timedelta, tzinfo

from domain.sla.instants import at_wall, to_instant
from domain.sla.pauses import Pause


def read_instant(text: str, zone: tzinfo) -> datetime:
    """Read an instant. A wall time, or the beginning of a date, is one of the zone.

    Raises:
        ValueError: It is neither.
    """
    instant = datetime.fromisoformat(text)
    if instant.tzinfo is not None:
        return instant.astimezone(UTC)
    midnight = datetime.combine(instant, time())
    return to_instant(at_wall(instant.date(), int((instant - midnight).total_seconds()), zone))


def read_pause(text: str, zone: tzinfo, cause: str) -> Pause:
    """Read FROM/TO; a date as TO is paused until its end.

    Raises:
        ValueError: It is not two instants.
        InvalidPause: It ends before it begins.
    """
    begins, _, ends = text.partition("/")
    return Pause(read_instant(begins, zone), read_instant(_end(ends), zone), cause)


def _end(text: str) -> str:
    try:
        return str(date.fromisoformat(text) + timedelta(days=1))
    except ValueError:
        return text

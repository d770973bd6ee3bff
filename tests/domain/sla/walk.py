"""Business time by walking from window to window: slow, plain, and independent of the tables."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from domain.sla.calendar import Calendar
from domain.sla.instants import at_wall, to_seconds
from domain.sla.pauses import Pause


def open_spans(kept: Calendar, begins: datetime, ends: datetime) -> list[tuple[int, int]]:
    """Return what is open around [begins, ends], windows that overlap as one."""
    spans: list[tuple[int, int]] = []
    on = begins.date() - timedelta(days=3)
    while on <= ends.date() + timedelta(days=3):
        windows = kept.day(on).windows
        spans += [(at_wall(on, w.opens, kept.zone), at_wall(on, w.closes, kept.zone)) for w in windows]
        on += timedelta(days=1)
    merged: list[tuple[int, int]] = []
    for opens, closes in sorted(span for span in spans if span[0] < span[1]):
        if merged and opens <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(merged[-1][1], closes)
        else:
            merged.append((opens, closes))
    return merged


def counted_spans(kept: Calendar, begins: datetime, ends: datetime, stopped: list[Pause]) -> Iterator[tuple[int, int]]:
    """Yield what counts within [begins, ends): cut every span by every pause in turn."""
    spans = [
        (max(opens, to_seconds(begins)), min(closes, to_seconds(ends)))
        for opens, closes in open_spans(kept, begins, ends)
    ]
    for pause in stopped:
        first, last = to_seconds(pause.begins_at), to_seconds(pause.ends_at)
        before = [(opens, min(closes, first)) for opens, closes in spans]
        spans = before + [(max(opens, first, last), closes) for opens, closes in spans]
    yield from sorted(span for span in spans if span[0] < span[1])


def walked(kept: Calendar, begins: datetime, ends: datetime, stopped: list[Pause]) -> int:
    """Return the counted seconds of [begins, ends)."""
    return sum(closes - opens for opens, closes in counted_spans(kept, begins, ends, stopped))


def walked_to(kept: Calendar, begins: datetime, seconds: int, stopped: list[Pause]) -> int | None:
    """Return when so many seconds have passed, or None when they do not within a year."""
    left = seconds
    for opens, closes in counted_spans(kept, begins, begins + timedelta(days=366), stopped):
        if closes - opens >= left:
            return opens + left
        left -= closes - opens
    return None

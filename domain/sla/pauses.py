"""Pauses of a clock 中止: spans in which nothing is counted."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from domain.refusals import Refusal
from domain.sla.instants import to_seconds


class InvalidPause(Refusal):
    """A pause that ends before it begins."""

    code = "pause_ends_before_it_begins"


@dataclass(frozen=True, slots=True)
class Pause:
    """Not counted on [begins_at, ends_at); `cause` names what caused it. For one that goes on, the end is now."""

    begins_at: datetime
    ends_at: datetime
    cause: str = ""

    def __post_init__(self) -> None:
        """Refuse a span that runs backwards."""
        if self.ends_at < self.begins_at:
            raise InvalidPause(f"The pause from {self.begins_at} to {self.ends_at} ends before it begins.")


@dataclass(frozen=True, slots=True)
class PausedSpan:
    """Pauses that overlap or touch, as one, in seconds on [begins, ends)."""

    begins: int
    ends: int
    causes: tuple[str, ...] = ()


def united(pauses: Iterable[Pause], since: int | None = None) -> list[PausedSpan]:
    """Return what is paused from an instant on, in order: what overlaps counts once, what is empty does not count."""
    spans: list[PausedSpan] = []
    for pause in sorted(pauses, key=lambda pause: (pause.begins_at, pause.ends_at)):
        begins, ends = to_seconds(pause.begins_at), to_seconds(pause.ends_at)
        begins = begins if since is None else max(begins, since)
        if ends <= begins:
            continue
        if spans and begins <= spans[-1].ends:
            last = spans.pop()
            begins, ends, causes = last.begins, max(last.ends, ends), last.causes
        else:
            causes = ()
        causes += (pause.cause,) if pause.cause and pause.cause not in causes else ()
        spans.append(PausedSpan(begins, ends, causes))
    return spans

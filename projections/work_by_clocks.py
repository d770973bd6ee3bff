"""How the clocks of a case order the work: a regime's deadline that passed comes first, then those that come next."""

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime
from enum import IntEnum
from typing import Any, Final, Protocol

from domain.clock import CaseClock
from domain.complaint.state import State
from domain.request.state import State as RequestState
from projections import lifecycle, request_lifecycle
from projections.clock_rows import EVENTS, iso
from projections.view import Fold, Recorded


class Rank(IntEnum):
    """The groups in the order of work. A promise of the bank's own never hides what an authority wants."""

    BREACHED = 0
    """Not decided, and a regime's deadline has passed; the oldest breach first."""
    REGULATORY = 1
    """A regime's deadline comes, or one passed after the decision; by when it is due."""
    INTERNAL = 2
    """A promise of the bank's own is due or was; by when."""
    NONE = 3
    """No clock runs: by urgency alone."""


NEVER: Final = datetime(9999, 1, 1, tzinfo=UTC)
"""Where no clock runs: an instant that sorts behind all others, so that a page can begin behind it."""

DECIDED: Final = frozenset(
    {State.DECIDED, State.ACCEPTED, State.UNANSWERED, RequestState.FULFILLED, RequestState.CONFIRMED}
)
"""Open states in which the answer is out."""

Clock = dict[str, Any]
"""What the order of work knows of a cycle: `is_regulatory`, `is_open`, `due_at`, `due_on`, `breached_at`, ISO 8601."""


class Clocked(Protocol):
    """What is known of the clocks of a case in the worklist, by pack, milestone and cycle; see `Entry`."""

    state: str
    clocks: dict[str, Clock]
    clock_rank: int
    clock_at: datetime
    regulatory_due_on: date | None
    internal_due_on: date | None
    has_regulatory_breach: bool
    has_internal_breach: bool


def no_clocks() -> dict[str, Any]:
    """Return the fields of a new case: its clocks come beside it, a moment later."""
    return {
        "clocks": {},
        "clock_rank": Rank.NONE,
        "clock_at": NEVER,
        "regulatory_due_on": None,
        "internal_due_on": None,
        "has_regulatory_breach": False,
        "has_internal_breach": False,
    }


def order_by_clocks(fold: Fold[Any]) -> None:
    """Let a fold follow the clocks of its cases. To be called when it follows their states."""
    fold.follows(*EVENTS)(clock_changed)
    fold.changes(*lifecycle.MOVES, *request_lifecycle.MOVES)(case_moved)


def clock_changed(entry: Clocked, seen: Recorded[Any]) -> None:
    """Follow one cycle; what has ended in time is forgotten."""
    change = CHANGES.get(seen.topic)
    if change is None:
        return
    key, known = seen.event.key, entry.clocks.get(seen.event.key)
    clock = change(known, seen.event)
    others = {name: each for name, each in entry.clocks.items() if name != key}
    entry.clocks = others if clock is None or is_over(clock) else {**others, key: clock}
    rank(entry)


def case_moved(entry: Clocked, _: Recorded[Any]) -> None:
    """Follow the state: what passed before a decision is more urgent than after it."""
    rank(entry)


def is_over(clock: Clock) -> bool:
    """Tell whether nothing of a cycle can matter any more; a breach stays with it should it go on."""
    return not clock["is_open"] and clock["breached_at"] is None


def _due_set(known: Clock | None, event: CaseClock.DueSet) -> Clock:
    return {
        "is_regulatory": event.is_regulatory,
        "is_open": True,
        "due_at": iso(event.due_at),
        "due_on": iso(event.due_on),
        "breached_at": known["breached_at"] if known else None,
    }


def _breached(known: Clock | None, event: CaseClock.Breached) -> Clock:
    """Note it; of a cycle that has ended and was forgotten, as well."""
    ended = {"is_regulatory": event.is_regulatory, "is_open": False, "due_at": None, "due_on": None}
    return {**(known or ended), "breached_at": iso(event.breached_at)}


def _rescinded(known: Clock | None, _: CaseClock.BreachRescinded) -> Clock | None:
    return known and {**known, "breached_at": None}


def _ended(known: Clock | None, _: CaseClock.Met | CaseClock.Cancelled) -> Clock | None:
    return known and {**known, "is_open": False}


CHANGES: Mapping[str, Callable[[Clock | None, Any], Clock | None]] = {
    CaseClock.DueSet.topic: _due_set,
    CaseClock.Breached.topic: _breached,
    CaseClock.BreachRescinded.topic: _rescinded,
    CaseClock.Met.topic: _ended,
    CaseClock.Cancelled.topic: _ended,
}


def rank(entry: Clocked) -> None:
    """Give a case its place."""
    going = [clock for clock in entry.clocks.values() if clock["is_open"]]
    regulatory = [clock for clock in going if clock["is_regulatory"]]
    internal = [clock for clock in going if not clock["is_regulatory"]]
    entry.has_regulatory_breach, entry.has_internal_breach = has_breach(regulatory), has_breach(internal)
    entry.regulatory_due_on, entry.internal_due_on = next_day(regulatory), next_day(internal)
    entry.clock_rank, entry.clock_at = place(entry.state, regulatory, internal)


def place(state: str, regulatory: Iterable[Clock], internal: Iterable[Clock]) -> tuple[Rank, datetime]:
    """Return the group that a case belongs to, and the instant that counts there."""
    breaches = [] if state in DECIDED else instants(clock["breached_at"] for clock in regulatory)
    for group, found in (
        (Rank.BREACHED, breaches),
        (Rank.REGULATORY, instants(clock["due_at"] or clock["breached_at"] for clock in regulatory)),
        (Rank.INTERNAL, instants(clock["due_at"] or clock["breached_at"] for clock in internal)),
    ):
        if found:
            return group, min(found)
    return Rank.NONE, NEVER


def has_breach(clocks: Iterable[Clock]) -> bool:
    """Tell whether one of some clocks is breached."""
    return any(clock["breached_at"] for clock in clocks)


def next_day(clocks: Iterable[Clock]) -> date | None:
    """Return the first day on which one of some clocks that are not breached is due."""
    days = [clock["due_on"] for clock in clocks if clock["due_on"] and not clock["breached_at"]]
    return date.fromisoformat(min(days)) if days else None


def instants(values: Iterable[str | None]) -> list[datetime]:
    """Read what is there of some instants."""
    return [datetime.fromisoformat(value) for value in values if value]

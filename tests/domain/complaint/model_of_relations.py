"""A second opinion about a complaint's relations to others, worked out from the tables without the engine's code."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from tests.domain.complaint.model_beside import BEFORE_DECISION, UNTIL_LATE

SHANGHAI = timedelta(hours=8)
WINDOW, POSTAL = timedelta(days=1), timedelta(days=1)
"""The re-check window of the walks: short, so that they see its end."""

EVERYWHERE = UNTIL_LATE | {"referred", "converted"}
RESULT_TOLD = UNTIL_LATE - {"withdrawn"}

TAKEN_OF_RELATIONS: dict[str, set[str]] = {
    "link": EVERYWHERE,
    "unlink": UNTIL_LATE,
    "merge": BEFORE_DECISION,
    "unmerge": {"merged"},
    "request_recheck": RESULT_TOLD,
    "record_recheck_result": RESULT_TOLD,
}
"""By command the states that take it."""


@dataclass
class Relations:
    """What a careful clerk notes about other complaints. `person`: who complains, as far as it is known."""

    person: str | None = None
    hands: set[str] = field(default_factory=set)
    barred: set[str] = field(default_factory=set)
    links: set[str] = field(default_factory=set)
    merged_from: str | None = None
    decisions: int = 0
    rechecks: dict[str, tuple[str, str] | None] = field(default_factory=dict)
    asked_by: dict[str, set[str]] = field(default_factory=dict)
    """Who asked for each re-check."""
    sendings: list[tuple[str, datetime]] = field(default_factory=list)

    def standing(self, command: str, *, dispatched: bool) -> str | None:
        """Return the code with which a command is refused whatever its arguments are."""
        if command == "request_recheck" and not dispatched:
            return "nothing_dispatched"
        return "no_recheck" if command == "record_recheck_result" and not self.rechecks else None

    def send(self, at: datetime) -> None:
        """Let a result be on its way."""
        self.sendings = [("dispatched", at)]

    def report(self, kind: str, at: datetime) -> None:
        """Hear how far it came."""
        self.sendings.append((kind, at))

    def last_day(self) -> date | None:
        """Work out until when a re-check can be asked for: from the first delivery, else from the last dispatch."""
        arrived = sorted(at for kind, at in self.sendings if kind == "delivered")
        if arrived:
            return (arrived[0] + SHANGHAI).date() + WINDOW
        kind, at = max(self.sendings, key=lambda sending: sending[1])
        return None if kind == "failed" else (at + SHANGHAI).date() + POSTAL + WINDOW

    def is_open(self, asking: list[str]) -> bool:
        """Tell whether one of those who ask has asked before, and has no result yet."""
        waiting = [key for key, result in self.rechecks.items() if result is None]
        return any(self.asked_by[key] & set(asking) for key in waiting)

    def may_still_answer(self, now: datetime) -> bool:
        """Tell whether silence is no answer yet: the window of the walks for answers is as long as for re-checks."""
        last = self.last_day()
        return last is None or (now + SHANGHAI).date() <= last

    def is_too_late(self, at: datetime) -> bool:
        """Tell whether the window is over at an instant."""
        last = self.last_day()
        return last is not None and (at + SHANGHAI).date() > last

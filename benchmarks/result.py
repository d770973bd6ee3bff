"""A measured figure and the goal that it is held against."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Goal:
    """A limit; a figure reaches it from above or from below."""

    limit: float
    at_least: bool

    def margin(self, measured: float) -> float:
        """Return by how much of the limit a figure is better (positive) or worse than it."""
        difference = measured - self.limit if self.at_least else self.limit - measured
        return difference / self.limit


def at_least(limit: float) -> Goal:
    """Return a goal that is met by this much or more."""
    return Goal(limit, at_least=True)


def at_most(limit: float) -> Goal:
    """Return a goal that is met by this much or less."""
    return Goal(limit, at_least=False)


@dataclass(frozen=True, slots=True)
class Result:
    """One row of the table: what was measured, in which unit, and what it should be.

    Without a figure, `note` says why there is none. `detail` goes into the JSON only.
    """

    what: str
    unit: str
    measured: float | None
    goal: Goal | None = None
    note: str = ""
    detail: dict[str, Any] = field(default_factory=dict)

    @property
    def verdict(self) -> str:
        """Say whether the goal is met, or missed by how much."""
        if self.measured is None:
            return "not measured"
        if self.goal is None:
            return ""
        margin = self.goal.margin(self.measured)
        return "met" if margin >= 0 else f"missed by {-margin:.0%}"

    def as_json(self) -> dict[str, Any]:
        """Return the row for the JSON file."""
        goal = None if self.goal is None else {"limit": self.goal.limit, "at_least": self.goal.at_least}
        return {
            "what": self.what,
            "unit": self.unit,
            "measured": self.measured,
            "goal": goal,
            "verdict": self.verdict,
            "note": self.note,
            **self.detail,
        }

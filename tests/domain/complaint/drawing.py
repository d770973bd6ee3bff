"""Arbitrary arguments of a complaint's commands, and what may be wrong with them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeVar

from hypothesis import strategies as st

from domain.actor import Actor
from domain.complaint import Complaint
from tests.domain.complaint.model import Model
from tests.domain.fixed import RECEIVED_AT

T = TypeVar("T")

Effect = Callable[[], list[str]]
"""Changes the model and names the events that should have happened."""


@dataclass(frozen=True)
class Move:
    """One command. `flaw` is the code with which its arguments are refused, or None."""

    give: Callable[[Complaint], None]
    flaw: str | None
    effect: Effect


class Drawing:
    """Draws what a command is told: for a model, at an instant, by somebody."""

    def __init__(self, model: Model, draw: Callable[[st.SearchStrategy[Any]], Any], by: Actor, now: datetime) -> None:
        """Set the scene."""
        self.model = model
        self.draw = draw
        self.by = by
        self.now = now
        self.asked: dict[str, Any] = {"by": by, "now": now}

    def pick(self, *options: T) -> T:
        """Draw one of several."""
        picked: T = self.draw(st.sampled_from(options))
        return picked

    def rarely(self) -> bool:
        """Draw whether something is wrong."""
        return bool(self.pick(*range(8)) == 7)

    def at(self) -> tuple[datetime | None, str | None]:
        """Draw business time, and the code that refuses it."""
        if self.rarely():
            return self.pick(
                (RECEIVED_AT - timedelta(minutes=1), "before_receipt"), (self.now + timedelta(days=1), "in_the_future")
            )
        return self.pick(None, RECEIVED_AT, self.now - timedelta(minutes=30), self.now + timedelta(seconds=3)), None

    def code(self, known: str) -> tuple[str, str | None]:
        """Draw a code, and the code that refuses it."""
        return ("retired", "unknown_code") if self.rarely() else (known, None)

    def words(self, refused: str) -> tuple[str, str | None]:
        """Draw words, and the code that refuses their absence."""
        return (" ", refused) if self.rarely() else ("Words.", None)

    def moving(self, command: str, event: str) -> Effect:
        """Return the effect of a command that does nothing but go to its state."""

        def effect() -> list[str]:
            self.model.move(command)
            return [event]

        return effect

    def sending(self, command: str, event: str) -> Effect:
        """Return the effect of going to a state with a notice."""

        def effect() -> list[str]:
            self.model.move(command)
            self.model.dispatched = True
            return [event]

        return effect

"""Arbitrary choices for the walks through a case's life."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, TypeVar

from hypothesis import strategies as st

from domain.actor import Actor
from tests.domain.fixed import RECEIVED_AT

T = TypeVar("T")


class Lots:
    """Draws what a command is told, at an instant, by somebody."""

    def __init__(self, draw: Callable[[st.SearchStrategy[Any]], Any], by: Actor, now: datetime) -> None:
        """Set the scene."""
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

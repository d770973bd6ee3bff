"""Arbitrary arguments of a complaint's commands, and what may be wrong with them."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeAlias

from hypothesis import strategies as st

from domain.actor import Actor
from domain.complaint import Complaint
from tests.domain import walking
from tests.domain.complaint.model import Model
from tests.domain.lots import Lots

Effect: TypeAlias = walking.Effect
Move: TypeAlias = walking.Move[Complaint]


class Drawing(Lots):
    """Draws what a command is told: for a model, at an instant, by somebody."""

    def __init__(self, model: Model, draw: Callable[[st.SearchStrategy[Any]], Any], by: Actor, now: datetime) -> None:
        """Set the scene."""
        super().__init__(draw, by, now)
        self.model = model

    def moving(self, command: str, event: str) -> Effect:
        """Return the effect of a command that does nothing but go to its state."""

        def effect() -> list[str]:
            self.model.move(command)
            return [event]

        return effect

    def happened(self, at: datetime | None) -> datetime:
        """Return when something happened that was told so."""
        return min(at or self.now, self.now)

    def sending(self, command: str, event: str, at: datetime | None) -> Effect:
        """Return the effect of going to a state with a notice, sent at an instant."""

        def effect() -> list[str]:
            self.model.move(command)
            self.model.relations.send(self.happened(at))
            self.model.people.addressed = []
            self.model.dispatched = True
            return [event]

        return effect

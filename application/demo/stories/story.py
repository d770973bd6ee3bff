"""The shape of a story."""

from collections.abc import Callable
from dataclasses import dataclass

from application.demo.script import Script
from domain.complaint.values import Outcome


@dataclass(frozen=True, slots=True)
class Story:
    """A kind of case: what it is called, how it goes, and how often it comes up.

    A story that `waits` stops in the middle, shortly before the demo's end. `city`, `topic` and `outcome` are what it
    asks of the case. A weight of 0 means once.
    """

    name: str
    title: str
    tell: Callable[[Script], None]
    weight: int = 1
    waits: bool = False
    city: str = ""
    topic: str | None = None
    outcome: Outcome | None = None
    anonymous: bool = False

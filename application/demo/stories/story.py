"""The shape of a story."""

from collections.abc import Callable
from dataclasses import dataclass

from application.demo.script import Script
from domain.complaint.values import Outcome


@dataclass(frozen=True, slots=True)
class Story:
    """A kind of case: what it is called, how it goes, and how often it comes up.

    A story that `waits` stops in the middle, shortly before the demo's end. `city`, `topic` and `outcome` are what it
    asks of the case; `registered`, whether the bank has the person in its register of customers. A weight of 0 means
    once.
    `kind` names the use cases of what the story is about, and `begins` is the step that begins it.
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
    registered: bool | None = None
    kind: str = "complaints"
    begins: int = 1

"""The notable cases of the demo, found in a database."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from application.demo.plan import CASES, notable_cases
from application.demo.step import case_id
from application.ledger import NotFound
from domain.complaint import Complaint
from domain.interaction import Interaction
from domain.request import ServiceRequest
from infrastructure.settings import Settings
from infrastructure.wiring import Redress, open_redress

KINDS: Mapping[str, type[Any]] = {
    "complaints": Complaint,
    "requests": ServiceRequest,
    "interactions": Interaction,
}
"""What a story may be about, by the use cases that its kind names."""


@dataclass(frozen=True, slots=True)
class NotableCase:
    """The first case of a story."""

    reference: str
    state: StrEnum
    story: str
    title: str


def notable(settings: Settings) -> list[NotableCase]:
    """Return the notable cases in a database; none where it does not hold the demo."""
    redress = open_redress(settings, pool_size=1)
    try:
        return list(_found(redress))
    finally:
        redress.close()


def _found(redress: Redress) -> Iterator[NotableCase]:
    for key, story in notable_cases(CASES):
        try:
            found = redress.ledger.look(KINDS[story.kind], case_id(key, story.begins)).aggregate
        except NotFound:
            continue
        yield NotableCase(found.reference, found.state, story.name, story.title)

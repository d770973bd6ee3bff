"""The notable cases of the demo, found in a database."""

from collections.abc import Iterator
from dataclasses import dataclass

from application.demo.plan import CASES, notable_cases
from application.demo.step import case_id
from application.ledger import NotFound
from domain.complaint import Complaint
from domain.complaint.state import State
from infrastructure.settings import Settings
from infrastructure.wiring import Redress, open_redress


@dataclass(frozen=True, slots=True)
class NotableCase:
    """The first case of a story."""

    reference: str
    state: State
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
            complaint = redress.ledger.look(Complaint, case_id(key)).aggregate
        except NotFound:
            continue
        yield NotableCase(complaint.reference, complaint.state, story.name, story.title)

"""Who handles a case."""

from domain.actor import Actor
from domain.case.record import CaseRecord
from domain.refusals import Refusal


class NothingToRelease(Refusal):
    """Nobody handles the case."""

    code = "not_assigned"


def nothing_to_release(case: CaseRecord, _: Actor) -> Refusal | None:
    """Refuse to release what nobody holds."""
    return None if case.handler_id else NothingToRelease("Nobody handles the case.")

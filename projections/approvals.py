"""Approvals: which proposals wait for another person, since when."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, select

from domain.sight import Sight
from projections.keyset import Keyset, Page, limited
from projections.visible import owned, permitted
from projections.worklist import AWAITS_APPROVAL, ROW

LONGEST = Keyset((ROW.proposed_at, ROW.case_id))
"""Who has waited longest comes first."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A proposal that somebody has to approve. `is_own`: the asking user made it, so that somebody else approves."""

    case_id: str
    reference: str
    subject: str
    unit_id: str
    handler_id: str | None
    severity: str
    is_major: bool
    is_risky: bool
    proposed_by: str
    proposed_at: datetime
    is_own: bool


COLUMNS = (
    ROW.case_id,
    ROW.reference,
    ROW.subject,
    ROW.unit_id,
    ROW.handler_id,
    ROW.severity,
    ROW.is_major,
    ROW.is_risky,
    ROW.proposed_by,
    ROW.proposed_at,
)


class Approvals:
    """Asks for what waits for approval. What the asking user may not see is not there."""

    def __init__(self, engine: Engine) -> None:
        """Ask through `engine`."""
        self._engine = engine

    def page(
        self, *, asking: Sight, unit_id: str | None = None, after: str | None = None, limit: int = 50
    ) -> Page[Waiting]:
        """Return the proposals in units of the user, of one of them or of all, those that wait longest first.

        Raises:
            InvalidCursor: `after` was not given by this list.
        """
        limit = limited(limit)
        wanted = (
            select(*COLUMNS, (ROW.proposed_by == asking.user_id).label("is_own"))
            .where(ROW.is_open, AWAITS_APPROVAL, owned(ROW, asking), permitted(ROW, asking))
            .order_by(*LONGEST.order)
            .limit(limit + 1)
        )
        if unit_id is not None:
            wanted = wanted.where(ROW.unit_id == unit_id)
        if after is not None:
            wanted = wanted.where(LONGEST.beyond(after))
        with self._engine.connect() as connection:
            rows = connection.execute(wanted).all()
        return LONGEST.page([Waiting(*row) for row in rows], limit)

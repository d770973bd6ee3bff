"""A contact with a customer as the cases know it that it is linked to."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from domain.personal import Code, Id


@dataclass(frozen=True, slots=True)
class LinkedInteraction:
    """What a case shows of a contact without asking for it: its number, which way it went, by which channel, when."""

    interaction_id: UUID
    reference: Id
    direction: Code
    channel: Code
    offered_at: datetime

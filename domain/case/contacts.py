"""The contacts with the customer that a case is linked to 关联客户交互."""

from uuid import UUID

from domain.actor import Actor
from domain.case.record import CaseRecord
from domain.linked_interaction import LinkedInteraction
from domain.refusals import Refusal


class NotLinkedToInteraction(Refusal):
    """The case is linked to no contact, or not to the one that was named."""

    code = "interaction_not_linked"


def no_interaction(case: CaseRecord, _: Actor) -> Refusal | None:
    """Refuse to unlink where no contact is linked."""
    return None if case.interactions else NotLinkedToInteraction("The case is linked to no contact.")


def not_linked_to(case: CaseRecord, interaction_id: UUID) -> Refusal | None:
    """Refuse to unlink a contact that is not there."""
    if str(interaction_id) in case.interactions:
        return None
    return NotLinkedToInteraction("The case is not linked to this contact.")


def add_contact(case: CaseRecord, interaction: LinkedInteraction) -> None:
    """Be linked to a contact."""
    case.interactions = {**case.interactions, str(interaction.interaction_id): interaction}


def drop_contact(case: CaseRecord, interaction_id: UUID) -> None:
    """Be linked to a contact no longer. As of an instant before it was linked there is none to drop."""
    gone = str(interaction_id)
    case.interactions = {key: one for key, one in case.interactions.items() if key != gone}

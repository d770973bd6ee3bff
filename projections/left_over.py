"""What is left over from merges that were undone: a list for a decision by hand."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Engine

from domain.customer.record import CustomerRecord
from domain.customer.values import Duplicate, Fact, LeftOver, LeftOverKind
from domain.sight import Sight
from projections.contact_log import AboutCase, Contact, ContactLog


@dataclass(frozen=True, slots=True)
class Parted:
    """A duplicate that was parted from the survivor, and what was recorded on the survivor meanwhile."""

    duplicate_id: UUID
    facts: tuple[Fact, ...]
    contacts: tuple[Contact, ...]
    cases: tuple[AboutCase, ...]


class LeftOvers:
    """Asks what somebody still has to assign. What is about the asking user is not there."""

    def __init__(self, engine: Engine) -> None:
        """Ask through `engine`."""
        self._log = ContactLog(engine)

    def of(self, survivor: CustomerRecord, *, asking: Sight) -> list[Parted]:
        """Return it by duplicate, those first who were parted first; who left nothing over is not there."""
        parted = [one for one in survivor.duplicates if one.parted_at is not None]
        ids = dict.fromkeys(one.person_id for one in parted)
        found = [
            self._of(survivor, person_id, [one for one in parted if one.person_id == person_id], asking)
            for person_id in ids
        ]
        return [one for one in found if one.facts or one.contacts or one.cases]

    def _of(self, survivor: CustomerRecord, duplicate_id: UUID, times: list[Duplicate], asking: Sight) -> Parted:
        """Look at all the times in which the two were one."""
        found = [
            self._log.recorded_for(str(survivor.person_id), one.merged_at, one.parted_at, asking=asking)
            for one in times
            if one.parted_at is not None
        ]
        return Parted(
            duplicate_id,
            facts=tuple(
                fact for fact in facts_of(survivor, duplicate_id) if is_open(survivor, LeftOverKind.FACT, fact.fact_id)
            ),
            contacts=tuple(
                one
                for each in found
                for one in each.contacts
                if is_open(survivor, LeftOverKind.CONTACT, one.interaction_id)
            ),
            cases=tuple(
                one for each in found for one in each.cases if is_open(survivor, LeftOverKind.CASE, one.case_id)
            ),
        )


def facts_of(survivor: CustomerRecord, duplicate_id: UUID) -> list[Fact]:
    """Return the facts that are left over from one duplicate and still there."""
    listed = survivor.left_over.get(str(duplicate_id), ())
    return [survivor.facts[fact_id] for fact_id in listed if fact_id in survivor.facts]


def is_open(survivor: CustomerRecord, kind: LeftOverKind, item_id: str) -> bool:
    """Tell whether nobody has said yet whose it is."""
    return LeftOver(kind, item_id) not in survivor.assigned

"""Any time, link 关联: two complaints have to do with each other and stay apart."""

from datetime import datetime
from uuid import UUID

from domain.actor import Actor
from domain.codes import Codes
from domain.complaint.record import ComplaintEvent, ComplaintRecord
from domain.complaint.related import Link
from domain.complaint.step import ComplaintStep
from domain.personal import Code, Id
from domain.refusals import Refusal


class Linked(ComplaintEvent):
    """Somebody saw that another complaint has to do with this one; the other says the same of this."""

    topic = "complaint.linked"

    kind: Code
    case_id: UUID
    reference: Id
    code_versions: dict[Code, int]

    def apply(self, complaint: ComplaintRecord) -> None:
        """Add the link."""
        complaint.links = (*complaint.links, Link(self.kind, self.case_id, self.reference))


class Unlinked(ComplaintEvent):
    """The two have nothing to do with each other in this way, after all."""

    topic = "complaint.unlinked"

    kind: Code
    case_id: UUID
    reference: Id

    def apply(self, complaint: ComplaintRecord) -> None:
        """Remove the link."""
        gone = Link(self.kind, self.case_id, self.reference)
        complaint.links = tuple(link for link in complaint.links if link != gone)


class SameCase(Refusal):
    """A complaint has no relation to itself."""

    code = "same_case"


class Linking(ComplaintStep):
    """The commands about links. Both complaints record what happens, in one append."""

    def link(self, other: "Linking", kind: str, *, codes: Codes, by: Actor, now: datetime) -> None:
        """Link two complaints in a way of the list `relation_kind`. Repeating it does nothing.

        Raises:
            NotInThisState: One of them was merged into another.
            SameCase: They are one.
            UnknownCode: No such kind today.
        """
        unknown = codes.refusal("relation_kind", kind, now.date())
        self._permit("link", by, same_case(self, other), refused_there(other, "link", by), unknown)
        if not is_linked(self, other, kind):
            for one, another in ((self, other), (other, self)):
                one.record(
                    Linked,
                    kind=kind,
                    case_id=another.id,
                    reference=another.reference,
                    code_versions=codes.versions("relation_kind"),
                    occurred_at=now,
                )

    def unlink(self, other: "Linking", kind: str, *, by: Actor, now: datetime) -> None:
        """Take a link away. What is not linked in this way stays as it is.

        Raises:
            NotInThisState: This one lives on elsewhere, or the other was merged.
            SameCase: They are one.
        """
        self._permit("unlink", by, same_case(self, other), refused_there(other, "link", by))
        if is_linked(self, other, kind):
            for one, another in ((self, other), (other, self)):
                one.record(Unlinked, kind=kind, case_id=another.id, reference=another.reference, occurred_at=now)


def refused_there(other: ComplaintStep, command: str, by: Actor) -> Refusal | None:
    """Return why the other complaint of a command refuses it, saying that it is that one which does."""
    found = other.refusal(command, by)
    return type(found)(f"{other.reference} refuses: {found}", code=found.code) if found else None


def is_linked(complaint: ComplaintRecord, other: ComplaintRecord, kind: str) -> bool:
    """Tell whether two complaints are linked in a way."""
    return Link(kind, other.id, other.reference) in complaint.links


def same_case(complaint: ComplaintRecord, other: ComplaintRecord) -> Refusal | None:
    """Refuse a relation of a complaint to itself."""
    return SameCase("A complaint has no relation to itself.") if complaint.id == other.id else None

"""The standing rules of confidentiality."""

from collections.abc import Callable, Mapping

from domain.actor import Actor
from domain.case.recusal import SecondPersonNeeded
from domain.complaint.record import ComplaintRecord
from domain.refusals import Refusal


class NotConfidential(Refusal):
    """The complaint is not marked as confidential."""

    code = "not_confidential"


class KeptConfidential(Refusal):
    """The complaint is confidential: whoever this would bring in would not see it, or would carry it out."""

    code = "kept_confidential"


def not_confidential(complaint: ComplaintRecord, _: Actor) -> Refusal | None:
    """Refuse to open what is not closed."""
    return None if complaint.confidentiality else NotConfidential("The complaint is not marked as confidential.")


def marked_by_the_same(complaint: ComplaintRecord, by: Actor) -> Refusal | None:
    """Refuse to open what one has closed oneself."""
    if complaint.confidentiality is None or complaint.confidentiality.marked_by != by.user_id:
        return None
    return SecondPersonNeeded("Who marked the complaint as confidential does not open it again.")


def kept_confidential(complaint: ComplaintRecord, _: Actor) -> Refusal | None:
    """Refuse to ask a unit that would not see what it is asked about, and to tell the story in another case."""
    if complaint.confidentiality is None:
        return None
    return KeptConfidential("The complaint is confidential; a second person has to open it first.")


STANDING_SECRECY: Mapping[str, tuple[Callable[[ComplaintRecord, Actor], Refusal | None], ...]] = {
    "unmark_confidential": (not_confidential, marked_by_the_same),
}
"""Rules that need no argument."""

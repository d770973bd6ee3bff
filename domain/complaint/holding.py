"""Any time, hold 法律保全: nothing of the case is erased while a hold lasts."""

from dataclasses import replace
from datetime import datetime

from domain.actor import Actor
from domain.codes import Codes
from domain.complaint.beside import Hold
from domain.complaint.record import ComplaintEvent, ComplaintRecord
from domain.complaint.standing_beside import HoldReleasedBefore, NoSuchHold
from domain.complaint.step import ComplaintStep
from domain.personal import CaseText, Code, Id
from domain.refusals import Refusal


class HoldPlaced(ComplaintEvent):
    """Somebody forbade to erase anything of the case; several holds may last side by side."""

    topic = "complaint.hold_placed"

    hold_id: Id
    reason: Code
    explanation: CaseText
    placed_by: Id
    code_versions: dict[Code, int]

    def apply(self, complaint: ComplaintRecord) -> None:
        """Add the hold."""
        complaint.holds = {**complaint.holds, self.hold_id: Hold(self.reason)}


class HoldReleased(ComplaintEvent):
    """A hold lasts no longer."""

    topic = "complaint.hold_released"

    hold_id: Id
    explanation: CaseText
    released_by: Id

    def apply(self, complaint: ComplaintRecord) -> None:
        """End the hold. As of an instant before it was placed there is none to end."""
        if self.hold_id in complaint.holds:
            released = replace(complaint.holds[self.hold_id], is_released=True)
            complaint.holds = {**complaint.holds, self.hold_id: released}


class Holding(ComplaintStep):
    """The commands about holds."""

    def place_hold(self, reason: str, explanation: str, *, codes: Codes, by: Actor, now: datetime) -> None:
        """Forbid to erase anything, for a reason of the list `hold_reason`; the hold gets the next id `h1`, `h2`, ...

        Raises:
            NotInThisState: The complaint lives on elsewhere.
            UnknownCode: No such reason today.
        """
        self._permit("place_hold", by, codes.refusal("hold_reason", reason, now.date()))
        self.record(
            HoldPlaced,
            hold_id=f"h{len(self.holds) + 1}",
            reason=reason,
            explanation=explanation,
            placed_by=by.user_id,
            code_versions=codes.versions("hold_reason"),
            occurred_at=now,
        )

    def release_hold(self, hold_id: str, explanation: str, *, by: Actor, now: datetime) -> None:
        """End one hold; the others last.

        Raises:
            NotInThisState: The complaint lives on elsewhere.
            NotHeld, NoSuchHold, HoldReleasedBefore: No hold with this id lasts.
        """
        self._permit("release_hold", by, not_lasting(self, hold_id))
        self.record(HoldReleased, hold_id=hold_id, explanation=explanation, released_by=by.user_id, occurred_at=now)


def not_lasting(complaint: ComplaintRecord, hold_id: str) -> Refusal | None:
    """Refuse a hold that was never placed or is released."""
    hold = complaint.holds.get(hold_id)
    if hold is None:
        return NoSuchHold("The complaint has no hold with this id.")
    return HoldReleasedBefore("This hold was released before.") if hold.is_released else None

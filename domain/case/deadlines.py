"""What the clocks of a case say to commands. They are worked out by who gives the command; None: nobody did."""

from collections.abc import Sequence
from datetime import datetime

from domain.refusals import Refusal


class PausesNoClock(Refusal):
    """The suspension would pause no clock of the case: no regime that is on it names the reason, or all are over."""

    code = "suspension_pauses_no_clock"


class ExtensionAfterExpiry(Refusal):
    """The stage was over when its extension was granted: it cures nothing any more."""

    code = "extension_after_expiry"


class QuickCloseOver(Refusal):
    """The time in which the regime lets a complaint be closed without a decision is over."""

    code = "quick_close_over"


def pauses_nothing(pauses: Sequence[str] | None) -> Refusal | None:
    """Refuse a suspension that pauses none of the clocks; that one of them is breached is no reason."""
    if pauses is None or pauses:
        return None
    return PausesNoClock("No clock of this case that is still open may stand for this reason, or without this notice.")


def expired(ends: datetime | None, granted_at: datetime) -> Refusal | None:
    """Refuse an extension that was granted after the last of the stages that it could move had ended."""
    if ends is None or granted_at <= ends:
        return None
    return ExtensionAfterExpiry(f"The running stage ended at {ends:%Y-%m-%dT%H:%M:%SZ}.")


def too_late_for_quick_close(until: datetime | None, at: datetime) -> Refusal | None:
    """Refuse a quick close after the time that the regime gives for it."""
    if until is None or at <= until:
        return None
    return QuickCloseOver(f"Without a decision it could be closed until {until:%Y-%m-%dT%H:%M:%SZ}; now it takes one.")

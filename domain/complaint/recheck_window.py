"""Until when a customer may answer what they were told, and ask for a re-check 核查."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from domain.complaint.case_rules import CaseRules
from domain.complaint.record import ComplaintRecord
from domain.complaint.related import Sending, SendingKind
from domain.refusals import Refusal


class RecheckWindowClosed(Refusal):
    """The time in which a re-check can be asked for is over."""

    code = "recheck_window_closed"


class BeforeDispatch(Refusal):
    """Nothing arrives before it left the bank."""

    code = "before_dispatch"


def last_day(complaint: ComplaintRecord, rules: CaseRules, zone: str) -> date | None:
    """Return the last local day on which a re-check can be asked for; None: its window has not begun."""
    told_on = first_told(complaint, rules, zone)
    return told_on and told_on + timedelta(days=rules.recheck_window_days)


def last_day_to_answer(complaint: ComplaintRecord, rules: CaseRules, zone: str) -> date | None:
    """Return the last local day on which silence is no answer yet; None: nobody was reached."""
    told_on = first_told(complaint, rules, zone)
    return told_on and told_on + timedelta(days=rules.response_window_days)


def first_told(complaint: ComplaintRecord, rules: CaseRules, zone: str) -> date | None:
    """Return the local day on which the result counts as told; None: it has reached nobody.

    That is the first delivery. Where none was recorded, it is the last dispatch plus the postal days; what came back
    has reached nobody. Corrected reports count as corrected.
    """
    sendings = reports(complaint)
    delivered = [sending.at for sending in sendings if sending.kind is SendingKind.DELIVERED]
    if delivered:
        # Nothing arrives before it was sent, whatever was recorded.
        arrived = max([min(delivered), *first_dispatch(complaint)])
        return day(arrived, zone)
    last = max(sendings, key=lambda sending: sending.at, default=None)
    if last is None or last.kind is SendingKind.FAILED:
        return None
    return day(last.at, zone) + timedelta(days=rules.postal_days)


def window_closed(until: date | None, asked_at: datetime, zone: str) -> Refusal | None:
    """Refuse a request after the last day."""
    if until is None or day(asked_at, zone) <= until:
        return None
    return RecheckWindowClosed(
        f"A re-check could be asked for until {until}. What was delivered later is recorded as a delivery first; "
        "new facts are a new complaint that repeats this one."
    )


def reports(complaint: ComplaintRecord) -> list[Sending]:
    """Return what is known of the way of the latest decision or notice, as it turned out to be right."""
    return [as_corrected(complaint, sending) for sending in complaint.sendings]


def first_dispatch(complaint: ComplaintRecord) -> list[datetime]:
    """Return when the latest decision or notice left the bank first; nothing where none did."""
    sent = [sending.at for sending in reports(complaint) if sending.kind is SendingKind.DISPATCHED]
    return sorted(sent)[:1]


def before_dispatch(complaint: ComplaintRecord, at: datetime) -> Refusal | None:
    """Refuse that something arrived, or came back, before it left the bank."""
    if all(sent <= at for sent in first_dispatch(complaint)):
        return None
    return BeforeDispatch("It was dispatched later than that.")


def as_corrected(complaint: ComplaintRecord, sending: Sending) -> Sending:
    """Return a report with what turned out to be right."""
    right = complaint.corrected_reports.get(str(sending.version))
    if right is None:
        return sending
    told = right.values.get("delivered")
    kind = sending.kind if told is None else SendingKind.DELIVERED if told == "true" else SendingKind.FAILED
    return Sending(sending.version, kind, right.at)


def day(at: datetime, zone: str) -> date:
    """Return the local day of an instant."""
    return at.astimezone(ZoneInfo(zone)).date()

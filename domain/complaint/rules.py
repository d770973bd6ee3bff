"""The rules that refuse a complaint's commands: named pure functions, the same for asking and for acting."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

from domain.actor import Actor
from domain.complaint.record import ComplaintRecord
from domain.complaint.recusal import interested_in
from domain.complaint.state import ALLOWED, State
from domain.complaint.values import RemedyProgress, RemedyState, Resolution, TaskState
from domain.lifecycle import not_in_this_state
from domain.money import Money
from domain.organisation.structure import Organisation
from domain.refusals import Refusal

Rule = Callable[[ComplaintRecord, Actor], Refusal | None]

CLOCK_SKEW = timedelta(seconds=5)
"""How far a client's clock may run ahead of the database's before its instant counts as the future."""

RISKS_THAT_NEED_APPROVAL = frozenset({"legal", "regulatory"})
"""Source: the bank's approval rule; remedies above the handler's limit need approval as well."""


EARLIEST_ZONE = timedelta(hours=14)
"""How far the earliest local time is ahead of UTC (Pacific/Kiritimati)."""

LATEST_ZONE = timedelta(hours=12)
"""How far the latest local time is behind UTC (Etc/GMT+12)."""


class ConflictOfInterest(Refusal):
    """The complaint is about this employee 回避."""

    code = "conflict_of_interest"


class NothingToRelease(Refusal):
    """Nobody handles the complaint."""

    code = "not_assigned"


class NoSuchTask(Refusal):
    """No task with this id was given."""

    code = "no_such_task"


class NoOpenTask(Refusal):
    """No unit was asked for anything that it still owes."""

    code = "no_open_task"


class TaskOver(Refusal):
    """The task was answered or cancelled, or ended with the complaint."""

    code = "task_over"


class NoSuchReport(Refusal):
    """No event of the complaint at this version, or none that can have been recorded wrongly."""

    code = "no_such_report"


class NoSuchExecution(Refusal):
    """No execution of this remedy with this number was recorded."""

    code = "no_such_execution"


class NoExtensionAsked(Refusal):
    """Nobody has asked for the last stage of an extension."""

    code = "no_extension_requested"


class NoSuchCredit(Refusal):
    """No provisional credit with this id was given."""

    code = "no_such_credit"


class NoOpenCredit(Refusal):
    """No provisional credit stands."""

    code = "no_open_credit"


class CreditReversed(Refusal):
    """The provisional credit was taken back before."""

    code = "credit_reversed"


class NotSuspended(Refusal):
    """No suspension is running, or not the one that was named."""

    code = "not_suspended"


class FindingMissing(Refusal):
    """The investigation has not recorded a finding."""

    code = "finding_missing"


class ApprovalMissing(Refusal):
    """The proposed resolution needs another person's approval first."""

    code = "approval_missing"


class SecondPersonNeeded(Refusal):
    """Who proposed a resolution does not approve it."""

    code = "second_person_needed"


class LimitExceeded(Refusal):
    """The remedies are above the approver's limit."""

    code = "limit_exceeded"


class ProposalTainted(Refusal):
    """Who proposed or approved the resolution turned out to be complained about or too close: it is proposed again."""

    code = "proposal_tainted"


class NothingDispatched(Refusal):
    """No decision and no notice of an end has left the bank."""

    code = "nothing_dispatched"


class NoSuchRemedy(Refusal):
    """No remedy of the decision with this id."""

    code = "no_such_remedy"


class RemedySettled(Refusal):
    """The remedy was executed, waived, lapsed or superseded before."""

    code = "remedy_settled"


class NoOpenRemedy(Refusal):
    """No remedy is waiting to be carried out."""

    code = "no_open_remedy"


class OfferNotAccepted(Refusal):
    """An offer is carried out only after the customer accepted it 按照客户同意的方案执行."""

    code = "offer_not_accepted"


class OfferAccepted(Refusal):
    """A remedy that the customer accepted, or that is owed anyway, does not lapse."""

    code = "remedy_does_not_lapse"


class RemediesOpen(Refusal):
    """A complaint closes when every remedy is executed, waived or lapsed."""

    code = "remedies_open"


class InTheFuture(Refusal):
    """Business time lies after the database's now."""

    code = "in_the_future"


class BeforeReceipt(Refusal):
    """Business time lies before the complaint was received."""

    code = "before_receipt"


def conflict_of_interest(complaint: ComplaintRecord, by: Actor) -> Refusal | None:
    """Refuse the employee complained about, and whoever works below a unit that this employee heads."""
    return conflicting(complaint.facts.employee_id in by.recused_from)


def handler_in_conflict(
    complaint: ComplaintRecord, handler_id: str | None, unit_id: str, organisation: Organisation
) -> Refusal | None:
    """Refuse as handler or owning unit the employee complained about, and what lies below a unit that they head."""
    employee = complaint.facts.employee_id
    return conflicting(employee is not None and (employee == handler_id or organisation.is_under(unit_id, employee)))


def conflicting(is_so: bool) -> Refusal | None:  # noqa: FBT001 - one fact
    """Refuse where there is a conflict of interest."""
    if not is_so:
        return None
    return ConflictOfInterest("The employee complained about, and who works below them, have no part in the complaint.")


def wrong_state(complaint: ComplaintRecord, command: str) -> Refusal | None:
    """Refuse a command that the state table does not take."""
    return not_in_this_state("complaint", complaint.state, command, ALLOWED)


def nothing_to_release(complaint: ComplaintRecord, _: Actor) -> Refusal | None:
    """Refuse to release what nobody holds."""
    return None if complaint.handler_id else NothingToRelease("Nobody handles the complaint.")


def no_open_task(complaint: ComplaintRecord, _: Actor) -> Refusal | None:
    """Refuse to end a task where none waits."""
    if any(task.state is TaskState.OPEN for task in complaint.tasks.values()):
        return None
    return NoOpenTask("No task is waiting for an answer.")


def no_extension_asked(complaint: ComplaintRecord, _: Actor) -> Refusal | None:
    """Refuse to decide about an extension that nobody asked for."""
    return None if complaint.asked_extension else NoExtensionAsked("Nobody asked for an extension to its last stage.")


def no_open_credit(complaint: ComplaintRecord, _: Actor) -> Refusal | None:
    """Refuse to take back a credit where none stands."""
    if any(not credit.is_reversed for credit in complaint.credits.values()):
        return None
    return NoOpenCredit("No provisional credit stands.")


def nothing_suspended(complaint: ComplaintRecord, _: Actor) -> Refusal | None:
    """Refuse to resume what is not suspended."""
    return None if complaint.suspensions else NotSuspended("No suspension is running.")


def finding_missing(complaint: ComplaintRecord, _: Actor) -> Refusal | None:
    """Refuse to conclude without a finding."""
    return None if complaint.findings else FindingMissing("Record at least one finding first.")


def proposal_tainted(complaint: ComplaintRecord, _: Actor) -> Refusal | None:
    """Refuse to go on with what somebody proposed or approved whom the complaint is about or who is too close to it."""
    partial = {complaint.facts.employee_id, *complaint.interested} - {None}
    if partial.isdisjoint({complaint.proposed_by, complaint.approved_by}):
        return None
    return ProposalTainted("Who proposed or approved this resolution has no part in the complaint; propose again.")


def approval_missing(complaint: ComplaintRecord, _: Actor) -> Refusal | None:
    """Refuse to send a proposal that waits for approval, also for a risk that was seen after it was made."""
    if complaint.state is State.PROPOSED and (complaint.needs_approval or is_risky(complaint)):
        return ApprovalMissing("This resolution needs the approval of another person with a sufficient limit.")
    return None


def same_person(complaint: ComplaintRecord, by: Actor) -> Refusal | None:
    """Refuse the proposer as approver."""
    if by.user_id == complaint.proposed_by:
        return SecondPersonNeeded("Who proposed the resolution does not approve it.")
    return None


def above_limit(complaint: ComplaintRecord, by: Actor) -> Refusal | None:
    """Refuse an approver whose limit is below the proposed remedies."""
    if complaint.resolution is None or by.may_grant(*paid_before(complaint), *amounts(complaint.resolution)):
        return None
    return LimitExceeded("The remedies are above your limit; somebody with a higher one approves.")


def nothing_dispatched(complaint: ComplaintRecord, _: Actor) -> Refusal | None:
    """Refuse to deliver what was never sent."""
    return None if complaint.notice_dispatched else NothingDispatched("Nothing has been dispatched that could arrive.")


def no_open_remedy(complaint: ComplaintRecord, _: Actor) -> Refusal | None:
    """Refuse to carry out what is not owed."""
    return None if open_remedies(complaint) else NoOpenRemedy("No remedy is waiting to be carried out.")


def nothing_executable(complaint: ComplaintRecord, _: Actor) -> Refusal | None:
    """Refuse to carry out where only offers wait that the customer has not accepted."""
    if any(is_executable(complaint.remedies[key]) for key in open_remedies(complaint)):
        return None
    return OfferNotAccepted("An offer is carried out only after the customer accepted it.")


def nothing_lapses(complaint: ComplaintRecord, _: Actor) -> Refusal | None:
    """Refuse to let go where no open offer was rejected or left without an answer."""
    if any(lapses(complaint, complaint.remedies[key]) for key in open_remedies(complaint)):
        return None
    return OfferAccepted("Only an offer that was rejected or not answered lapses.")


def is_executable(progress: RemedyProgress) -> bool:
    """Tell whether a remedy is owed anyway or was accepted."""
    return progress.accepted or not progress.remedy.is_offer


def lapses(complaint: ComplaintRecord, progress: RemedyProgress) -> bool:
    """Tell whether a remedy is an offer that the customer has turned down or left without an answer."""
    return not is_executable(progress) and complaint.state is not State.DECIDED


def remedies_open(complaint: ComplaintRecord, _: Actor) -> Refusal | None:
    """Refuse to close while something is owed."""
    left = open_remedies(complaint)
    return RemediesOpen(f"Execute, waive or lapse first: {', '.join(left)}.") if left else None


def decision_not_made(complaint: ComplaintRecord, by: Actor) -> Refusal | None:
    """Refuse to end with a proposal that could not be sent as it is, or that leaves something owed."""
    if complaint.state not in {State.PROPOSED, State.APPROVED}:
        return None
    unsettled = proposal_tainted(complaint, by) or approval_missing(complaint, by)
    owed = complaint.resolution and [one for one in complaint.resolution.remedies if not one.is_offer]
    return unsettled or (RemediesOpen("What is owed anyway is decided and carried out first.") if owed else None)


STANDING: dict[str, tuple[Rule, ...]] = {
    "release": (nothing_to_release,),
    "answer_task": (no_open_task,),
    "cancel_task": (no_open_task,),
    "resume": (nothing_suspended,),
    "reverse_provisional_credit": (no_open_credit,),
    "approve_extension": (no_extension_asked,),
    "refuse_extension": (no_extension_asked,),
    "complete_investigation": (finding_missing,),
    "propose_resolution": (finding_missing,),
    "approve_resolution": (proposal_tainted, same_person, above_limit),
    "send_decision": (proposal_tainted, approval_missing),
    "dispatch_again": (nothing_dispatched,),
    "record_delivery": (nothing_dispatched,),
    "record_failed_delivery": (nothing_dispatched,),
    "execute_remedy": (no_open_remedy, nothing_executable),
    "waive_remedy": (no_open_remedy,),
    "lapse_remedy": (no_open_remedy, nothing_lapses),
    "close": (remedies_open,),
    "quick_close": (remedies_open,),
    "close_as_unreachable": (decision_not_made, remedies_open),
}
"""Rules of a command that need no argument, so that they can answer "what may be done next"."""


def standing_refusal(complaint: ComplaintRecord, command: str, by: Actor) -> Refusal | None:
    """Return the first refusal that is known without arguments: interest, state, then the command's own rules."""
    return (
        conflict_of_interest(complaint, by)
        or interested_in(complaint, command, by.user_id)
        or wrong_state(complaint, command)
        or next((found for rule in STANDING.get(command, ()) if (found := rule(complaint, by))), None)
    )


def happened(at: datetime | None, now: datetime) -> datetime:
    """Return the business time of an event in UTC: `at`, or `now` where nothing was said or `at` runs ahead of it."""
    return now if at is None else min(at, now).astimezone(UTC)


def in_the_future(at: datetime, now: datetime) -> Refusal | None:
    """Refuse business time after now; a few seconds of clock skew pass."""
    return InTheFuture("This instant lies in the future.") if at > now + CLOCK_SKEW else None


def on_a_future_day(on: date | None, now: datetime) -> Refusal | None:
    """Refuse a local date that has begun nowhere on earth yet."""
    if on is None or on <= (now + EARLIEST_ZONE).date():
        return None
    return InTheFuture("This date lies in the future.")


def before_the_day_of_receipt(complaint: ComplaintRecord, on: date) -> Refusal | None:
    """Refuse a local date that was over everywhere on earth when the complaint was received."""
    if on >= (complaint.facts.received_at - LATEST_ZONE).date():
        return None
    return BeforeReceipt("This date lies before the complaint was received.")


def out_of_time(complaint: ComplaintRecord, at: datetime | None, now: datetime) -> Refusal | None:
    """Refuse business time outside of [receipt, now]; None stands for now."""
    if at is None:
        return None
    if at < complaint.facts.received_at:
        return BeforeReceipt("This instant lies before the complaint was received.")
    return in_the_future(at, now)


def approval_needed(complaint: ComplaintRecord, resolution: Resolution, by: Actor) -> bool:
    """Tell whether the proposer `by` needs another person: legal or regulatory risk, or above their limit."""
    return is_risky(complaint) or not by.may_grant(*paid_before(complaint), *amounts(resolution))


def paid_before(complaint: ComplaintRecord) -> list[Money]:
    """Return what earlier decisions of the case have paid: a limit is not renewed by a rejection."""
    return [payment for progress in complaint.remedies.values() for payment in progress.paid]


def is_risky(complaint: ComplaintRecord) -> bool:
    """Tell whether the classification names a risk that no handler decides alone."""
    risks = complaint.classification.risk_flags if complaint.classification else ()
    return not RISKS_THAT_NEED_APPROVAL.isdisjoint(risks)


def amounts(resolution: Resolution) -> list[Money]:
    """Return the amounts of all remedies that have one."""
    return [remedy.amount for remedy in resolution.remedies if remedy.amount]


def open_remedies(complaint: ComplaintRecord) -> list[str]:
    """Name the remedies that are neither executed nor waived nor lapsed."""
    return [key for key, progress in complaint.remedies.items() if progress.state is RemedyState.OPEN]

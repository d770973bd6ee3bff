"""The rules that refuse a complaint's commands: named pure functions, the same for asking and for acting."""

from collections.abc import Callable

from domain.actor import Actor, Role
from domain.case.contacts import no_interaction
from domain.case.handling import nothing_to_release
from domain.case.instants import (
    LATEST_ZONE,
    AfterReceipt,
    BeforeReceipt,
    InTheFuture,
    after_the_day_of_receipt,
    before_the_day_of_receipt,
    happened,
    in_the_future,
    on_a_future_day,
    out_of_time,
)
from domain.case.recusal import (
    ConflictOfInterest,
    SecondPersonNeeded,
    conflict_of_interest,
    conflicting,
    handler_in_conflict,
)
from domain.case.tasks import NoOpenTask, NoSuchTask, TaskOver, no_open_task
from domain.case.waiting import NotSuspended, nothing_suspended
from domain.complaint.joint import joint_complaint, proposed_for_who_is_gone
from domain.complaint.record import ComplaintRecord
from domain.complaint.recusal import interested_in
from domain.complaint.standing_beside import STANDING_BESIDE, left_behind
from domain.complaint.standing_secrecy import STANDING_SECRECY, kept_confidential
from domain.complaint.state import ALLOWED, State
from domain.complaint.values import Classification, RemedyProgress, RemedyState, Resolution
from domain.lifecycle import not_in_this_state
from domain.money import Money
from domain.refusals import Refusal

__all__ = [
    "LATEST_ZONE",
    "AfterReceipt",
    "BeforeReceipt",
    "ConflictOfInterest",
    "InTheFuture",
    "NoOpenTask",
    "NoSuchTask",
    "NotSuspended",
    "SecondPersonNeeded",
    "TaskOver",
    "after_the_day_of_receipt",
    "before_the_day_of_receipt",
    "conflicting",
    "handler_in_conflict",
    "happened",
    "in_the_future",
    "on_a_future_day",
    "out_of_time",
]
"""The rules of every case that a complaint's steps ask, too."""

Rule = Callable[[ComplaintRecord, Actor], Refusal | None]

RISKS_THAT_NEED_APPROVAL = frozenset({"legal", "regulatory"})
"""Source: the bank's approval rule; remedies above the handler's limit need approval as well."""


class NoSuchReport(Refusal):
    """No event of the complaint at this version, or none that can have been recorded wrongly."""

    code = "no_such_report"


class NoSuchExecution(Refusal):
    """No execution of this remedy with this number was recorded."""

    code = "no_such_execution"


class NoExtensionAsked(Refusal):
    """Nobody has asked for the last stage of an extension."""

    code = "no_extension_requested"


class NoConversionAsked(Refusal):
    """Nobody has asked that it becomes a service request."""

    code = "no_conversion_requested"


class DecisionWasSent(Refusal):
    """A complaint becomes a service request only before a decision, in whatever round or cycle."""

    code = "decision_was_sent"


class NoSuchCredit(Refusal):
    """No provisional credit with this id was given."""

    code = "no_such_credit"


class NoOpenCredit(Refusal):
    """No provisional credit stands."""

    code = "no_open_credit"


class CreditReversed(Refusal):
    """The provisional credit was taken back before."""

    code = "credit_reversed"


class RiskFlagged(Refusal):
    """A complaint with a risk flag is not solved on the spot."""

    code = "risk_flagged"


class FindingMissing(Refusal):
    """The investigation has not recorded a finding."""

    code = "finding_missing"


class ApprovalMissing(Refusal):
    """The proposed resolution needs another person's approval first."""

    code = "approval_missing"


class LimitExceeded(Refusal):
    """The remedies are above the approver's limit."""

    code = "limit_exceeded"


class ProposalTainted(Refusal):
    """Who proposed or approved the resolution turned out to be complained about or too close: it is proposed again."""

    code = "proposal_tainted"


class NotMajor(Refusal):
    """The complaint is no major one 重大投诉."""

    code = "not_major"


class SupervisorNeeded(Refusal):
    """What the number of people says, a supervisor sets aside."""

    code = "supervisor_needed"


class MajorComplaint(Refusal):
    """It is a major complaint 重大投诉: it takes its whole way."""

    code = "major_complaint"


class NoEmergencyPlan(Refusal):
    """The emergency plan was not started."""

    code = "no_emergency_plan"


class NothingDispatched(Refusal):
    """No decision and no notice of an end has left the bank."""

    code = "nothing_dispatched"


class NoSuchRemedy(Refusal):
    """No remedy of the decision with this id."""

    code = "no_such_remedy"


class WrongAmount(Refusal):
    """The payment is not in the remedy's currency, more than is left of it, or not all that a whole execution pays."""

    code = "wrong_amount"


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


def wrong_state(complaint: ComplaintRecord, command: str) -> Refusal | None:
    """Refuse a command that the state table does not take."""
    return not_in_this_state("complaint", complaint.state, command, ALLOWED)


def no_extension_asked(complaint: ComplaintRecord, _: Actor) -> Refusal | None:
    """Refuse to decide about an extension that nobody asked for."""
    return None if complaint.asked_extension else NoExtensionAsked("Nobody asked for an extension to its last stage.")


def decision_was_sent(complaint: ComplaintRecord, _: Actor) -> Refusal | None:
    """Refuse to take back the name of a complaint from what was decided as one."""
    return DecisionWasSent("A decision was sent: it stays a complaint.") if complaint.was_decided else None


def no_conversion_asked(complaint: ComplaintRecord, _: Actor) -> Refusal | None:
    """Refuse to decide about a conversion that nobody asked for."""
    return None if complaint.asked_conversion else NoConversionAsked("Nobody asked that it becomes a service request.")


def not_a_second_person(complaint: ComplaintRecord, by: Actor) -> Refusal | None:
    """Refuse who asked for the conversion, and who handles or handled the complaint and would be rid of it."""
    asked = complaint.asked_conversion
    if by.user_id not in {*complaint.hands, asked.requested_by if asked else None}:
        return None
    return SecondPersonNeeded("Who asked for the conversion, or ever handled the complaint, does not decide about it.")


def no_open_credit(complaint: ComplaintRecord, _: Actor) -> Refusal | None:
    """Refuse to take back a credit where none stands."""
    if any(not credit.is_reversed for credit in complaint.credits.values()):
        return None
    return NoOpenCredit("No provisional credit stands.")


def risk_seen(complaint: ComplaintRecord, _: Actor) -> Refusal | None:
    """Refuse to solve on the spot what was classified with a risk flag, or needs a second person for one."""
    flagged = risk_flagged(complaint.classification) if complaint.classification else None
    return flagged or (
        RiskFlagged("A risk was seen; a second person decides about it.") if is_risky(complaint) else None
    )


def is_major(complaint: ComplaintRecord, _: Actor) -> Refusal | None:
    """Refuse to solve on the spot what an emergency plan runs for."""
    return MajorComplaint("A major complaint is investigated, not solved on the spot.") if complaint.major else None


def risk_flagged(classification: Classification) -> Refusal | None:
    """Refuse a complaint with a risk flag."""
    if not classification.risk_flags:
        return None
    return RiskFlagged("A complaint with a risk flag is investigated, not solved on the spot.")


def finding_missing(complaint: ComplaintRecord, _: Actor) -> Refusal | None:
    """Refuse to conclude without a finding."""
    return None if complaint.findings else FindingMissing("Record at least one finding first.")


def proposal_tainted(complaint: ComplaintRecord, _: Actor) -> Refusal | None:
    """Refuse to go on with what somebody proposed or approved whom the complaint is about or who is too close to it."""
    partial = {complaint.facts.employee_id, *complaint.interested, *complaint.recused} - {None}
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
    if complaint.resolution is None:
        return None
    granted = (*granted_before(complaint, complaint.resolution), *amounts(complaint.resolution))
    if by.may_grant(*granted):
        return None
    told = by.spoken_limit(*granted)
    return LimitExceeded(f"The remedies are above your limit: {told}. Somebody with a higher one approves.")


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


def still_owed(complaint: ComplaintRecord, _: Actor) -> Refusal | None:
    """Refuse to decide and close at once while something is owed that a new decision would leave."""
    owed = [key for key in open_remedies(complaint) if is_executable(complaint.remedies[key])]
    return RemediesOpen(f"Carry out first what is owed: {', '.join(owed)}.") if owed else None


def remedies_open(complaint: ComplaintRecord, _: Actor) -> Refusal | None:
    """Refuse to close while something is owed."""
    left = open_remedies(complaint)
    return RemediesOpen(f"Execute, waive or lapse first: {', '.join(left)}.") if left else None


def decision_not_made(complaint: ComplaintRecord, by: Actor) -> Refusal | None:
    """Refuse to end with a proposal that could not be sent as it is, or that leaves something owed."""
    if complaint.state not in {State.PROPOSED, State.APPROVED}:
        return None
    unsettled = (
        proposal_tainted(complaint, by) or approval_missing(complaint, by) or proposed_for_who_is_gone(complaint, by)
    )
    owed = complaint.resolution and [one for one in complaint.resolution.remedies if not one.is_offer]
    return unsettled or (RemediesOpen("What is owed anyway is decided and carried out first.") if owed else None)


def not_major(complaint: ComplaintRecord, _: Actor) -> Refusal | None:
    """Refuse what is for major complaints only."""
    return None if complaint.major else NotMajor("This is no major complaint.")


def not_to_undeclare(complaint: ComplaintRecord, by: Actor) -> Refusal | None:
    """Refuse to take back one's own word, and to set aside what the number of people says."""
    major = complaint.major
    if major and major.declared_by == by.user_id:
        return SecondPersonNeeded("Who declared it a major complaint does not take it back.")
    if major and major.by_rule and by.role is not Role.SUPERVISOR:
        return SupervisorNeeded("The number of people made it a major complaint; a supervisor decides.")
    return None


def no_emergency_plan(complaint: ComplaintRecord, _: Actor) -> Refusal | None:
    """Refuse to complete a step of a plan that was not started."""
    if complaint.emergency_plan is not None:
        return None
    return NoEmergencyPlan("No emergency plan was started.")


STANDING: dict[str, tuple[Rule, ...]] = {
    "request_conversion": (kept_confidential, decision_was_sent),
    "refer": (left_behind,),
    "convert_to_service_request": (
        kept_confidential,
        decision_was_sent,
        no_conversion_asked,
        not_a_second_person,
        left_behind,
    ),
    "refuse_conversion": (no_conversion_asked,),
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
    "send_decision": (proposal_tainted, approval_missing, proposed_for_who_is_gone),
    "dispatch_again": (nothing_dispatched,),
    "request_recheck": (nothing_dispatched,),
    "record_delivery": (nothing_dispatched,),
    "record_failed_delivery": (nothing_dispatched,),
    "execute_remedy": (no_open_remedy, nothing_executable),
    "waive_remedy": (no_open_remedy,),
    "lapse_remedy": (no_open_remedy, nothing_lapses),
    "close": (remedies_open,),
    "quick_close": (joint_complaint, remedies_open),
    "close_as_unreachable": (joint_complaint, decision_not_made, remedies_open),
    "solve_on_the_spot": (joint_complaint, is_major, still_owed, risk_seen),
    "undeclare_major": (not_major, not_to_undeclare),
    "start_emergency_plan": (not_major,),
    "complete_emergency_step": (no_emergency_plan,),
    "give_task": (kept_confidential,),
    **STANDING_BESIDE,
    **STANDING_SECRECY,
    "unlink_interaction": (no_interaction,),
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


def approval_needed(complaint: ComplaintRecord, resolution: Resolution, by: Actor) -> bool:
    """Tell whether the proposer `by` needs another person: legal or regulatory risk, or above their limit."""
    return is_risky(complaint) or not by.may_grant(*granted_before(complaint, resolution), *amounts(resolution))


def granted_before(complaint: ComplaintRecord, resolution: Resolution | None = None) -> list[Money]:
    """Return what the case has cost already: a limit is renewed neither by a rejection nor by another way of paying.

    Beside what was paid these are provisional credits that stand, and what earlier decisions owe still; of that,
    `resolution` takes the place of what it replaces.
    """
    replaced = resolution.replaces if resolution else ()
    credited = [credit.amount for credit in complaint.credits.values() if not credit.is_reversed]
    return [
        *credited,
        *(one for key, progress in complaint.remedies.items() for one in costs(progress, is_kept=key not in replaced)),
    ]


def costs(progress: RemedyProgress, *, is_kept: bool) -> tuple[Money, ...]:
    """Return what a remedy costs: all of it where it is still to be carried out, else what was paid."""
    is_owed = is_kept and progress.state is RemedyState.OPEN and is_executable(progress)
    return (progress.remedy.amount,) if is_owed and progress.remedy.amount else progress.paid


def is_risky(complaint: ComplaintRecord) -> bool:
    """Tell whether a classification has ever named a risk that no handler decides alone, whoever took it back."""
    return not RISKS_THAT_NEED_APPROVAL.isdisjoint(complaint.risks_seen)


def amounts(resolution: Resolution) -> list[Money]:
    """Return the amounts of all remedies that have one."""
    return [remedy.amount for remedy in resolution.remedies if remedy.amount]


def open_remedies(complaint: ComplaintRecord) -> list[str]:
    """Name the remedies that are neither executed nor waived nor lapsed."""
    return [key for key, progress in complaint.remedies.items() if progress.state is RemedyState.OPEN]

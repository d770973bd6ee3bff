"""How events change a row of `reporting.cases`."""

from collections.abc import Iterable
from decimal import Decimal

from domain.aggregate import DomainEvent
from domain.complaint import (
    any_time,
    carrying_out,
    classifying,
    converting,
    correcting,
    following_up,
    importing,
    investigating,
    major,
    merging,
    parties,
    receiving,
    rechecking,
    repeating,
    replying,
    resolving,
    reviewing,
    routing,
    vulnerability,
)
from domain.complaint.values import CloseReason, ExecutionResult, Facts, ProductIssue
from domain.money import Money
from projections.lifecycle import MOVES, is_open, state_after
from projections.reporting_cases import Case
from projections.view import Fold, Recorded
from projections.zones import Zones

CHANGES: Fold[Case] = Fold()
"""What changes a row; how it begins depends on the zones."""

MOMENTS = {
    receiving.Acknowledged.topic: "acknowledged",
    replying.DecisionSent.topic: "decided",
    replying.DeliveryRecorded.topic: "delivered",
}
"""Reports that give a row a moment."""

Sum = tuple[Decimal | None, str | None, bool]
"""An amount, its currency, and whether there was another currency that is not in it."""


def received(zones: Zones, seen: Recorded[receiving.Received]) -> Case:
    """Begin a row; the zone is that of the receiving unit for good, so that a case does not change its dates."""
    event = seen.event
    case = Case(
        case_id=seen.stream_id,
        reference=event.reference,
        kind="complaint",
        state="received",
        is_open=True,
        unit_id=event.unit_id,
        received_by_unit_id=event.unit_id,
        handler_id=None,
        time_zone=zones.of(event.unit_id),
    )
    take_facts(case, event.facts)
    case.stamp("recorded", seen.recorded_at)
    record = event.source_record
    if record:
        case.is_imported, case.source_system, case.source_record_id = True, record.system, record.record_id
    return case


@CHANGES.changes(any_time.Corrected)
def corrected(case: Case, seen: Recorded[any_time.Corrected]) -> None:
    """Take over what turned out to be right; what was classified stays first."""
    if seen.event.facts_after:
        take_facts(case, seen.event.facts_after)


def take_facts(case: Case, facts: Facts) -> None:
    """Fill the columns that are told and not decided."""
    for name in ("legal_entity", "brand", "branch", "region", "channel", "source", "authority_reference", "language"):
        setattr(case, name, getattr(facts, name))
    case.complainant_type = facts.complainant_type
    case.incident_on = facts.incident_on
    case.joint_count = facts.joint_count
    case.is_face_to_face = facts.face_to_face
    case.is_anonymous = facts.is_anonymous
    case.is_about_employee = facts.employee_id is not None
    case.claimed_amount = facts.amount_claimed.amount if facts.amount_claimed else None
    case.claimed_currency = facts.amount_claimed.currency if facts.amount_claimed else None
    if case.complaint_class is None:
        take_first_pair(case, facts.about)
    case.stamp_receipt(facts.received_at, facts.received_precision)


@CHANGES.changes(major.MajorDeclared, major.MajorUndeclared)
def weighed(case: Case, seen: Recorded[DomainEvent]) -> None:
    """Note whether it is a major one."""
    case.is_major = isinstance(seen.event, major.MajorDeclared)


@CHANGES.changes(vulnerability.VulnerabilityRecorded)
def considered(case: Case, seen: Recorded[vulnerability.VulnerabilityRecorded]) -> None:
    """Note who is vulnerable, and about whom it is that nobody considered it."""
    party, known = seen.event.party_id, seen.event.vulnerability
    case.vulnerable_parties = with_or_without(case.vulnerable_parties, party, is_in=bool(known.kinds))
    case.cause_parties = with_or_without(case.cause_parties, party, is_in=known.is_cause)
    case.is_vulnerable, case.vulnerability_is_cause = bool(case.vulnerable_parties), bool(case.cause_parties)


@CHANGES.changes(parties.PartyRemoved)
def removed(case: Case, seen: Recorded[parties.PartyRemoved]) -> None:
    """Count nobody who has no part in it."""
    case.vulnerable_parties = with_or_without(case.vulnerable_parties, seen.event.party_id, is_in=False)
    case.cause_parties = with_or_without(case.cause_parties, seen.event.party_id, is_in=False)
    case.is_vulnerable, case.vulnerability_is_cause = bool(case.vulnerable_parties), bool(case.cause_parties)


def with_or_without(ids: str, party_id: str, *, is_in: bool) -> str:
    """Return ids with commas between, with one more or one less."""
    others = set(ids.split(",")) - {"", party_id}
    return ",".join(sorted(others | ({party_id} if is_in else set())))


def take_first_pair(case: Case, about: tuple[ProductIssue, ...]) -> None:
    """Fill the columns of what the complaint is about first of all."""
    first = about[0] if about else None
    for name in ("product", "sub_product", "issue", "sub_issue"):
        setattr(case, name, getattr(first, name) if first else None)


@CHANGES.changes(classifying.Classified)
def classified(case: Case, seen: Recorded[classifying.Classified]) -> None:
    """Take over every axis; the pairs only where the classification names some."""
    classification = seen.event.classification
    for axis in ("complaint_class", "category", "reason", "severity", "complexity", "main_cause"):
        setattr(case, axis, getattr(classification, axis))
    case.risk_flags = ",".join(sorted(classification.risk_flags))
    case.regimes = ",".join(sorted(classification.regimes))
    if classification.about:
        take_first_pair(case, classification.about)


@CHANGES.changes(*MOVES)
def moved(case: Case, seen: Recorded[DomainEvent]) -> None:
    """Follow the state; note when the case ended."""
    was_open = case.is_open
    case.state = state_after(case.state, seen.event)
    case.is_open = is_open(case.state)
    if was_open and not case.is_open and not isinstance(seen.event, importing.SourceOutcomeStated):
        case.stamp("ended", seen.occurred_at)


@CHANGES.changes(converting.BegunFromRequest)
def begun_from_request(case: Case, seen: Recorded[converting.BegunFromRequest]) -> None:
    """Point at the request that it was."""
    case.came_from = str(seen.event.request_id)
    case.stamp("request_received", seen.event.request_received_at)


@CHANGES.changes(converting.ConvertedToServiceRequest)
def converted(case: Case, seen: Recorded[converting.ConvertedToServiceRequest]) -> None:
    """Point at the request that it became; the row stays, so that the gross count counts it."""
    case.converted_to = str(seen.event.request_id)


@CHANGES.changes(receiving.Acknowledged)
def acknowledged(case: Case, seen: Recorded[receiving.Acknowledged]) -> None:
    """Note the first confirmation."""
    if case.acknowledged_at is None:
        case.stamp("acknowledged", seen.occurred_at)


@CHANGES.changes(reviewing.Declined)
def declined(case: Case, seen: Recorded[reviewing.Declined]) -> None:
    """Note the reason."""
    case.decline_reason = seen.event.reason


@CHANGES.changes(classifying.Assigned)
def assigned(case: Case, seen: Recorded[classifying.Assigned]) -> None:
    """Follow unit and handler."""
    case.unit_id, case.handler_id = seen.event.unit_id, seen.event.handler_id


@CHANGES.changes(classifying.Taken)
def taken(case: Case, seen: Recorded[classifying.Taken]) -> None:
    """Follow the handler."""
    case.handler_id = seen.event.handler_id


@CHANGES.changes(classifying.Transferred)
def transferred(case: Case, seen: Recorded[classifying.Transferred]) -> None:
    """Follow the unit."""
    case.unit_id, case.handler_id = seen.event.unit_id, None


@CHANGES.changes(routing.Routed)
def routed(case: Case, seen: Recorded[routing.Routed]) -> None:
    """Follow the unit."""
    case.unit_id = seen.event.unit_id


@CHANGES.changes(classifying.Released)
def released(case: Case, _: Recorded[classifying.Released]) -> None:
    """Nobody handles it."""
    case.handler_id = None


@CHANGES.changes(investigating.InvestigationStarted)
def started(case: Case, seen: Recorded[investigating.InvestigationStarted]) -> None:
    """Count the rounds."""
    case.rounds = seen.event.round


@CHANGES.changes(resolving.ResolutionProposed)
def proposed(case: Case, seen: Recorded[resolving.ResolutionProposed]) -> None:
    """Note what is proposed."""
    resolution = seen.event.resolution
    case.rounds = seen.event.round
    case.root_cause = resolution.root_cause
    amounts = (remedy.amount for remedy in resolution.remedies if remedy.amount)
    case.proposed_amount, case.proposed_currency, more = total(amounts)
    case.has_other_currencies |= more


@CHANGES.changes(replying.DecisionSent)
def decided(case: Case, seen: Recorded[replying.DecisionSent]) -> None:
    """Note the decision; an earlier one is superseded."""
    case.outcome = seen.event.outcome
    case.decided_amount, case.decided_currency = case.proposed_amount, case.proposed_currency
    case.stamp("decided", seen.occurred_at)
    case.stamp("delivered", None)


@CHANGES.changes(replying.DeliveryRecorded)
def delivered(case: Case, seen: Recorded[replying.DeliveryRecorded]) -> None:
    """Note when the decision first arrived; the notice of another end is none."""
    if seen.event.delivered and case.decided_at is not None and case.delivered_at is None:
        case.stamp("delivered", seen.occurred_at)


@CHANGES.changes(carrying_out.RemedyExecuted)
def executed(case: Case, seen: Recorded[carrying_out.RemedyExecuted]) -> None:
    """Add what was paid."""
    payment = seen.event.execution.amount
    add_payment(case, payment if seen.event.result != ExecutionResult.FAILED else None)


def add_payment(case: Case, payment: Money | None) -> None:
    """Add a payment to the sum."""
    if payment is None:
        return
    before = (
        [Money(case.paid_currency, case.paid_amount)] if case.paid_currency and case.paid_amount is not None else []
    )
    case.paid_amount, case.paid_currency, more = total([*before, payment])
    case.has_other_currencies |= more


@CHANGES.changes(correcting.ExecutionCorrected)
def paid_otherwise(case: Case, seen: Recorded[correcting.ExecutionCorrected]) -> None:
    """Take off what was not paid, add what was."""
    before, after = seen.event.before, seen.event.after
    wrong = before.execution.amount if before.result != ExecutionResult.FAILED else None
    if wrong and wrong.currency == case.paid_currency and case.paid_amount is not None:
        case.paid_amount -= wrong.amount
    add_payment(case, after.execution.amount if after.result != ExecutionResult.FAILED else None)


@CHANGES.changes(correcting.ReportCorrected)
def reported_otherwise(case: Case, seen: Recorded[correcting.ReportCorrected]) -> None:
    """Follow when the moments in this row really were."""
    event = seen.event
    moment = MOMENTS.get(event.of_topic)
    if moment and getattr(case, f"{moment}_at") == event.reported_at:
        is_undone = event.after.get("delivered") == "false"
        case.stamp(moment, None if is_undone else event.happened_at)
    elif event.after.get("delivered") == "true" and case.decided_at is not None and case.delivered_at is None:
        case.stamp("delivered", event.happened_at)


@CHANGES.changes(following_up.Closed)
def closed(case: Case, seen: Recorded[following_up.Closed]) -> None:
    """Note the end and its reason."""
    case.close_reason = seen.event.reason
    case.stamp("closed", seen.occurred_at)


@CHANGES.changes(following_up.QuickClosed)
def quick_closed(case: Case, seen: Recorded[following_up.QuickClosed]) -> None:
    """Note the end."""
    case.close_reason = CloseReason.QUICK_CLOSE
    case.stamp("closed", seen.occurred_at)


@CHANGES.changes(following_up.Reopened)
def reopened(case: Case, seen: Recorded[following_up.Reopened]) -> None:
    """Begin the next cycle: what earlier ones decided stays in the history, what was paid stays paid."""
    case.cycles = seen.event.cycle
    case.rounds = 1
    case.reopen_reason = seen.event.reason
    case.outcome = case.close_reason = case.decline_reason = case.root_cause = None
    case.proposed_amount = case.proposed_currency = case.decided_amount = case.decided_currency = None
    case.outcome_is_sources = False
    for moment in ("acknowledged", "decided", "delivered", "closed", "ended"):
        case.stamp(moment, None)


@CHANGES.changes(repeating.LinkedAsRepeat)
def repeats(case: Case, seen: Recorded[repeating.LinkedAsRepeat]) -> None:
    """Note which one it repeats."""
    case.repeat_of = seen.event.reference


@CHANGES.changes(rechecking.RecheckOpened)
def checks_again(case: Case, seen: Recorded[rechecking.RecheckOpened]) -> None:
    """Note which one it looks at again."""
    case.kind, case.recheck_of = "recheck", seen.event.reference


@CHANGES.changes(merging.Merged)
def merged(case: Case, seen: Recorded[merging.Merged]) -> None:
    """Note in which one it goes on."""
    case.merged_into = seen.event.reference


@CHANGES.changes(merging.Unmerged)
def unmerged(case: Case, _: Recorded[merging.Unmerged]) -> None:
    """It stands for itself again and has not ended."""
    case.merged_into = None
    case.stamp("ended", None)


@CHANGES.changes(importing.SourceOutcomeStated)
def stated_by_source(case: Case, seen: Recorded[importing.SourceOutcomeStated]) -> None:
    """Note what the source says; it gives no dates, so none are noted."""
    case.source_response = seen.event.response
    case.source_says_timely = seen.event.timely_claim
    case.source_says_disputed = seen.event.disputed_claim
    case.outcome_is_sources = True
    if seen.event.closes:
        case.close_reason = CloseReason.BY_SOURCE


def total(amounts: Iterable[Money]) -> Sum:
    """Add amounts of the currency that comes first; currencies are never converted."""
    amount, currency, more = None, None, False
    for money in amounts:
        if currency is None:
            amount, currency = money.amount, money.currency
        elif amount is not None and currency == money.currency:
            amount += money.amount
        else:
            more = True
    return amount, currency, more

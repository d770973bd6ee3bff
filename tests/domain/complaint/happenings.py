"""What may happen to a complaint: an example of every event, and the past that leads to every state."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from domain.aggregate import DomainEvent
from domain.complaint import Complaint
from domain.complaint.letters import Letter
from domain.complaint.party import COMPLAINANT, PartyRole, PartyTerms, PartyWords
from domain.complaint.receiving import CODED_FACTS
from domain.complaint.state import State
from domain.complaint.values import (
    CloseReason,
    Contact,
    DispatchWay,
    ExecutionReport,
    ExecutionResult,
    Outcome,
    Remedy,
    Vulnerability,
)
from domain.linked_interaction import LinkedInteraction
from tests.domain.complaint.happenings_beside import EXAMPLES_BESIDE
from tests.domain.complaint.happenings_of_conversion import EXAMPLES_OF_CONVERSION
from tests.domain.complaint.happenings_of_relations import EXAMPLES_OF_RELATIONS
from tests.domain.complaint.values import (
    AGENT,
    BY_POST,
    CONTACT,
    FACTS,
    LETTER,
    LI_NA,
    REFERENCE,
    REVISED_RECORD,
    SERVICE,
    SOURCE_RECORD,
    WANG_WU,
    WORDS,
    cny,
    facts,
    paid,
    refund,
    resolution,
)
from tests.domain.fixed import EARLIER, NOW, PLAN, RECEIVED_AT, YESTERDAY, versions
from tests.domain.language import Happening

CALL = UUID("00000000-0000-4000-8000-0000000000e1")
AXES = ("complaint_class", "category", "reason", "severity", "complexity", "root_cause", "risk_flag", "regime")

EXAMPLES: dict[type[DomainEvent], dict[str, Any]] = {
    Complaint.Received: {
        "reference": REFERENCE,
        "received_by": "ann",
        "received_in": "shanghai",
        "unit_id": "shanghai",
        "facts": FACTS,
        "words": WORDS,
        "complainant_id": LI_NA,
        "complainant": CONTACT,
        "complainant_terms": COMPLAINANT,
        "source_record": None,
        "code_versions": versions(*CODED_FACTS.values()),
    },
    Complaint.Acknowledged: {"way": DispatchWay.SMS},
    Complaint.StatusSecretIssued: {"number": 1, "secret_hash": "5e" * 32, "way": DispatchWay.SMS},
    Complaint.Admitted: {},
    Complaint.Declined: {
        "reason": "not_a_complaint",
        "explanation": "This is a question about opening hours.",
        "notice": BY_POST,
        "code_versions": versions("decline_reason"),
    },
    Complaint.Referred: {"to": "Insurance supervisor", "explanation": "The insurer sold it.", "notice": BY_POST},
    Complaint.Classified: {"classification": SERVICE, "code_versions": versions(*AXES)},
    Complaint.Routed: {
        "from_unit_id": "shanghai",
        "unit_id": "cards",
        "queue": "dear",
        "rule": "dear cards",
        "document_version": 1,
    },
    Complaint.Assigned: {"handler_id": "ann", "unit_id": "shanghai"},
    Complaint.Taken: {"handler_id": "ann"},
    Complaint.Transferred: {"from_unit_id": "shanghai", "unit_id": "london", "handover": "She calls back at noon."},
    Complaint.Released: {"handler_id": "ann", "reason": "On leave from tomorrow."},
    Complaint.InterestsTakenOver: {
        "case_id": UUID("00000000-0000-4000-8000-000000000003"),
        "reference": "C-2026-000003-3",
        "interested": ("ben",),
        "barred": (),
    },
    Complaint.RecusalExtended: {"employee_id": "wang", "user_ids": ("ann",)},
    Complaint.InterestDeclared: {
        "user_id": "ann",
        "reason": "relative",
        "code_versions": versions("interest_reason"),
    },
    Complaint.TaskGiven: {
        "task_id": "t1",
        "unit_id": "cards",
        "what": "The log of the terminal.",
        "due_on": date(2026, 1, 9),
    },
    Complaint.TaskAnswered: {"task_id": "t1", "answer": "It sent the charge twice."},
    Complaint.TaskCancelled: {"task_id": "t1", "reason": "She brought the receipt."},
    Complaint.InvestigationStarted: {"round": 1},
    Complaint.FindingRecorded: {"text": "The terminal sent the charge twice."},
    Complaint.EvidenceAttached: {"attachment": LETTER, "description": "Statement of account"},
    Complaint.CustomerAsked: {"question_id": "q1", "text": "At which terminal was it?"},
    Complaint.CustomerAnswered: {"question_id": "q1", "text": "In the shop at the station."},
    Complaint.Suspended: {
        "suspension_id": "s1",
        "reason": "waiting_for_customer",
        "notice_sent": True,
        "pauses": None,
        "code_versions": versions("suspension_reason"),
    },
    Complaint.Resumed: {"suspension_id": "s1"},
    Complaint.ContactAttempted: {
        "way": "phone",
        "reached": False,
        "on": date(2026, 1, 7),
        "code_versions": versions("channel"),
    },
    Complaint.ProgressSent: {"text": "We have asked the shop.", "dispatch": BY_POST},
    Complaint.HoldingResponseSent: {
        "text": "The shop has not answered.",
        "expected_on": date(2026, 1, 19),
        "dispatch": BY_POST,
    },
    Complaint.DeadlineAgreed: {"until": date(2026, 2, 2), "statement": "I am away until then."},
    Complaint.MannerAgreed: {"manner": "By telephone, in the evening."},
    Complaint.ProvisionalCreditGiven: {
        "credit_id": "c1",
        "amount": cny(100),
        "credited_on": date(2026, 1, 7),
        "payment_reference": "PAY-1",
    },
    Complaint.ProvisionalCreditReversed: {
        "credit_id": "c1",
        "reversed_on": date(2026, 1, 7),
        "payment_reference": "PAY-2",
        "reason": "The shop has paid it back.",
        "notice": BY_POST,
    },
    Complaint.Extended: {
        "stage": 2,
        "reason": "complex_case",
        "explanation": "Two other banks are involved.",
        "notice_sent": True,
        "code_versions": versions("extension_reason"),
        "granted_at": NOW,
    },
    Complaint.ExtensionRequested: {
        "stage": 3,
        "reason": "complex_case",
        "explanation": "Two other banks are involved.",
        "requested_by": "ann",
        "code_versions": versions("extension_reason"),
        "rules_version": 1,
    },
    Complaint.ExtensionApproved: {"stage": 3, "approved_by": "ben"},
    Complaint.ExtensionRefused: {"stage": 3, "comment": "Decide now."},
    Complaint.Escalated: {"to": "head-office", "reason": "A newspaper called."},
    Complaint.InvestigationCompleted: {},
    Complaint.ResolutionProposed: {
        "version": 1,
        "round": 1,
        "resolution": resolution(refund(100)),
        "proposed_by": "ann",
        "needs_approval": False,
        "code_versions": versions("root_cause", "response_category"),
    },
    Complaint.ResolutionApproved: {"version": 1, "approved_by": "ben"},
    Complaint.ApprovalLapsed: {
        "version": 1,
        "approved_by": "ben",
        "reason": "interest_declared",
        "needs_approval": False,
    },
    Complaint.SentBack: {"version": 1, "comment": "Which terminal was it?"},
    Complaint.DecisionSent: {
        "version": 1,
        "round": 1,
        "outcome": Outcome.UPHELD,
        "outcomes": (),
        "response_category": None,
        "notice": "You were right. We pay the charge back.",
        "ways_of_appeal": "You may ask our head office to check this again.",
        "blocks": (),
        "blocks_version": 0,
        "dispatch": BY_POST,
        "receivers": ("p1",),
        "letters": (),
    },
    Complaint.DispatchedAgain: {"dispatch": BY_POST, "party_id": None},
    Complaint.DeliveryRecorded: {"delivered": True, "proof": "Signed by the recipient", "party_id": None},
    Complaint.DecisionAccepted: {
        "person_id": LI_NA,
        "statement": "She says thank you.",
        "party_id": None,
        "through": None,
        "concludes": State.ACCEPTED,
    },
    Complaint.DecisionRejected: {
        "person_id": LI_NA,
        "statement": "She wants more.",
        "party_id": None,
        "through": None,
        "concludes": State.REJECTED,
    },
    Complaint.ResponseWindowEnded: {"concludes": State.UNANSWERED},
    Complaint.RemedyExecuted: {"remedy_id": "r1", "result": ExecutionResult.WHOLE, "execution": paid(100)},
    Complaint.RemedyWaived: {
        "person_id": LI_NA,
        "remedy_id": "r1",
        "statement": "She does not want it.",
        "party_id": None,
        "through": None,
        "settles": True,
    },
    Complaint.RemedyLapsed: {"remedy_id": "r1"},
    Complaint.Closed: {"reason": CloseReason.ACCEPTED},
    Complaint.QuickClosed: {
        "acceptance": "That settles it, thank you.",
        "summary": "The second charge was a reservation and is gone.",
        "dispatch": BY_POST,
    },
    Complaint.FoundUnreachable: {
        "days": (date(2026, 1, 5), date(2026, 1, 6), date(2026, 1, 7)),
        "rules_version": 1,
    },
    Complaint.Reopened: {
        "reason": "error_found",
        "explanation": "The wrong account was credited.",
        "cycle": 2,
        "code_versions": versions("reopen_reason"),
    },
    Complaint.NoteAdded: {"text": "Called back, no answer."},
    Complaint.Corrected: {
        "changed": ("incident_on",),
        "reason": "She looked at the receipt again.",
        "facts_before": FACTS,
        "facts_after": facts(incident_on=date(2026, 1, 2)),
        "words_before": None,
        "words_after": None,
        "complainant_id": LI_NA,
        "complainant_before": None,
        "complainant_after": None,
    },
    Complaint.ReportCorrected: {
        "of_version": 3,
        "of_topic": "complaint.acknowledged",
        "changed": ("at", "way"),
        "reported_at": YESTERDAY,
        "happened_at": EARLIER,
        "before": {"way": "sms"},
        "after": {"way": "posted"},
        "reason": "The list of letters shows it.",
    },
    Complaint.ExecutionCorrected: {
        "remedy_id": "r1",
        "number": 1,
        "before": ExecutionReport(ExecutionResult.WHOLE, paid(100)),
        "after": ExecutionReport(ExecutionResult.PART, paid(90)),
        "reason": "The ledger shows 90.",
    },
    Complaint.InteractionLinked: {
        "interaction": LinkedInteraction(CALL, "I-2026-000043-0", "inbound", "phone", YESTERDAY),
    },
    Complaint.InteractionUnlinked: {"interaction_id": CALL},
    Complaint.Withdrawn: {
        "person_id": LI_NA,
        "statement": "It has been solved.",
        "party_id": None,
        "through": None,
        "concludes": State.WITHDRAWN,
    },
    Complaint.PartyAdded: {
        "party_id": "p2",
        "person_id": WANG_WU,
        "terms": AGENT,
        "told": PartyWords(Contact("王五", phone="+86 21 5555 0102"), "Signed on 4 January."),
        "code_versions": versions("authority_evidence"),
    },
    Complaint.PartyChanged: {
        "party_id": "p2",
        "person_id": WANG_WU,
        "changed": ("receives_letters",),
        "reason": "He moved.",
        "terms_before": AGENT,
        "terms_after": replace(AGENT, receives_letters=False),
        "told_before": None,
        "told_after": None,
        "code_versions": versions("authority_evidence"),
    },
    Complaint.PartyRemoved: {"party_id": "p2", "reason": "He does not act any more.", "concludes": None},
    Complaint.MajorDeclared: {
        "reason": "media",
        "explanation": "A newspaper called.",
        "people": 1,
        "declared_by": "ann",
        "by_rule": False,
        "code_versions": versions("major_reason"),
    },
    Complaint.EmergencyPlanStarted: {"steps": PLAN.rows, "plan_version": 1},
    Complaint.EmergencyStepCompleted: {
        "step": "report",
        "note": "Reported by telephone and in writing.",
        "authority": "nfra",
        "authority_reference": "2026-17",
        "code_versions": versions("authority"),
    },
    Complaint.MajorUndeclared: {"reason": "The newspaper has asked about another bank.", "undeclared_by": "ben"},
    Complaint.VulnerabilityRecorded: {
        "party_id": "p1",
        "person_id": LI_NA,
        "vulnerability": Vulnerability(("health",), is_cause=False),
        "note": "She hears badly.",
        "code_versions": versions("vulnerability"),
    },
    Complaint.SourceOutcomeStated: {
        "response": "Closed with explanation",
        "timely_claim": True,
        "disputed_claim": None,
        "closes": True,
    },
    Complaint.SourceRecordRevised: {
        "changed": ("Issue",),
        "before": SOURCE_RECORD.fields,
        "record": REVISED_RECORD,
    },
    **EXAMPLES_BESIDE,
    **EXAMPLES_OF_CONVERSION,
    **EXAMPLES_OF_RELATIONS,
}
"""What is usual in each event; a test tells only what it is about."""


def happened(cls: type[DomainEvent], at: datetime = YESTERDAY, **told: object) -> Happening:
    """Return an event of the past."""
    return Happening(cls, at, {**EXAMPLES[cls], **told})


def happens(cls: type[DomainEvent], at: datetime = NOW, **told: object) -> Happening:
    """Return an event of now."""
    return happened(cls, at, **told)


def received(**told: object) -> Happening:
    """Return the receipt that begins every complaint."""
    return happened(Complaint.Received, RECEIVED_AT, **told)


RECEIVED = (received(),)
OPEN = (*RECEIVED, happened(Complaint.Admitted))
INVESTIGATING = (*OPEN, happened(Complaint.InvestigationStarted))
FOUND = (*INVESTIGATING, happened(Complaint.FindingRecorded))
PROPOSED = (*FOUND, happened(Complaint.ResolutionProposed))
APPROVED = (*PROPOSED, happened(Complaint.ResolutionApproved))
DECIDED = (*PROPOSED, happened(Complaint.DecisionSent))
ACCEPTED = (*DECIDED, happened(Complaint.DecisionAccepted))
REJECTED = (*DECIDED, happened(Complaint.DecisionRejected))
UNANSWERED = (*DECIDED, happened(Complaint.ResponseWindowEnded))
CLOSED = (*ACCEPTED, happened(Complaint.RemedyExecuted), happened(Complaint.Closed))
DECLINED = (*RECEIVED, happened(Complaint.Declined))
REFERRED = (*RECEIVED, happened(Complaint.Referred))
WITHDRAWN = (*OPEN, happened(Complaint.Withdrawn))
CONVERTED = (*OPEN, happened(Complaint.ConversionRequested), happened(Complaint.ConvertedToServiceRequest))
MERGED = (*OPEN, happened(Complaint.Merged))
SECOND_ROUND = (*REJECTED, happened(Complaint.InvestigationStarted, round=2))

STORIES: dict[State, tuple[Happening, ...]] = {
    State.RECEIVED: RECEIVED,
    State.OPEN: OPEN,
    State.INVESTIGATING: FOUND,
    State.PROPOSED: PROPOSED,
    State.APPROVED: APPROVED,
    State.DECIDED: DECIDED,
    State.ACCEPTED: ACCEPTED,
    State.REJECTED: REJECTED,
    State.UNANSWERED: UNANSWERED,
    State.CLOSED: CLOSED,
    State.DECLINED: DECLINED,
    State.REFERRED: REFERRED,
    State.WITHDRAWN: WITHDRAWN,
    State.CONVERTED: CONVERTED,
    State.MERGED: MERGED,
}
"""How a complaint comes into each state."""


def proposed(*remedies: Remedy) -> tuple[Happening, ...]:
    """Return the past of a complaint for which these remedies are proposed."""
    return (*FOUND, happened(Complaint.ResolutionProposed, resolution=resolution(*remedies)))


def decided(*remedies: Remedy) -> tuple[Happening, ...]:
    """Return the past of a complaint that was decided with these remedies."""
    return (*proposed(*remedies), happened(Complaint.DecisionSent))


def party(key: str, terms: PartyTerms, **told: Any) -> Happening:  # noqa: ANN401 - fields of the event
    """Return that somebody became a party."""
    return happened(Complaint.PartyAdded, party_id=key, terms=terms, told=None, **told)


PAIR = (*RECEIVED, party("p2", PartyTerms(PartyRole.CO_COMPLAINANT)))
"""Two people complain together."""


def decided_for(
    *people: Happening, remedies: tuple[Remedy, ...] = (), receivers: tuple[str, ...]
) -> tuple[Happening, ...]:
    """Return the past of a complaint of several people that was decided."""
    letters = tuple(Letter(key, BY_POST) for key in receivers)
    return (
        *RECEIVED,
        *people,
        happened(Complaint.Admitted),
        happened(Complaint.InvestigationStarted),
        happened(Complaint.FindingRecorded),
        happened(Complaint.ResolutionProposed, resolution=resolution(*remedies)),
        happened(Complaint.DecisionSent, receivers=receivers, letters=letters),
    )

"""Examples of what runs beside a complaint's steps: new facts, other bodies, authorities, holds."""

from datetime import date
from typing import Any

from domain.aggregate import DomainEvent
from domain.complaint import Complaint
from tests.domain.complaint.values import BY_POST, LETTER
from tests.domain.fixed import EARLIER, versions

EXAMPLES_BESIDE: dict[type[DomainEvent], dict[str, Any]] = {
    Complaint.NewFactsRecorded: {
        "new_facts_id": "n1",
        "text": "She found the receipt of the terminal.",
        "evidence": (LETTER.digest,),
        "recorded_by": "ann",
    },
    Complaint.NewFactsConfirmed: {"new_facts_id": "n1", "received_at": EARLIER, "confirmed_by": "ben"},
    Complaint.NewFactsRefused: {"new_facts_id": "n1", "reason": "The receipt is on file.", "refused_by": "ben"},
    Complaint.ReferredToExternal: {
        "referral_id": "x1",
        "body": "mediation",
        "external_reference": "MED-7",
        "text": "She asked the mediation centre.",
        "code_versions": versions("external_body"),
    },
    Complaint.ExternalOutcomeRecorded: {
        "referral_id": "x1",
        "outcome": "settled",
        "text": "Half of the fee.",
        "code_versions": versions("external_outcome"),
    },
    Complaint.AuthorityAsked: {
        "question_id": "a1",
        "authority": "nfra",
        "authority_reference": "NFRA-118",
        "text": "How was the fee calculated?",
        "due_on": date(2026, 1, 20),
        "code_versions": versions("authority"),
    },
    Complaint.AuthorityAnswered: {"question_id": "a1", "text": "By the list of prices.", "dispatch": BY_POST},
    Complaint.HoldPlaced: {
        "hold_id": "h1",
        "reason": "litigation",
        "explanation": "Her lawyer wrote.",
        "placed_by": "ben",
        "code_versions": versions("hold_reason"),
    },
    Complaint.HoldReleased: {"hold_id": "h1", "explanation": "No action was brought.", "released_by": "ben"},
    Complaint.MarkedConfidential: {
        "reason": "staff",
        "explanation": "She works in the branch.",
        "marked_by": "ann",
        "code_versions": versions("confidentiality_reason"),
    },
    Complaint.UnmarkedConfidential: {"explanation": "She agreed.", "unmarked_by": "ben"},
}

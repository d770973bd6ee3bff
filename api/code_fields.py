"""Which field of which body holds a code of which list, for the description of the interface."""

from collections.abc import Mapping
from typing import Any, Final

EVERYWHERE: Final[Mapping[str, str]] = {
    name: name
    for name in (
        *("channel", "source", "complaint_class", "category", "severity", "complexity", "priority", "complainant_type"),
        *("partner_type", "root_cause", "response_category", "authority"),
    )
} | {"main_cause": "root_cause", "risk_flags": "risk_flag", "regimes": "regime", "means": "verification_means"}
"""Fields that mean the same in every body."""

OF_BODIES: Final[Mapping[tuple[str, str], str]] = {
    ("Authority", "evidence"): "authority_evidence",
    ("Classify", "reason"): "reason",
    ("DeclareInterest", "reason"): "interest_reason",
    ("DeclareMajor", "reason"): "major_reason",
    ("Decline", "reason"): "decline_reason",
    ("DeclineRequest", "reason"): "request_decline_reason",
    ("EndInteraction", "outcome"): "interaction_outcome",
    ("Extend", "reason"): "extension_reason",
    ("LinkCase", "kind"): "relation_kind",
    ("MarkConfidential", "reason"): "confidentiality_reason",
    ("PlaceHold", "reason"): "hold_reason",
    ("PlaceHoldOnPerson", "reason"): "hold_reason",
    ("ReceiveDocument", "document"): "document_kind",
    ("RecordContactAttempt", "way"): "channel",
    ("RecordCustomerFact", "kind"): "customer_fact",
    ("RecordExternalOutcome", "outcome"): "external_outcome",
    ("RecordFact", "kind"): "customer_fact",
    ("ReferToExternal", "body"): "external_body",
    ("RefuseRequest", "reasons"): "rights_refusal",
    ("Reopen", "reason"): "reopen_reason",
    ("ReopenRequest", "reason"): "request_reopen_reason",
    ("RequestConversion", "reason"): "conversion_reason",
    ("RestrictPerson", "basis"): "restriction_basis",
    ("SampleForCheck", "reason"): "check_reason",
    ("SetGrade", "grade"): "manager_grade",
    ("Suspend", "reason"): "suspension_reason",
    ("UnlinkCase", "kind"): "relation_kind",
    ("VulnerabilityTold", "kinds"): "vulnerability",
}
"""Fields that mean something of their own; answers, and bodies that are not named here, say nothing of lists."""

TYPES: Final = "request_type"
"""The field that names a request type, wherever it stands."""


def describe_codes(schemas: Mapping[str, Any]) -> None:
    """Say in the description of each coded field of a body which list it is of, and where that is read."""
    for body, schema in schemas.items():
        for field, described in schema.get("properties", {}).items():
            found = OF_BODIES.get((body.partition("-")[0], field)) or EVERYWHERE.get(field)
            if found and schema.get("additionalProperties") is False:
                described["x-code-list"] = found
                add(described, f"A code of the list `{found}`: `GET /v1/code-lists/{found}`.")
            elif field == TYPES and schema.get("additionalProperties") is False:
                add(described, "One of `GET /v1/request-types`.")


def add(described: dict[str, Any], sentence: str) -> None:
    """Add a sentence to what a field's description says already."""
    known = str(described.get("description", ""))
    if sentence not in known:
        described["description"] = f"{known} {sentence}".strip()

"""The fixed world of the tests: a calendar, people, code lists. Nothing here asks a real clock."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from domain.actor import Actor, Role
from domain.codes import CodeEntry, CodeList, Codes
from domain.complaint.case_rules import CaseRules
from domain.complaint.emergency import PlanStep
from domain.complaint.notices import NoticeBlock
from domain.documents import Document
from domain.interaction.forms import QualityCriterion
from domain.request.request_type import RequestKind, RequestType

RECEIVED_AT = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
"""A Monday: the complaint reaches the bank."""
YESTERDAY = datetime(2026, 1, 6, 16, 30, tzinfo=UTC)
"""When the past of a test happened."""
EARLIER = datetime(2026, 1, 7, 8, 15, tzinfo=UTC)
"""Business time that somebody states: after receipt, before now."""
NOW = datetime(2026, 1, 7, 10, 0, tzinfo=UTC)
BEFORE_RECEIPT = RECEIVED_AT - timedelta(seconds=1)
TOMORROW = NOW + timedelta(days=1)
WEEKS_LATER = NOW + timedelta(days=23)
"""When nobody waits for an answer any more to what was sent now."""
TODAY = date(2026, 1, 7)

ANN = Actor("ann", Role.HANDLER, "shanghai", {"CNY": Decimal(500)})
"""Handles complaints up to CNY 500."""
BEN = Actor("ben", Role.SUPERVISOR, "shanghai", {"CNY": Decimal(5_000), "GBP": Decimal(100)})
"""Approves what Ann may not grant."""
EVE = Actor("eve", Role.HANDLER, "shanghai", {"CNY": Decimal(500)})
"""Somebody that complaints are about."""
IMPORTER = Actor("import", Role.ADMIN, "system")

LISTS: dict[str, tuple[str, ...]] = {
    "channel": ("phone", "branch", "web"),
    "source": ("customer", "authority"),
    "complainant_type": ("consumer", "micro_enterprise"),
    "decline_reason": ("not_a_complaint",),
    "complaint_class": ("service", "product"),
    "category": ("card", "loan"),
    "reason": ("double_charge", "waiting"),
    "severity": ("normal", "high"),
    "complexity": ("simple", "complex"),
    "root_cause": ("system", "training"),
    "risk_flag": ("legal", "regulatory", "media"),
    "suspension_reason": ("waiting_for_customer", "third_party"),
    "extension_reason": ("complex_case",),
    "reopen_reason": ("error_found", "customer_back"),
    "manager_grade": ("trainee", "senior"),
    "interest_reason": ("relative",),
    "response_category": ("explanation",),
    "partner_type": ("platform",),
    "external_body": ("ombudsman", "mediation"),
    "external_outcome": ("settled", "for_bank"),
    "authority": ("nfra",),
    "hold_reason": ("litigation",),
    "verification_means": ("id_card", "logged_in"),
    "interaction_outcome": ("solved", "abandoned"),
    "customer_fact": ("occupation", "likes"),
    "check_reason": ("random",),
    "priority": ("normal", "high"),
    "document_kind": ("identity_document", "application_form"),
    "request_decline_reason": ("not_offered",),
    "request_reopen_reason": ("not_solved",),
    "restriction_basis": ("accuracy_contested",),
    "rights_refusal": ("retention_duty", "legal_hold"),
    "conversion_reason": ("inquiry",),
    "relation_kind": ("related", "duplicate"),
    "authority_evidence": ("power_of_attorney", "inheritance_certificate"),
    "vulnerability": ("health", "life_event"),
    "major_reason": ("media", "joint_face_to_face"),
    "confidentiality_reason": ("staff",),
    "regime": ("payment_services", "hardship"),
}
"""The lists of the tests; each also has a code `retired` that was valid until the end of 2025."""

RETIRED = CodeEntry("retired", "Retired", "停用", valid_until=date(2026, 1, 1))


def code_list(name: str, version: int) -> CodeList:
    """Return a list with its codes and the retired one."""
    entries = {code: CodeEntry(code, code.capitalize()) for code in LISTS[name]}
    return CodeList(name, version, {**entries, "retired": RETIRED})


CODES = Codes({name: code_list(name, version) for version, name in enumerate(LISTS, start=1)})


def versions(*names: str) -> dict[str, int]:
    """Return the versions of lists, as events record them."""
    return {name: list(LISTS).index(name) + 1 for name in names}


CASE_RULES = Document("case_rules", 1, (CaseRules(unreachable_after_days=3, extension_stages=3, spot_class="service"),))
TIME_IS_UP: dict[str, Any] = {"rules": CASE_RULES, "zone": "Asia/Shanghai", "by": ANN, "now": WEEKS_LATER}
"""How silence is taken for an answer."""
LAYOUT = Document("notice_block", 1, (NoticeBlock("outcome", "Outcome"), NoticeBlock("reasons", "Reasons")))
FORMS = Document(
    "quality_form",
    1,
    (QualityCriterion("call", "manner", 10, "Manner"), QualityCriterion("call", "answer", 5, "Answer")),
)
REQUEST_TYPES = Document(
    "request_type",
    1,
    (
        RequestType("inquiry", RequestKind.INQUIRY, "Inquiry", complexity_matters=True),
        RequestType("praise", RequestKind.PRAISE, "Praise"),
        RequestType(
            "loss_report",
            RequestKind.BUSINESS,
            "Loss report",
            documents=("identity_document", "application_form"),
            owning_unit="cards",
            priority="high",
        ),
    ),
)
PLAN = Document(
    "emergency_plan",
    1,
    (
        PlanStep("lead", "Name who leads", "supervisor", 1),
        PlanStep("report", "Report to the authority", "compliance", 24, is_report=True),
    ),
)
DOCUMENTS: dict[str, Document[Any]] = {
    "case_rules": CASE_RULES,
    "routing": Document("routing", 1, ()),
    "notice_block": LAYOUT,
    "quality_form": FORMS,
    "request_type": REQUEST_TYPES,
    "emergency_plan": PLAN,
}
"""The documents of the tests."""

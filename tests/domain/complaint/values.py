"""Valid values for complaints."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from domain.complaint.on_the_spot import Solution
from domain.complaint.party import Authority, PartyRole, PartyTerms
from domain.complaint.receiving import Intake
from domain.complaint.values import (
    Attachment,
    Classification,
    Contact,
    Dispatch,
    DispatchWay,
    Execution,
    Facts,
    Outcome,
    ProductIssue,
    Remedy,
    RemedyKind,
    Resolution,
    SourceRecord,
    Words,
)
from domain.money import Money
from tests.domain.fixed import RECEIVED_AT

REFERENCE = "C-2026-000042-9"
LI_NA = UUID("00000000-0000-4000-8000-0000000000aa")

FACTS = Facts(
    received_at=RECEIVED_AT,
    channel="phone",
    source="customer",
    language="zh",
    complainant_type="consumer",
    incident_on=date(2026, 1, 3),
    about=(ProductIssue("card", "credit card", "charged twice"),),
    branch="shanghai-01",
    amount_claimed=Money("CNY", Decimal("128.50")),
)
WORDS = Words("我的卡被扣了两次。 My card was charged twice.", "Charged twice", "Give the money back.")
CONTACT = Contact("李娜", phone="+86 21 5555 0100")
SOURCE_RECORD = SourceRecord("cfpb", "12345", "cfpb", "cfpb-2025", {"Product": "Card", "Issue": "Fee"})
REVISED_RECORD = replace(SOURCE_RECORD, fields={"Product": "Card", "Issue": "Interest"})
SERVICE = Classification(
    "service", category="card", reason="double_charge", risk_flags=("media",), regimes=("payment_services",)
)
LEGAL = replace(SERVICE, risk_flags=("legal",))
BY_POST = Dispatch(DispatchWay.POSTED, "RR123456785CN")
WANG_WU = UUID("00000000-0000-4000-8000-0000000000bb")
PROOF = Authority("power_of_attorney", until=date(2026, 6, 30))
AGENT = PartyTerms(PartyRole.AGENT, acts_for=("p1",), is_customer=False, authority=PROOF)
LETTER = Attachment("ab" * 32, 2_048, "application/pdf", "statement.pdf")


def facts(**changes: Any) -> Facts:  # noqa: ANN401 (fields of Facts)
    """Return facts that are told at receipt."""
    return replace(FACTS, **changes)


def intake(**changes: Any) -> Intake:  # noqa: ANN401 (fields of Intake)
    """Return what is told when a complaint is received."""
    told = Intake(FACTS, WORDS, "shanghai", complainant_id=LI_NA, complainant=CONTACT)
    return replace(told, **changes)


def cny(amount: int | str) -> Money:
    """Return an amount in renminbi."""
    return Money("CNY", Decimal(amount))


def refund(amount: int | str | None = 100, *, key: str = "r1", is_offer: bool = False) -> Remedy:
    """Return a refund that is owed anyway; of no amount, a correction."""
    if amount is None:
        return Remedy(key, RemedyKind.CORRECTION, "Correction of the entry", is_offer, None, date(2026, 1, 20))
    return Remedy(key, RemedyKind.REFUND, "Refund of the second charge", is_offer, cny(amount), date(2026, 1, 20))


def offer(amount: int | str | None = 50, *, key: str = "r1") -> Remedy:
    """Return a goodwill payment that the customer may take or leave; of no amount, a favour."""
    kind = RemedyKind.OTHER if amount is None else RemedyKind.COMPENSATION
    return replace(refund(amount, key=key, is_offer=True), kind=kind, description="Goodwill")


def resolution(*remedies: Remedy) -> Resolution:
    """Return a resolution that upholds the complaint."""
    return Resolution(Outcome.UPHELD, "The terminal sent the charge twice.", "system", remedies)


def solution(told: Resolution) -> Solution:
    """Return how a complaint is solved while the customer is there."""
    return Solution(
        classification=None,
        finding="The terminal sent the charge twice.",
        resolution=told,
        notice="You were right. We pay the charge back.",
        ways_of_appeal="You may ask our head office to check this again.",
        dispatch=Dispatch(DispatchWay.HANDED_OVER, "slip 7"),
        statement="Thank you.",
        executed_on=date(2026, 1, 5),
        payment_reference="PAY-1",
    )


def paid(amount: int | str | None = 100) -> Execution:
    """Return the execution of a remedy."""
    return Execution(date(2026, 1, 7), "PAY-1", None if amount is None else cny(amount))

"""Valid values for service requests."""

from dataclasses import replace
from decimal import Decimal
from typing import Any
from uuid import UUID

from domain.case.values import Contact, Dispatch, DispatchWay
from domain.linked_interaction import LinkedInteraction
from domain.request.request_type import RequestKind, TypeInForce
from domain.request.submitting import RequestIntake
from domain.request.values import RequestFacts, RequestWords
from tests.domain.fixed import RECEIVED_AT

REFERENCE = "R-2026-000042-9"
WANG_FANG = UUID("00000000-0000-4000-8000-0000000000bb")
CALL = LinkedInteraction(
    UUID("00000000-0000-4000-8000-0000000000cc"), "I-2026-000007-1", "inbound", "phone", RECEIVED_AT
)

FACTS = RequestFacts(RECEIVED_AT, "phone", "customer", language="zh", branch="shanghai-01", product="card")
WORDS = RequestWords("我的卡丢了,请挂失。 I lost my card.", "Card lost", "6222 0000 0000 0001")
REQUESTER = Contact("王芳", phone="+86 21 5555 0101")
BY_SMS = Dispatch(DispatchWay.SMS, "SMS 1")

INQUIRY = TypeInForce("inquiry", RequestKind.INQUIRY, (), Decimal(2), Decimal(24), True, 1)  # noqa: FBT003 - a row
LOSS_REPORT = TypeInForce(
    code="loss_report",
    kind=RequestKind.BUSINESS,
    documents=("identity_document", "application_form"),
    response_hours=Decimal(2),
    completion_hours=Decimal(24),
    complexity_matters=False,
    document_version=1,
)


def facts(**changes: Any) -> RequestFacts:  # noqa: ANN401 (fields of RequestFacts)
    """Return facts that are told at receipt."""
    return replace(FACTS, **changes)


def intake(**changes: Any) -> RequestIntake:  # noqa: ANN401 (fields of RequestIntake)
    """Return what is told when a request is submitted."""
    told = RequestIntake(FACTS, WORDS, "inquiry", "shanghai", requester_id=WANG_FANG, requester=REQUESTER)
    return replace(told, **changes)

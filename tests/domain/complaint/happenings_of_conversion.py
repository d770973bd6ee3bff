"""Examples of a complaint that becomes a service request, and of one that was a request."""

from typing import Any
from uuid import UUID

from domain.aggregate import DomainEvent
from domain.case.conversion import Dissatisfaction
from domain.complaint import Complaint
from tests.domain.complaint.values import BY_POST
from tests.domain.fixed import RECEIVED_AT, versions

REQUEST = UUID("00000000-0000-4000-8000-0000000000d1")
REQUEST_REFERENCE = "R-2026-000044-8"

EXAMPLES_OF_CONVERSION: dict[type[DomainEvent], dict[str, Any]] = {
    Complaint.ConversionRequested: {
        "request_type": "inquiry",
        "reason": "inquiry",
        "explanation": "She only asks how the fee is counted.",
        "requested_by": "ann",
        "code_versions": versions("conversion_reason"),
    },
    Complaint.ConversionRefused: {"comment": "She is dissatisfied with the fee."},
    Complaint.ConvertedToServiceRequest: {
        "request_id": REQUEST,
        "request_reference": REQUEST_REFERENCE,
        "reason": "inquiry",
        "explanation": "She only asks how the fee is counted.",
        "requested_by": "ann",
        "converted_by": "ben",
        "notice": BY_POST,
    },
    Complaint.BegunFromRequest: {
        "request_id": REQUEST,
        "request_reference": REQUEST_REFERENCE,
        "request_received_at": RECEIVED_AT,
        "since": Dissatisfaction.CONTACT,
        "chosen_by": "ann",
    },
}

"""What is carried over between complaints and service requests: nobody tells the story twice 避免客户重复陈述."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from domain.case.changing import names_of, part, unknown_names
from domain.complaint.party import COMPLAINANT, COMPLAINANT_ID
from domain.complaint.receiving import Intake
from domain.complaint.record import ComplaintRecord
from domain.complaint.same_people import taken_over
from domain.complaint.values import Facts, ProductIssue, Words
from domain.linked_interaction import LinkedInteraction
from domain.refusals import Refusal
from domain.request.record import RequestRecord
from domain.request.submitting import RequestIntake
from domain.request.values import RequestFacts, RequestWords

TOLD_FACTS = names_of(Facts) - {"received_at", "received_precision"}
"""What may be told of the complaint; when it was received follows from when dissatisfaction was expressed."""
TOLD_WORDS = names_of(Words)


def not_told_of_complaints(told: Mapping[str, Any]) -> Refusal | None:
    """Refuse names of nothing that is told of a complaint."""
    return unknown_names(told, TOLD_FACTS | TOLD_WORDS)


def complaint_out_of(
    request: RequestRecord,
    told: Mapping[str, Any],
    contact: LinkedInteraction | None,
    received_at: datetime,
    *,
    first: ComplaintRecord | None = None,
) -> Intake:
    """Return the complaint that a request becomes; what is `told` of it counts more than what the request says.

    It came through the channel of the `contact` in which the customer was dissatisfied, where there was one. `first`:
    the complaint that the request was before; what a request has no place for is told by that one still.
    """
    facts, words = request.facts, request.words
    known = {
        "channel": contact.channel if contact else facts.channel,
        "source": facts.source,
        "language": facts.language,
        "branch": facts.branch,
        "employee_id": facts.employee_id,
        "legal_entity": facts.legal_entity,
        "brand": facts.brand,
        "about": about_out_of(request, first),
    }
    said = {"narrative": words.narrative, "subject": words.subject, "account_reference": words.account_reference}
    before = values_of(first.facts, TOLD_FACTS) if first else {}
    if request.requester_id is not None:
        before["is_anonymous"] = False
    words_before = values_of(first.words, TOLD_WORDS) if first else {}
    terms, parties = taken_over(first) if first else (COMPLAINANT, ())
    return Intake(
        Facts(**{**before, **known, **part(told, TOLD_FACTS), "received_at": received_at}),
        Words(**{**words_before, **said, **part(told, TOLD_WORDS)}),
        request.unit_id,
        complainant_id=request.requester_id,
        complainant=request.requester,
        complainant_terms=terms,
        parties=parties,
        vulnerable=first.vulnerable.get(COMPLAINANT_ID) if first else None,
    )


def about_out_of(request: RequestRecord, first: ComplaintRecord | None) -> tuple[ProductIssue, ...]:
    """Return what it is about: as the first complaint said, unless the request is about another product by now."""
    product = request.facts.product
    if first is not None and first.facts.about and first.facts.about[0].product == product:
        return first.facts.about
    return (ProductIssue(product),) if product else ()


def values_of(group: Facts | Words, names: frozenset[str]) -> dict[str, Any]:
    """Return the values of a group under some names."""
    return {name: getattr(group, name) for name in names}


def request_out_of(complaint: ComplaintRecord, request_type: str) -> RequestIntake:
    """Return the request that a complaint becomes; it reached the bank when the complaint did."""
    facts, words = complaint.facts, complaint.words
    return RequestIntake(
        RequestFacts(
            received_at=facts.received_at,
            channel=facts.channel,
            source=facts.source,
            language=facts.language,
            branch=facts.branch,
            product=facts.about[0].product if facts.about else None,
            employee_id=facts.employee_id,
            legal_entity=facts.legal_entity,
            brand=facts.brand,
        ),
        RequestWords(words.narrative, words.subject, words.account_reference),
        request_type,
        complaint.unit_id,
        requester_id=complaint.complainant_id,
        requester=complaint.complainant,
    )

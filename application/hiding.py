"""What hides a case beside its own belonging: what became of it."""

from application.ledger import NotFound
from application.ports import Log
from application.rights import Rights
from domain.actor import Actor
from domain.complaint import Complaint
from domain.refusals import Refusal
from domain.request import ServiceRequest

Case = Complaint | ServiceRequest


def hidden_by_what_it_became(log: Log, rights: Rights, case: Case, by: Actor) -> Refusal | None:
    """Hide a case that was converted into one whose story is kept from the user: it would tell of that."""
    if case.turned_into is None:
        return None
    kind: type[Complaint | ServiceRequest] = ServiceRequest if isinstance(case, Complaint) else Complaint
    became = log.load(kind, case.turned_into.case_id).aggregate
    return NotFound("There is no such case.") if rights.keeps_secret(by, became.belonging) else None

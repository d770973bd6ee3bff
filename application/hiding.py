"""What recusal 回避 hides of a case: the case itself, and what became of it."""

from application.ledger import NotFound
from application.ports import Log
from domain.actor import Actor
from domain.complaint import Complaint
from domain.refusals import Refusal
from domain.request import ServiceRequest

Case = Complaint | ServiceRequest


def hidden(case: Case, by: Actor) -> Refusal | None:
    """Return what the employee complained about and who works below them hear of the case 回避: that there is none."""
    return NotFound("There is no such case.") if case.facts.employee_id in by.recused_from else None


def hidden_with_what_it_became(log: Log, case: Case, by: Actor) -> Refusal | None:
    """Hide a case also where it was converted into one that does not exist for the user: it would tell of that."""
    own = hidden(case, by)
    if own is not None or case.turned_into is None:
        return own
    kind: type[Complaint | ServiceRequest] = ServiceRequest if isinstance(case, Complaint) else Complaint
    return hidden(log.load(kind, case.turned_into.case_id).aggregate, by)

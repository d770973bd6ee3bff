"""Reading one case."""

from uuid import UUID

from api.asking import Ask
from api.commanding import PREFIX
from api.reading import ReadRouter
from api.routes.parameters import ComplaintId, Reference
from application.case_file import CaseFile
from application.ledger import NotFound
from application.rights import role_refusal
from domain.refusals import refuse_first
from projections.worklist_questions import Worklist

router = ReadRouter(prefix=PREFIX, tags=["reading"])


@router.read("/by-reference/{reference}", CaseFile)
def read_case_by_reference(reference: Reference, ask: Ask) -> CaseFile:
    """Show the case with a reference; a new one can be found as soon as the lists show it."""
    refuse_first(role_refusal(ask.by.role, "read_case"))
    found = Worklist(ask.services.engine).case_with(reference)
    if found is None:
        raise NotFound("There is no such case.")
    return ask.services.case_files.show(UUID(found), ask.by)


@router.read("/{complaint_id}", CaseFile)
def read_case(complaint_id: ComplaintId, ask: Ask) -> CaseFile:
    """Show one case on one page, with its history and what the asking user may do next.

    It comes out of the log, so that it is never behind; its ETag is what If-Match of a command takes.
    """
    return ask.services.case_files.show(complaint_id, ask.by)

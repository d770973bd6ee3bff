"""Reading one case."""

from api.asking import Ask
from api.commanding import PREFIX
from api.reading import ReadRouter
from api.routes.parameters import ComplaintId
from application.case_file import CaseFile

router = ReadRouter(prefix=PREFIX, tags=["reading"])


@router.read("/{complaint_id}", CaseFile)
def read_case(complaint_id: ComplaintId, ask: Ask) -> CaseFile:
    """Show one case on one page, with its history and what the asking user may do next.

    It comes out of the log, so that it is never behind; its ETag is what If-Match of a command takes.
    """
    return ask.services.case_files.show(complaint_id, ask.by)

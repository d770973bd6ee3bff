"""Commands on our event log, through the use case."""

from uuid import uuid4

from application.command import Command
from application.complaints import Complaints
from application.ledger import Ledger
from benchmarks.cases import case_id, codes, handler
from infrastructure.database import make_engine
from infrastructure.directory import LoggedDirectory
from infrastructure.documents import CachedDocuments
from infrastructure.event_store import EventLog
from infrastructure.ledger_log import EventLogFactory, LedgerLog


def no_key(purpose: str, *_: str) -> bytes:
    """Refuse what the commands of the bench never need."""
    raise NotImplementedError(purpose)


class OurStore:
    """Our log, as the application role uses it."""

    def __init__(self, url: str, threads: int) -> None:
        engine = make_engine(url, threads)
        events = EventLog(engine)
        ledger = Ledger(EventLogFactory(events), LedgerLog(events))
        self._complaints = Complaints(
            ledger,
            codes,
            LoggedDirectory(ledger.event_log, engine),
            CachedDocuments(ledger),
            lambda _: "UTC",
            keyed=no_key,
        )

    def command(self, number: int) -> int:
        """Load a case, decide, append one event; return its position."""
        command = Command(uuid4(), handler(number), "bench", "bench")
        receipt = self._complaints.record_finding(case_id(number), "The second booking was a mistake.", command=command)
        return receipt.position

"""The use case of the import: records come in batch by batch."""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence

from application.command import Command
from application.importing.batches import batches
from application.importing.deciding import Decider, Moment
from application.importing.mapping import SourceMapping
from application.importing.ports import Decided, ImportLog
from application.importing.reading import Reader
from application.importing.records import Fault, Record
from application.importing.results import Kind, Result
from application.ledger import ATTEMPTS
from application.ports import CodesInForce, ConflictError
from application.rights import role_refusal
from domain.refusals import refuse_first

COMMANDS = ("receive", "revise_source_record", "state_source_outcome")
NUMBERS = 250
"""How many numbers for references are drawn at once; those that are left at the end stay unused."""

OTHERS_WERE_FASTER = Fault("others kept changing this case; import the record again")


class RecordImport:
    """Brings the records of one system in; importing again, also after an interruption, changes nothing."""

    def __init__(self, log: ImportLog, codes: CodesInForce, mapping: SourceMapping, origin: Command) -> None:
        """Import as `origin` says: who, and in which course of events (`correlation_id`).

        Raises:
            RoleForbidden: The role does not import.
        """
        refuse_first(*(role_refusal(origin.by.role, command) for command in COMMANDS))
        self._log = log
        self._codes = codes
        self._reader = Reader(mapping)
        self._decider = Decider(self._reader, origin, self._next_number)
        self._numbers: deque[int] = deque()

    def run(self, records: Iterable[Record]) -> Iterator[list[tuple[Record, Result]]]:
        """Import records in batches; of each, yield what came of its records once they are saved."""
        for batch in batches(records, self._reader.record_id):
            yield list(zip(batch, self.take_in(batch), strict=True))

    def take_in(self, batch: Sequence[Record]) -> list[Result]:
        """Import records of different ids in one append; where others work on the same cases, in smaller ones."""
        for _ in range(ATTEMPTS):
            try:
                return self._attempt(batch)
            except ConflictError:
                continue
        if len(batch) == 1:
            return [Result(Kind.REJECTED, fault=OTHERS_WERE_FASTER)]
        half = len(batch) // 2
        return [*self.take_in(batch[:half]), *self.take_in(batch[half:])]

    def _attempt(self, batch: Sequence[Record]) -> list[Result]:
        """Look up what is there, decide on every record, save.

        Raises:
            ConflictError: Somebody was faster; nothing was saved.
        """
        streams = [self._decider.stream_of(record) for record in batch]
        found = self._log.look_up([stream for stream in streams if stream])
        moment = Moment(found.now, self._codes())
        results: list[Result] = []
        to_save: list[Decided] = []
        for record, stream in zip(batch, streams, strict=True):
            known = found.complaints.get(stream) if stream else None
            result, decided = self._decider.decide(record, known, moment)
            results.append(result)
            if decided:
                to_save.append(decided)
        if to_save:
            self._log.append(to_save)
        return results

    def _next_number(self) -> int:
        if not self._numbers:
            self._numbers.extend(self._log.draw_numbers(NUMBERS))
        return self._numbers.popleft()

"""The use case of the import: records come in batch by batch."""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field

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
from domain.actor import Actor
from domain.refusals import refuse_first

COMMANDS = ("receive", "revise_source_record", "state_source_outcome")
NUMBERS = 250
"""How many numbers for references are drawn at once; those that are left at the end stay unused."""

OTHERS_WERE_FASTER = Fault("others kept changing this case; import the record again")


@dataclass
class Batch:
    """Records with what was decided on each, and what there is to save."""

    records: Sequence[Record]
    results: list[Result] = field(default_factory=list)
    to_save: list[Decided] = field(default_factory=list)


class RecordImport:
    """Brings the records of one system in; importing again, also after an interruption, changes nothing."""

    def __init__(
        self, log: ImportLog, codes: CodesInForce, mapping: SourceMapping, *, by: Actor, correlation_id: str
    ) -> None:
        """Import as somebody, in one course of events.

        Raises:
            RoleForbidden: The role does not import.
        """
        refuse_first(*(role_refusal(by.role, f"complaint.{command}") for command in COMMANDS))
        self._log = log
        self._codes = codes
        self._reader = Reader(mapping)
        self._decider = Decider(self._reader, self._next_number, by=by, correlation_id=correlation_id)
        self._numbers: deque[int] = deque()

    def run(self, records: Iterable[Record]) -> Iterator[list[tuple[Record, Result]]]:
        """Import records in batches; of each, yield what came of its records once they are saved.

        While the database saves a batch, the next one is read and decided. It is saved after the one before, so a
        record that comes twice ends as it came last.
        """
        with ThreadPoolExecutor(1, "import") as saver:
            saving: tuple[Batch, Future[None]] | None = None
            for records_of_batch in batches(records, self._reader.record_id):
                batch = self._prepared(records_of_batch)
                if saving:
                    yield self._saved(*saving)
                saving = batch, saver.submit(self._save, batch)
            if saving:
                yield self._saved(*saving)

    def take_in(self, records: Sequence[Record]) -> list[Result]:
        """Import records of different ids in one append; where others work on the same cases, in smaller ones."""
        for _ in range(ATTEMPTS):
            batch = self._prepared(records)
            try:
                self._save(batch)
            except ConflictError:
                continue
            return batch.results
        if len(records) == 1:
            return [Result(Kind.REJECTED, fault=OTHERS_WERE_FASTER)]
        half = len(records) // 2
        return [*self.take_in(records[:half]), *self.take_in(records[half:])]

    def _prepared(self, records: Sequence[Record]) -> Batch:
        """Look up what is there and decide on every record."""
        identities = [self._decider.identity_of(record) for record in records]
        found = self._log.look_up([identity.stream for identity in identities if identity])
        moment = Moment(found.now, self._codes())
        batch = Batch(records)
        for record, identity in zip(records, identities, strict=True):
            known = found.complaints.get(identity.stream) if identity else None
            result, decided = self._decider.decide(record, identity, known, moment)
            batch.results.append(result)
            if decided:
                batch.to_save.append(decided)
        return batch

    def _save(self, batch: Batch) -> None:
        """Save what was decided.

        Raises:
            ConflictError: Somebody was faster; nothing was saved.
        """
        if batch.to_save:
            self._log.append(batch.to_save)

    def _saved(self, batch: Batch, saving: Future[None]) -> list[tuple[Record, Result]]:
        """Wait until a batch is saved; where somebody was faster, import it anew."""
        try:
            saving.result()
            results = batch.results
        except ConflictError:
            results = self.take_in(batch.records)
        return list(zip(batch.records, results, strict=True))

    def _next_number(self) -> int:
        if not self._numbers:
            self._numbers.extend(self._log.draw_numbers(NUMBERS))
        return self._numbers.popleft()

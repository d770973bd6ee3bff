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
    """Records with what was decided on each, and what there is to save.

    `overtaken`: outdated records, in whose place a later one came.
    """

    records: list[Record] = field(default_factory=list)
    results: list[Result] = field(default_factory=list)
    to_save: list[Decided] = field(default_factory=list)
    overtaken: list[Record] = field(default_factory=list)


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
        self._outdated: dict[str, Record] = {}
        """By id: records that say what a complaint was once; a later one of the file may say what it is."""

    def run(self, records: Iterable[Record]) -> Iterator[list[tuple[Record, Result]]]:
        """Import records in batches; of each, yield what came of its records once they are saved.

        While the database saves a batch, the next one is read and decided; not so where a record comes again, which
        ends as it came last. One that says what a complaint was before is looked at in the end: the source went back to
        that only if nothing in the file came after it.
        """
        with ThreadPoolExecutor(1, "import") as saver:
            saving: tuple[Batch, Future[None]] | None = None
            for records_of_batch in batches(records, self._reader.record_id):
                if saving and self._comes_again(records_of_batch, saving[0]):
                    yield self._saved(*saving)
                    saving = None
                batch = self._prepared(records_of_batch)
                if saving:
                    yield self._saved(*saving)
                saving = batch, saver.submit(self._save, batch)
            if saving:
                yield self._saved(*saving)
        went_back = list(self._outdated.values())
        self._outdated.clear()
        for records_of_batch in batches(went_back, self._reader.record_id):
            yield list(zip(records_of_batch, self.take_in(records_of_batch), strict=True))

    def take_in(self, records: Sequence[Record]) -> list[Result]:
        """Import records of different ids in one append; where others work on the same cases, in smaller ones."""
        for _ in range(ATTEMPTS):
            batch = self._prepared(records, puts_off=False)
            try:
                self._save(batch)
            except ConflictError:
                continue
            return batch.results
        if len(records) == 1:
            return [Result(Kind.REJECTED, fault=OTHERS_WERE_FASTER)]
        half = len(records) // 2
        return [*self.take_in(records[:half]), *self.take_in(records[half:])]

    def _comes_again(self, records: Sequence[Record], saving: Batch) -> bool:
        """Tell whether one of the records belongs to a complaint that is being saved."""
        ids = {self._reader.record_id(record) for record in saving.records} - {""}
        return any(self._reader.record_id(record) in ids for record in records)

    def _prepared(self, records: Sequence[Record], *, puts_off: bool = True) -> Batch:
        """Look up what is there and decide on every record; outdated ones are put off where more may come."""
        identities = [self._decider.identity_of(record) for record in records]
        found = self._log.look_up([identity.stream for identity in identities if identity])
        moment = Moment(found.now, self._codes())
        batch = Batch()
        for record, identity in zip(records, identities, strict=True):
            known = found.complaints.get(identity.stream) if identity else None
            if puts_off:
                batch.overtaken += self._overtaken(record)
                if self._decider.is_outdated(record, known):
                    self._outdated[self._reader.record_id(record)] = record
                    continue
            result, decided = self._decider.decide(record, identity, known, moment)
            batch.records.append(record)
            batch.results.append(result)
            if decided:
                batch.to_save.append(decided)
        return batch

    def _overtaken(self, record: Record) -> list[Record]:
        """Return the outdated record of the same complaint, which counts no more."""
        earlier = self._outdated.pop(self._reader.record_id(record), None)
        return [earlier] if earlier else []

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
        overtaken = [(record, Result(Kind.UNCHANGED)) for record in batch.overtaken]
        return [*zip(batch.records, results, strict=True), *overtaken]

    def _next_number(self) -> int:
        if not self._numbers:
            self._numbers.extend(self._log.draw_numbers(NUMBERS))
        return self._numbers.popleft()

"""Records in batches, each of which becomes one append."""

from collections.abc import Callable, Iterable, Iterator

from application.importing.records import Record

MOST_RECORDS = 250
MOST_CHARACTERS = 4_000_000


def batches(records: Iterable[Record], id_of: Callable[[Record], str]) -> Iterator[list[Record]]:
    """Group records in their order. No batch has one id twice, so each record sees what the one before left."""
    batch: list[Record] = []
    ids: set[str] = set()
    characters = 0
    for record in records:
        record_id = id_of(record)
        if batch and (record_id in ids or len(batch) == MOST_RECORDS or characters > MOST_CHARACTERS):
            yield batch
            batch, ids, characters = [], set(), 0
        batch.append(record)
        characters += len(record.raw)
        if record_id:
            ids.add(record_id)
    if batch:
        yield batch

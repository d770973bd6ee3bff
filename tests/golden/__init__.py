"""Golden events: the stored form of every topic, for ever.

`python -m tests.golden` writes the files that are missing. It never writes over one: what is stored does not change. A
change of an event is a new schema version with an upcaster and a file of its own, and the old file stays.
"""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from domain.aggregate import DomainEvent
from domain.catalogue import TOPICS
from domain.codes import CodeEntry
from domain.complaint import Complaint
from domain.reference_data import ReferenceData, hash_of
from infrastructure.mapper import write_event
from tests.domain.complaint.happenings import EXAMPLES, happened, received
from tests.domain.complaint.values import SOURCE_RECORD
from tests.domain.fixed import YESTERDAY
from tests.domain.language import Happening

FOLDER = Path(__file__).parent

ENTRIES = (
    CodeEntry("remote", "Remote", "远程"),
    CodeEntry("phone", "Telephone", "电话", "remote", date(2026, 1, 1), date(2030, 1, 1)),
)
PUBLISHED = Happening(
    ReferenceData.Published,
    YESTERDAY,
    {
        "name": "channel",
        "list_version": 1,
        "entries": ENTRIES,
        "effective_from": date(2026, 1, 1),
        "content_hash": hash_of(ENTRIES),
    },
)


def golden_events() -> Iterator[DomainEvent]:
    """Yield one example of each event."""
    yield received(source_record=SOURCE_RECORD).placed(1)
    yield from (happened(cls).placed(2) for cls in EXAMPLES if cls is not Complaint.Received)
    yield PUBLISHED.placed(1)


def path_of(topic: str, schema_version: int) -> Path:
    """Return the file of a topic in a schema version."""
    return FOLDER / f"{topic}.{schema_version}.json"


def readable(state: bytes) -> str:
    """Return stored state as people read it."""
    return json.dumps(json.loads(state), ensure_ascii=False, indent=2) + "\n"


def write_missing() -> None:
    """Write the golden files that do not exist."""
    for event in golden_events():
        path = path_of(event.topic, TOPICS[event.topic].schema_version)
        if not path.exists():
            path.write_text(readable(write_event(event)), encoding="utf-8")

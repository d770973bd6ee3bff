"""Golden files: the stored form of every event, for ever, and the state that a long history adds up to.

`python -m tests.golden` writes the files that are missing. It never writes over an event: what is stored does not
change. A change of an event is a new schema version with an upcaster and a file of its own, and the old file stays.
The golden state is written anew when its key has changed: snapshots under the old key are then not read any more.
"""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from domain.aggregate import Aggregate, DomainEvent
from domain.catalogue import TOPICS
from domain.clock import CaseClock
from domain.codes import CodeEntry
from domain.complaint import Complaint
from domain.customer import Customer
from domain.documents import AppliesTo
from domain.interaction import Interaction
from domain.organisation.unit import Unit
from domain.organisation.user import User
from domain.person import Person
from domain.reference_data import ReferenceData, hash_of
from domain.request import ServiceRequest
from infrastructure.mapper import write_event
from infrastructure.snapshots import snapshot_codec
from tests.domain.clock import test_case_clock
from tests.domain.complaint.happenings import EXAMPLES, happened, received
from tests.domain.complaint.values import SOURCE_RECORD, offer, resolution
from tests.domain.customer import test_customer
from tests.domain.examples import Examples
from tests.domain.fixed import YESTERDAY
from tests.domain.interaction import examples as of_interactions
from tests.domain.language import Given, Happening
from tests.domain.organisation import test_unit, test_user
from tests.domain.person import test_person
from tests.domain.request.happenings import EXAMPLES as REQUEST_EXAMPLES

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

DOCUMENT_PUBLISHED = Happening(
    ReferenceData.DocumentPublished,
    YESTERDAY,
    {
        "name": "request_type",
        "list_version": 1,
        "document": '[{"code":"loss_report"}]',
        "effective_from": date(2026, 1, 1),
        "content_hash": "0" * 64,
        "applies_to": AppliesTo.OPEN_MILESTONES,
    },
)

OTHERS: dict[type[Aggregate], Examples] = {
    Interaction: of_interactions.EXAMPLES,
    ServiceRequest: Examples(REQUEST_EXAMPLES),
    Person: test_person.EXAMPLES,
    Customer: test_customer.EXAMPLES,
    Unit: test_unit.EXAMPLES,
    User: test_user.EXAMPLES,
    CaseClock: test_case_clock.EXAMPLES,
}
"""The examples of the smaller aggregates."""


def golden_events() -> Iterator[DomainEvent]:
    """Yield one example of each event."""
    yield received(source_record=SOURCE_RECORD).placed(1)
    yield from (happened(cls).placed(2) for cls in EXAMPLES if cls is not Complaint.Received)
    for examples in OTHERS.values():
        yield from (happening.placed(2) for happening in examples.all_of_them())
    yield PUBLISHED.placed(1)
    yield DOCUMENT_PUBLISHED.placed(1)


LIFE = (
    received(source_record=SOURCE_RECORD),
    *(happened(cls) for cls in EXAMPLES if cls is not Complaint.Received),
    happened(Complaint.Reopened),
    happened(Complaint.Taken),
    happened(Complaint.ResolutionProposed, version=2, resolution=resolution(offer(80, key="r2"))),
    happened(Complaint.DecisionSent, version=2),
    happened(Complaint.Suspended, suspension_id="s2"),
    happened(Complaint.Extended),
)
"""Everything that may happen to a complaint, in no order that a command would take."""

LIVES: dict[type[Aggregate], tuple[Happening, ...]] = {
    Complaint: LIFE,
    **{kind: tuple(examples.all_of_them()) for kind, examples in OTHERS.items()},
}
"""A long life of each kind of aggregate that has states."""


def state_path(kind: type[Aggregate]) -> Path:
    """Return the file of a kind's state."""
    return FOLDER / "states" / f"{snapshot_codec(kind).topic}.json"


def golden_state(kind: type[Aggregate]) -> dict[str, Any]:
    """Return the state that a long life adds up to, under the key of its snapshots."""
    codec = snapshot_codec(kind)
    state = json.loads(codec.encode(Given(kind, *LIVES[kind]).replayed()))
    return {"state_schema": codec.state_schema, "state": state}


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
    for kind in LIVES:
        state, path = golden_state(kind), state_path(kind)
        if not path.exists() or json.loads(path.read_bytes())["state_schema"] != state["state_schema"]:
            path.write_text(readable(json.dumps(state).encode()), encoding="utf-8")

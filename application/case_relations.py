"""The relations of a case, as its page shows them: what the asking user may not know of is not there."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from application.hiding import keeps_secret
from application.history import recorded
from application.ports import HistoryEntry, Log
from application.rights import Rights
from domain.actor import Actor
from domain.complaint import Complaint


@dataclass(frozen=True, slots=True)
class RelatedCase:
    """Another complaint, what it is to this one, and how it stands.

    `kind`: a code of the list `relation_kind` for a link, or repeat_of, repeated_by, recheck_of, rechecked_by,
    merged_into, merged_in, was_merged_into, was_merged_in. `meanwhile`: the first and the last version of the events
    that were recorded on the other while this one was merged into it; they stay there.
    """

    kind: str
    case_id: UUID
    reference: str
    state: str
    since: datetime
    meanwhile: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class RequestedRecheck:
    """A re-check of this complaint, and what it made of the result. `window_until`: the last day to ask for one."""

    recheck_id: str
    case_id: UUID
    reference: str
    text: str
    requested_at: datetime
    window_until: date | None
    result: str | None
    result_text: str | None


Said = tuple[str, tuple[int, int] | None]
"""What another complaint is to this one, and what stayed there of a merge."""

SAYS: Mapping[type[Any], Callable[[Any], Said]] = {
    Complaint.Linked: lambda e: (e.kind, None),
    Complaint.LinkedAsRepeat: lambda _: ("repeat_of", None),
    Complaint.Repeated: lambda _: ("repeated_by", None),
    Complaint.RecheckOpened: lambda _: ("recheck_of", None),
    Complaint.RecheckRequested: lambda _: ("rechecked_by", None),
    Complaint.Merged: lambda _: ("merged_into", None),
    Complaint.MergedIn: lambda _: ("merged_in", None),
    Complaint.Unmerged: lambda e: ("was_merged_into", meanwhile(e)),
    Complaint.SourceUnmerged: lambda _: ("was_merged_in", None),
}
"""What each event says of another complaint."""

ENDS: Mapping[type[Any], Callable[[Any], str]] = {
    Complaint.Unlinked: lambda e: str(e.kind),
    Complaint.Unmerged: lambda _: "merged_into",
    Complaint.SourceUnmerged: lambda _: "merged_in",
}
"""Which relation each event ends."""

RELATING: tuple[type[Any], ...] = (*SAYS, *ENDS, Complaint.RecheckResultRecorded, Complaint.InterestsTakenOver)
"""Every event that names another complaint, by `case_id` and `reference`."""


def related(log: Log, rights: Rights, history: Sequence[HistoryEntry], by: Actor) -> dict[UUID, Complaint]:
    """Return the complaints that the history names, but for those that are kept secret from the user."""
    named = dict.fromkeys(entry.event.case_id for entry in history if isinstance(entry.event, RELATING))
    found = {case_id: log.load(Complaint, case_id).aggregate for case_id in named}
    return {case_id: complaint for case_id, complaint in found.items() if not keeps_secret(log, rights, complaint, by)}


def seen(history: Sequence[HistoryEntry], known: Mapping[UUID, Complaint]) -> list[HistoryEntry]:
    """Leave out what names a complaint of which the user may not know."""
    return [entry for entry in history if not isinstance(entry.event, RELATING) or entry.event.case_id in known]


def relations(history: Sequence[HistoryEntry], known: Mapping[UUID, Complaint]) -> tuple[RelatedCase, ...]:
    """Return the relations that hold, in the order in which they began."""
    held: dict[tuple[str, UUID], RelatedCase] = {}
    for entry in history:
        event: Any = entry.event
        if type(event) in ENDS:
            held.pop((ENDS[type(event)](event), event.case_id), None)
        if type(event) in SAYS:
            kind, stayed = SAYS[type(event)](event)
            state = known[event.case_id].state
            held[kind, event.case_id] = RelatedCase(
                kind, event.case_id, event.reference, state, entry.recorded_at, stayed
            )
    return tuple(held.values())


def rechecks(complaint: Complaint, history: Sequence[HistoryEntry]) -> Iterator[RequestedRecheck]:
    """Yield the re-checks that were asked for."""
    for e, _, _ in recorded(history, Complaint.RecheckRequested):
        now = complaint.rechecks[e.recheck_id]
        yield RequestedRecheck(
            e.recheck_id, e.case_id, e.reference, e.text, e.occurred_at, e.window_until, now.result, now.text
        )


def meanwhile(event: Any) -> tuple[int, int] | None:  # noqa: ANN401 - an Unmerged
    """Return which events stayed with the other; None: none."""
    first, last = event.meanwhile_from, event.meanwhile_to
    return (first, last) if first <= last else None

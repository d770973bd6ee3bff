"""A case in the tests of its clocks: what happened and when it was entered, told event by event."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, Self
from zoneinfo import ZoneInfo

from domain.aggregate import DomainEvent
from domain.clock.case_clock import CaseClock, clock_of
from domain.clock.clocks import Clock, ClockPolicies, clocks_of, story_of
from domain.clock.cycle import Cycle
from domain.clock.happening import Entry
from domain.clock.keeping import Keeping
from domain.clock.library import Library, Published
from domain.complaint import Complaint
from domain.documents import AppliesTo
from domain.request import ServiceRequest
from domain.sla.pack import Pack
from domain.sla.selection import SelectionRow
from infrastructure.calendars import shipped_calendars
from infrastructure.documents import shipped_documents
from infrastructure.policies import shipped_packs
from tests.domain.complaint.happenings import EXAMPLES as OF_COMPLAINTS
from tests.domain.complaint.values import FACTS
from tests.domain.examples import Examples
from tests.domain.language import STREAM
from tests.domain.request.happenings import EXAMPLES as OF_REQUESTS

LONG_AGO = datetime(2020, 1, 1, tzinfo=ZoneInfo("UTC"))
SINCE = date(2000, 1, 1)


def published(content: Any, applies_to: AppliesTo = AppliesTo.NEW_CASES, at: datetime = LONG_AGO) -> Published[Any]:  # noqa: ANN401
    """Publish a version, long ago unless told otherwise."""
    return Published(content, f"{content!r}"[:40], SINCE, at, applies_to)


def shipped_rows() -> tuple[SelectionRow, ...]:
    """Return the selection table that ships with the engine."""
    from domain.reference_data import rows_of  # noqa: PLC0415 - beside its one use

    name, _, document = next(each for each in shipped_documents() if each[0] == "pack_selection")
    return rows_of(name, document)


def library(*packs: Pack, rows: tuple[SelectionRow, ...] | None = None) -> Library:
    """Return the shipped policies, or these packs, each running on every case."""
    kept = {pack.id: (published(pack),) for pack in packs or shipped_packs().values()}
    every = tuple(SelectionRow(row=f"every case: {pack.id}", pack=pack.id) for pack in packs)
    table = rows if rows is not None else (every or shipped_rows())
    calendars = {each.id: (published(each),) for each in shipped_calendars().values()}
    return Library(kept, calendars, (published(table),))


SHIPPED = library()
PLACES: Mapping[str, str] = {"shanghai": "CN", "london": "GB-ENG", "edinburgh": "GB-SCT", "boston": "US"}


@dataclass
class Case:
    """A case of which one thing after the other is told. Times are on the wall of `zone`."""

    zone: str = "Asia/Shanghai"
    examples: Examples = field(default_factory=lambda: Examples(OF_COMPLAINTS))
    library: Library = SHIPPED
    entries: list[Entry] = field(default_factory=list)

    def at(self, text: str) -> datetime:
        """Return an instant."""
        return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(self.zone)).astimezone(ZoneInfo("UTC"))

    def on(self, when: str, kind: type[DomainEvent], *, entered: str | None = None, **told: Any) -> Self:  # noqa: ANN401
        """Let something happen; it was entered then, or later."""
        at = self.at(when)
        happened = replace(self.examples.happened(kind, **told), at=at)
        event = happened.placed(len(self.entries) + 1)
        self.entries.append(Entry(event, self.at(entered) if entered else at, "handler"))
        return self

    def received(self, when: str, *, unit: str = "shanghai", entered: str | None = None, **facts: Any) -> Self:  # noqa: ANN401
        """Let a complaint be received."""
        told = replace(FACTS, received_at=self.at(when), **facts)
        return self.on(when, Complaint.Received, entered=entered, unit_id=unit, facts=told)

    def waits(self, when: str, reason: str = "mediation", key: str = "s1", **other: Any) -> Self:  # noqa: ANN401
        """Suspend it; the complainant is told."""
        told: dict[str, Any] = {"suspension_id": key, "reason": reason, "notice_sent": True, "code_versions": {}}
        return self.on(when, Complaint.Suspended, **{**told, **other})

    def goes_on(self, when: str, key: str = "s1", **other: Any) -> Self:  # noqa: ANN401
        """Resume it."""
        return self.on(when, Complaint.Resumed, suspension_id=key, **other)

    def decided(self, when: str, **other: Any) -> Self:  # noqa: ANN401
        """Send the decision."""
        return self.on(when, Complaint.DecisionSent, **other)

    @property
    def policies(self) -> ClockPolicies:
        """What its clocks go by."""
        return ClockPolicies(self.library, lambda unit, _: PLACES.get(unit))

    def clocks(self, now: str, known: str | None = None) -> dict[str, Clock]:
        """Work its clocks out as of an instant, from what was known at one."""
        until = self.at(known) if known else None
        entries = [each for each in self.entries if until is None or each.recorded_at <= until]
        found = clocks_of(story_of(entries), self.policies, self.at(now))
        return {each.milestone.id: each for each in found}

    def cycle(self, milestone: str, now: str, number: int = -1, known: str | None = None) -> Cycle:
        """Return one cycle, the last one unless told otherwise."""
        cycles = self.clocks(now, known)[milestone].cycles
        return cycles[number if number < 0 else number - 1]

    def state(self, milestone: str, now: str, known: str | None = None) -> str:
        """Return where a clock stands, and the local time at which it is due."""
        cycle = self.cycle(milestone, now, known=known)
        due = cycle.due.at.astimezone(ZoneInfo(self.zone)) if cycle.due else None
        return f"{cycle.state} {due:%m-%d %H:%M}" if due else str(cycle.state)

    def kept(self, now: str, clock: CaseClock | None = None, entries: int | None = None) -> CaseClock:
        """Keep its clock up to an instant, going on with one that was kept before."""
        kept = clock or CaseClock.blank(clock_of(STREAM))
        until = self.at(now)
        seen = [each for each in self.entries[:entries] if each.recorded_at <= until]
        Keeping(self.policies, until, "2026a").keep(kept, seen)
        return kept

    def record(self, now: str, *topics: str) -> list[str]:
        """Return what is on record, as lines: what, milestone, when, why; of some topics only where they are named."""
        events: list[Any] = list(self.kept(now).pending_events)
        return [self.line(event) for event in events if not topics or event.topic.partition(".")[2] in topics]

    def line(self, event: Any) -> str:  # noqa: ANN401 - a clock event
        """Say a clock event in short, in local time."""
        short = event.topic.partition(".")[2]
        if short == "pack_selected":
            return f"{short} {event.pack}: {event.row}"
        at = {"due_set": event.due_at if short == "due_set" else None, "breached": getattr(event, "breached_at", None)}
        instant = at.get(short, event.occurred_at)
        when = instant.astimezone(ZoneInfo(self.zone)).strftime("%m-%d %H:%M") if instant else "paused"
        extra = getattr(event, "step", None) or getattr(event, "cause", None) or ""
        return " ".join(f"{short} {event.milestone}/{event.cycle}.{event.stage} {when} {extra}".split())


def a_request() -> Case:
    """Return a case that is a service request."""
    return Case(examples=Examples(OF_REQUESTS))


__all__ = ["Case", "Clock", "Complaint", "ServiceRequest", "a_request", "library", "published"]

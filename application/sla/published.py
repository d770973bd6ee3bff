"""Published policies: every version of packs, calendars and the selection table that the log holds."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Protocol, TypeVar

from application.sla.policy_text import TABLE
from domain.clock.library import Library, Published, Versions
from domain.documents import AppliesTo
from domain.sla.calendar_data import CalendarData
from domain.sla.pack import Pack
from domain.sla.selection import SelectionRow

T = TypeVar("T")


class PolicyKind(StrEnum):
    """What a policy is."""

    PACK = "pack"
    CALENDAR = "calendar"
    SELECTION = "selection"


@dataclass(frozen=True, slots=True)
class PolicyVersion:
    """One published version. `version` numbers those of the same name, `position` is its place in the log.

    `published_at` is when the log took it in, `effective_from` and `effective_until` local dates of receipt.
    """

    name: str
    version: int
    content: Pack | CalendarData | tuple[SelectionRow, ...]
    document: str
    content_hash: str
    effective_from: date
    applies_to: AppliesTo
    published_at: datetime
    published_by: str
    position: int

    @property
    def kind(self) -> PolicyKind:
        """What it is."""
        return kind_of(self.name)

    @property
    def own_version(self) -> str | None:
        """The version that a pack or calendar gives itself; the table has none."""
        return None if isinstance(self.content, tuple) else str(self.content.version)

    @property
    def effective_until(self) -> date | None:
        """The date from which it is not for receipts any more; None: unbounded."""
        return None if isinstance(self.content, tuple) else self.content.effective_until

    @property
    def is_draft(self) -> bool:
        """Whether it is for what-ifs only."""
        return self.applies_to is AppliesTo.WHAT_IF_ONLY


class PublishedPolicies(Protocol):
    """Gives every published version, in the order of the log."""

    def __call__(self) -> tuple[PolicyVersion, ...]:
        """Return them; the same tuple as before while nothing was published."""
        ...


def is_policy(name: str) -> bool:
    """Tell whether a document is a policy, by its name."""
    return name == TABLE or name.partition(".")[0] in {PolicyKind.PACK, PolicyKind.CALENDAR}


def kind_of(name: str) -> PolicyKind:
    """Return what a policy is, by its name."""
    return PolicyKind.SELECTION if name == TABLE else PolicyKind(name.partition(".")[0])


def content_of(name: str, rows: tuple[Any, ...]) -> Pack | CalendarData | tuple[SelectionRow, ...]:
    """Return what a document of this name holds: its one pack or calendar, or all rows of the table."""
    content: Pack | CalendarData = rows[0]
    return rows if name == TABLE else content


def library_of(versions: Iterable[PolicyVersion]) -> Library:
    """Return published versions as clocks ask for them."""
    packs: dict[str, Versions[Pack]] = {}
    calendars: dict[str, Versions[CalendarData]] = {}
    tables: Versions[tuple[SelectionRow, ...]] = ()
    for each in versions:
        content = each.content
        if isinstance(content, Pack):
            packs[content.id] = (*packs.get(content.id, ()), _published(each, content))
        elif isinstance(content, CalendarData):
            calendars[content.id] = (*calendars.get(content.id, ()), _published(each, content))
        else:
            tables = (*tables, _published(each, content))
    return Library(packs, calendars, tables)


def _published(version: PolicyVersion, content: T) -> Published[T]:
    return Published(content, version.content_hash, version.effective_from, version.published_at, version.applies_to)


def in_force(versions: tuple[PolicyVersion, ...], on: date) -> PolicyVersion | None:
    """Return the version of one policy that is in force on a date: the last published of those that have begun."""
    there = [each for each in versions if not each.is_draft and each.effective_from <= on]
    return there[-1] if there else None

"""Reference data: what the bank calls its lists, as whole versions with an effective range and a hash."""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid5

from domain.aggregate import Aggregate, DomainEvent
from domain.codes import CodeEntry, CodeList
from domain.complaint.case_rules import CaseRules
from domain.complaint.customer_status import StageWords, check_words
from domain.complaint.emergency import PlanStep
from domain.complaint.notices import NoticeBlock
from domain.complaint.routing import RoutingRule
from domain.documents import AppliesTo, Document, InvalidDocument, read_rows
from domain.interaction.forms import QualityCriterion
from domain.notices.rules import NotificationRule
from domain.personal import Code, Id, PublicText
from domain.refusals import Refusal, refuse_first
from domain.request.request_type import RequestType
from domain.sla.calendar_data import CalendarData
from domain.sla.pack import Pack
from domain.sla.pack_refusals import CalendarInForce, PackInForce
from domain.sla.selection import SelectionRow

NAMESPACE = UUID("6f1c2c7e-5b0a-4d9e-9a55-0d7d2f3b8e11")
"""Streams of lists have the id uuid5(NAMESPACE, list name)."""


LEVELS = 3
"""How many levels a list has at most."""


class InvalidList(Refusal):
    """A list that is empty, names a code twice, an unknown parent or a fourth level, or ends before it begins."""

    code = "invalid_list"


class NotInForce(Refusal):
    """No version of the list is in force on the date."""

    code = "list_not_in_force"


class ReferenceDataEvent(DomainEvent):
    """Something that happened to a list."""


class ReferenceData(Aggregate):
    """One list of the bank; each version replaces the one before from its effective date."""

    Event = ReferenceDataEvent

    versions: list["ReferenceData.Published"]
    documents: list["ReferenceData.DocumentPublished"]

    class Published(ReferenceDataEvent):
        """A whole version of the list came into force."""

        topic = "reference_data.published"

        name: Code
        list_version: int
        entries: tuple[CodeEntry, ...]
        effective_from: date
        content_hash: Id

        def apply(self, reference_data: "ReferenceData") -> None:
            """Add the version."""
            reference_data.versions = [*getattr(reference_data, "versions", ()), self]
            reference_data.documents = getattr(reference_data, "documents", [])

    class DocumentPublished(ReferenceDataEvent):
        """A whole version of a document came into force: rows with a shape of their own, as canonical JSON.

        One that applies to what-ifs only did not come into force.
        """

        topic = "reference_data.document_published"
        schema_version = 2

        name: Code
        list_version: int
        document: PublicText
        effective_from: date
        content_hash: Id
        applies_to: AppliesTo

        def apply(self, reference_data: "ReferenceData") -> None:
            """Add the version."""
            reference_data.versions = getattr(reference_data, "versions", [])
            reference_data.documents = [*getattr(reference_data, "documents", ()), self]

    def publish(self, name: str, entries: Iterable[CodeEntry], effective_from: date, *, now: datetime) -> None:
        """Publish a version. The content that is in force already does nothing.

        Raises:
            InvalidList: The list contradicts itself.
        """
        whole = tuple(entries)
        refuse_first(invalid(whole))
        content_hash = hash_of(whole)
        before = self.versions[-1] if self.version else None
        if before and (before.content_hash, before.effective_from) == (content_hash, effective_from):
            return
        self.record(
            ReferenceData.Published,
            name=name,
            list_version=before.list_version + 1 if before else 1,
            entries=whole,
            effective_from=effective_from,
            content_hash=content_hash,
            occurred_at=now,
        )

    def publish_document(
        self,
        name: str,
        document: str,
        effective_from: date,
        *,
        applies_to: AppliesTo = AppliesTo.NEW_CASES,
        now: datetime,
    ) -> None:
        """Publish a version of a document. What was published last already does nothing.

        Raises:
            InvalidDocument: It is not what documents of this name are.
            PackInForce, CalendarInForce: Its own version was published before, with another content.
        """
        refuse_first(edited(getattr(self, "documents", ()), name, document))
        content_hash = hashlib.sha256(document.encode()).hexdigest()
        before = self.documents[-1] if self.version else None
        same = (content_hash, effective_from, applies_to)
        if before and (before.content_hash, before.effective_from, before.applies_to) == same:
            return
        self.record(
            ReferenceData.DocumentPublished,
            name=name,
            list_version=before.list_version + 1 if before else 1,
            document=document,
            effective_from=effective_from,
            content_hash=content_hash,
            applies_to=applies_to,
            occurred_at=now,
        )

    def document(self, on: date) -> Document[Any]:
        """Return the version in force on a date, with its rows read. What is for what-ifs only never is.

        Raises:
            NotInForce: The first version is not in force yet.
        """
        for version in reversed(self.documents):
            if version.effective_from <= on and version.applies_to is not AppliesTo.WHAT_IF_ONLY:
                return Document(version.name, version.list_version, rows_of(version.name, version.document))
        raise NotInForce(f"No version of this document is in force on {on}.")

    def code_list(self, on: date) -> CodeList:
        """Return the version in force on a date, as a value for commands.

        Raises:
            NotInForce: The first version is not in force yet.
        """
        for version in reversed(self.versions):
            if version.effective_from <= on:
                entries = {entry.code: entry for entry in version.entries}
                return CodeList(version.name, version.list_version, entries)
        raise NotInForce(f"No version of this list is in force on {on}.")


ROWS: dict[str, type[Any]] = {
    "case_rules": CaseRules,
    "routing": RoutingRule,
    "notice_block": NoticeBlock,
    "quality_form": QualityCriterion,
    "request_type": RequestType,
    "customer_status": StageWords,
    "pack_selection": SelectionRow,
    "emergency_plan": PlanStep,
    "notification": NotificationRule,
}
"""The documents that there are: by name, the dataclass of a row."""


ONE_ROW = frozenset({"case_rules"})
"""Documents that are no list but one set of rules."""

KEYS = {"request_type": "code", "pack_selection": "row", "emergency_plan": "step", "notification": "rule"}
"""Documents whose rows are named: no name is given twice."""


CHECKS: dict[str, Callable[[tuple[Any, ...]], None]] = {"customer_status": check_words}
"""What the rows of a document have to meet together; each raises `InvalidDocument`."""


FAMILIES: dict[str, type[Any]] = {"pack": Pack, "calendar": CalendarData}
"""Documents of which there are many, named like `pack.hk-ic4`: the dataclass of their one row. Its id is the rest of
the name, and it has a version of its own."""


def edited(published: Iterable["ReferenceData.DocumentPublished"], name: str, document: str) -> Refusal | None:
    """Refuse another content under a version that a pack or calendar was published with, or return None.

    Raises:
        InvalidDocument: It is not what documents of this name are.
    """
    rows, family = rows_of(name, document), name.partition(".")[0]
    if family not in FAMILIES:
        return None
    for before in published:
        version = rows_of(name, before.document)[0].version
        if version == rows[0].version and before.document != document:
            text = f"Version {version} of '{name}' was published: what changes is a new version."
            return PackInForce(text) if family == "pack" else CalendarInForce(text)
    return None


def rows_of(name: str, document: str) -> tuple[Any, ...]:
    """Read the rows of a document.

    Raises:
        InvalidDocument: There is no document of this name, or its rows are not what they should be.
    """
    family, _, of_family = name.partition(".")
    if family in FAMILIES and of_family:
        rows = read_rows(document, FAMILIES[family])
        if [row.id for row in rows] != [of_family]:
            raise InvalidDocument(f"This document has exactly one row, with the id '{of_family}'.")
        return rows
    if name not in ROWS:
        raise InvalidDocument(f"There is no document '{name}'. There are: {', '.join(sorted(ROWS)) or 'none'}.")
    rows = read_rows(document, ROWS[name])
    if name in ONE_ROW and len(rows) != 1:
        raise InvalidDocument("This document has exactly one row.")
    named = [getattr(row, KEYS[name]) for row in rows] if name in KEYS else []
    if len(named) != len(set(named)):
        raise InvalidDocument(f"Two rows have the same {KEYS[name]}.")
    if name in CHECKS:
        CHECKS[name](rows)
    return rows


def stream_of(name: str) -> UUID:
    """Return the stream id of a list."""
    return uuid5(NAMESPACE, name)


def hash_of(entries: Iterable[CodeEntry]) -> str:
    """Return the SHA-256 of the entries in canonical JSON, in hexadecimal."""
    plain = [asdict(entry) for entry in entries]
    text = json.dumps(plain, default=str, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def invalid(entries: tuple[CodeEntry, ...]) -> Refusal | None:
    """Return why entries do not make a list, or None."""
    codes = [entry.code for entry in entries]
    parents = {entry.code: entry.parent for entry in entries}
    if not codes or len(codes) != len(set(codes)):
        return InvalidList("A list has at least one code and names each code once.")
    for entry in entries:
        if entry.parent is not None and entry.parent not in codes:
            return InvalidList(f"The code '{entry.code}' has an unknown parent.")
        if is_too_deep(entry, parents):
            return InvalidList(f"The code '{entry.code}' lies below more than {LEVELS - 1} others, or below itself.")
        if entry.valid_from and entry.valid_until and entry.valid_until <= entry.valid_from:
            return InvalidList(f"The code '{entry.code}' ends before it begins.")
    return None


def is_too_deep(entry: CodeEntry, parents: Mapping[str, str | None]) -> bool:
    """Tell whether a code lies below more levels than there are; who lies below itself does, too."""
    above: str | None = entry.code
    for _ in range(LEVELS):
        above = parents[above] if above else None
    return above is not None

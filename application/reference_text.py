"""A list or document of the bank as people write it: TOML in, what is published out, and back."""

import json
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from application.sla.toml_writing import as_toml
from domain.codes import CodeEntry
from domain.documents import InvalidDocument, read_rows, write_rows
from domain.reference_data import ROWS, ReferenceData

FIELDS = ("code", "name_en", "name_zh")
"""What a short entry `["code", "English", "中文"]` consists of."""

POLICIES = frozenset({"pack_selection"})
"""Documents that are held against packs and calendars when they are published, as policies."""

DOCUMENTS = frozenset(ROWS) - POLICIES
"""The documents that are published as they stand."""


@dataclass(frozen=True, slots=True)
class ReferenceText:
    """What a file holds: the entries of a list, or the rows of a document as canonical JSON."""

    name: str
    effective_from: date | None
    entries: tuple[CodeEntry, ...] = ()
    document: str | None = None


def read_reference(text: str) -> ReferenceText:
    """Read a list (`list`, `entries`) or a document (`document`, `rows`).

    Raises:
        InvalidDocument: It is no TOML, neither of them, or has other fields.
    """
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InvalidDocument(f"This is no TOML: {error}.") from None
    since = content.pop("effective_from", None)
    if since is not None and type(since) is not date:
        raise InvalidDocument("effective_from is a date, such as 2026-12-01.")
    if content.keys() == {"list", "entries"}:
        return ReferenceText(_name(content["list"]), since, entries=_entries(content["entries"]))
    if content.keys() == {"document", "rows"}:
        return ReferenceText(
            _name(content["document"]), since, document=_rows(_name(content["document"]), content["rows"])
        )
    raise InvalidDocument(
        "A list has `list` and `entries`, a document `document` and `rows`; both may say effective_from."
    )


def write_reference(version: ReferenceData.Published | ReferenceData.DocumentPublished) -> str:
    """Return a version as a file that can be changed and published again."""
    since = version.effective_from.isoformat()
    if isinstance(version, ReferenceData.Published):
        entries = [_said(asdict(entry)) for entry in version.entries]
        head, rows = {"list": version.name}, as_toml({"entries": entries})
    else:
        head, rows = {"document": version.name}, as_toml({"rows": json.loads(version.document)})
    return f"{as_toml(head)}effective_from = {since}\n{rows}"


def _said(entry: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in entry.items() if value}


def _name(value: object) -> str:
    if not isinstance(value, str):
        raise InvalidDocument("The name of a list or document is text.")
    return value


def _entries(told: object) -> tuple[CodeEntry, ...]:
    """Read entries, written out or short."""
    if not isinstance(told, list):
        raise InvalidDocument("entries is a list.")
    return read_rows(write_rows([_entry(one) for one in told]), CodeEntry)


def _entry(told: object) -> object:
    if isinstance(told, list) and len(FIELDS) >= len(told) >= len(FIELDS) - 1:
        return dict(zip(FIELDS, told, strict=False))
    return told


def _rows(name: str, told: object) -> str:
    if name not in DOCUMENTS:
        raise InvalidDocument(
            f"There is no document '{name}'. There are: {', '.join(sorted(DOCUMENTS))}. Packs, calendars and the "
            "selection table are policies."
        )
    return write_rows(told)


def forgotten(before: Iterable[CodeEntry], after: Iterable[CodeEntry]) -> list[str]:
    """Name the codes of a version that the next one does not have any more."""
    left = {entry.code for entry in after}
    return sorted(entry.code for entry in before if entry.code not in left)

"""Packs, calendars and the selection table as people write them: TOML in, a value or a refusal with its line out."""

import json
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, TypeVar

from application.sla.toml_places import line_of
from domain.documents import InvalidDocument, read_object, write_rows
from domain.refusals import Refusal
from domain.sla.calendar_data import CalendarData, calendar_of
from domain.sla.pack import Pack
from domain.sla.pack_refusals import PackRefusal
from domain.sla.pack_rules import Vocabulary, pack_refusals
from domain.sla.selection import SelectionRow
from domain.sla.selection_rules import SelectionTable, SelectionVocabulary, selection_refusals
from domain.sla.windows import read_windows
from domain.sla.yearly_rules import WEEKDAYS, read_yearly_rule

R = TypeVar("R")

TABLE = "pack_selection"
"""The name of the selection table."""

PLACES = {
    "calendar_unknown_zone": "zone",
    "calendar_never_opens": "hours",
    "calendar_range": "effective_until",
}
"""Where in a calendar stands what a refusal of the whole is about."""


@dataclass(frozen=True, slots=True)
class Policy:
    """What a file holds, in the form in which it is published; `effective_from` is what it says of itself."""

    name: str
    document: str
    effective_from: date | None


def read_policy(text: str, packs: Vocabulary, tables: SelectionVocabulary) -> Policy:
    """Read a pack, a calendar or the selection table: its fields say which of them it is.

    Raises:
        InvalidDocument: It is no TOML, none of them, or does not have their fields.
        Refusal: It is incomplete or contradicts itself; each reason has its own code, and the line before it.
    """
    fields = _content(text).keys()
    if "milestones" in fields:
        pack = read_pack(text, packs)
        return Policy(f"pack.{pack.id}", as_document(pack), pack.effective_from)
    if "hours" in fields:
        calendar = read_calendar(text)
        return Policy(f"calendar.{calendar.id}", as_document(calendar), calendar.effective_from)
    if "rows" in fields:
        table = read_table(text, tables)
        return Policy(TABLE, as_document(*table.rows), table.effective_from)
    raise InvalidDocument("This is no pack (milestones), no calendar (hours) and no selection table (rows).")


def as_document(*rows: Pack | CalendarData | SelectionRow) -> str:
    """Return rows as they are published, without the fields that say nothing."""
    return write_rows([asdict(row, dict_factory=_told) for row in rows])


def _told(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    return {name: value for name, value in pairs if value not in (None, ())}


def read_pack(text: str, known: Vocabulary) -> Pack:
    """Read a pack.

    Raises:
        InvalidDocument: It is no TOML, or does not have the fields of a pack.
        PackRefusal: It is incomplete or contradicts itself; each reason has its own code.
    """
    pack = _read(text, Pack)
    for refusal in pack_refusals(pack, known):
        raise _with_line(refusal, text)
    return pack


def every_refusal(text: str, known: Vocabulary) -> list[Refusal]:
    """Return everything that is wrong with a pack, each with its line."""
    try:
        pack = _read(text, Pack)
    except InvalidDocument as refusal:
        return [refusal]
    return [_with_line(refusal, text) for refusal in pack_refusals(pack, known)]


def read_calendar(text: str) -> CalendarData:
    """Read a calendar.

    Raises:
        InvalidDocument: It is no TOML, or does not have the fields of a calendar.
        Refusal: Nothing can be computed with it: it never opens, its zone is unknown, two windows overlap.
    """
    data = _read(text, CalendarData)
    for at, refusal in _wrong_parts(data):
        raise _at_line(refusal, line_of(text, at))
    try:
        calendar_of(data)
    except Refusal as refusal:
        raise _at_line(refusal, line_of(text, PLACES.get(refusal.code, ""))) from None
    return data


def read_table(text: str, known: SelectionVocabulary) -> SelectionTable:
    """Read the selection table.

    Raises:
        InvalidDocument: It is no TOML, or its rows do not have the fields of the table.
        PackRefusal: A row selects or asks for something that there is not; each reason has its own code.
    """
    table = _read(text, SelectionTable)
    for refusal in selection_refusals(table, known):
        raise _with_line(refusal, text)
    return table


def _wrong_parts(data: CalendarData) -> Iterator[tuple[str, Refusal]]:
    """Yield the parts of a calendar that cannot be read, each with its place."""
    windows = {f"hours.{day}": getattr(data.hours, day) for day in WEEKDAYS}
    for name in ("special_days", "make_up_days"):
        windows |= {f"{name}[{n}].hours": each.hours for n, each in enumerate(getattr(data, name))}
    parts: list[tuple[str, Callable[[Any], object], Any]] = [(at, read_windows, each) for at, each in windows.items()]
    parts += [(f"yearly_holidays[{n}]", read_yearly_rule, rule) for n, rule in enumerate(data.yearly_holidays)]
    for at, read, part in parts:
        try:
            read(part)
        except Refusal as refusal:
            yield at, refusal


def _content(text: str) -> dict[str, Any]:
    try:
        # As it is stored: what is a date in TOML is a text in JSON.
        content: dict[str, Any] = json.loads(write_rows(tomllib.loads(text)))
    except tomllib.TOMLDecodeError as error:
        raise InvalidDocument(f"This is no TOML: {error}.") from None
    return content


def _read(text: str, kind: type[R]) -> R:
    content = _content(text)
    try:
        return read_object(content, kind)
    except InvalidDocument as refusal:
        raise InvalidDocument(f"line {line_of(text, refusal.at)}: {refusal}") from None


def _at_line(refusal: Refusal, line: int) -> Refusal:
    return type(refusal)(f"line {line}: {refusal}")


def _with_line(refusal: PackRefusal, text: str) -> PackRefusal:
    return type(refusal)(f"line {line_of(text, refusal.at)}: {refusal}", at=refusal.at)

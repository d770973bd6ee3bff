"""Packs and calendars as people write them: TOML in, a value or a refusal that names the line out."""

import json
import tomllib
from typing import TypeVar

from application.sla.toml_places import line_of
from domain.documents import InvalidDocument, read_object, write_rows
from domain.refusals import Refusal
from domain.sla.calendar_data import CalendarData, calendar_of
from domain.sla.pack import Pack
from domain.sla.pack_refusals import PackRefusal
from domain.sla.pack_rules import Vocabulary, pack_refusals

R = TypeVar("R")


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
    calendar_of(data)
    return data


def _read(text: str, kind: type[R]) -> R:
    try:
        # As it is stored: what is a date in TOML is a text in JSON.
        content = json.loads(write_rows(tomllib.loads(text)))
    except tomllib.TOMLDecodeError as error:
        raise InvalidDocument(f"This is no TOML: {error}.") from None
    try:
        return read_object(content, kind)
    except InvalidDocument as refusal:
        raise InvalidDocument(f"line {line_of(text, refusal.at)}: {refusal}") from None


def _with_line(refusal: PackRefusal, text: str) -> PackRefusal:
    return type(refusal)(f"line {line_of(text, refusal.at)}: {refusal}", at=refusal.at)

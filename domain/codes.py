"""Code lists: named vocabularies of the bank, data with effective dates."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from domain.personal import Code, PublicText
from domain.refusals import Refusal

MOST_NAMED: Final = 60
"""How many codes a refusal names."""
LIKE_A_CODE: Final = re.compile(r"[a-z][a-z0-9_]{0,59}")
"""What a refusal quotes: what somebody put in the place of a code may be anything else, also personal."""


class UnknownCode(Refusal):
    """A code that its list does not hold on that date."""

    code = "unknown_code"


@dataclass(frozen=True, slots=True)
class CodeEntry:
    """One code with its names. Valid on [valid_from, valid_until); None is unbounded."""

    code: Code
    name_en: PublicText
    name_zh: PublicText = ""
    parent: Code | None = None
    valid_from: date | None = None
    valid_until: date | None = None

    def is_valid(self, on: date) -> bool:
        """Tell whether the code may be used on a local date."""
        return not (
            (self.valid_from is not None and on < self.valid_from)
            or (self.valid_until is not None and on >= self.valid_until)
        )


@dataclass(frozen=True, slots=True)
class CodeList:
    """One version of one list."""

    name: str
    version: int
    entries: Mapping[str, CodeEntry]

    def refusal(self, code: str, on: date) -> Refusal | None:
        """Return why `code` may not be used on a date, or None when it may."""
        entry = self.entries.get(code)
        if entry is not None and entry.is_valid(on):
            return None
        told = f"code '{code}'" if LIKE_A_CODE.fullmatch(code) else "such code"
        return UnknownCode(f"The list '{self.name}' (version {self.version}) has no {told} on {on}. {self._known(on)}")

    def in_force(self, on: date) -> list[CodeEntry]:
        """Return the codes that may be used on a date, in the order of the list."""
        return [entry for entry in self.entries.values() if entry.is_valid(on)]

    def _known(self, on: date) -> str:
        """Name the codes that may be used, or as many as people read, and where the others are."""
        known = sorted(entry.code for entry in self.in_force(on))
        more = len(known) - MOST_NAMED
        named = f"Known: {', '.join(known[:MOST_NAMED])}"
        return f"{named}, and {more} more in /v1/code-lists/{self.name}." if more > 0 else f"{named}."

    def line(self, code: str) -> tuple[str, ...]:
        """Return a code with all that are above it, the highest first; an unknown one stands for itself."""
        line = [code]
        while (entry := self.entries.get(line[0])) and entry.parent and entry.parent not in line:
            line.insert(0, entry.parent)
        return tuple(line)


class Codes:
    """All lists in force, as one value that a command is given."""

    def __init__(self, lists: Mapping[str, CodeList]) -> None:
        """Hold the lists by name."""
        self._lists = lists

    def refusal(self, list_name: str, code: str | None, on: date) -> Refusal | None:
        """Return why a code may not be used on a date; no code at all is always allowed."""
        return None if code is None else self._lists[list_name].refusal(code, on)

    def names(self) -> list[str]:
        """Name the lists."""
        return sorted(self._lists)

    def list_of(self, list_name: str) -> CodeList | None:
        """Return a list, None where there is none of this name."""
        return self._lists.get(list_name)

    def of(self, list_name: str) -> frozenset[str]:
        """Return every code of a list, also those that may not be used any more."""
        return frozenset(self._lists[list_name].entries)

    def line(self, list_name: str, code: str) -> tuple[str, ...]:
        """Return a code with all that are above it in its list, the highest first."""
        return self._lists[list_name].line(code)

    def version(self, list_name: str) -> int:
        """Return the version in force, which events record."""
        return self._lists[list_name].version

    def versions(self, *list_names: str) -> dict[str, int]:
        """Return the versions of several lists."""
        return {name: self.version(name) for name in list_names}

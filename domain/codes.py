"""Code lists: named vocabularies of the bank, data with effective dates."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from domain.personal import Code, PublicText
from domain.refusals import Refusal


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
        known = ", ".join(sorted(c for c, e in self.entries.items() if e.is_valid(on))[:20])
        return UnknownCode(f"The list '{self.name}' (version {self.version}) has no such code on {on}. Known: {known}.")

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

"""The rules that a selection table is held against before it is published."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from domain.organisation.jurisdiction import FORM
from domain.sla.pack_refusals import DuplicateName, PackIncomplete, PackRefusal
from domain.sla.selection import SelectionRow

KINDS = frozenset({"complaint", "recheck", "service_request", "interaction"})
"""The kinds of cases."""

LISTS = {
    "sources": "source",
    "complaint_classes": "complaint_class",
    "categories": "category",
    "complexities": "complexity",
    "regimes": "regime",
}
"""Columns of the table that hold codes, with their list."""


class UnknownPack(PackRefusal):
    """A row selects a pack that was never published."""

    code = "selection_unknown_pack"


class UnknownSelectedMilestone(PackRefusal):
    """A row lets a milestone run that its pack does not have."""

    code = "selection_unknown_milestone"


class UnknownSelector(PackRefusal):
    """A row asks for a kind of case, a jurisdiction or a code that there is not: it would match nothing."""

    code = "selection_unknown_code"


@dataclass(frozen=True, slots=True)
class SelectionTable:
    """The table as it is written down: its rows, and from when it is in force."""

    rows: tuple[SelectionRow, ...]
    effective_from: date | None = None


@dataclass(frozen=True, slots=True)
class SelectionVocabulary:
    """What a table may speak of: the milestones of each pack, and the codes of each list."""

    milestones: Mapping[str, frozenset[str]] = field(default_factory=dict)
    codes: Mapping[str, frozenset[str]] = field(default_factory=dict)


def selection_refusals(table: SelectionTable, known: SelectionVocabulary) -> Iterator[PackRefusal]:
    """Yield everything that is wrong with a table, in its order."""
    if not table.rows:
        yield PackIncomplete("A table has at least one row.", at="rows")
    seen: set[str] = set()
    for n, row in enumerate(table.rows):
        if row.row in seen:
            yield DuplicateName(f"There are two rows '{row.row}'.", at=f"rows[{n}].row")
        seen.add(row.row)
        yield from _row(row, known, f"rows[{n}]")


def _row(row: SelectionRow, known: SelectionVocabulary, at: str) -> Iterator[PackRefusal]:
    milestones = known.milestones.get(row.pack)
    if milestones is None:
        yield UnknownPack(f"There is no pack '{row.pack}'; publish it first.", at=f"{at}.pack")
    else:
        for n, name in enumerate(row.milestones):
            if name not in milestones:
                text = f"The pack '{row.pack}' has no milestone '{name}'."
                yield UnknownSelectedMilestone(text, at=f"{at}.milestones[{n}]")
    for column, is_known, told in selectors(known):
        for n, value in enumerate(getattr(row, column)):
            if not is_known(value):
                yield UnknownSelector(told.format(value), at=f"{at}.{column}[{n}]")


def selectors(known: SelectionVocabulary) -> Iterator[tuple[str, Callable[[str], object], str]]:
    """Yield each column that asks for something, with the test of a value and what is said of a wrong one."""
    kinds = ", ".join(sorted(KINDS))
    yield "kinds", KINDS.__contains__, f"'{{}}' is no kind of case; there are: {kinds}."
    yield "jurisdictions", FORM.fullmatch, "'{}' is no code such as CN or GB-SCT."
    for column, name in LISTS.items():
        yield column, known.codes[name].__contains__, f"The list '{name}' has no code '{{}}'."

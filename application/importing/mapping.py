"""The mapping of another system's records to complaints: what a mapping file says."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from domain.complaint.values import ProductIssue, Words

TEXT_FACTS = frozenset(
    {
        "channel",
        "source",
        "language",
        "complainant_type",
        "authority_reference",
        "branch",
        "employee_id",
        "legal_entity",
        "brand",
        "region",
        "partner_type",
        "partner",
    }
)
DAY_FACTS = frozenset({"authority_received_on", "incident_on"})
RECEIPTS = frozenset({"received_on", "received_at"})
FACTS = TEXT_FACTS | DAY_FACTS | RECEIPTS | {"tags"}
"""What `[facts]` may map. `received_on` is a day and `received_at` an instant; a mapping has one of them."""

FIXED_FACTS = TEXT_FACTS - {"authority_reference", "employee_id"}
WORDS = frozenset(field.name for field in fields(Words)) - {"birth_year"}
"""What `[words]` may map: texts."""
ABOUT = frozenset(field.name for field in fields(ProductIssue))


@dataclass(frozen=True)
class Layout:
    """How the file is written. `columns` must all be there; others may be and are kept with the record."""

    columns: tuple[str, ...] = ()
    delimiter: str = ","
    date_format: str = ""
    """As of `strptime`; without it, days are YYYY-MM-DD."""
    id_pattern: str = r"\S.*"
    """What an id looks like, to find the next record behind one whose quotes are broken. It rejects nothing."""
    tag_separator: str = ","


@dataclass(frozen=True)
class TaxonomyVersion:
    """One generation of the source's products and issues, in use from a day on."""

    name: str
    since: date | None = None
    products: tuple[str, ...] = ()
    """Products that no other generation has: they decide before the day does."""


@dataclass(frozen=True)
class Outcome:
    """Where the source says what became of a complaint, and which responses are an end.

    `closes` and `leaves_open` list responses; one that ends in `*` stands for all that begin so.
    """

    response: str
    closes: tuple[str, ...]
    leaves_open: tuple[str, ...]
    timely: str = ""
    disputed: str = ""
    claims: Mapping[str, bool] = field(default_factory=lambda: {"Yes": True, "No": False})
    no_claim: tuple[str, ...] = ("", "N/A")


@dataclass(frozen=True)
class SourceMapping:
    """How the records of one system become complaints.

    `system` and the id in the column `record_id` name a complaint for ever: another mapping of the same system finds
    the same complaints. Columns stand on the right, what they become on the left.
    """

    name: str
    version: int
    system: str
    record_id: str
    zone: str
    unit_id: str
    """The unit that the complaints come to; where nobody has founded it, the import does."""
    facts: Mapping[str, str]
    words: Mapping[str, str] = field(default_factory=dict)
    about: Mapping[str, str] = field(default_factory=dict)
    fixed: Mapping[str, str] = field(default_factory=dict)
    codes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """For a fact: the source's word → the code of our list. A word that is not there rejects its record."""
    outcome: Outcome | None = None
    taxonomy: tuple[TaxonomyVersion, ...] = ()
    taxonomy_day: str = ""
    """The column with the day that tells the generation."""
    layout: Layout = field(default_factory=Layout)
    superior_id: str | None = None
    """Under which unit the import founds its own; None: at the top."""

    def __post_init__(self) -> None:
        """Refuse what cannot work.

        Raises:
            ValueError: Says what is wrong.
        """
        if complaint := next(self._contradictions(), None):
            raise ValueError(complaint)

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that a file must have."""
        used = (self.record_id, *self.facts.values(), *self.words.values(), *self.about.values(), self.taxonomy_day)
        told = (self.outcome.response, self.outcome.timely, self.outcome.disputed) if self.outcome else ()
        return tuple(dict.fromkeys(column for column in (*self.layout.columns, *used, *told) if column))

    def taxonomy_of(self, product: str | None, on: date | None) -> str:
        """Return the generation that a product belongs to, by its name where that decides, else by the day."""
        by_name = next((version.name for version in self.taxonomy if product in version.products), None)
        if by_name is not None:
            return by_name
        in_use = [v for v in self.taxonomy if v.since is None or (on is not None and v.since <= on)]
        return in_use[-1].name if in_use else ""

    def _contradictions(self) -> Iterator[str]:
        for table, given, known in (
            ("facts", self.facts, FACTS),
            ("words", self.words, WORDS),
            ("about", self.about, ABOUT),
            ("fixed", self.fixed, FIXED_FACTS),
            ("codes", self.codes, TEXT_FACTS),
        ):
            if unknown := sorted(given.keys() - known):
                yield f"[{table}] has no {', '.join(unknown)}; it may have {', '.join(sorted(known))}"
        if len(self.facts.keys() & RECEIPTS) != 1:
            yield "[facts] must have received_on (a day) or received_at (an instant)"
        for needed in ("channel", "source"):
            if needed not in self.facts.keys() | self.fixed.keys():
                yield f"[facts] or [fixed] must have {needed}"
        if self.about and "product" not in self.about:
            yield "[about] must have product"
        if not _is_zone(self.zone):
            yield f"there is no zone {self.zone!r}"
        if len(self.layout.delimiter) != 1 or self.layout.delimiter in '"\r\n':
            yield f"{self.layout.delimiter!r} is no delimiter"
        if not _is_pattern(self.layout.id_pattern):
            yield f"{self.layout.id_pattern!r} is no pattern"


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def _is_pattern(text: str) -> bool:
    try:
        re.compile(text)
    except re.error:
        return False
    return True

"""The reading of a record: what it says, in our words."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from application.identifiers import identifier
from application.importing.mapping import DAY_FACTS, TEXT_FACTS, Outcome, SourceMapping
from application.importing.records import Fault, Record
from domain.complaint.receiving import Intake
from domain.complaint.values import Facts, Precision, ProductIssue, SourceRecord, Words

ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
LONGEST_QUOTE = 60


class UnmappableError(Exception):
    """A record says something that the mapping has no meaning for."""

    def __init__(self, column: str, reason: str) -> None:
        """Name the column and what is wrong with it."""
        super().__init__(f"{column}: {reason}")
        self.fault = Fault(reason, column)


@dataclass(frozen=True, slots=True)
class Statement:
    """What the source says became of the complaint. A claim of None was not made."""

    response: str
    timely_claim: bool | None
    disputed_claim: bool | None
    closes: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """One record in our words."""

    intake: Intake
    source_record: SourceRecord
    statement: Statement | None


class Reader:
    """Reads records by one mapping."""

    def __init__(self, mapping: SourceMapping) -> None:
        """Prepare what is the same for every record."""
        self._mapping = mapping
        self._zone = ZoneInfo(mapping.zone)
        self._texts = {name: column for name, column in mapping.facts.items() if name in TEXT_FACTS}
        self._days = {name: column for name, column in mapping.facts.items() if name in DAY_FACTS}
        self._label = f"{mapping.name}/{mapping.version}"
        self.system = mapping.system
        self.no_id = Fault("is empty", mapping.record_id)

    def record_id(self, record: Record) -> str:
        """Return the id of a record, empty where it has none or is broken."""
        return "" if record.fault else self._id(record.fields)

    def read(self, fields: dict[str, str], now: datetime) -> Reading:
        """Say in our words what a record says. Days are days of the source's zone.

        Raises:
            UnmappableError: A word or a date has no meaning, or lies after `now`.
        """
        about = self._about(fields)
        taxonomy = self._mapping.taxonomy_of(about[0].product if about else None, self._taxonomy_day(fields))
        source_record = SourceRecord(self.system, self._id(fields), self._label, taxonomy, fields)
        intake = Intake(
            facts=self._facts(fields, about, now),
            words=self._words(fields),
            unit_id=self._mapping.unit_id,
            source_record=source_record,
        )
        return Reading(intake, source_record, self._statement(fields))

    def _id(self, fields: Mapping[str, str]) -> str:
        return fields.get(self._mapping.record_id, "").strip()

    def _facts(self, fields: Mapping[str, str], about: tuple[ProductIssue, ...], now: datetime) -> Facts:
        received_at, precision = self._receipt(fields, now)
        known: dict[str, Any] = dict(self._mapping.fixed)
        for name, column in self._texts.items():
            if (text := self._text(fields, name, column)) is not None:
                known[name] = text
        for name, column in self._days.items():
            known[name] = self._day(fields, column, now)
        tags = self._tags(fields)
        return Facts(received_at=received_at, received_precision=precision, about=about, tags=tags, **known)

    def _receipt(self, fields: Mapping[str, str], now: datetime) -> tuple[datetime, Precision]:
        mapped = self._mapping.facts
        if column := mapped.get("received_on"):
            return self._on_day(column, self._day(fields, column, now)), Precision.DAY
        column = mapped["received_at"]
        text = fields.get(column, "").strip()
        if (on := any_iso_day(text)) is not None:
            # A source that has no time for some of its records: none is made up.
            return self._on_day(column, not_later(column, text, on, now.astimezone(self._zone).date())), Precision.DAY
        return instant(column, text, self._zone, now), Precision.SECOND

    def _on_day(self, column: str, on: date | None) -> datetime:
        if on is None:
            raise UnmappableError(column, "is empty")
        try:
            return start_of_day(on, self._zone)
        except OverflowError:
            raise UnmappableError(column, "lies before the year 1 in UTC") from None

    def _text(self, fields: Mapping[str, str], name: str, column: str) -> str | None:
        """Return a fact, translated where the mapping translates it."""
        value = fields.get(column, "").strip()
        table = self._mapping.codes.get(name)
        if table is None:
            return employee(column, value) if name == "employee_id" and value else value or None
        try:
            return table[value] or None
        except KeyError:
            raise UnmappableError(column, f"the mapping has no code for {quoted(value)}") from None

    def _day(self, fields: Mapping[str, str], column: str, now: datetime) -> date | None:
        text = fields.get(column, "").strip()
        if not text:
            return None
        on = day(text, self._mapping.layout.date_format)
        if on is None:
            raise UnmappableError(column, f"{quoted(text)} is not a day")
        return not_later(column, text, on, now.astimezone(self._zone).date())

    def _taxonomy_day(self, fields: Mapping[str, str]) -> date | None:
        text = fields.get(self._mapping.taxonomy_day, "").strip()
        return day(text, self._mapping.layout.date_format) if text else None

    def _about(self, fields: Mapping[str, str]) -> tuple[ProductIssue, ...]:
        """Return the source's own words for product and issue."""
        words = {name: fields.get(column, "").strip() or None for name, column in self._mapping.about.items()}
        product = words.pop("product", None)
        return (ProductIssue(product, **words),) if product else ()

    def _words(self, fields: Mapping[str, str]) -> Words:
        told = {name: fields.get(column, "") for name, column in self._mapping.words.items()}
        words: dict[str, Any] = {"narrative": "", **{name: text for name, text in told.items() if text}}
        return Words(**words)

    def _tags(self, fields: Mapping[str, str]) -> tuple[str, ...]:
        text = fields.get(self._mapping.facts.get("tags", ""), "")
        return tuple(tag.strip() for tag in text.split(self._mapping.layout.tag_separator) if tag.strip())

    def _statement(self, fields: Mapping[str, str]) -> Statement | None:
        told = self._mapping.outcome
        if told is None:
            return None
        response = fields.get(told.response, "").strip()
        closes = is_an_end(response, told)
        return Statement(response, _claim(fields, told.timely, told), _claim(fields, told.disputed, told), closes)


def is_an_end(response: str, told: Outcome) -> bool:
    """Tell whether a response closes the complaint.

    Raises:
        UnmappableError: The mapping does not know the response.
    """
    if _is_among(response, told.closes):
        return True
    if _is_among(response, told.leaves_open):
        return False
    raise UnmappableError(told.response, f"the mapping does not say whether {quoted(response)} closes a complaint")


def _is_among(response: str, patterns: tuple[str, ...]) -> bool:
    return any(response.startswith(p[:-1]) if p.endswith("*") else response == p for p in patterns)


def _claim(fields: Mapping[str, str], column: str, told: Outcome) -> bool | None:
    text = fields.get(column, "").strip() if column else ""
    if text in told.claims:
        return told.claims[text]
    if text in told.no_claim:
        return None
    raise UnmappableError(column, f"{quoted(text)} is neither yes nor no")


def employee(column: str, value: str) -> str:
    """Return the identifier of an employee in the spelling that rules compare.

    Raises:
        UnmappableError: It is no identifier.
    """
    try:
        return identifier(value)
    except ValueError as error:
        raise UnmappableError(column, str(error)) from None


def not_later(column: str, text: str, on: date, today: date) -> date:
    """Return a day that is not in the future.

    Raises:
        UnmappableError: It is.
    """
    if on > today:
        raise UnmappableError(column, f"{quoted(text)} lies in the future")
    return on


def quoted(text: str) -> str:
    """Return a value for a reason, cut where it is long."""
    return repr(text if len(text) <= LONGEST_QUOTE else f"{text[:LONGEST_QUOTE]}…")


@lru_cache(maxsize=20_000)
def start_of_day(on: date, zone: ZoneInfo) -> datetime:
    """Return the first instant of a day in a zone, in UTC."""
    return datetime.combine(on, time(), zone).astimezone(UTC)


@lru_cache(maxsize=20_000)
def day(text: str, date_format: str) -> date | None:
    """Read a day; None where the text is none."""
    try:
        if date_format:
            return datetime.strptime(text, date_format).date()  # noqa: DTZ007 - a day has no zone
        return date.fromisoformat(text) if ISO_DAY.fullmatch(text) else None
    except ValueError:
        return None


def any_iso_day(text: str) -> date | None:
    """Read a day in any spelling of ISO 8601; None where the text is none, or an instant."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def instant(column: str, text: str, zone: ZoneInfo, now: datetime) -> datetime:
    """Read an instant of ISO 8601; without an offset it is the zone's time.

    Raises:
        UnmappableError: It is none, or lies after `now`.
    """
    try:
        told = datetime.fromisoformat(text.strip())
        at = (told if told.tzinfo else told.replace(tzinfo=zone)).astimezone(UTC)
    except (ValueError, OverflowError):
        raise UnmappableError(column, f"{quoted(text)} is not an instant") from None
    if at > now:
        raise UnmappableError(column, f"{quoted(text)} lies in the future")
    return at

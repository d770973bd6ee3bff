"""The fields of bodies: texts, codes, instants, days, amounts, each with its limits."""

import re
import unicodedata
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Annotated, Any, Final

from pydantic import AfterValidator, AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

import domain.money
from application.identifiers import identifier
from domain.currencies import ACTIVE

NO_NUL: Final = r"^[^\x00]*$"
"""PostgreSQL keeps no NUL."""
NOT_BLANK: Final = r"^\s*[^\s\x00][^\x00]*$"
ONE_WORD: Final = r"^\s*[!-~\u00c0-\u017f\u3400-\u4dbf\u4e00-\u9fff]+\s*$"

MOST_ITEMS: Final = 50
MOST_PARTIES: Final = 200
FIRST_YEAR, LAST_YEAR = 1900, 2199

UNSEEN: Final = frozenset("\u2800\u3164\uffa0\u115f\u1160")
"""Characters that are letters or symbols by name and show nothing: an empty Braille cell, Hangul fillers."""

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_INSTANT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ].*")
AMOUNT: Final = r"^[0-9]{1,14}(\.[0-9]{1,4})?$"
_AMOUNT = re.compile(r"[0-9]{1,14}(\.[0-9]{1,4})?")


class Body(BaseModel):
    """A JSON object in which every member is known."""

    model_config = ConfigDict(extra="forbid")


def example(body: dict[str, Any]) -> ConfigDict:
    """Return the configuration of a body that shows an example."""
    return ConfigDict(json_schema_extra={"examples": [body]})


def _written_as_instant(value: object) -> object:
    """Let no number pass for an instant."""
    if not isinstance(value, str) or not _INSTANT.fullmatch(value):
        raise ValueError("an instant is written as 2026-03-02T09:30:00+08:00")
    return value


def _in_utc(value: datetime) -> datetime:
    if not FIRST_YEAR <= value.year <= LAST_YEAR:
        raise ValueError(f"an instant lies in the years {FIRST_YEAR} to {LAST_YEAR}")
    return value.astimezone(UTC)


def _written_as_day(value: object) -> object:
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        raise ValueError("a day is written as 2026-03-02")
    return value


def _in_range(value: date) -> date:
    if not FIRST_YEAR <= value.year <= LAST_YEAR:
        raise ValueError(f"a day lies in the years {FIRST_YEAR} to {LAST_YEAR}")
    return value


# The patterns below describe; the functions refuse, in sentences that tell people what to write.


def storable(value: str) -> str:
    """Refuse what PostgreSQL does not keep."""
    if "\x00" in value:
        raise PydanticCustomError("text_with_nul", "must not contain the character NUL")
    if any("\ud800" <= character <= "\udfff" for character in value):
        raise PydanticCustomError("text_with_half_character", "must not contain half a character (a lone surrogate)")
    return value


def is_seen(character: str) -> bool:
    """Tell whether a character shows anything: no space, no control or format character, no empty Braille cell."""
    return unicodedata.category(character)[0] not in "ZC" and character not in UNSEEN


def _written(value: str) -> str:
    if not any(is_seen(character) for character in storable(value)):
        raise PydanticCustomError("text_blank", "must not be blank")
    return value


def _identifier(value: str) -> str:
    try:
        return identifier(storable(value))
    except ValueError as error:
        raise PydanticCustomError("identifier", "{reason}", {"reason": str(error)}) from None


def _currency(value: str) -> str:
    if value not in ACTIVE:
        raise PydanticCustomError("currency", "must be the code of a currency in use (ISO 4217), such as CNY")
    return value


def _amount(value: str) -> str:
    if not _AMOUNT.fullmatch(value):
        raise PydanticCustomError(
            "amount",
            "must be a positive decimal number with at most 4 decimals and at most 14 digits before them",
        )
    return value


LongText = Annotated[
    str,
    StringConstraints(min_length=1, max_length=20_000),
    AfterValidator(_written),
    Field(json_schema_extra={"pattern": NOT_BLANK}),
]
"""What somebody told or wrote at length."""
ShortText = Annotated[
    str,
    StringConstraints(min_length=1, max_length=500),
    AfterValidator(_written),
    Field(json_schema_extra={"pattern": NOT_BLANK}),
]
"""A sentence or an address."""
Name = Annotated[
    str,
    StringConstraints(min_length=1, max_length=200),
    AfterValidator(_written),
    Field(json_schema_extra={"pattern": NOT_BLANK}),
]
"""A name, a reference of somebody else's, the words of another system's list."""
Code = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=64),
    AfterValidator(_written),
    Field(json_schema_extra={"pattern": NOT_BLANK}),
]
"""A code of one of the bank's lists."""
Identifier = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=64),
    AfterValidator(_identifier),
    Field(json_schema_extra={"pattern": ONE_WORD}),
]
"""An id of a user or unit, kept in small letters."""
ItemId = Annotated[str, StringConstraints(pattern=r"^[a-z][0-9]{1,6}$")]
"""An id within the case, such as q1, s1 or r1."""
Instant = Annotated[
    AwareDatetime,
    BeforeValidator(_written_as_instant),
    AfterValidator(_in_utc),
    Field(description="An instant with its offset (RFC 3339).", examples=["2026-03-02T09:30:00+08:00"]),
]
Day = Annotated[
    date,
    BeforeValidator(_written_as_day),
    AfterValidator(_in_range),
    Field(description="A local date.", examples=["2026-03-02"]),
]
Year = Annotated[int, Field(ge=FIRST_YEAR, le=LAST_YEAR, strict=True, examples=[1968])]
PeopleCount = Annotated[int, Field(ge=1, le=100_000, strict=True, examples=[25])]
Currency = Annotated[
    str,
    StringConstraints(pattern=r"^[A-Z]{3}$"),
    AfterValidator(_currency),
    Field(description="A currency in use (ISO 4217).", examples=["CNY"], json_schema_extra={"enum": sorted(ACTIVE)}),
]
Amount = Annotated[
    str,
    AfterValidator(_amount),
    Field(
        description="A decimal number as text, so that nothing is rounded.",
        examples=["128.50"],
        json_schema_extra={"pattern": AMOUNT},
    ),
]


class Money(Body):
    """An amount of one currency (ISO 4217)."""

    currency: Currency
    amount: Amount

    def value(self) -> domain.money.Money:
        """Return it as the domain's value."""
        return domain.money.Money(self.currency, Decimal(self.amount))

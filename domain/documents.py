"""Documents: lists of the bank whose rows have a shape of their own, such as request types and routing rules."""

import json
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import Enum, StrEnum
from types import NoneType, UnionType
from typing import Any, Generic, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from domain.refusals import Refusal

R = TypeVar("R")


class InvalidDocument(Refusal):
    """A document that is not a list of rows of its kind; `at` says where, as `milestones[0].stages[1].limit`."""

    code = "invalid_document"

    def __init__(self, message: str, *, at: str = "") -> None:
        """Put the place before the reason."""
        super().__init__(f"{at}: {message}" if at else message)
        self.at = at


class AppliesTo(StrEnum):
    """What a published version is for. It never changes what is finished."""

    NEW_CASES = "new_cases"
    """What begins from then on."""
    OPEN_MILESTONES = "open_milestones"
    """New cases, and deadlines that are not met yet: breached ones included."""
    WHAT_IF_ONLY = "what_if_only"
    """Nothing but what-ifs: it is never in force."""


@dataclass(frozen=True, slots=True)
class Document(Generic[R]):
    """The version of a document in force, with its rows in their order."""

    name: str
    version: int
    rows: tuple[R, ...]


def read_rows(text: str, row: type[R]) -> tuple[R, ...]:
    """Read rows out of JSON: a list of objects with the fields of a dataclass.

    Raises:
        InvalidDocument: It is anything else; the message names the row and the field.
    """
    try:
        found = json.loads(text, parse_float=Decimal)
    except ValueError:
        raise InvalidDocument("This is not JSON.") from None
    if not isinstance(found, list):
        raise InvalidDocument("A document is a list of rows.")
    return tuple(_read(row, one, f"row {number}") for number, one in enumerate(found, start=1))


def read_object(content: Mapping[str, Any], kind: type[R]) -> R:
    """Read one object out of plain values, as the fields of a dataclass.

    Raises:
        InvalidDocument: It is anything else; `at` names the field.
    """
    return cast("R", _read(kind, content, ""))


def write_rows(rows: Any) -> str:  # noqa: ANN401 - what JSON takes
    """Write rows as canonical JSON."""
    return json.dumps(rows, default=str, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _read(kind: Any, value: Any, at: str) -> Any:  # noqa: ANN401 - any type, any value
    """Read one value as a type: a dataclass, a tuple, a union, an enumeration, or a plain value."""
    if is_dataclass(kind):
        return _read_object(cast("type[Any]", kind), value, at)
    if get_origin(kind) is tuple:
        if not isinstance(value, list):
            raise InvalidDocument("a list is wanted.", at=at)
        return tuple(_read(get_args(kind)[0], one, f"{at}[{n}]") for n, one in enumerate(value))
    if get_origin(kind) in {Union, UnionType}:
        wanted = [one for one in get_args(kind) if one is not NoneType]
        return None if value is None else _read(wanted[0], value, at)
    return _read_plain(kind, value, at)


def _read_object(kind: type[Any], value: Any, at: str) -> Any:  # noqa: ANN401 - any type, any value
    if not isinstance(value, Mapping):
        raise InvalidDocument("an object is wanted.", at=at)
    hints = get_type_hints(kind)
    known = {field.name: field for field in fields(kind)}
    if unknown := sorted(value.keys() - known.keys()):
        raise InvalidDocument(f"there is no field {', '.join(map(str, unknown))}.", at=at)
    needed = {name for name, field in known.items() if field.default is MISSING and field.default_factory is MISSING}
    if missing := sorted(needed - value.keys()):
        raise InvalidDocument(f"{', '.join(missing)} is missing.", at=at)
    return kind(**{name: _read(hints[name], one, f"{at}.{name}" if at else name) for name, one in value.items()})


def _read_plain(kind: Any, value: Any, at: str) -> Any:  # noqa: ANN401 - any type, any value
    try:
        if kind is date and isinstance(value, str):
            return date.fromisoformat(value)
        if kind is Decimal and isinstance(value, str | int | Decimal) and not isinstance(value, bool):
            return Decimal(value)
        if isinstance(kind, type) and issubclass(kind, Enum):
            return kind(value)
    except (ValueError, InvalidOperation):
        raise InvalidDocument(f"this is no {kind.__name__}.", at=at) from None
    if type(value) is not kind:
        raise InvalidDocument(f"a {getattr(kind, '__name__', kind)} is wanted.", at=at)
    return value

"""The records of a file as read, before anything is made of them."""

from dataclasses import dataclass, field

LARGEST_FIELD = 100_000
"""Characters that one field may have."""

LARGEST_RECORD = 1_048_576
"""Characters that one record may have; more is never held in memory."""

TOO_LONG = f"longer than {LARGEST_RECORD:,} characters; only its beginning is kept"


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a record is rejected; `column` is empty where no single one is to blame."""

    reason: str
    column: str = ""


@dataclass(slots=True)
class Record:
    """One record of a file, whole or broken.

    `line` is the line of the file on which it begins, from 1. `raw` is its text as it stands there; bytes that are
    not UTF-8 are lone surrogates in it (`surrogateescape`). A record with a `fault` has no usable fields.
    """

    line: int
    raw: str
    fields: dict[str, str] = field(default_factory=dict)
    fault: Fault | None = None


class UnusableFileError(Exception):
    """The file as a whole is not what the mapping describes; nothing of it was imported."""


def is_plain(raw: str) -> bool:
    """Tell whether no field of such a text can be unfit, at one look."""
    return raw.isascii() and "\0" not in raw and len(raw) <= LARGEST_FIELD


def unfit(fields: dict[str, str]) -> Fault | None:
    """Return the first thing in a record that could not be stored or shown, or None."""
    return next((fault for column, value in fields.items() if (fault := _unfit(column, value))), None)


def _unfit(column: str, value: str) -> Fault | None:
    if len(value) > LARGEST_FIELD:
        return Fault(f"has {len(value):,} characters; {LARGEST_FIELD:,} are the most", column)
    if "\0" in value:
        return Fault("holds a NUL character", column)
    return None if value.isascii() or _is_unicode(value) else Fault("holds bytes that are not UTF-8", column)


def _is_unicode(value: str) -> bool:
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True

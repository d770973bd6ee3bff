"""Reference numbers that people can say, with a digit that catches slips."""

import re
from datetime import date

_SHAPE = re.compile(r"([A-Z])-([0-9]{4})-([0-9]{6,})-([0-9])")


def reference_number(kind: str, year: int, number: int) -> str:
    """Return kind-year-number-check digit, such as `C-2026-000123-4`.

    `kind` is one capital letter (C complaint), `number` is unique over all years.
    """
    return f"{kind}-{year:04d}-{number:06d}-{check_digit(f'{year:04d}{number:06d}')}"


def reference_for(kind: str, on: date, number: int) -> str:
    """Return the reference of a case received on a date."""
    return reference_number(kind, on.year, number)


def is_reference(text: str) -> bool:
    """Tell whether a text is a reference with the right check digit."""
    match = _SHAPE.fullmatch(text)
    return match is not None and check_digit(match[2] + match[3]) == match[4]


def check_digit(digits: str) -> str:
    """Compute the check digit, which finds every single wrong digit and nearly every swap of neighbours.

    Source: ISO/IEC 7064, MOD 11,10.
    """
    carry = 10
    for digit in digits:
        carry = (carry + int(digit)) % 10 or 10
        carry = carry * 2 % 11
    return str((11 - carry) % 10)

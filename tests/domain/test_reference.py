"""Reference numbers: said on the telephone, typed with slips."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.reference import check_digit, is_reference, reference_for, reference_number

numbers = st.integers(1, 99_999_999)
years = st.integers(2000, 2099)


def with_digit(reference: str, place: int, digit: str) -> str:
    """Return the reference with another digit at a place."""
    return reference[:place] + digit + reference[place + 1 :]


@given(years, numbers)
def test_a_reference_is_recognised(year: int, number: int) -> None:
    assert is_reference(reference_number("C", year, number))


@given(years, numbers)
def test_every_single_wrong_digit_is_found(year: int, number: int) -> None:
    reference = reference_number("C", year, number)
    for place in (i for i, c in enumerate(reference) if c.isdigit()):
        wrong = (with_digit(reference, place, digit) for digit in "0123456789" if digit != reference[place])
        assert not any(map(is_reference, wrong))


def test_nearly_every_swap_of_neighbours_is_found() -> None:
    swaps = missed = 0
    for number in range(1, 20_000, 7):
        digits = f"2026{number:06d}"
        right = check_digit(digits)
        for i in range(len(digits) - 1):
            if digits[i] != digits[i + 1]:
                swapped = digits[:i] + digits[i + 1] + digits[i] + digits[i + 2 :]
                swaps += 1
                missed += check_digit(swapped) == right
    assert missed / swaps < 0.03


def test_a_reference_has_the_year_of_receipt_and_at_least_six_digits() -> None:
    assert reference_for("C", date(2026, 1, 5), 42) == "C-2026-000042-9"
    assert reference_for("C", date(2026, 1, 5), 12_345_678).startswith("C-2026-12345678-")


@pytest.mark.parametrize(
    "text", ["", "C-2026-42-9", "c-2026-000042-9", "C-2026-000042", "C-2026-000042-9\n", "C-２０２６-000042-9"]
)
def test_what_only_looks_like_a_reference_is_none(text: str) -> None:
    assert not is_reference(text)

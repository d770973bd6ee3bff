"""The currencies in use."""

from decimal import Decimal

import pytest

from domain.currencies import ACTIVE
from domain.money import Money


def test_they_are_codes_of_three_capital_letters() -> None:
    assert len(ACTIVE) > 150
    for currency in ACTIVE:
        assert Money(currency, Decimal(1)).currency == currency


@pytest.mark.parametrize("currency", ["CNY", "GBP", "USD", "EUR", "INR", "AUD", "HKD", "SGD", "XCG"])
def test_what_people_pay_with_is_one(currency: str) -> None:
    assert currency in ACTIVE


@pytest.mark.parametrize("code", ["XYZ", "XXX", "XTS", "XAU", "DEM", "BGN", "ANG"])
def test_what_nobody_pays_with_is_none(code: str) -> None:
    assert code not in ACTIVE

"""Money: what it is and how it adds up."""

from decimal import Decimal

import pytest

from domain.money import InvalidMoney, Money, total_by_currency


@pytest.mark.parametrize("amount", ["0", "0.01", "128.50", "99999999999999.9999", "1E+3"])
def test_an_amount_is_a_decimal_of_up_to_14_and_4_digits(amount: str) -> None:
    assert Money("CNY", Decimal(amount)).amount == Decimal(amount)


@pytest.mark.parametrize("amount", ["-0.01", "-0", "NaN", "Infinity", "0.00001", "100000000000000", "1E+14", "0E+15"])
def test_what_is_negative_or_endless_or_too_large_or_too_fine_is_no_money(amount: str) -> None:
    with pytest.raises(InvalidMoney) as caught:
        Money("CNY", Decimal(amount))
    assert caught.value.code == "invalid_money"


@pytest.mark.parametrize("currency", ["", "cny", "CN", "CNYX", "元", "CN1", "CNY "])
def test_a_currency_is_three_capital_letters(currency: str) -> None:
    with pytest.raises(InvalidMoney):
        Money(currency, Decimal(1))


def test_money_prints_as_people_read_it() -> None:
    assert str(Money("CNY", Decimal("128.50"))) == "CNY 128.50"
    assert str(Money("CNY", Decimal("1E+3"))) == "CNY 1000"


def test_each_currency_adds_up_for_itself() -> None:
    amounts = [Money("CNY", Decimal("0.1")), Money("GBP", Decimal(5)), Money("CNY", Decimal("0.2"))]
    assert total_by_currency(amounts) == {"CNY": Decimal("0.3"), "GBP": Decimal(5)}
    assert total_by_currency([]) == {}

"""Actors: how much they may grant."""

from decimal import Decimal

import pytest

from domain.actor import Actor, Role
from domain.money import Money

ANN = Actor("ann", Role.HANDLER, "shanghai", {"CNY": Decimal(500), "HKD": Decimal(200)})


def cny(amount: str) -> Money:
    return Money("CNY", Decimal(amount))


@pytest.mark.parametrize(
    ("amounts", "within"),
    [
        ([], True),
        ([cny("500")], True),
        ([cny("500.01")], False),
        ([cny("300"), cny("200.01")], False),
        ([Money("GBP", Decimal(0))], True),
        ([Money("GBP", Decimal("0.01"))], False),
        ([cny("1"), Money("GBP", Decimal(1))], False),
        ([cny("250"), Money("HKD", Decimal(100))], True),
        ([cny("250.01"), Money("HKD", Decimal(100))], False),
    ],
)
def test_a_limit_holds_for_the_total_and_currencies_share_it(amounts: list[Money], within: bool) -> None:  # noqa: FBT001 (a case)
    assert ANN.may_grant(*amounts) is within


def test_without_a_limit_nothing_is_granted() -> None:
    assert not Actor("eve", Role.HANDLER, "shanghai").may_grant(cny("0.01"))

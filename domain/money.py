"""Money: an amount of one currency."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from domain.personal import Code
from domain.refusals import Refusal

_CURRENCY = re.compile(r"[A-Z]{3}")
_MOST_PLACES = 4
_MOST_DIGITS = 14
_LIMIT = Decimal(10) ** _MOST_DIGITS


class InvalidMoney(Refusal):
    """An amount that is infinite, negative, too large or too fine, or a currency that is not three capital letters."""

    code = "invalid_money"


@dataclass(frozen=True, slots=True)
class Money:
    """A non-negative decimal amount in an ISO 4217 currency; never a binary float."""

    currency: Code
    amount: Decimal

    def __post_init__(self) -> None:
        """Refuse what is not money.

        Raises:
            InvalidMoney: Not three capital letters, not finite, negative, 10^14 or more, over 4 decimal places.
        """
        if not _CURRENCY.fullmatch(self.currency):
            raise InvalidMoney("A currency is three capital letters (ISO 4217).")
        if not self.amount.is_finite() or self.amount.is_signed():
            raise InvalidMoney("An amount is a finite number that is not negative.")
        exponent = self.amount.as_tuple().exponent
        if self.amount >= _LIMIT or not isinstance(exponent, int) or not -_MOST_PLACES <= exponent <= _MOST_DIGITS:
            raise InvalidMoney("An amount has at most 14 digits before the point and 4 after it.")

    def __str__(self) -> str:
        """Print as `CNY 128.50`."""
        return f"{self.currency} {self.amount:f}"


def total_by_currency(amounts: Iterable[Money]) -> dict[str, Decimal]:
    """Add amounts, each currency for itself: currencies are never converted here."""
    totals: dict[str, Decimal] = {}
    for money in amounts:
        totals[money.currency] = totals.get(money.currency, Decimal(0)) + money.amount
    return totals

"""The limits up to which each role may grant redress."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from types import MappingProxyType

from domain.actor import Role
from domain.money import InvalidMoney, Money
from infrastructure.settings import SettingError

Limits = Mapping[str, Decimal]


def approval_limits(text: str) -> Mapping[Role, Limits]:
    """Read `role:CUR=amount,CUR=amount;role:...`; a role that is not named has no limit above 0.

    Raises:
        SettingError: The text is anything else.
    """
    parts = (part.strip() for part in text.split(";"))
    return MappingProxyType(dict(_role_limits(part) for part in parts if part))


def _role_limits(part: str) -> tuple[Role, Limits]:
    name, _, amounts = part.partition(":")
    try:
        money = [_money(amount) for amount in amounts.split(",")]
        return Role(name.strip()), MappingProxyType({one.currency: one.amount for one in money})
    except (ValueError, InvalidOperation, InvalidMoney):
        raise SettingError(
            f"REDRESS_APPROVAL_LIMITS must read like 'handler:CNY=1000,GBP=100;supervisor:CNY=100000', not {part!r}."
        ) from None


def _money(text: str) -> Money:
    currency, _, amount = text.partition("=")
    return Money(currency.strip(), Decimal(amount.strip()))

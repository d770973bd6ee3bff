"""Who asks: the person or system behind a command, as far as rules need it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType

from domain.money import Money, total_by_currency

_NOTHING: Mapping[str, Decimal] = MappingProxyType({})


class Role(StrEnum):
    """What a user is to the product; rights hang on it."""

    HANDLER = "handler"
    SUPERVISOR = "supervisor"
    RELATIONSHIP_MANAGER = "relationship_manager"
    QUALITY = "quality"
    COMPLIANCE = "compliance"
    REPORTING = "reporting"
    INTAKE = "intake"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class Actor:
    """A user in a role and a unit, with the limit up to which they may grant redress.

    `limit` maps a currency to the highest total that needs nobody else; a currency not named is 0. Currencies share
    the limit: half of it in one leaves half of it in another.
    """

    user_id: str
    role: Role
    unit_id: str
    limit: Mapping[str, Decimal] = field(default_factory=lambda: _NOTHING)
    under: frozenset[str] = frozenset()
    """Who heads the user's unit or one above it, as far as that recuses them (`Organisation.recusing`)."""

    @property
    def recused_from(self) -> frozenset[str]:
        """The employees whose cases the user has no part in 回避: themselves, and who is above them."""
        return self.under | {self.user_id}

    def spoken_limit(self, *amounts: Money) -> str:
        """Say what amounts come to, and up to what the user grants, in the currencies of the amounts."""
        totals = {currency: total for currency, total in total_by_currency(amounts).items() if total}
        asked = ", ".join(f"{currency} {total:f}" for currency, total in totals.items())
        limits = ", ".join(f"{currency} {self.limit.get(currency, Decimal(0)):f}" for currency in totals)
        return f"with what the case has granted it comes to {asked}, your limit is {limits}"

    def may_grant(self, *amounts: Money) -> bool:
        """Tell whether the amounts together stay within the limit."""
        totals = {currency: total for currency, total in total_by_currency(amounts).items() if total}
        if any(not self.limit.get(currency) for currency in totals):
            return False
        return sum(total / self.limit[currency] for currency, total in totals.items()) <= 1

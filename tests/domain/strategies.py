"""Arbitrary values: whatever the types of the domain allow."""

from dataclasses import fields
from datetime import UTC, datetime
from decimal import Decimal
from typing import get_type_hints

from hypothesis import strategies as st

from domain.aggregate import EPOCH, DomainEvent
from domain.complaint.emergency import PlanStep
from domain.money import Money

instants = st.datetimes(datetime(1900, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 (bounds of the strategy)
amounts = st.decimals(min_value=0, max_value=Decimal("99999999999999.9999"), places=4)
currencies = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=3, max_size=3)

st.register_type_strategy(datetime, instants)
st.register_type_strategy(int, st.integers(-(2**63), 2**63 - 1))
st.register_type_strategy(Decimal, amounts)
st.register_type_strategy(
    PlanStep,
    st.builds(PlanStep, st.text(), st.text(), st.text(), st.integers(0, 2**63 - 1), st.text(), st.booleans()),
)
st.register_type_strategy(Money, st.builds(Money, currencies, amounts.map(abs)))


def events(cls: type[DomainEvent]) -> st.SearchStrategy[DomainEvent]:
    """Build events of a type with arbitrary fields."""
    hints = get_type_hints(cls)
    own = {field.name: st.from_type(hints[field.name]) for field in fields(cls)}
    place = {"originator_id": st.uuids(), "originator_version": st.integers(1, 2**31 - 1), "timestamp": st.just(EPOCH)}
    return st.builds(cls, **{**own, **place})

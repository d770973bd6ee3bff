"""The setting that limits redress by role."""

from decimal import Decimal

import pytest

from domain.actor import Actor, Role
from domain.money import Money
from infrastructure.approval_limits import approval_limits
from infrastructure.settings import SettingError, Settings


def test_limits_are_read_by_role_and_currency() -> None:
    limits = approval_limits("handler:CNY=1000,GBP=100.50; supervisor: CNY=100000")

    assert limits[Role.HANDLER] == {"CNY": Decimal(1000), "GBP": Decimal("100.50")}
    assert limits[Role.SUPERVISOR] == {"CNY": Decimal(100000)}
    assert Role.ADMIN not in limits


def test_the_default_lets_a_supervisor_grant_more_than_a_handler() -> None:
    limits = approval_limits(Settings().approval_limits)
    refund = Money("GBP", Decimal(5000))

    assert Actor("u", Role.SUPERVISOR, "b", limits[Role.SUPERVISOR]).may_grant(refund)
    assert not Actor("u", Role.HANDLER, "b", limits[Role.HANDLER]).may_grant(refund)


@pytest.mark.parametrize("text", ["handler", "boss:CNY=1", "handler:CNY", "handler:CNY=x", "handler:CNY=-1", "x:=;"])
def test_what_cannot_be_read_is_refused_in_one_sentence(text: str) -> None:
    with pytest.raises(SettingError, match="REDRESS_APPROVAL_LIMITS must read like"):
        approval_limits(text)

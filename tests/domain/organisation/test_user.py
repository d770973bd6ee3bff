"""The user: rights that nobody gives themselves."""

from decimal import Decimal

import pytest

from domain.actor import Actor, Role
from domain.money import Money
from domain.organisation.structure import KnownUser
from domain.organisation.user import ALLOWED, User, user_stream
from tests.domain.examples import BY, Examples
from tests.domain.fixed import CODES, NOW, versions
from tests.domain.language import Given, Happening

LIMIT = (Money("CNY", Decimal(700)),)
EXAMPLES = Examples(
    {
        User.Registered: {"user_id": "ann", "unit_id": "shanghai", "roles": (Role.HANDLER,)},
        User.MovedToUnit: {"unit_id": "london"},
        User.RoleGranted: {"role": Role.SUPERVISOR},
        User.RoleRevoked: {"role": Role.HANDLER},
        User.LimitSet: {"limit": LIMIT},
        User.GradeSet: {"grade": "senior", "code_versions": versions("manager_grade")},
        User.Deactivated: {},
        User.Reactivated: {},
    }
)

happened, now = EXAMPLES.happened, EXAMPLES.now
REGISTERED = happened(User.Registered)
INACTIVE = happened(User.Deactivated)


def given(*past: Happening) -> Given[User]:
    return Given(User, *past)


def test_a_user_is_registered_once() -> None:
    roles = (Role.HANDLER, Role.HANDLER)
    given().when(lambda x: x.register("ann", "shanghai", roles, now=NOW)).then(now(User.Registered))
    given(REGISTERED).when(lambda x: x.register("ann", "shanghai", roles, now=NOW)).then()
    given(REGISTERED).when(lambda x: x.register("ann", "london", roles, now=NOW)).refuses("user_exists")


def test_a_user_works_in_one_unit_at_a_time() -> None:
    given(REGISTERED).when(lambda x: x.move_to_unit("london", **BY)).then(now(User.MovedToUnit))
    given(REGISTERED).when(lambda x: x.move_to_unit("shanghai", **BY)).then()


def test_roles_come_and_go() -> None:
    given(REGISTERED).when(lambda x: x.grant_role(Role.SUPERVISOR, **BY)).then(now(User.RoleGranted))
    given(REGISTERED).when(lambda x: x.grant_role(Role.HANDLER, **BY)).then()
    left = given(REGISTERED).when(lambda x: x.revoke_role(Role.HANDLER, **BY)).then(now(User.RoleRevoked))
    assert left.roles == ()
    given(REGISTERED).when(lambda x: x.revoke_role(Role.QUALITY, **BY)).then()


def test_a_limit_of_ones_own_replaces_that_of_the_role() -> None:
    limited = given(REGISTERED).when(lambda x: x.set_limit(LIMIT, **BY)).then(now(User.LimitSet))
    assert limited.known().limit == {"CNY": Decimal(700)}
    given(REGISTERED).when(lambda x: x.set_limit(None, **BY)).then()
    unlimited = happened(User.LimitSet)
    given(REGISTERED, unlimited).when(lambda x: x.set_limit(None, **BY)).then(now(User.LimitSet, limit=None))


def test_a_grade_is_a_code_of_its_list() -> None:
    given(REGISTERED).when(lambda x: x.set_grade("senior", codes=CODES, **BY)).then(now(User.GradeSet))
    given(REGISTERED, happened(User.GradeSet)).when(lambda x: x.set_grade("senior", codes=CODES, **BY)).then()
    given(REGISTERED).when(lambda x: x.set_grade("great", codes=CODES, **BY)).refuses("unknown_code")


def test_an_inactive_account_only_comes_back() -> None:
    given(REGISTERED).when(lambda x: x.deactivate(**BY)).then(now(User.Deactivated))
    given(REGISTERED, INACTIVE).when(lambda x: x.grant_role(Role.ADMIN, **BY)).refuses("user_is_inactive")
    given(REGISTERED, INACTIVE).when(lambda x: x.reactivate(**BY)).then(now(User.Reactivated))
    given(REGISTERED).when(lambda x: x.reactivate(**BY)).refuses("user_is_active")


@pytest.mark.parametrize("command", ALLOWED)
def test_nobody_changes_their_own_rights(command: str) -> None:
    ann = Actor("ann", Role.ADMIN, "shanghai")
    refusal = given(REGISTERED).replayed().refusal(command, ann)
    assert refusal
    assert refusal.code == "own_account"
    assert given(REGISTERED).replayed().permitted(ann) == ()


def test_a_user_is_known_as_a_value() -> None:
    known = given(REGISTERED, happened(User.GradeSet), INACTIVE).replayed().known()
    assert known == KnownUser("ann", "shanghai", (Role.HANDLER,), None, "senior", is_active=False)


def test_each_user_has_a_stream_of_its_own() -> None:
    assert user_stream("ann") == user_stream("ann") != user_stream("ben")

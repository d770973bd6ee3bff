"""The bodies of commands on units and users."""

from typing import Annotated

from pydantic import Field, StringConstraints

import domain.money
from api.bodies.fields import Body, Code, Identifier, Money, Name, example
from domain.actor import Role

MOST_CURRENCIES = 20

Jurisdiction = Annotated[
    str,
    StringConstraints(pattern=r"^[A-Z]{2}(-[A-Z0-9]{1,3})?$"),
    Field(description="A country or a part of one (ISO 3166).", examples=["GB-SCT"]),
]


class FoundUnit(Body):
    """A new unit."""

    model_config = example(
        {"unit_id": "cards", "name": "Cards 信用卡部", "superior_id": "shanghai", "jurisdiction": "CN"}
    )

    unit_id: Identifier
    name: Name
    superior_id: Annotated[Identifier | None, Field(description="The unit above it; none: at the top.")] = None
    jurisdiction: Annotated[
        Jurisdiction | None, Field(description="Whose rules it follows; none: those that the unit above it does.")
    ] = None


class RenameUnit(Body):
    """Its other name."""

    model_config = example({"name": "Cards and payments"})

    name: Name


class MoveUnit(Body):
    """The unit that it goes under."""

    model_config = example({"superior_id": "shanghai"})

    superior_id: Identifier | None


class AppointHead(Body):
    """Who answers for the unit."""

    model_config = example({"head_id": "wang.fang"})

    head_id: Identifier


class SetJurisdiction(Body):
    """Whose rules the unit and those below it follow; null: those that the unit above it does."""

    model_config = example({"jurisdiction": "GB-SCT"})

    jurisdiction: Jurisdiction | None


class RegisterUser(Body):
    """A new user."""

    model_config = example({"user_id": "li.wei", "unit_id": "cards", "roles": ["handler"]})

    user_id: Identifier
    unit_id: Identifier
    roles: Annotated[tuple[Role, ...], Field(min_length=1, max_length=len(Role))]


class MoveUser(Body):
    """The unit that the user works in from now on."""

    model_config = example({"unit_id": "cards"})

    unit_id: Identifier


class RoleOfUser(Body):
    """A role."""

    model_config = example({"role": "supervisor"})

    role: Role


class SetLimit(Body):
    """Up to which amounts the user grants redress alone; null: as the role says."""

    model_config = example({"limit": [{"currency": "CNY", "amount": "5000"}]})

    limit: Annotated[tuple[Money, ...] | None, Field(max_length=MOST_CURRENCIES)]

    def value(self) -> tuple[domain.money.Money, ...] | None:
        """Return it as the domain's amounts."""
        return None if self.limit is None else tuple(one.value() for one in self.limit)


class SetGrade(Body):
    """The grade as relationship manager 客户经理等级."""

    model_config = example({"grade": "senior"})

    grade: Code

"""The bank's units and users as they are now, to be listed, and to find what lies below a unit."""

from dataclasses import dataclass

from sqlalchemy import Boolean, Column, Index, MetaData, Table, Text
from sqlalchemy.dialects.postgresql import ARRAY, UUID

from domain.organisation.unit import Unit
from domain.organisation.user import User
from projections.view import KEY, Fold, Part, Recorded, View


@dataclass(slots=True)
class UnitRow:
    """One unit; `case_id` is its stream."""

    case_id: str
    unit_id: str
    name: str
    superior_id: str | None
    head_id: str | None
    is_active: bool
    jurisdiction: str | None = None


@dataclass(slots=True)
class UserRow:
    """One user; `case_id` is their stream. Limits are read from the user's own stream."""

    case_id: str
    user_id: str
    unit_id: str
    roles: list[str]
    grade: str | None
    is_active: bool


UNITS = Table(
    "unit",
    MetaData(),
    Column(KEY, UUID(as_uuid=False), primary_key=True),
    Column("unit_id", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("superior_id", Text),
    Column("head_id", Text),
    Column("is_active", Boolean, nullable=False),
    Column("jurisdiction", Text),
    schema="view",
)
USERS = Table(
    "bank_user",
    MetaData(),
    Column(KEY, UUID(as_uuid=False), primary_key=True),
    Column("user_id", Text, nullable=False),
    Column("unit_id", Text, nullable=False),
    Column("roles", ARRAY(Text), nullable=False),
    Column("grade", Text),
    Column("is_active", Boolean, nullable=False),
    schema="view",
)
UNIT, USER = UNITS.columns, USERS.columns
Index("unit_name", UNIT.unit_id)
Index("unit_superior", UNIT.superior_id)
Index("bank_user_name", USER.user_id)
Index("bank_user_unit", USER.unit_id, USER.user_id)

UNIT_FOLD: Fold[UnitRow] = Fold()
USER_FOLD: Fold[UserRow] = Fold()


@UNIT_FOLD.begins(Unit.Founded)
def founded(seen: Recorded[Unit.Founded]) -> UnitRow:
    """Begin a unit without a head."""
    event = seen.event
    return UnitRow(seen.stream_id, event.unit_id, event.name, event.superior_id, None, is_active=True)


@UNIT_FOLD.changes(Unit.Renamed)
def renamed(row: UnitRow, seen: Recorded[Unit.Renamed]) -> None:
    """Take the name."""
    row.name = seen.event.name


@UNIT_FOLD.changes(Unit.Moved)
def moved(row: UnitRow, seen: Recorded[Unit.Moved]) -> None:
    """Hang it under another unit."""
    row.superior_id = seen.event.superior_id


@UNIT_FOLD.changes(Unit.HeadAppointed)
def appointed(row: UnitRow, seen: Recorded[Unit.HeadAppointed]) -> None:
    """Take the head."""
    row.head_id = seen.event.head_id


@UNIT_FOLD.changes(Unit.HeadRelieved)
def relieved(row: UnitRow, _: Recorded[Unit.HeadRelieved]) -> None:
    """Have no head."""
    row.head_id = None


@UNIT_FOLD.changes(Unit.JurisdictionSet)
def lies_elsewhere(row: UnitRow, seen: Recorded[Unit.JurisdictionSet]) -> None:
    """Take the jurisdiction."""
    row.jurisdiction = seen.event.jurisdiction


@UNIT_FOLD.changes(Unit.Closed)
def closed(row: UnitRow, _: Recorded[Unit.Closed]) -> None:
    """Take no more cases."""
    row.is_active = False


@UNIT_FOLD.changes(Unit.Reopened)
def reopened(row: UnitRow, _: Recorded[Unit.Reopened]) -> None:
    """Take cases again."""
    row.is_active = True


@USER_FOLD.begins(User.Registered)
def registered(seen: Recorded[User.Registered]) -> UserRow:
    """Begin a user."""
    event = seen.event
    return UserRow(seen.stream_id, event.user_id, event.unit_id, [*event.roles], None, is_active=True)


@USER_FOLD.changes(User.MovedToUnit)
def works_elsewhere(row: UserRow, seen: Recorded[User.MovedToUnit]) -> None:
    """Take the unit."""
    row.unit_id = seen.event.unit_id


@USER_FOLD.changes(User.RoleGranted)
def granted(row: UserRow, seen: Recorded[User.RoleGranted]) -> None:
    """Add a role."""
    row.roles = [*row.roles, seen.event.role]


@USER_FOLD.changes(User.RoleRevoked)
def revoked(row: UserRow, seen: Recorded[User.RoleRevoked]) -> None:
    """Take a role away."""
    row.roles = [role for role in row.roles if role != seen.event.role]


@USER_FOLD.changes(User.GradeSet)
def graded(row: UserRow, seen: Recorded[User.GradeSet]) -> None:
    """Take the grade."""
    row.grade = seen.event.grade


@USER_FOLD.changes(User.Deactivated)
def deactivated(row: UserRow, _: Recorded[User.Deactivated]) -> None:
    """Let the user in no more."""
    row.is_active = False


@USER_FOLD.changes(User.Reactivated)
def reactivated(row: UserRow, _: Recorded[User.Reactivated]) -> None:
    """Let the user in again."""
    row.is_active = True


VIEW = View(
    name="organisation",
    version=2,
    parts=(
        Part(table=UNITS, row=UnitRow, fold=UNIT_FOLD),
        Part(table=USERS, row=UserRow, fold=USER_FOLD),
    ),
)

"""The unit: a part of the bank in a tree."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID, uuid5

from domain.actor import Actor
from domain.aggregate import Aggregate, DomainEvent
from domain.lifecycle import Lifecycle, not_in_this_state
from domain.organisation.jurisdiction import invalid_jurisdiction
from domain.organisation.structure import KnownUnit, Organisation
from domain.personal import Code, Id, PublicText
from domain.refusals import Refusal, refuse_first

NAMESPACE = UUID("4f0e5c1a-7a62-4c0e-9d0b-6a4b9a1f2c33")
"""Streams of units have the id uuid5(NAMESPACE, identifier)."""


class UnitState(StrEnum):
    """Whether a unit takes cases."""

    ACTIVE = "active"
    CLOSED = "closed"


ACTIVE, CLOSED = frozenset({UnitState.ACTIVE}), frozenset({UnitState.CLOSED})
ALLOWED = {
    "rename": ACTIVE,
    "move": ACTIVE,
    "appoint_head": ACTIVE,
    "relieve_head": ACTIVE,
    "set_jurisdiction": ACTIVE,
    "close": ACTIVE,
    "reopen": CLOSED,
}


class UnitExists(Refusal):
    """A unit with this identifier was founded before."""

    code = "unit_exists"


class UnitCircle(Refusal):
    """A unit cannot lie under itself."""

    code = "unit_circle"


class OwnHead(Refusal):
    """Nobody appoints themselves as head."""

    code = "own_account"


class UnitEvent(DomainEvent):
    """Something that happened to a unit."""


class Unit(Aggregate):
    """A part of the bank: cases belong to it, users work in it, a head answers for it."""

    Event = UnitEvent
    lifecycle = Lifecycle("unit", UnitState, CLOSED, ALLOWED, {})
    state_schema = 2

    unit_id: str
    name: str
    superior_id: str | None
    head_id: str | None
    jurisdiction: str | None
    """Its own; None: that of the unit above."""
    state: UnitState

    class Founded(UnitEvent):
        """The unit began, under a superior one or at the top."""

        topic = "unit.founded"

        unit_id: Id
        name: PublicText
        superior_id: Id | None

        def apply(self, unit: "Unit") -> None:
            """Begin without a head."""
            unit.unit_id = self.unit_id
            unit.name = self.name
            unit.superior_id = self.superior_id
            unit.head_id = None
            unit.jurisdiction = None
            unit.state = UnitState.ACTIVE

    class Renamed(UnitEvent):
        """The unit got another name; its identifier stays."""

        topic = "unit.renamed"

        name: PublicText

        def apply(self, unit: "Unit") -> None:
            """Take the name."""
            unit.name = self.name

    class Moved(UnitEvent):
        """The unit went under another superior unit, or to the top."""

        topic = "unit.moved"

        superior_id: Id | None

        def apply(self, unit: "Unit") -> None:
            """Hang it there."""
            unit.superior_id = self.superior_id

    class HeadAppointed(UnitEvent):
        """Somebody answers for the unit from now on."""

        topic = "unit.head_appointed"

        head_id: Id

        def apply(self, unit: "Unit") -> None:
            """Set the head."""
            unit.head_id = self.head_id

    class HeadRelieved(UnitEvent):
        """Nobody answers for the unit for the time being."""

        topic = "unit.head_relieved"

        head_id: Id

        def apply(self, unit: "Unit") -> None:
            """Clear the head."""
            unit.head_id = None

    class JurisdictionSet(UnitEvent):
        """The unit follows the rules of a country, or of a part of one (ISO 3166); null: those of the unit above."""

        topic = "unit.jurisdiction_set"

        jurisdiction: Code | None

        def apply(self, unit: "Unit") -> None:
            """Set it."""
            unit.jurisdiction = self.jurisdiction

    class Closed(UnitEvent):
        """The unit takes no more cases; those that it has stay until they are transferred."""

        topic = "unit.closed"

        def apply(self, unit: "Unit") -> None:
            """Close it."""
            unit.state = UnitState.CLOSED

    class Reopened(UnitEvent):
        """The unit takes cases again."""

        topic = "unit.reopened"

        def apply(self, unit: "Unit") -> None:
            """Open it again."""
            unit.state = UnitState.ACTIVE

    def found(
        self, unit_id: str, name: str, superior_id: str | None, jurisdiction: str | None = None, *, now: datetime
    ) -> None:
        """Found the unit on a stream without events, where known with its jurisdiction. The same again does nothing.

        Raises:
            UnitExists: It was founded before with another name, superior unit or jurisdiction.
            UnitCircle: It is named as its own superior unit.
            InvalidJurisdiction: This is no code of a country or of a part of one.
        """
        if self.version:
            is_same = (self.name, self.superior_id) == (name, superior_id)
            if not is_same or jurisdiction not in {None, self.jurisdiction}:
                raise UnitExists("A unit with this identifier exists.")
            return
        if superior_id == unit_id:
            raise UnitCircle("A unit does not lie under itself.")
        refuse_first(invalid_jurisdiction(jurisdiction))
        self.record(Unit.Founded, unit_id=unit_id, name=name, superior_id=superior_id, occurred_at=now)
        if jurisdiction is not None:
            self.record(Unit.JurisdictionSet, jurisdiction=jurisdiction, occurred_at=now)

    def rename(self, name: str, *, by: Actor, now: datetime) -> None:
        """Give the unit another name. The same name does nothing.

        Raises:
            NotInThisState: It is closed.
        """
        self._permit("rename", by)
        if name != self.name:
            self.record(Unit.Renamed, name=name, occurred_at=now)

    def move(self, superior_id: str | None, *, organisation: Organisation, by: Actor, now: datetime) -> None:
        """Put the unit under another, or (None) at the top; `organisation` holds the line of the new superior unit.

        Raises:
            NotInThisState: It is closed.
            UnitCircle: The new superior unit lies under this one.
        """
        self._permit("move", by, circle(self.unit_id, superior_id, organisation))
        if superior_id != self.superior_id:
            self.record(Unit.Moved, superior_id=superior_id, occurred_at=now)

    def appoint_head(self, head_id: str, *, by: Actor, now: datetime) -> None:
        """Let somebody answer for the unit. Who does already: nothing happens.

        Raises:
            NotInThisState: It is closed.
            OwnHead: Users do not appoint themselves.
        """
        own = OwnHead("Somebody else appoints you as head.") if head_id == by.user_id else None
        self._permit("appoint_head", by, own)
        if head_id != self.head_id:
            self.record(Unit.HeadAppointed, head_id=head_id, occurred_at=now)

    def relieve_head(self, *, by: Actor, now: datetime) -> None:
        """Let nobody answer for the unit for the time being. Without a head nothing happens.

        Raises:
            NotInThisState: It is closed.
        """
        self._permit("relieve_head", by)
        if self.head_id is not None:
            self.record(Unit.HeadRelieved, head_id=self.head_id, occurred_at=now)

    def set_jurisdiction(self, jurisdiction: str | None, *, by: Actor, now: datetime) -> None:
        """Say whose rules the unit and those below it follow; None: those that the unit above does. The same: nothing.

        Raises:
            NotInThisState: It is closed.
            InvalidJurisdiction: This is no code of a country or of a part of one.
        """
        self._permit("set_jurisdiction", by, invalid_jurisdiction(jurisdiction))
        if jurisdiction != self.jurisdiction:
            self.record(Unit.JurisdictionSet, jurisdiction=jurisdiction, occurred_at=now)

    def close(self, *, by: Actor, now: datetime) -> None:
        """Let the unit take no more cases.

        Raises:
            NotInThisState: It is closed.
        """
        self._permit("close", by)
        self.record(Unit.Closed, occurred_at=now)

    def reopen(self, *, by: Actor, now: datetime) -> None:
        """Let the unit take cases again.

        Raises:
            NotInThisState: It is not closed.
        """
        self._permit("reopen", by)
        self.record(Unit.Reopened, occurred_at=now)

    def refusal(self, command: str, _: Actor) -> Refusal | None:
        """Return why a command is not taken now as far as no argument is needed to know it, or None."""
        return not_in_this_state("unit", self.state, command, ALLOWED)

    def permitted(self, by: Actor) -> tuple[str, ...]:
        """Name the commands that the unit would take."""
        return tuple(command for command in ALLOWED if self.refusal(command, by) is None)

    def known(self) -> KnownUnit:
        """Return the unit as a value."""
        is_active = self.state is UnitState.ACTIVE
        return KnownUnit(self.unit_id, self.name, self.superior_id, self.head_id, is_active, self.jurisdiction)

    def _permit(self, command: str, by: Actor, *found: Refusal | None) -> None:
        refuse_first(self.refusal(command, by), *found)


def unit_stream(unit_id: str) -> UUID:
    """Return the stream id of a unit."""
    return uuid5(NAMESPACE, unit_id)


def circle(unit_id: str, superior_id: str | None, organisation: Organisation) -> Refusal | None:
    """Refuse a superior unit that is the unit itself or lies under it."""
    if superior_id is not None and (superior_id == unit_id or organisation.is_within(superior_id, unit_id)):
        return UnitCircle("The superior unit lies under this one.")
    return None

"""That a person is known, that they died, and what must not be erased of them."""

from dataclasses import replace
from datetime import datetime

from domain.actor import Actor
from domain.case.instants import on_a_future_day
from domain.codes import Codes
from domain.person.record import PersonEvent, PersonRecord
from domain.person.rules import PersonExists, not_lasting
from domain.person.state import State
from domain.person.step import PersonStep
from domain.person.values import Death, Hold, OwnDeath, OwnSource, OwnText, SystemReference
from domain.personal import Code, Id
from domain.refusals import Refusal, refuse_first


class Registered(PersonEvent):
    """Somebody became known, perhaps out of a record of another system."""

    topic = "person.registered"

    source: OwnSource

    def apply(self, person: PersonRecord) -> None:
        """Begin."""
        person.state = State.KNOWN
        person.source = self.source
        person.death = None
        person.holds = {}
        person.requests = {}


class DeathRecorded(PersonEvent):
    """The bank heard that the person died."""

    topic = "person.death_recorded"

    death: OwnDeath

    def apply(self, person: PersonRecord) -> None:
        """Remember it."""
        person.death = self.death


class DeathRetracted(PersonEvent):
    """The person did not die: somebody else was meant, or a notice was wrong."""

    topic = "person.death_retracted"

    death: OwnDeath
    reason: OwnText

    def apply(self, person: PersonRecord) -> None:
        """Forget it."""
        person.death = None


class HoldPlaced(PersonEvent):
    """Somebody forbade to erase anything of the person; several holds may last side by side."""

    topic = "person.hold_placed"

    hold_id: Id
    reason: Code
    explanation: OwnText
    placed_by: Id
    code_versions: dict[Code, int]

    def apply(self, person: PersonRecord) -> None:
        """Add the hold."""
        person.holds = {**person.holds, self.hold_id: Hold(self.reason)}


class HoldReleased(PersonEvent):
    """A hold lasts no longer."""

    topic = "person.hold_released"

    hold_id: Id
    explanation: OwnText
    released_by: Id

    def apply(self, person: PersonRecord) -> None:
        """End the hold. As of an instant before it was placed there is none to end."""
        if self.hold_id in person.holds:
            released = replace(person.holds[self.hold_id], is_released=True)
            person.holds = {**person.holds, self.hold_id: released}


class Knowing(PersonStep):
    """The commands about what is known of a person."""

    def register(self, source: SystemReference | None, *, now: datetime) -> None:
        """Register a person on a stream without events. The same record again does nothing.

        Raises:
            PersonExists: The person was registered before, out of another record.
        """
        if self.version:
            refuse_first(exists(self, source))
            return
        self.record(Registered, person_id=self.id, source=source, occurred_at=now)

    def record_death(self, death: Death, *, by: Actor, now: datetime) -> None:
        """Record that the person died. What is recorded already does nothing; a better date or proof does.

        Raises:
            InTheFuture: The day has begun nowhere yet.
        """
        self._permit("record_death", by, on_a_future_day(death.died_on, now, "died_on"))
        if death != self.death:
            self.record(DeathRecorded, person_id=self.id, death=death, occurred_at=now)

    def retract_death(self, reason: str, *, by: Actor, now: datetime) -> None:
        """Take back that the person died.

        Raises:
            NotDeceased: Nobody has said so.
        """
        self._permit("retract_death", by)
        self.record(DeathRetracted, person_id=self.id, death=self.death, reason=reason, occurred_at=now)

    def place_hold(self, reason: str, explanation: str, *, codes: Codes, by: Actor, now: datetime) -> None:
        """Forbid to erase anything, for a reason of the list `hold_reason`; the hold gets the next id `h1`, `h2`, ...

        Raises:
            UnknownCode: No such reason today.
        """
        self._permit("place_hold", by, codes.refusal("hold_reason", reason, now.date()))
        self.record(
            HoldPlaced,
            person_id=self.id,
            hold_id=f"h{len(self.holds) + 1}",
            reason=reason,
            explanation=explanation,
            placed_by=by.user_id,
            code_versions=codes.versions("hold_reason"),
            occurred_at=now,
        )

    def release_hold(self, hold_id: str, explanation: str, *, by: Actor, now: datetime) -> None:
        """End one hold; the others last.

        Raises:
            NotHeld, NoSuchHold, HoldReleasedBefore: No hold with this id lasts.
        """
        self._permit("release_hold", by, not_lasting(self, hold_id))
        self.record(
            HoldReleased,
            person_id=self.id,
            hold_id=hold_id,
            explanation=explanation,
            released_by=by.user_id,
            occurred_at=now,
        )


def exists(person: PersonRecord, source: SystemReference | None) -> Refusal | None:
    """Refuse to register somebody anew out of another record."""
    return None if source == person.source else PersonExists("A person with this id was registered before.")

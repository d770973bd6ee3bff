"""The person as a whole: a contents page of its events and commands."""

from domain.aggregate import Aggregate
from domain.lifecycle import Lifecycle
from domain.person import asking, knowing
from domain.person.record import PersonEvent
from domain.person.rules import STANDING
from domain.person.state import ALLOWED, State


class Person(Aggregate, knowing.Knowing, asking.Asking):
    """Whoever has data here: complainant, agent, heir, relative, customer. The stream has the person's id."""

    Event = PersonEvent  # type: ignore[assignment]
    lifecycle = Lifecycle("person", State, frozenset(), ALLOWED, STANDING)

    Registered = knowing.Registered
    DeathRecorded = knowing.DeathRecorded
    DeathRetracted = knowing.DeathRetracted
    HoldPlaced = knowing.HoldPlaced
    HoldReleased = knowing.HoldReleased
    Restricted = asking.Restricted
    RestrictionLifted = asking.RestrictionLifted
    AccessRequested = asking.AccessRequested
    CorrectionRequested = asking.CorrectionRequested
    DeletionRequested = asking.DeletionRequested
    IdentityChecked = asking.IdentityChecked
    RequestRefused = asking.RequestRefused
    RequestCompleted = asking.RequestCompleted

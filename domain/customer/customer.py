"""The customer as a whole: a contents page of its events and commands."""

from domain.aggregate import Aggregate
from domain.customer import knowing, merging
from domain.customer.record import CustomerEvent
from domain.customer.state import ALLOWED, State
from domain.lifecycle import Lifecycle


class Customer(Aggregate, knowing.Knowing, merging.Merging):
    """A person who does business with the bank, or may come to. The stream's id is made from the person's."""

    Event = CustomerEvent  # type: ignore[assignment]
    lifecycle = Lifecycle("customer", State, frozenset(), ALLOWED, {})

    Registered = knowing.Registered
    FactRecorded = knowing.FactRecorded
    FactWithdrawn = knowing.FactWithdrawn
    Merged = merging.Merged
    DuplicateTaken = merging.DuplicateTaken
    MergeUndone = merging.MergeUndone
    DuplicateReturned = merging.DuplicateReturned
    LeftOverAssigned = merging.LeftOverAssigned

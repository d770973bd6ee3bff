"""The language of the domain's tests: given what happened, when somebody commands, then exactly this happens."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar
from uuid import UUID

import pytest

from domain.aggregate import EPOCH, Aggregate, DomainEvent
from domain.complaint import Complaint
from domain.reference_data import ReferenceData
from domain.refusals import Refusal

STREAM = UUID("00000000-0000-4000-8000-000000000001")

A = TypeVar("A", bound=Aggregate)


@dataclass(frozen=True)
class Happening:
    """An event that has no place in a stream yet."""

    cls: type[DomainEvent]
    at: datetime
    fields: dict[str, Any]

    def placed(self, version: int, stream: UUID = STREAM) -> DomainEvent:
        """Return the whole event at a version of a stream."""
        place = {"originator_id": stream, "originator_version": version, "timestamp": EPOCH, "occurred_at": self.at}
        values: dict[str, Any] = {**place, **self.fields}
        return self.cls(**values)


class Given(Generic[A]):
    """A stream with a past. It can be asked more than once: every `when` replays it anew."""

    def __init__(self, kind: type[A], *past: Happening) -> None:
        """Place the past in a stream."""
        self.past = [happening.placed(version) for version, happening in enumerate(past, start=1)]
        self.kind = kind

    def when(self, command: Callable[[A], A | None]) -> "When[A]":
        """Give a command; one that begins a stream returns the new aggregate."""
        return When(self, command)

    def replayed(self) -> A:
        """Return the aggregate as its past makes it."""
        return self.kind.blank(STREAM).replay(self.past)


class When(Generic[A]):
    """A command that is about to be given."""

    def __init__(self, given: Given[A], command: Callable[[A], A | None]) -> None:
        """Wait for what is expected."""
        self._given = given
        self._command = command

    def then(self, *expected: Happening) -> A:
        """Expect exactly these events, nothing expected being nothing done; return the aggregate.

        Replaying past and events has to give the same aggregate, whatever the test is about.
        """
        before = self._given.replayed()
        aggregate = self._command(before) or before
        events = [happening.placed(version) for version, happening in enumerate(expected, len(self._given.past) + 1)]
        assert aggregate.collect_events() == events
        assert self._given.replayed().replay(events) == aggregate
        return aggregate

    def refuses(self, code: str) -> Refusal:
        """Expect a refusal with a code, and that nothing happened; return it."""
        aggregate = self._given.replayed()
        with pytest.raises(Refusal) as caught:
            self._command(aggregate)
        assert caught.value.code == code
        assert aggregate.pending_events == []
        return caught.value


def given(*past: Happening) -> Given[Complaint]:
    """Begin with a complaint to which this happened."""
    return Given(Complaint, *past)


def given_list(*past: Happening) -> Given[ReferenceData]:
    """Begin with a code list to which this happened."""
    return Given(ReferenceData, *past)

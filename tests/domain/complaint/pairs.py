"""The language of tests about two complaints: what happens to both, or to none."""

from collections.abc import Callable, Sequence
from uuid import UUID

import pytest

from domain.complaint import Complaint
from domain.refusals import Refusal
from tests.domain.complaint.happenings import received
from tests.domain.complaint.happenings_of_relations import OTHER_CASE as OTHER
from tests.domain.complaint.happenings_of_relations import OTHER_CASE_REFERENCE
from tests.domain.language import STREAM, Happening

Past = Sequence[Happening]
Command = Callable[[Complaint, Complaint], object]


def complaint(past: Past, stream: UUID = STREAM) -> Complaint:
    """Return a complaint as its past makes it."""
    return Complaint.blank(stream).replay(event.placed(version, stream) for version, event in enumerate(past, start=1))


def other(past: Past, **told: object) -> tuple[Happening, ...]:
    """Return a past as that of the other complaint, which has a reference of its own."""
    return (received(reference=OTHER_CASE_REFERENCE, **told), *past[1:])


class Two:
    """Two complaints with their pasts. They can be asked more than once."""

    def __init__(self, one: Past, another: Past) -> None:
        """Take their pasts."""
        self.pasts = (one, another)

    def both(self) -> tuple[Complaint, Complaint]:
        """Return the two."""
        one, another = self.pasts
        return complaint(one), complaint(another, OTHER)

    def then(self, command: Command, one: Past, another: Past) -> tuple[Complaint, Complaint]:
        """Give a command and expect exactly these events on each; replaying them has to give the same complaints."""
        found = self.both()
        command(*found)
        for mine, past, stream, expected in zip(found, self.pasts, (STREAM, OTHER), (one, another), strict=True):
            events = [event.placed(version, stream) for version, event in enumerate(expected, len(past) + 1)]
            assert mine.collect_events() == events
            assert complaint(past, stream).replay(events) == mine
        return found

    def refuses(self, command: Command, code: str) -> Refusal:
        """Give a command, expect a refusal with a code, and that nothing happened to either."""
        found = self.both()
        with pytest.raises(Refusal) as caught:
            command(*found)
        assert caught.value.code == code
        assert [mine.pending_events for mine in found] == [[], []]
        return caught.value

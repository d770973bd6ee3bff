"""The ledger: loads an aggregate, lets a command decide, saves what happened, exactly once."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, TypeVar
from uuid import UUID

from eventsourcing.application import Application

from application.command import Command, Receipt
from application.ports import ConflictError, Loaded, Log
from domain.aggregate import Aggregate
from domain.refusals import Refusal

A = TypeVar("A", bound=Aggregate)

ATTEMPTS = 3
"""How often a command is decided anew when somebody else was faster."""

SNAPSHOT_AFTER = 100
"""The state of a stream is cached when more events than this had to be replayed."""


class NotFound(Refusal):
    """No such stream, or not for this user."""

    code = "not_found"


class VersionMismatch(Refusal):
    """The stream is not at the version that the caller saw."""

    code = "version_mismatch"


class VersionConflict(Refusal):
    """Others kept changing the stream while the command was decided."""

    code = "version_conflict"


class KeyReused(Refusal):
    """The key was used for a command that said something else."""

    code = "key_reused"


NOUNS: Final[Mapping[str, str]] = {
    "Interaction": "contact",
    "Person": "person",
    "Customer": "customer",
    "Unit": "unit",
    "User": "user",
    "ReferenceData": "list",
}
"""What people call what is no case."""


@dataclass(frozen=True, slots=True)
class Stream:
    """One of several streams that a command changes. `begins`: the command begins it; `may_begin`: if nobody has.

    `see` raises where the stream is hidden from who asks.
    """

    kind: type[Aggregate]
    id: UUID
    begins: bool = False
    see: Callable[[Any], None] | None = None
    may_begin: bool = False


class Ledger(Application[UUID]):
    """The one application of the library; use cases hold it."""

    def __init__(self, factory: Any, log: Log) -> None:  # noqa: ANN401 (the library's factory, made outside)
        """Stand on a factory (recorder, mapper) and on the log that loads."""
        self._given_factory = factory
        self.event_log = log
        super().__init__()

    def construct_factory(self, env: Any) -> Any:  # noqa: ANN401, ARG002 (the library's hook)
        """Give the library what was made outside."""
        return self._given_factory

    def begin(self, kind: type[A], stream_id: UUID, command: Command, decide: Callable[[datetime], A]) -> Receipt:
        """Carry out a command that begins a stream. A repeat gets the first answer.

        Raises:
            KeyReused: A command that said something else had this id.
            Refusal: What the aggregate says.
            VersionConflict: The stream exists, begun by another command.
        """
        for _ in range(ATTEMPTS):
            loaded = self.event_log.load(kind, stream_id, command.id)
            if loaded.repeated:
                return _first_answer(loaded, command)
            if loaded.aggregate.version:
                break
            try:
                return self._record_all(decide(loaded.now), command)
            except ConflictError:
                continue
        raise VersionConflict("This stream was begun by another command.")

    def change(
        self,
        kind: type[A],
        stream_id: UUID,
        command: Command,
        decide: Callable[[A, datetime], None],
        *,
        see: Callable[[A], None] | None = None,
        may_begin: bool = False,
    ) -> Receipt:
        """Carry out a command on a stream. A repeat gets the first answer, whatever the stream looks like now.

        `see` raises where the stream is hidden from who asks, before anything else about it is said.

        Raises:
            KeyReused: A command that said something else had this id.
            NotFound: The stream has no events, and the command is not one that may begin it.
            VersionMismatch: It is not at the expected version.
            VersionConflict: Others were faster, three times.
            Refusal: What the aggregate says.
        """
        for _ in range(ATTEMPTS):
            loaded = self.event_log.load(kind, stream_id, command.id)
            if loaded.repeated:
                return _first_answer(loaded, command)
            if see is not None and loaded.aggregate.version:
                see(loaded.aggregate)
            check_version(loaded.aggregate, command, may_begin=may_begin)
            decide(loaded.aggregate, loaded.now)
            try:
                return self._answer(loaded, command)
            except ConflictError:
                continue
        raise VersionConflict("Others kept changing this case; look at it again.")

    def change_together(
        self,
        command: Command,
        streams: Sequence[Stream],
        decide: Callable[..., Iterable[Aggregate]],
        *,
        answering: int = 0,
    ) -> Receipt:
        """Carry out a command on several streams: all of its events are one append.

        `decide` is given the aggregates in the order of `streams`, then `now`; it returns those that changed, or that
        it made for the streams that begin. `answering` is the place of the stream whose receipt is the answer, and
        under which a repeat is recognised: whenever anything is recorded, something must be recorded on it. The
        expected version is that of the first stream.

        Raises:
            KeyReused: A command that said something else had this id.
            NotFound: A stream that the command does not begin has no events.
            VersionMismatch: The first stream is not at the expected version.
            VersionConflict: Others were faster, three times.
            Refusal: What the aggregates say.
        """
        for _ in range(ATTEMPTS):
            loaded = [self.event_log.load(stream.kind, stream.id, command.id) for stream in streams]
            if loaded[answering].repeated:
                return _first_answer(loaded[answering], command)
            for place, (stream, found) in enumerate(zip(streams, loaded, strict=True)):
                check_stream(stream, found.aggregate, command if place == 0 else None)
            changed = list(decide(*(found.aggregate for found in loaded), now=loaded[answering].now))
            answered = next((one for one in changed if one.id == streams[answering].id), loaded[answering].aggregate)
            if not any(aggregate.pending_events for aggregate in changed):
                return _receipt(answered, answered.version, 0, loaded[answering].position)
            try:
                return self._record_together(changed, answered, command)
            except ConflictError:
                continue
        raise VersionConflict("Others kept changing these cases; look at them again.")

    def look(self, kind: type[A], stream_id: UUID) -> Loaded[A]:
        """Load a stream to read it.

        Raises:
            NotFound: The stream has no events.
        """
        loaded = self.event_log.load(kind, stream_id)
        if not loaded.aggregate.version:
            raise not_found(kind)
        return loaded

    def _answer(self, loaded: Loaded[A], command: Command) -> Receipt:
        """Save what was decided; nothing decided is an answer too."""
        if not loaded.aggregate.pending_events:
            return _receipt(loaded.aggregate, loaded.aggregate.version, 0, loaded.position)
        receipt = self._record_all(loaded.aggregate, command)
        if loaded.replayed > SNAPSHOT_AFTER:
            self.event_log.keep(loaded.aggregate)
        return receipt

    def _record_all(self, aggregate: Aggregate, command: Command) -> Receipt:
        """Append the pending events in one statement.

        As `save` of the library does it, but without its checks of protocols at run time, which cost a tenth of
        all that a command takes, and without its notifications, which nobody reads here.
        """
        positions = self._append([aggregate], command)
        return _receipt(aggregate, aggregate.version, len(positions), positions[-1])

    def _record_together(self, changed: Iterable[Aggregate], answered: Aggregate, command: Command) -> Receipt:
        """Append the events of all streams; those of the answered one come last, so that their places are known."""
        in_order = sorted(changed, key=lambda aggregate: aggregate is answered)
        own = len(answered.pending_events)
        assert own  # noqa: S101 (a repeat would not be recognised)
        positions = self._append(in_order, command)
        return _receipt(answered, answered.version, own, positions[-1])

    def _append(self, aggregates: Iterable[Aggregate], command: Command) -> Sequence[int]:
        """Append the pending events in one statement and return their positions."""
        events = [event for aggregate in aggregates for event in aggregate.collect_events()]
        stored = [self.mapper.to_stored_event(event) for event in events]
        positions = self.recorder.insert_events(stored, command_id=command.id, metadata=command.metadata())
        assert positions  # noqa: S101 (an append that succeeds tells them)
        return positions


def not_found(kind: type[Aggregate]) -> NotFound:
    """Say that there is none of a kind, in the word that people have for it."""
    return NotFound(f"There is no such {NOUNS.get(kind.__name__, 'case')}.")


def check_stream(stream: Stream, aggregate: Aggregate, command: Command | None) -> None:
    """See that a stream is there, may be seen, and is at the version that `command` expects, where one is given.

    Raises:
        NotFound: It has no events and is not begun by the command, or it is hidden.
        VersionConflict: It was begun by another command.
        VersionMismatch: It is at another version.
    """
    if stream.begins:
        if aggregate.version:
            raise VersionConflict("This stream was begun by another command.")
        return
    if stream.see is not None and aggregate.version:
        stream.see(aggregate)
    if not aggregate.version and not stream.may_begin:
        raise not_found(stream.kind)
    if command is not None:
        check_version(aggregate, command, may_begin=stream.may_begin)


def check_version(aggregate: Aggregate, command: Command, *, may_begin: bool) -> None:
    """Compare the stream with what the caller saw.

    Raises:
        NotFound: The stream has no events.
        VersionMismatch: It is at another version.
    """
    if not aggregate.version and not may_begin:
        raise not_found(type(aggregate))
    if command.expected_version not in {None, aggregate.version}:
        raise VersionMismatch(f"The case is at version {aggregate.version}, not {command.expected_version}.")


def _first_answer(loaded: Loaded[A], command: Command) -> Receipt:
    """Answer a repeat as the first time.

    Raises:
        KeyReused: It says something else; what was recorded before fingerprints were kept is not compared.
    """
    assert loaded.repeated is not None  # noqa: S101 (the caller looked)
    first = loaded.repeated
    if None not in {first.fingerprint, command.fingerprint} and first.fingerprint != command.fingerprint:
        raise KeyReused(
            "This Idempotency-Key was used for a command that said something else; nothing was recorded. "
            "Send it under a new key."
        )
    return _receipt(loaded.aggregate, first.version, first.events, first.position, repeated=True)


def _receipt(aggregate: Aggregate, version: int, events: int, position: int, *, repeated: bool = False) -> Receipt:
    return Receipt(aggregate.id, getattr(aggregate, "reference", ""), version, events, position, repeated=repeated)

"""The use cases of complaints that concern another complaint: what happens to both is one append."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from application.command import Command, Receipt, new_stream_id
from application.complaint_beside import ComplaintBeside
from application.hiding import keeps_secret
from application.ledger import NotFound, Stream, VersionConflict
from application.organisation import home_of
from application.rights import may
from domain.actor import Actor
from domain.complaint import Complaint
from domain.complaint.receiving import Intake
from domain.complaint.related import RecheckResult
from domain.complaint.state import ENDS
from domain.refusals import Refusal, refuse_first


class ComplaintRelations(ComplaintBeside):
    """Links, merging, re-checks, repeats; `Complaints` says what they all raise."""

    def receive_repeat(self, of: UUID, intake: Intake, new_facts: str | None, *, command: Command) -> Receipt:
        """Receive a complaint that repeats one which has ended; the answer is that of the new one."""
        self._check_role(command.by, "receive", of)
        stream_id = new_stream_id(command.id)

        def decide(first: Complaint, _: Complaint, *, now: datetime) -> tuple[Complaint, Complaint]:
            home = home_of(self._directory, intake.unit_id, command.by)
            repeat = first.receive_repeat(
                replace(intake, unit_id=home.unit_id),
                new_facts,
                stream_id=stream_id,
                reference=self.next_reference(intake.facts.received_at),
                by=command.by,
                now=now,
                **self._mass_data(home.unit_id),
            )
            self._route(repeat, now, is_lost=home.is_lost)
            return first, repeat

        return self._begin_beside(of, stream_id, command, decide, lambda first: self._refuse_secret(first, command.by))

    def request_recheck(
        self,
        of: UUID,
        text: str,
        channel: str,
        *,
        at: datetime | None,
        received_at: datetime | None,
        command: Command,
        party_id: str | None = None,
        through: str | None = None,
    ) -> Receipt:
        """Ask the superior unit to look at the result again; the answer is that of the re-check."""
        self._check_role(command.by, "request_recheck", of)
        stream_id = new_stream_id(command.id)

        def decide(first: Complaint, _: Complaint, *, now: datetime) -> tuple[Complaint, Complaint]:
            recheck = first.request_recheck(
                text,
                channel,
                at=at,
                received_at=received_at,
                stream_id=stream_id,
                reference=self.next_reference(received_at or now),
                zone=self._zone_of(first.unit_id),
                rules=self._documents("case_rules"),
                codes=self._codes(),
                by=command.by,
                now=now,
                organisation=self._directory.organisation(first.unit_id),
                party_id=party_id,
                through=through,
                ended=self._ended_rechecks(first),
            )
            return first, recheck

        see = self._seeing(command.by, "request_recheck")
        return self._begin_beside(of, stream_id, command, decide, see)

    def record_recheck_result(
        self, of: UUID, recheck_id: str, result: RecheckResult, text: str, *, command: Command
    ) -> Receipt:
        """Record what a re-check made of the result.

        Raises:
            RecheckOfAnotherUnit: Another unit makes it.
        """

        def record_recheck_result(first: Complaint, *, by: Actor, now: datetime) -> None:
            recheck = self._recheck(first, recheck_id, by)
            first.record_recheck_result(recheck_id, result, text, recheck=recheck, by=by, now=now)

        return self._change(of, command, record_recheck_result)

    def _ended_rechecks(self, first: Complaint) -> frozenset[str]:
        """Name the re-checks that came to an end without a result."""
        waiting = {key: known.case_id for key, known in first.rechecks.items() if known.result is None}
        found = {key: self._ledger.event_log.load(Complaint, case_id).aggregate for key, case_id in waiting.items()}
        return frozenset(key for key, recheck in found.items() if recheck.state in ENDS)

    def link(self, of: UUID, other: UUID, kind: str, *, command: Command) -> Receipt:
        """Say that another complaint has to do with it."""
        return self._change_two(of, other, command, Complaint.link, kind, codes=self._codes())

    def unlink(self, of: UUID, other: UUID, kind: str, *, command: Command) -> Receipt:
        """Say that another complaint has nothing to do with it."""
        return self._change_two(of, other, command, Complaint.unlink, kind)

    def merge(self, of: UUID, into: UUID, reason: str, *, command: Command) -> Receipt:
        """Let it go on in another complaint, which the same unit owns: it gets other work and other hands.

        Raises:
            AnotherUnitOwns: One of them belongs to another unit, which alone does this.
        """
        return self._change_two(of, into, command, Complaint.merge, reason, both_owned=True)

    def unmerge(self, of: UUID, reason: str, *, command: Command) -> Receipt:
        """Let it stand for itself again."""
        self._check_role(command.by, "unmerge", of)
        merged = self._ledger.event_log.load(Complaint, of).aggregate
        if merged.version and merged.merged_into:
            return self._change_two(of, merged.merged_into.case_id, command, Complaint.unmerge, reason, both_seen=False)

        def unmerge(complaint: Complaint, *, by: Actor, now: datetime) -> None:  # noqa: ARG001 - as commands are asked
            refuse_first(complaint.refusal("unmerge", by))
            raise VersionConflict("It was merged just now; look at it again.")

        return self._change(of, command, unmerge)

    def _begin_beside(
        self,
        of: UUID,
        stream_id: UUID,
        command: Command,
        decide: Callable[..., tuple[Complaint, Complaint]],
        see: Callable[[Complaint], None],
    ) -> Receipt:
        """Begin a complaint by a command on another one, whose version is the expected one; `see` may refuse it."""

        def ask(first: Complaint, new: Complaint, *, now: datetime) -> tuple[Complaint, Complaint]:
            found: list[tuple[Complaint, Complaint]] = []
            self._ask(first, command.by, lambda: found.append(decide(first, new, now=now)))
            return found[0]

        streams = (Stream(Complaint, of, see=see), Stream(Complaint, stream_id, begins=True))
        return self._ledger.change_together(command, streams, ask, answering=1)

    def _change_two(
        self,
        of: UUID,
        other: UUID,
        command: Command,
        change: Callable[..., None],
        *arguments: object,
        both_seen: bool = True,
        both_owned: bool = False,
        **named: object,
    ) -> Receipt:
        """Change two complaints. The second may be unseen where the first is taken out of it; else it is read.

        `both_owned`: the command has to be the user's on the second one, too.
        """
        self._check_role(command.by, change.__name__, of)
        by = command.by
        if of == other:
            # One stream is loaded once: the complaint itself refuses.
            return self._change(of, command, _with_itself(change), *arguments, **named)

        def decide(one: Complaint, another: Complaint, *, now: datetime) -> tuple[Complaint, Complaint]:
            self._ask(one, by, lambda: change(one, another, *arguments, by=by, now=now, **named))
            return one, another

        first = Stream(Complaint, of, see=self._seeing(by, change.__name__))
        action = f"{self.name}.{change.__name__}" if both_owned else self.reading
        second = Stream(Complaint, other, see=self._reading(by, action) if both_seen else None)
        return self._ledger.change_together(command, (first, second), decide)

    def _reading(self, by: Actor, action: str) -> Callable[[Complaint], None]:
        """Return what asks whether the user may do something to another complaint: read it, mostly."""

        def see(complaint: Complaint) -> None:
            hidden = self._hidden(complaint, by)
            refuse_first(hidden, self.rights.refusal(by, action, complaint.belonging))

        return see

    def _refuse_secret(self, complaint: Complaint, by: Actor) -> None:
        """Refuse a complaint that is kept secret from the user; one of another unit may be repeated anywhere.

        Raises:
            NotFound: To this user there is none.
        """
        if keeps_secret(self._ledger.event_log, self.rights, complaint, by):
            raise NotFound("There is no such case.")

    def _ask(self, aggregate: Complaint, by: Actor, decide: Callable[[], None]) -> None:
        """Let a complaint decide; the refusal of a merged one names the complaint in which it goes on."""
        try:
            super()._ask(aggregate, by, decide)
        except Refusal as refusal:
            target = self._visible_target(aggregate, by)
            if target is None:
                raise
            words = f"{refusal} It was merged into {target.reference}; go on there."
            raise type(refusal)(words, code=refusal.code, allowed=refusal.allowed) from None

    def _visible_target(self, complaint: Complaint, by: Actor) -> Complaint | None:
        """Return where a merged complaint goes on, as far as the user may know of it."""
        merged, log = complaint.merged_into, self._ledger.event_log
        if merged is None or not may(by.role, self.reading):
            return None
        target = log.load(Complaint, merged.case_id).aggregate
        return None if keeps_secret(log, self.rights, target, by) else target


def _with_itself(change: Callable[..., None]) -> Callable[..., None]:
    """Return a command between two complaints as one between a complaint and itself."""

    def both(complaint: Complaint, *arguments: Any, **named: Any) -> None:  # noqa: ANN401 - the command's own
        change(complaint, complaint, *arguments, **named)

    both.__name__ = change.__name__
    return both

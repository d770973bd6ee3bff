"""How a contact begins: offered, and answered."""

from datetime import datetime
from typing import Self
from uuid import UUID

from domain.actor import Actor
from domain.case.instants import happened, in_the_future
from domain.codes import Codes
from domain.interaction.record import InteractionEvent, InteractionRecord
from domain.interaction.rules import not_a_digest, out_of_order
from domain.interaction.state import State
from domain.interaction.step import InteractionStep
from domain.interaction.values import Beginning, Direction
from domain.personal import Code, Id
from domain.refusals import refuse_first


class Begun(InteractionEvent):
    """Bank and customer came into contact; `occurred_at` is when it was offered.

    `channel_line`: the channel with the levels above it, the highest first, as the list had them.
    """

    topic = "interaction.begun"
    schema_version = 2

    reference: Id
    unit_id: Id
    begun_by: Id | None
    direction: Direction
    channel: Code
    channel_line: tuple[Code, ...]
    answered_at: datetime | None
    agent_id: Id | None
    recording: Id | None
    code_versions: dict[Code, int]

    def apply(self, interaction: InteractionRecord) -> None:
        """Start the contact."""
        interaction.state = State.OFFERED if self.answered_at is None else State.ANSWERED
        interaction.reference = self.reference
        interaction.direction = self.direction
        interaction.channel = self.channel
        interaction.offered_at = self.occurred_at
        interaction.answered_at = self.answered_at
        interaction.ended_at = None
        interaction.unit_id = self.unit_id
        interaction.begun_by = self.begun_by
        interaction.agent_id = self.agent_id
        interaction.recording = self.recording
        interaction.entries = ()
        interaction.customer = None
        interaction.facts = ()
        interaction.links = ()
        interaction.outcome = None
        interaction.solved_claim = None
        interaction.checks = ()


class Answered(InteractionEvent):
    """Somebody took the contact."""

    topic = "interaction.answered"

    agent_id: Id | None

    def apply(self, interaction: InteractionRecord) -> None:
        """Note since when, and who talks for the bank."""
        interaction.state = State.ANSWERED
        interaction.answered_at = self.occurred_at
        interaction.agent_id = self.agent_id or interaction.agent_id


class Starting(InteractionStep):
    """The commands with which a contact begins."""

    @classmethod
    def begin(cls, told: Beginning, *, stream_id: UUID, reference: str, codes: Codes, by: Actor, now: datetime) -> Self:
        """Begin a contact under a reference. Who answered is the agent, where no other is named.

        Raises:
            InTheFuture: It was offered or answered after `now`.
            InstantsOutOfOrder: It was answered before it was offered.
            UnknownCode: The channel is not in force on the day of the contact.
            NotADigest: The recording is not named by its hash.
        """
        refuse_first(
            in_the_future(told.offered_at, now, "offered_at"),
            out_of_order(told.offered_at, told.answered_at, None),
            in_the_future(told.answered_at, now, "answered_at") if told.answered_at else None,
            codes.refusal("channel", told.channel, told.offered_at.date()),
            not_a_digest(told.recording),
        )
        interaction = cls.blank(stream_id)
        interaction.record(
            Begun,
            reference=reference,
            unit_id=told.unit_id,
            begun_by=by.user_id,
            direction=told.direction,
            channel=told.channel,
            channel_line=codes.line("channel", told.channel),
            answered_at=happened(told.answered_at, now) if told.answered_at else None,
            agent_id=told.agent_id or (by.user_id if told.answered_at else None),
            recording=told.recording,
            code_versions=codes.versions("channel"),
            occurred_at=happened(told.offered_at, now),
        )
        return interaction

    def answer(self, agent_id: str | None, *, at: datetime | None, by: Actor, now: datetime) -> None:
        """Record that somebody took the contact: `agent_id`, or who says so.

        Raises:
            NotInThisState: It was answered before, or has ended.
            InstantsOutOfOrder, InTheFuture: `at` lies before it was offered, or after `now`.
        """
        taken_at = happened(at, now)
        late = in_the_future(at, now) if at else None
        self._permit("answer", by, late, out_of_order(self.offered_at, taken_at, None))
        self.record(Answered, agent_id=agent_id or by.user_id, occurred_at=taken_at)

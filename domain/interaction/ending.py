"""How a contact ends."""

from dataclasses import dataclass
from datetime import datetime

from domain.actor import Actor
from domain.case.instants import happened, in_the_future
from domain.codes import Codes
from domain.interaction.record import InteractionEvent, InteractionRecord
from domain.interaction.rules import NeverAnswered, not_a_digest, out_of_order
from domain.interaction.state import State
from domain.interaction.step import InteractionStep
from domain.personal import Code, Id
from domain.refusals import Refusal


@dataclass(frozen=True, slots=True)
class Ending:
    """How a contact ended.

    `outcome`: a code of the list `interaction_outcome`. `solved_claim`: whether the agent holds it for solved at first
    contact; whether it was is computed later. `recording`: as in `Beginning`, where it is known only now.
    """

    outcome: str
    solved_claim: bool | None = None
    recording: str | None = None


class Ended(InteractionEvent):
    """Bank and customer parted; `occurred_at` is when. Where nobody answered, the contact was abandoned."""

    topic = "interaction.ended"

    outcome: Code
    solved_claim: bool | None
    recording: Id | None
    code_versions: dict[Code, int]

    def apply(self, interaction: InteractionRecord) -> None:
        """End the contact."""
        interaction.state = State.ENDED
        interaction.ended_at = self.occurred_at
        interaction.outcome = self.outcome
        interaction.solved_claim = self.solved_claim
        interaction.recording = self.recording or interaction.recording


class EndingContact(InteractionStep):
    """The command with which a contact ends."""

    def end(self, told: Ending, *, at: datetime | None, codes: Codes, by: Actor, now: datetime) -> None:
        """End the contact.

        Raises:
            NotInThisState: It has ended before.
            NeverAnswered: Nobody took it, and yet it is said to be solved.
            InstantsOutOfOrder, InTheFuture: `at` lies before it was answered, or after `now`.
            UnknownCode: No such outcome today.
            NotADigest: The recording is not named by its hash.
        """
        ended_at = happened(at, now)
        self._permit(
            "end",
            by,
            never_answered(self, told),
            in_the_future(at, now) if at else None,
            out_of_order(self.offered_at, self.answered_at, ended_at),
            codes.refusal("interaction_outcome", told.outcome, now.date()),
            not_a_digest(told.recording),
        )
        self.record(
            Ended,
            outcome=told.outcome,
            solved_claim=told.solved_claim,
            recording=told.recording,
            code_versions=codes.versions("interaction_outcome"),
            occurred_at=ended_at,
        )


def never_answered(interaction: InteractionRecord, told: Ending) -> Refusal | None:
    """Refuse the claim that something was solved which nobody took."""
    if interaction.answered_at is None and told.solved_claim:
        return NeverAnswered("Nobody answered this contact, so that nothing was solved in it.")
    return None

"""Arbitrary walks through a contact's life, against a second opinion."""

from datetime import timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule

from domain.interaction import Interaction
from domain.interaction.state import ALLOWED
from domain.interaction.values import Beginning, Direction
from tests.domain.fixed import ANN, CODES
from tests.domain.interaction.examples import OFFERED_AT, REFERENCE
from tests.domain.interaction.model import COMMANDS, RARE, Model
from tests.domain.interaction.moves import Moves
from tests.domain.language import STREAM
from tests.domain.walking import Walk


class ContactWalk(Walk[Interaction]):
    """The walk of a contact."""

    model: Model
    moves = Moves
    commands = COMMANDS
    pace = timedelta(minutes=5)

    def __init__(self) -> None:
        """Begin before the contact."""
        super().__init__(OFFERED_AT + self.pace)

    @initialize(direction=st.sampled_from(Direction), is_taken=st.booleans(), agent=st.sampled_from([None, "eve"]))
    def begin(self, direction: Direction, is_taken: bool, agent: str | None) -> None:  # noqa: FBT001 - drawn
        """Begin the contact, answered or not."""
        answered_at = OFFERED_AT + timedelta(seconds=12) if is_taken else None
        told = Beginning(direction, "phone", OFFERED_AT, "shanghai", answered_at, agent)
        self.aggregate = Interaction.begin(
            told, stream_id=STREAM, reference=REFERENCE, codes=CODES, by=ANN, now=self.now
        )
        self.model = Model(OFFERED_AT, answered_at, agent or ("ann" if is_taken else None))
        self.save()

    @rule(data=st.data())
    def do_what_is_rare(self, data: Any) -> None:  # noqa: ANN401 (drawn)
        """Let somebody do what is possible seldom."""
        self.choose(data, lambda who: self.model.permitted(who) & RARE)

    @invariant()
    def the_state_is_the_model_s(self) -> None:
        """Compare what a decision needs."""
        contact, model = self.aggregate, self.model
        assert (contact.state, contact.agent_id) == (model.state, model.agent)
        assert (contact.offered_at, contact.answered_at, contact.ended_at) == (
            model.offered_at,
            model.answered_at,
            model.ended_at,
        )
        whom = contact.customer
        assert (whom and (whom.person_id, whom.means)) == model.customer
        assert contact.told == "\n".join(model.words)
        assert [fact.fact_id for fact in contact.facts] == model.facts
        assert [link.case_id for link in contact.links] == model.about
        assert [(c.score and c.score.total, c.findings, c.state == "closed") for c in contact.checks] == [
            (c.points, c.findings, c.is_over) for c in model.checks
        ]


TestWalks = ContactWalk.TestCase


def test_the_commands_are_those_that_were_written_down() -> None:
    assert sorted(ALLOWED) == COMMANDS

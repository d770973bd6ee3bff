"""The state table: the engine's and the one that people wrote down are the same."""

import pytest

from domain.complaint.state import ALLOWED, State
from tests.domain.complaint.happenings import OPEN, STORIES
from tests.domain.complaint.model import BEFORE_END, COMMANDS, ENDS, takes
from tests.domain.fixed import ANN
from tests.domain.language import given


def test_the_states_are_those_of_the_table() -> None:
    assert {state.value for state in State} == BEFORE_END | ENDS


def test_the_commands_are_those_of_the_table() -> None:
    assert sorted(ALLOWED) == COMMANDS


@pytest.mark.parametrize("state", State)
def test_a_state_takes_what_the_table_says(state: State) -> None:
    assert {command for command in ALLOWED if state in ALLOWED[command]} == {c for c in COMMANDS if takes(state, c)}


@pytest.mark.parametrize("state", STORIES)
def test_a_story_leads_to_its_state(state: State) -> None:
    assert given(*STORIES[state]).replayed().state is state


@pytest.mark.parametrize(
    ("state", "still_taken"),
    [
        (State.MERGED, ("unmerge", "revise_source_record")),
        (State.CONVERTED, ("link", "add_note", "correct", "correct_report", "revise_source_record")),
    ],
)
def test_what_was_merged_or_converted_lives_on_elsewhere(state: State, still_taken: tuple[str, ...]) -> None:
    complaint = given(*OPEN).replayed()
    complaint.state = state
    assert complaint.permitted(ANN) == still_taken

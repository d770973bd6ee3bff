"""The state table: the engine's and the one that people wrote down are the same."""

import pytest

from domain.request.state import ALLOWED, ENDS, State
from tests.domain.request.happenings import STORIES, given
from tests.domain.request.model import COMMANDS, takes
from tests.domain.request.model import ENDS as WRITTEN_ENDS


def test_the_ends_are_those_of_the_table() -> None:
    assert {state.value for state in ENDS} == WRITTEN_ENDS


def test_the_commands_are_those_of_the_table() -> None:
    assert sorted(ALLOWED) == COMMANDS


@pytest.mark.parametrize("state", State)
def test_a_state_takes_what_the_table_says(state: State) -> None:
    assert {command for command in ALLOWED if state in ALLOWED[command]} == {c for c in COMMANDS if takes(state, c)}


@pytest.mark.parametrize("state", STORIES)
def test_a_story_leads_to_its_state(state: State) -> None:
    assert given(*STORIES[state]).replayed().state is state

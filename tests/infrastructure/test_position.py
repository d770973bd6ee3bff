"""Positions outside the process."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine

from infrastructure.position import MalformedPosition, Position, Positions, StalePosition, raise_epoch
from tests.conftest import Database

pytestmark = pytest.mark.store


@given(st.builds(Position, st.integers(1, 10**9 - 1), st.integers(0, 10**18 - 1)))
def test_a_position_is_read_as_it_was_written(position: Position) -> None:
    assert Position.parse(str(position)) == position


@pytest.mark.parametrize(
    "text", ["", "5", "0-5", "1-", "-1-5", "1--5", "1-05", "1-5 ", "1-5\n", "1-٥", "1-" + "9" * 19]
)
def test_anything_else_is_no_position(text: str) -> None:
    with pytest.raises(MalformedPosition) as caught:
        Position.parse(text)
    assert caught.value.code == "malformed_position"


def test_positions_count_in_the_epoch_of_the_database(engine: Engine) -> None:
    positions = Positions(engine)
    assert positions.written(7) == "1-7"
    assert positions.read("1-7") == 7


def test_a_position_of_another_epoch_is_refused(database: Database, engine: Engine) -> None:
    positions = Positions(engine)
    assert positions.read("1-7") == 7
    assert raise_epoch(database.owner_url) == 2
    engine.dispose()
    with pytest.raises(StalePosition) as caught:
        positions.read("1-7")
    assert caught.value.code == "stale_position"
    assert positions.written(7) == "2-7"


def test_another_process_raises_the_epoch_and_it_is_noticed_within_seconds(
    database: Database, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    positions = Positions(engine)
    assert positions.written(7) == "1-7"
    raise_epoch(database.owner_url)
    assert positions.written(7) == "1-7"
    monkeypatch.setattr("infrastructure.position.FRESH_SECONDS", 0.0)
    positions = Positions(engine)
    assert positions.written(7) == "2-7"
    raise_epoch(database.owner_url)
    assert positions.written(7) == "3-7"

"""The positions of the views."""

from concurrent.futures import ThreadPoolExecutor
from time import monotonic

import pytest
from eventsourcing.persistence import IntegrityError, Tracking
from sqlalchemy import Engine

from infrastructure.tracking import ViewPositions

pytestmark = pytest.mark.store


def raised(positions: ViewPositions, to: int) -> bool:
    try:
        positions.insert_tracking(Tracking("worklist", to))
    except IntegrityError:
        return False
    return True


def test_of_eight_that_raise_a_position_to_the_same_one_succeeds(engine: Engine) -> None:
    positions = ViewPositions(engine)
    for step in range(1, 21):
        with ThreadPoolExecutor(8) as threads:
            assert sum(threads.map(raised, [positions] * 8, [step] * 8)) == 1
    assert positions.max_tracking_id("worklist") == 20


def test_the_table_is_made_once_by_whoever_is_first(engine: Engine) -> None:
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(ViewPositions, [engine] * 8))
    assert raised(ViewPositions(engine), 1)


def test_a_wait_ends_soon_after_the_view_has_come_so_far(engine: Engine) -> None:
    positions = ViewPositions(engine)
    with ThreadPoolExecutor(1) as threads:
        waiting = threads.submit(positions.wait, "worklist", 5, 10)
        positions.insert_tracking(Tracking("worklist", 5))
        moved = monotonic()
        waiting.result()
    assert monotonic() - moved < 1

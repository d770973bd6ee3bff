"""A database with the demo, compared with the plan."""

from contextlib import closing
from typing import Any
from uuid import UUID

from application.demo.plan import Plan
from infrastructure.database import connect
from infrastructure.demo_cases import KINDS
from infrastructure.settings import Settings
from infrastructure.wiring import Redress, open_redress

OF_THE_PLAN = "FROM log.event WHERE split_part(topic, '.', 1) NOT IN ('reference_data', 'unit', 'user', 'case_clock')"
"""What a running engine adds, its clocks, is not planned."""


class Loaded:
    """A database with a demo, and the plan of it."""

    def __init__(self, settings: Settings, plan: Plan) -> None:
        self.settings = settings
        self.plan = plan

    def ask(self, question: str) -> list[tuple[Any, ...]]:
        with closing(connect(str(self.settings.owner_database_url))) as connection, connection.cursor() as cursor:
            cursor.execute(question)
            return cursor.fetchall()


def check_commands(loaded: Loaded) -> None:
    """Check that every command was carried out once, and recorded something."""
    rows = loaded.ask(f"SELECT command_id::text, count(DISTINCT recorded_at) {OF_THE_PLAN} GROUP BY 1")
    assert dict(rows) == {str(step.id): 1 for step in loaded.plan.steps}


def check_states(loaded: Loaded) -> None:
    """Check that every case is in the state that the plan says."""
    expected = {of: str(state) for case in loaded.plan.told for of, state in case.states.items()}
    redress = open_redress(loaded.settings, pool_size=1)
    try:
        assert {of: state_of(redress, of) for of in expected} == expected
    finally:
        redress.close()


def state_of(redress: Redress, of: UUID) -> str:
    """Return the state of a case or a contact, whichever it is."""
    loaded = (redress.ledger.event_log.load(kind, of).aggregate for kind in KINDS.values())
    return next(str(found.state) for found in loaded if found.version)

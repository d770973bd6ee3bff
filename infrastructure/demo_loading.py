"""The loading of the demo into a database's log."""

import hashlib
import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from psycopg2.extensions import connection as Connection  # noqa: N812 - a class that its library writes small
from psycopg2.extensions import make_dsn, parse_dsn

from application.demo.loading import carry_out
from application.demo.plan import CASES, DAYS, Plan, make_plan
from infrastructure.attachments import place_of
from infrastructure.database import connect
from infrastructure.demo_clock import install_demo_clock, install_real_clock
from infrastructure.demo_organisation import register_banks
from infrastructure.demo_writing import OnlyWriter, OwnersClock
from infrastructure.operator_error import OperatorError
from infrastructure.settings import Settings
from infrastructure.wiring import Redress, open_redress, publish_shipped_lists

__all__ = ["CASES", "OtherDemoError", "load", "only_loader"]

LOCK = 7_233_537_002
"""Any number: two that load the demo at once wait for each other by it."""


class OtherDemoError(OperatorError):
    """An interrupted demo that this program cannot go on with."""


class DemoFiles:
    """The demo's attachments. They can be made again, so nobody waits until each has reached the disk."""

    def __init__(self, root: Path) -> None:
        """Keep them where all attachments lie."""
        self._root = root

    def keep(self, content: bytes) -> None:
        """Write a file, unless it is there."""
        place = place_of(self._root, hashlib.sha256(content).hexdigest())
        if not place.exists():
            place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            beside = place.with_suffix(".new")
            with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
                file.write(content)
            beside.replace(place)


@contextmanager
def only_loader(owner_url: str) -> Iterator[Connection]:
    """Lend a connection of the owner's once nobody else loads the demo into this database."""
    with closing(connect(hasty(owner_url))) as connection:
        connection.autocommit = True
        connection.cursor().execute("SELECT pg_advisory_lock(%s)", (LOCK,))
        yield connection


def load(settings: Settings, owner: Connection, *, cases: int = CASES) -> Plan:
    """Fill an empty log with the demo, or go on with a load that was interrupted; then the real clock runs for good.

    The demo ends at the last full hour of the database's clock when it was begun.

    Raises:
        DemoClockError: The log holds something else.
        OtherDemoError: A load was interrupted whose plan was another.
    """
    owner_url = str(settings.owner_database_url)
    install_demo_clock(owner_url, _one(owner, FIRST_START) - timedelta(days=DAYS))
    clock = OwnersClock()
    redress = open_redress(settings.replace(database_url=hasty(owner_url)), pool_size=1)
    try:
        clock.ride_on(redress.engine)
        redress.ledger.event_log = OnlyWriter(redress.ledger.event_log, clock)
        publish_shipped_lists(redress)
        register_banks(redress)
        plan = make_plan(_one(owner, START), cases=cases)
        done = _commands_done(owner, plan)
        files = DemoFiles(settings.data_directory / "attachments")
        carry_out(plan, use_cases(redress), clock=clock, files=files, done=done)
    finally:
        redress.close()
    install_real_clock(owner_url)
    return plan


def use_cases(redress: Redress) -> dict[str, object]:
    """Return the use cases under the names by which the plan calls them."""
    return {
        "complaints": redress.complaints,
        "requests": redress.requests,
        "interactions": redress.interactions,
        "persons": redress.persons,
        "customers": redress.customers,
    }


FIRST_START = "SELECT date_trunc('hour', clock_timestamp())"
START = "SELECT recorded_at FROM log.event ORDER BY position LIMIT 1"
"""The code lists are published first of all, at the demo's first instant."""

COMMANDS = """
    SELECT DISTINCT command_id::text, metadata ->> 'correlation_id' FROM log.event
    WHERE split_part(topic, '.', 1) NOT IN ('reference_data', 'unit', 'user')
"""


def _commands_done(owner: Connection, plan: Plan) -> set[UUID]:
    """Return the ids of the plan's commands that are in the log."""
    with owner.cursor() as cursor:
        cursor.execute(COMMANDS)
        done = dict(cursor.fetchall())
    if done and set(done.values()) != {plan.id}:
        raise OtherDemoError(
            "A load of the demo was interrupted that this version of Redress cannot go on with: "
            "remove the data directory, or empty the database, and start again."
        )
    return {UUID(command) for command in done}


def _one(owner: Connection, question: str) -> Any:  # noqa: ANN401 - whatever the column holds
    with owner.cursor() as cursor:
        cursor.execute(question)
        return (cursor.fetchone() or (None,))[0]


def hasty(url: str) -> str:
    """Return a database's address for connections that do not wait for the disk.

    A crash may lose the last commands of an interrupted load, never one in the middle: the load goes on from there. The
    change to the real clock waits for the disk, and thereby for all that was before it.
    """
    options = parse_dsn(url).get("options", "")
    return make_dsn(url, options=f"{options} -c synchronous_commit=off".strip())

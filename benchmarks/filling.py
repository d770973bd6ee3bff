"""Cases put straight into the log: valid events through the mapper, COPY instead of commands."""

import io
import random
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from multiprocessing import get_context
from uuid import uuid5

from application.command import Command
from benchmarks.cases import EVENTS, case, handler
from infrastructure.database import connect
from infrastructure.mapper import EventMapper
from infrastructure.recorded_event import RecordedEvent
from infrastructure.settings import Settings

CASES_AT_ONCE = 1_000
DEAD = 0.15
"""Share of the positions that stay empty, as after appends that were rolled back."""
POSITIONS_AT_ONCE = round(CASES_AT_ONCE * EVENTS / (1 - DEAD))
PROCESSES = 2

COPY = (
    "COPY log.event (position, stream_id, version, topic, schema_version, state, metadata, command_id, "
    "command_index, occurred_at) FROM STDIN"
)

Columns = tuple[object, ...]


def fill(settings: Settings, number_of_cases: int) -> None:
    """Append the first cases as the owner, who alone may choose positions."""
    assert settings.owner_database_url is not None  # noqa: S101 - the bench made this database
    url = settings.owner_database_url
    with closing(connect(url)) as connection:
        connection.autocommit = True
        cursor = connection.cursor()
        cursor.execute("SELECT nextval('log.event_position')")
        ((first,),) = cursor.fetchall()
        jobs = [
            (url, range(at, min(at + CASES_AT_ONCE, number_of_cases)), first + at // CASES_AT_ONCE * POSITIONS_AT_ONCE)
            for at in range(0, number_of_cases, CASES_AT_ONCE)
        ]
        with ProcessPoolExecutor(PROCESSES, mp_context=get_context("spawn")) as pool:
            list(pool.map(append, *zip(*jobs, strict=True)))
        cursor.execute("SELECT setval('log.event_position', max(position)) FROM log.event")
        cursor.execute("SELECT setval('log.complaint_number', %s)", (number_of_cases,))
        cursor.execute("VACUUM ANALYZE log.event")


def append(url: str, numbers: range, first_position: int) -> None:
    """Append cases in one COPY; their events interleave, as those of cases in work at the same time do."""
    streams = [list(rows_of(number)) for number in numbers]
    rows = [row for step in zip(*streams, strict=True) for row in step]
    room = range(first_position, first_position + round(len(rows) / (1 - DEAD)))
    positions = sorted(random.Random(first_position).sample(room, len(rows)))
    text = "".join(line((position, *row)) for position, row in zip(positions, rows, strict=True))
    with closing(connect(url)) as connection, connection, connection.cursor() as cursor:
        cursor.copy_expert(COPY, io.StringIO(text))


def rows_of(number: int) -> Iterator[Columns]:
    """Return the rows of a case without their positions, each event recorded by a command of its own."""
    complaint, by, to_stored = case(number), handler(number), EventMapper().to_stored_event
    for event in complaint.collect_events():
        stored = to_stored(event)
        assert isinstance(stored, RecordedEvent)  # noqa: S101 - our mapper makes nothing else
        command_id = uuid5(complaint.id, str(event.originator_version))
        yield (
            complaint.id,
            event.originator_version,
            stored.topic,
            stored.schema_version,
            stored.state.decode(),
            Command(command_id, by, by.user_id, str(command_id)).metadata().decode(),
            command_id,
            0,
            stored.occurred_at.isoformat(),
        )


def line(values: Iterable[object]) -> str:
    """Write one line of COPY's text format."""
    texts = (str(value).replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n") for value in values)
    return "\t".join(texts) + "\n"

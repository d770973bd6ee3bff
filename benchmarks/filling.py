"""Cases put straight into the log: valid events through the mapper, COPY instead of commands."""

import io
import random
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from itertools import repeat
from multiprocessing import get_context
from uuid import uuid5

from application.command import Command
from benchmarks.cases import EVENTS, HEAD_OFFICE, UNITS, case, handler
from infrastructure.database import connect
from infrastructure.mapper import EventMapper
from infrastructure.recorded_event import RecordedEvent
from infrastructure.settings import Settings
from infrastructure.wiring import open_redress, system_command

CASES_AT_ONCE = 5_000
"""Cases that are in work at the same time, so that their events interleave; they go into one COPY."""
DEAD = 0.15
"""Share of the positions that stay empty, as after appends that were rolled back."""
PROCESSES = 2

COPY = (
    "COPY log.event (position, stream_id, version, topic, schema_version, state, metadata, command_id, "
    "command_index, occurred_at) FROM STDIN"
)

Columns = tuple[object, ...]


def fill(settings: Settings, numbers: range) -> None:
    """Append the cases with these numbers as the owner, who alone may choose positions."""
    assert settings.owner_database_url is not None  # noqa: S101 - the bench made this database
    url = settings.owner_database_url
    with closing(connect(url)) as connection:
        connection.autocommit = True
        cursor = connection.cursor()
        cursor.execute("SELECT nextval('log.event_position')")
        ((first,),) = cursor.fetchall()
        chunks = [numbers[at : at + CASES_AT_ONCE] for at in range(0, len(numbers), CASES_AT_ONCE)]
        firsts = [first + at * positions_of(CASES_AT_ONCE * EVENTS) for at in range(len(chunks))]
        append_all(url, chunks, firsts)
        cursor.execute("SELECT setval('log.event_position', max(position)) FROM log.event")
        cursor.execute("SELECT setval('log.complaint_number', %s)", (numbers.stop,))
        cursor.execute("VACUUM ANALYZE log.event")
    found_units(settings)


def found_units(settings: Settings) -> None:
    """Found the units that the cases lie in, below the head office from which the bench looks at them."""
    redress = open_redress(settings, pool_size=1)
    for unit_id in (HEAD_OFFICE, *UNITS):
        superior_id = None if unit_id == HEAD_OFFICE else HEAD_OFFICE
        redress.units.found(unit_id, unit_id, superior_id, command=system_command(f"bench unit {unit_id}"))
    redress.close()


def append_all(url: str, chunks: list[range], first_positions: list[int]) -> None:
    """Append chunks of cases, several at a time."""
    if len(chunks) == 1:
        append(url, chunks[0], first_positions[0])
        return
    with ProcessPoolExecutor(PROCESSES, mp_context=get_context("spawn")) as pool:
        list(pool.map(append, repeat(url), chunks, first_positions))


def positions_of(events: int) -> int:
    """Return how many positions so many events are spread over."""
    return round(events / (1 - DEAD))


def append(url: str, numbers: range, first_position: int) -> None:
    """Append cases in one COPY."""
    seeded = random.Random(first_position)
    rows = interleaved([list(rows_of(number)) for number in numbers], seeded)
    room = range(first_position, first_position + positions_of(len(rows)))
    positions = sorted(seeded.sample(room, len(rows)))
    text = "".join(line((position, *row)) for position, row in zip(positions, rows, strict=True))
    with closing(connect(url)) as connection, connection, connection.cursor() as cursor:
        cursor.copy_expert(COPY, io.StringIO(text))


def interleaved(streams: list[list[Columns]], seeded: random.Random) -> list[Columns]:
    """Return the rows of all streams in an order that keeps that of each."""
    turns = [stream for stream, rows in enumerate(streams) for _ in rows]
    seeded.shuffle(turns)
    coming = [iter(rows) for rows in streams]
    return [next(coming[turn]) for turn in turns]


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

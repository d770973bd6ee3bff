"""Files for the readers, made in memory."""

import csv
import io
from collections.abc import Sequence

from hypothesis import strategies as st

from application.importing.csv_records import CsvRecords
from application.importing.json_records import JsonRecords
from application.importing.lines import Lines
from application.importing.records import Record

HEADER = ["id", "text", "day"]
ANY_TEXT = st.text(st.characters(exclude_characters="\0", codec="utf-8"), max_size=30)
"""Whatever can be stored: no NUL, no lone surrogate."""


def csv_bytes(*rows: Sequence[str], header: Sequence[str] = HEADER) -> bytes:
    """Write rows as the standard library writes them."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows([header, *rows])
    return out.getvalue().encode()


def csv_records(content: bytes, columns: Sequence[str] = HEADER) -> list[Record]:
    """Read the records of a file whose ids are digits."""
    return list(CsvRecords(Lines(io.BytesIO(content)), columns=columns, record_id=columns[0], id_pattern="[0-9]+"))


def json_records(content: bytes) -> list[Record]:
    """Read the records of a JSON lines file."""
    return list(JsonRecords(Lines(io.BytesIO(content))))


def rows_of(records: Sequence[Record]) -> list[list[str]]:
    """Return the fields of the whole records."""
    return [list(record.fields.values()) for record in records if record.fault is None]


def faults_of(records: Sequence[Record]) -> list[tuple[int, str, str]]:
    """Return line, column and reason of each broken record."""
    return [(r.line, r.fault.column, r.fault.reason) for r in records if r.fault]

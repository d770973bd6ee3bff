"""The data dictionary: every reporting table and column, as the tables themselves say it."""

from collections.abc import Iterator

from sqlalchemy import Column, Table
from sqlalchemy.dialects import postgresql

from projections.reporting_cases import CASES
from projections.reporting_clocks import CLOCKS
from projections.reporting_contacts import CONTACTS
from projections.reporting_history import HISTORY
from projections.reporting_requests import REQUESTS
from projections.reporting_watermark import WATERMARK

TABLES = (CASES, HISTORY, REQUESTS, CONTACTS, CLOCKS, WATERMARK)

PREFACE = """# Data dictionary

The tables of the schema `reporting`, for reporting tools; the role `redress_report` reads them and nothing else. The
same words stand in the database as comments on the tables and columns.

All tables change together: read them in one transaction (`REPEATABLE READ`), `watermark` first, and they agree with
each other and with it. A rebuild swaps them all at once and waits for who is reading. Instants are UTC; columns that
end in `_local` and `_on` are the local time and the local date of the unit that received the case or had the contact.
No personal field of an event is in these tables: no narrative, no name, no note. Users are ids; product and branch
stand as entered.

This file is generated: `python -m projections.data_dictionary > docs/data-dictionary.md`.
"""


def data_dictionary() -> str:
    """Return the dictionary as Markdown."""
    return "\n".join([PREFACE, *(line for table in TABLES for line in described(table))])


def described(table: Table) -> Iterator[str]:
    """Return the lines about one table."""
    yield f"## {table.fullname}"
    yield ""
    yield f"{table.comment}"
    yield ""
    yield "| column | type | null | meaning |"
    yield "|---|---|---|---|"
    for column in table.columns:
        yield f"| {column.name} | {type_of(column)} | {'yes' if column.nullable else 'no'} | {column.comment} |"
    yield ""


def type_of(column: Column[object]) -> str:
    """Return the type of a column in PostgreSQL's words."""
    written = column.type.compile(dialect=postgresql.dialect())  # type: ignore[no-untyped-call]
    return written.lower().replace("timestamp with time zone", "timestamptz").removesuffix(" without time zone")


if __name__ == "__main__":
    print(data_dictionary(), end="")  # noqa: T201 - this is how the file is made

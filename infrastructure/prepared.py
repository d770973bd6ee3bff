"""Statements that the server parses and plans once for each connection."""

from collections.abc import Sequence
from typing import Any, Final, cast

from psycopg2 import errors, extensions
from psycopg2.extensions import cursor as Cursor  # noqa: N812 - a class that its library writes small


class PreparingConnection(extensions.connection):
    """A connection that knows which statements its server has prepared; None: they do not stay there."""

    prepared: set[str] | None

    def __init__(self, *arguments: Any, **named: Any) -> None:  # noqa: ANN401 - the driver's own
        super().__init__(*arguments, **named)
        self.prepared = set()


class Prepared:
    """A statement with `%s` for its values.

    Behind a pooler that changes the server between two statements it is sent as it is.
    """

    def __init__(self, name: str, statement: str) -> None:
        """Give it a name that no other statement has."""
        number = statement.count("%s")
        self._name: Final = name
        self._plain: Final = statement
        self._prepare: Final = f"PREPARE {name} AS {statement % tuple(f'${place}' for place in range(1, number + 1))}"
        self._execute: Final = f"EXECUTE {name} ({', '.join(['%s'] * number)})"

    def run(self, cursor: Cursor, values: Sequence[object]) -> None:
        """Run the statement; errors are those of the statement itself."""
        connection = cast("PreparingConnection", cursor.connection)
        if connection.prepared is not None:
            try:
                if self._name not in connection.prepared:
                    cursor.execute(self._prepare)
                    connection.prepared.add(self._name)
                cursor.execute(self._execute, values)
            except (errors.InvalidSqlStatementName, errors.DuplicatePreparedStatement):
                # Another server answered than the one that prepared: nothing was run.
                connection.prepared = None
            else:
                return
        cursor.execute(self._plain, values)

"""The roles and the database of the embedded PostgreSQL."""

import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import psycopg2
from psycopg2 import extensions, sql

SUPERUSER = "postgres"
OWNER = "redress_owner"
APP = "redress_app"
REPORT = "redress_report"
DATABASE = "redress"


@dataclass(frozen=True)
class Access:
    """The port of a cluster and the password of each of its roles, kept in a file of mode 0600."""

    port: int
    passwords: dict[str, str]

    @classmethod
    def new(cls, port: int) -> Self:
        """Draw a password for every role."""
        return cls(port, {role: secrets.token_urlsafe(24) for role in (SUPERUSER, OWNER, APP, REPORT)})

    @classmethod
    def read(cls, path: Path) -> Self:
        """Read what `write` wrote."""
        return cls(**json.loads(path.read_text()))

    def write(self, path: Path) -> None:
        """Replace the file in one step."""
        new = path.with_suffix(".json.new")
        new.unlink(missing_ok=True)
        with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            json.dump({"port": self.port, "passwords": self.passwords}, file, indent=1)
        new.replace(path)

    def url(self, role: str, database: str = DATABASE) -> str:
        """Return the address of a database for a role."""
        return f"postgresql://{role}:{self.passwords[role]}@127.0.0.1:{self.port}/{database}"


def make_roles_and_database(access: Access) -> None:
    """Make the three roles and the database, and give them their rights; again and again if need be.

    The superuser does nothing else.
    """
    connection = psycopg2.connect(access.url(SUPERUSER, SUPERUSER))
    try:
        connection.autocommit = True
        with connection.cursor() as cursor:
            for role in (OWNER, APP, REPORT):
                verb = "ALTER" if _exists(cursor, "SELECT FROM pg_roles WHERE rolname = %s", role) else "CREATE"
                login = sql.SQL("{} ROLE {} LOGIN PASSWORD {}")
                password = sql.Literal(access.passwords[role])
                cursor.execute(login.format(sql.SQL(verb), sql.Identifier(role), password))
            if not _exists(cursor, "SELECT FROM pg_database WHERE datname = %s", DATABASE):
                cursor.execute(f"CREATE DATABASE {DATABASE} OWNER {OWNER}")
            cursor.execute(ROLE_RIGHTS)
            cursor.execute(database_rights(DATABASE))
    finally:
        connection.close()


def _exists(cursor: extensions.cursor, question: str, name: str) -> bool:
    cursor.execute(question, (name,))
    return cursor.rowcount == 1


ROLE_RIGHTS = f"""
    -- so that the owner can make the schemas that belong to the application
    GRANT {APP} TO {OWNER};
    ALTER ROLE {REPORT} SET default_transaction_read_only = on;
    -- nobody but the superuser has business there
    REVOKE CONNECT ON DATABASE postgres, template1 FROM PUBLIC;
"""


def database_rights(database: str) -> str:
    """Return the statements that let the three roles, and nobody else, into a database."""
    return f"REVOKE ALL ON DATABASE {database} FROM PUBLIC; GRANT CONNECT ON DATABASE {database} TO {APP}, {REPORT}"

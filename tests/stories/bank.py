"""The bank of the stories: its units and people, its case files, lists and figures."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import psycopg2
from psycopg2.extras import RealDictCursor

from domain.actor import Role
from tests.api.server import Server

UNITS = {
    "head-office": None,
    "shanghai": "head-office",
    "nanjing-road": "shanghai",
    "cards": "head-office",
}
"""Every unit with the one above it."""


@dataclass
class Case:
    """A complaint or a request as people know it; `secret` is what the customer's letter says beside the reference."""

    path: str
    reference: str
    secret: str | None = None

    @property
    def id(self) -> str:
        """Return its id."""
        return self.path.rpartition("/")[2]


@dataclass
class Bank:
    """A running engine with the bank's organisation in it."""

    server: Server
    report_url: str
    admin: httpx.Client = field(init=False)

    def __post_init__(self) -> None:
        """Found the units."""
        self.admin = self.server.client("root", Role.ADMIN, "system")
        for unit, superior in UNITS.items():
            body = {"unit_id": unit, "name": unit, "superior_id": superior, "jurisdiction": "CN"}
            assert self.admin.post("/v1/units", json=body).status_code == 201, unit

    @property
    def today(self) -> str:
        """Return this day as requests write it."""
        return day_ago(0)

    def employ(self, user: str, role: Role, unit: str) -> httpx.Client:
        """Return what somebody works with."""
        return self.server.client(user, role, unit)

    def appoint(self, head: str, unit: str) -> None:
        """Let somebody head a unit."""
        answer = self.admin.post(f"/v1/units/{unit}/appoint-head", json={"head_id": head})
        assert answer.status_code == 200, answer.text
        self.server.forget()

    def looked_up(self, reference: str, secret: str) -> httpx.Response:
        """Return the status page."""
        return self.server.anybody().post("/v1/status", json={"reference": reference, "secret": secret})

    def figures(self, case: Case, table: str = "cases") -> dict[str, Any]:
        """Return the row of a case as reporting tools see it."""
        connection = psycopg2.connect(self.report_url, cursor_factory=RealDictCursor)
        try:
            with connection.cursor() as cursor:
                cursor.execute(f"SELECT * FROM reporting.{table} WHERE case_id = %s", (case.id,))  # noqa: S608 - own names
                row = cursor.fetchone()
        finally:
            connection.close()
        assert row is not None, f"{case.reference} is not reported"
        return dict(row)


def ago(*, days: float = 0, hours: float = 0) -> str:
    """Return an instant in the past as requests write it."""
    return (datetime.now(UTC) - timedelta(days=days, hours=hours)).isoformat()


def day_ago(days: float) -> str:
    """Return a day in the past as requests write it."""
    return (datetime.now(UTC) - timedelta(days=days)).date().isoformat()

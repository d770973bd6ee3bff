"""The zone of the server never matters."""

import os
import subprocess
import sys

import pytest

PROGRAM = """
import time
from random import Random
from datetime import UTC, datetime, timedelta
from domain.sla.deadline import due
from domain.sla.start import Start
from domain.sla.terms import EndOfDay, Limit, Terms
from domain.sla.units import Unit
from tests.domain.sla.calendars import some_calendar

time.tzset()
draw = Random(7)
for seed in range(60):
    begins = datetime(2018, 6, 1, tzinfo=UTC) + timedelta(seconds=draw.randrange(60_000_000))
    for unit in (Unit.BUSINESS_HOUR, Unit.CALENDAR_HOUR, Unit.CALENDAR_DAY, Unit.MONTH, Unit.WORKING_DAY):
        for end in EndOfDay:
            print(due(Limit(draw.randrange(40), unit), Start(begins, some_calendar(seed)), Terms(end_of_day=end)))
"""


def due_dates(zone: str) -> str:
    return subprocess.run(
        [sys.executable, "-c", PROGRAM], check=True, capture_output=True, text=True, env={**os.environ, "TZ": zone}
    ).stdout


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "America/Sao_Paulo"])
def test_the_zone_of_the_server_never_matters(zone: str) -> None:
    found = due_dates(zone)
    assert found.count("Due(") == 900
    assert found == due_dates("UTC")

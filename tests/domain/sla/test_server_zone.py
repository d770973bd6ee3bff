"""The zone of the server never matters."""

import os
import subprocess
import sys

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
    # What runs here is measured elsewhere: to measure it again would take three times as long.
    unmeasured = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE")}
    return subprocess.run(
        [sys.executable, "-c", PROGRAM], check=True, capture_output=True, text=True, env={**unmeasured, "TZ": zone}
    ).stdout


def test_the_zone_of_the_server_never_matters() -> None:
    kiritimati, sao_paulo, utc = map(due_dates, ("Pacific/Kiritimati", "America/Sao_Paulo", "UTC"))
    assert utc.count("Due(") == 900
    assert kiritimati == utc
    assert sao_paulo == utc

"""The calendars that come with the engine."""

import json
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from domain.documents import read_rows, write_rows
from domain.sla.calendar import Calendar
from domain.sla.calendar_data import CalendarData, calendar_of


@cache
def shipped_calendars() -> Mapping[str, CalendarData]:
    """Return the shipped calendars by id, with the holidays of their snapshots in them."""
    text = files("infrastructure.shipped").joinpath("calendars.toml").read_text(encoding="utf-8")
    content = tomllib.loads(text)
    rows = []
    for each in content["calendars"]:
        row = {"version": content["version"], "hours": content["hours"], **each}
        rows.append({**row, **_snapshot(row.pop("holidays"), row["hours"]["mon"])} if "holidays" in row else row)
    return {row.id: row for row in read_rows(write_rows(rows), CalendarData)}


@cache
def shipped_calendar(calendar_id: str) -> Calendar:
    """Return a shipped calendar, with what it has worked out so far."""
    return calendar_of(shipped_calendars()[calendar_id])


def _snapshot(name: str, make_up_hours: list[list[str]]) -> dict[str, Any]:
    """Read the frozen holidays of a part of the world, as fields of a calendar."""
    text = files("infrastructure.shipped").joinpath("holidays", f"{name}.json").read_text(encoding="utf-8")
    content = json.loads(text)
    years = content["years"].items()
    return {
        "holidays": [{"on": f"{year}-{on}", "name": off} for year, days in years for on, off in days["off"].items()],
        "make_up_days": [
            {"on": f"{year}-{on}", "hours": make_up_hours} for year, days in years for on in days.get("worked", ())
        ],
        "known_from": content["known_from"],
        "known_through": content["known_through"],
        "source": f"{content['made_with']}; {content['why']}",
    }

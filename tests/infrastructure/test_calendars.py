"""The shipped calendars, against what authorities published."""

import json
import os
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from domain.sla.days import Counting, DayKind
from infrastructure.calendars import shipped_calendar, shipped_calendars

ORACLE = Path(os.environ.get("REDRESS_TEST_DATA") or "nowhere") / "calendar_oracle.json"
needs_oracle = pytest.mark.skipif(not ORACLE.exists(), reason="REDRESS_TEST_DATA does not lead to calendar_oracle.json")


def every_day(first: int, last: int) -> Iterator[date]:
    """Yield all days of some years, both included."""
    days = (date(last, 12, 31) - date(first, 1, 1)).days + 1
    return (date(first, 1, 1) + timedelta(days=n) for n in range(days))


def oracle() -> dict[str, Any]:
    content: dict[str, Any] = json.loads(ORACLE.read_text(encoding="utf-8"))
    return content


@needs_oracle
def test_china_works_on_exactly_the_days_that_the_state_council_says() -> None:
    china, openings = oracle()["cn"], shipped_calendar("cn").openings
    for on in every_day(2020, 2026):
        works = str(on) in china["worked"] or (on.weekday() < 5 and str(on) not in china["off"])
        assert openings.is_counted(on, Counting.WORKING_DAYS) == works, on
        assert openings.is_counted(on, Counting.BUSINESS_DAYS) == (works and on.weekday() < 5), on


@needs_oracle
@pytest.mark.parametrize(
    ("calendar", "nation"),
    [
        ("gb-eng", "england-and-wales"),
        ("gb-wls", "england-and-wales"),
        ("gb-sct", "scotland"),
        ("gb-nir", "northern-ireland"),
    ],
)
def test_a_nation_is_closed_on_exactly_its_bank_holidays(calendar: str, nation: str) -> None:
    off, openings = oracle()["uk"][nation], shipped_calendar(calendar).openings
    for on in every_day(2020, 2028):
        assert openings.is_counted(on, Counting.BUSINESS_DAYS) == (on.weekday() < 5 and str(on) not in off), on


@pytest.mark.parametrize("calendar", shipped_calendars())
def test_what_is_estimated_is_provisional(calendar: str) -> None:
    kept = shipped_calendar(calendar)
    assert [on for on, name in kept.holidays.items() if "estimated" in name and kept.is_known(on, on)] == []
    if calendar != "around-the-clock":
        assert kept.known_from == date(2015, 1, 1)
        assert all(on.year in {each.year for each in kept.holidays} for on in every_day(2015, 2030))


def test_the_year_that_china_has_not_announced_is_not_known() -> None:
    china = shipped_calendar("cn")
    assert china.is_known(date(2026, 1, 1), date(2026, 12, 31))
    assert not china.is_known(date(2026, 12, 31), date(2027, 1, 1))
    assert [on for on in china.make_up if on.year > 2026] == []


def test_the_federal_reserve_banks_do_not_move_a_saturday() -> None:
    friday = date(2026, 7, 3)
    assert shipped_calendar("us-fed").day(friday).kind is DayKind.ORDINARY
    assert shipped_calendar("us-federal").day(friday).kind is DayKind.HOLIDAY


def test_a_day_off_has_its_name_and_a_make_up_day_the_hours_of_a_monday() -> None:
    china = shipped_calendar("cn")
    assert china.day(date(2026, 10, 1)).name == "National Day"
    assert china.day(date(2026, 10, 10)).windows == china.weekly[0]


def test_every_calendar_says_where_its_holidays_come_from() -> None:
    with_holidays = [each for each in shipped_calendars().values() if each.holidays]
    assert len(with_holidays) == 19
    assert all(each.source.startswith("holidays 0.109; ") for each in with_holidays)

"""Instants and spans as people type them."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from application.sla.when import read_instant, read_pause

SHANGHAI = ZoneInfo("Asia/Shanghai")


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2026-09-25T11:00:00+02:00", "2026-09-25T09:00:00Z"),
        ("2026-09-25T03:00:00Z", "2026-09-25T03:00:00Z"),
        ("2026-09-25T11:00", "2026-09-25T03:00:00Z"),
        ("2026-09-25", "2026-09-24T16:00:00Z"),
    ],
)
def test_an_instant_is_one_of_the_calendar_unless_it_says_otherwise(text: str, instant: str) -> None:
    assert read_instant(text, SHANGHAI) == datetime.fromisoformat(instant)


def test_a_date_pauses_until_its_end() -> None:
    pause = read_pause("2026-09-28/2026-10-10", SHANGHAI, "mediation")
    assert pause.begins_at == datetime.fromisoformat("2026-09-28T00:00+08:00")
    assert pause.ends_at == datetime.fromisoformat("2026-10-11T00:00+08:00")
    exact = read_pause("2026-09-28T10:00/2026-10-10T15:00:30Z", SHANGHAI, "mediation")
    assert exact.begins_at == datetime.fromisoformat("2026-09-28T10:00+08:00")
    assert exact.ends_at == datetime.fromisoformat("2026-10-10T15:00:30Z")


@pytest.mark.parametrize("text", ["2026-09-28", "soon/later", "/"])
def test_what_is_no_pause_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="isoformat"):
        read_pause(text, SHANGHAI, "")

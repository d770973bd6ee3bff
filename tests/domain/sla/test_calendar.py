"""Calendars: what is refused when they are loaded, and what a date is."""

from datetime import date

import pytest

from domain.refusals import Refusal
from domain.sla.calendar import ALWAYS
from domain.sla.days import Counting, DayKind
from domain.sla.openings import BeyondHorizon
from domain.sla.windows import read_windows
from domain.sla.yearly_rules import read_yearly_rule
from domain.sla.zones import zone_named
from tests.domain.sla.calendars import calendar, days_off


@pytest.mark.parametrize(
    "never",
    [
        {"weekly": {}},
        {"weekly": {"mon": []}},
        {"weekly": {}, "special": {date(2026, 1, 1): ()}},
        {"effective_from": date(2026, 6, 6), "effective_until": date(2026, 6, 8)},
        {"effective_from": date(2026, 6, 5), "effective_until": date(2026, 6, 6), "holidays": days_off("2026-06-05")},
        {
            "weekly": {"mon": [["09:00", "17:00"]]},
            "yearly": tuple(read_yearly_rule(f"{m:02}-mon-{n}") for m in range(1, 13) for n in "12345"),
        },
    ],
)
def test_a_calendar_that_never_opens_is_refused(never: dict[str, object]) -> None:
    with pytest.raises(Refusal) as caught:
        calendar(**never)  # type: ignore[arg-type]
    assert caught.value.code == "calendar_never_opens"


def test_a_calendar_that_opens_once_is_a_calendar() -> None:
    kept = calendar(weekly={}, special={date(2400, 1, 1): read_windows([["09:00", "10:00"]])})
    assert kept.openings.year(2400).total == 3600


def test_a_range_ends_after_it_begins() -> None:
    with pytest.raises(Refusal) as caught:
        calendar(effective_from=date(2026, 1, 1), effective_until=date(2026, 1, 1))
    assert caught.value.code == "calendar_range"


@pytest.mark.parametrize("name", ["Europe/Atlantis", "../etc/passwd", "Europe", "", "localtime", "right/UTC", "\0"])
def test_an_unknown_zone_is_refused(name: str) -> None:
    with pytest.raises(Refusal) as caught:
        zone_named(name)
    assert caught.value.code == "calendar_unknown_zone"


@pytest.mark.parametrize(
    "windows",
    [
        [["09:00"]],
        [["9:00", "17:00"]],
        [["09:00", "24:01"]],
        [["09:00", "17:60"]],
        [["09:00", "17:00:60"]],
        [["09:00", "09:00"]],
        [["24:00", "06:00"]],
        [["24:00", "24:00"]],
        [["morning", "noon"]],
    ],
)
def test_what_is_no_window_is_refused(windows: list[list[str]]) -> None:
    with pytest.raises(Refusal) as caught:
        read_windows(windows)
    assert caught.value.code == "calendar_invalid_window"


@pytest.mark.parametrize(
    "windows", [[["09:00", "12:00"], ["11:00", "13:00"]], [["22:00", "06:00"], ["23:00", "24:00"]]]
)
def test_windows_of_a_day_do_not_overlap(windows: list[list[str]]) -> None:
    with pytest.raises(Refusal) as caught:
        read_windows(windows)
    assert caught.value.code == "calendar_windows_overlap"


def test_windows_are_put_in_order_and_written_as_they_were_read() -> None:
    read = read_windows([["22:00", "06:00"], ["13:00:30", "18:00"], ["00:00", "00:30"]])
    assert [window.text for window in read] == [("00:00", "00:30"), ("13:00:30", "18:00"), ("22:00", "06:00")]
    assert read_windows([["00:00", "24:00"]])[0].text == ("00:00", "24:00")


@pytest.mark.parametrize("rule", ["02-30", "13-01", "00-01", "11-thu-6", "13-mon-1", "easter", "05-mon-0"])
def test_what_is_no_day_of_a_year_is_refused(rule: str) -> None:
    with pytest.raises(Refusal) as caught:
        read_yearly_rule(rule)
    assert caught.value.code == "calendar_invalid_yearly_rule"


@pytest.mark.parametrize(
    ("rule", "on"),
    [
        ("12-25", "2026-12-25"),
        ("02-29", "2028-02-29"),
        ("11-thu-4", "2026-11-26"),
        ("05-mon-last", "2026-05-25"),
        ("02-sun-last", "2028-02-27"),
        ("03-mon-5", "2026-03-30"),
    ],
)
def test_a_yearly_rule_holds_on_one_day_of_the_year(rule: str, on: str) -> None:
    wanted = date.fromisoformat(on)
    year = [
        date.fromordinal(n) for n in range(date(wanted.year, 1, 1).toordinal(), date(wanted.year + 1, 1, 1).toordinal())
    ]
    assert [day for day in year if read_yearly_rule(rule).holds(day)] == [wanted]


def test_a_date_is_something_in_a_calendar() -> None:
    kept = calendar(
        holidays=days_off("2026-06-05"),
        yearly=(read_yearly_rule("12-25"),),
        special={date(2026, 6, 4): ()},
        make_up={date(2026, 6, 6): read_windows([["09:00", "17:00"]])},
    )
    kinds = [kept.day(date(2026, 6, day)).kind for day in (3, 4, 5, 6, 7)]
    assert kinds == [DayKind.ORDINARY, DayKind.SPECIAL, DayKind.HOLIDAY, DayKind.MAKE_UP, DayKind.CLOSED]
    assert kept.day(date(2026, 6, 5)).name == "Holiday"
    assert kept.day(date(2026, 12, 25)).kind is DayKind.HOLIDAY


def test_make_up_days_are_working_days_and_no_business_days() -> None:
    saturday = date(2026, 6, 6)
    openings = calendar(make_up={saturday: read_windows([["09:00", "17:00"]])}).openings
    assert openings.is_counted(saturday, Counting.WORKING_DAYS)
    assert not openings.is_counted(saturday, Counting.BUSINESS_DAYS)
    friday = date(2026, 6, 5)
    assert openings.nth_day(friday, 1, Counting.WORKING_DAYS) == saturday
    assert openings.nth_day(friday, 1, Counting.BUSINESS_DAYS) == date(2026, 6, 8)
    assert openings.nth_day(saturday, 0, Counting.BUSINESS_DAYS) == saturday


def test_dates_are_counted_over_many_years() -> None:
    openings = calendar().openings
    assert openings.nth_day(date(2026, 1, 2), 3 * 261, Counting.BUSINESS_DAYS) == date(2029, 1, 3)
    assert openings.count_days(date(2026, 1, 2), date(2029, 1, 3), Counting.BUSINESS_DAYS) == 3 * 261
    assert openings.count_days(date(2026, 1, 9), date(2026, 1, 2), Counting.BUSINESS_DAYS) == 0


def test_a_count_without_end_is_given_up() -> None:
    once = calendar(weekly={}, special={date(2026, 6, 1): read_windows([["09:00", "10:00"]])})
    with pytest.raises(BeyondHorizon):
        once.openings.nth_day(date(2026, 6, 1), 1, Counting.BUSINESS_DAYS)


def test_holidays_are_known_as_far_as_they_were_announced() -> None:
    kept = calendar(known_from=date(2020, 1, 1), known_through=date(2026, 12, 31))
    assert kept.is_known(date(2020, 1, 1), date(2026, 12, 31))
    assert not kept.is_known(date(2019, 12, 31), date(2026, 12, 31))
    assert not kept.is_known(date(2026, 12, 31), date(2027, 1, 1))
    assert calendar().is_known(date(1950, 1, 1), date(2050, 1, 1))


def test_a_version_is_chosen_for_receipts_of_its_range() -> None:
    kept = calendar(effective_from=date(2026, 1, 1), effective_until=date(2027, 1, 1))
    assert [kept.is_effective(date(year, 1, 1)) for year in (2025, 2026, 2027)] == [False, True, False]
    assert calendar().is_effective(date(1950, 1, 1))


def test_a_calendar_may_never_close() -> None:
    assert ALWAYS.openings.year(2028).total == 366 * 86_400

"""Business time by examples: every sentence here is somebody's question at a counter."""

from datetime import date, timedelta

import pytest

from domain.sla.business_time import add, elapsed, subtract
from domain.sla.openings import BeyondHorizon
from domain.sla.windows import read_windows
from tests.domain.sla.calendars import at, calendar, days_off, pause

HOUR = 3600
OFFICE = calendar()
NIGHTS = calendar(
    "Asia/Shanghai", {"fri": [["22:00", "06:00"]], "sat": [["05:00", "08:00"]], "mon": [["00:00", "24:00"]]}
)


def test_time_runs_while_it_is_open() -> None:
    assert add(at("2026-06-05T16:30"), HOUR, OFFICE) == at("2026-06-08T09:30")


def test_what_ends_exactly_on_closing_time_stays_there() -> None:
    assert add(at("2026-06-05T16:00"), HOUR, OFFICE) == at("2026-06-05T17:00")
    assert add(at("2026-06-05T17:00"), 0, OFFICE) == at("2026-06-05T17:00")


def test_the_seconds_of_a_start_are_kept_and_smaller_parts_are_cut() -> None:
    assert add(at("2026-06-05T16:30:59.999"), HOUR, OFFICE) == at("2026-06-08T09:30:59")


def test_nothing_to_pass_leads_to_the_first_instant_that_counts() -> None:
    assert add(at("2026-06-06T12:00"), 0, OFFICE) == at("2026-06-08T09:00")
    assert subtract(at("2026-06-07T12:00"), 0, OFFICE) == at("2026-06-05T17:00")


def test_the_first_instant_that_counts_is_not_in_a_pause() -> None:
    paused = [pause("2026-06-07T00:00", "2026-06-08T12:00"), pause("2026-06-08T11:00", "2026-06-08T13:00")]
    assert add(at("2026-06-06T12:00"), 0, OFFICE, paused) == at("2026-06-08T13:00")
    assert subtract(at("2026-06-08T12:30"), 0, OFFICE, paused) == at("2026-06-05T17:00")


def test_pauses_do_not_count_and_overlapping_ones_do_not_count_once() -> None:
    paused = [pause("2026-06-01T10:00", "2026-06-01T12:00"), pause("2026-06-01T11:00", "2026-06-01T13:00")]
    assert add(at("2026-06-01T09:00"), 2 * HOUR, OFFICE, paused) == at("2026-06-01T14:00")
    assert subtract(at("2026-06-01T14:00"), 2 * HOUR, OFFICE, paused) == at("2026-06-01T09:00")
    assert elapsed(at("2026-06-01T09:00"), at("2026-06-01T14:00"), OFFICE, paused) == 2 * HOUR


def test_a_pause_that_begins_when_all_has_passed_changes_nothing() -> None:
    paused = [pause("2026-06-01T11:00", "2026-06-02T13:00")]
    assert add(at("2026-06-01T09:00"), 2 * HOUR, OFFICE, paused) == at("2026-06-01T11:00")


def test_pauses_before_the_start_and_after_the_end_are_no_part_of_it() -> None:
    paused = [pause("2026-05-01T10:00", "2026-05-02T10:00"), pause("2026-07-01T10:00", "2026-07-02T10:00")]
    assert add(at("2026-06-01T09:00"), HOUR, OFFICE, paused) == at("2026-06-01T10:00")
    assert subtract(at("2026-06-01T10:00"), HOUR, OFFICE, paused) == at("2026-06-01T09:00")
    for subtract_or_add in (subtract, add):
        assert subtract_or_add(at("2026-06-01T10:00"), 0, OFFICE, paused) == at("2026-06-01T10:00")


def test_a_span_that_runs_backwards_is_empty() -> None:
    assert elapsed(at("2026-06-02T10:00"), at("2026-06-01T10:00"), OFFICE) == 0


def test_a_night_belongs_to_the_evening_and_meets_the_morning_once() -> None:
    friday_21, saturday_9 = at("2026-06-05T21:00+08:00"), at("2026-06-06T09:00+08:00")
    assert elapsed(friday_21, saturday_9, NIGHTS) == 10 * HOUR
    assert add(friday_21, 9 * HOUR, NIGHTS) == at("2026-06-06T07:00+08:00")
    assert subtract(saturday_9, 9 * HOUR, NIGHTS) == at("2026-06-05T23:00+08:00")


def test_the_night_into_a_holiday_is_worked_and_the_night_out_of_it_is_not() -> None:
    every_night = {day: [["22:00", "06:00"]] for day in ("thu", "fri")}
    kept = calendar(weekly=every_night, holidays=days_off("2026-06-05"))
    assert elapsed(at("2026-06-04T12:00"), at("2026-06-06T12:00"), kept) == 8 * HOUR
    assert add(at("2026-06-05T02:00"), 4 * HOUR, kept) == at("2026-06-05T06:00")


def test_a_night_goes_on_into_the_new_year() -> None:
    kept = calendar(weekly={"thu": [["20:00", "04:00"]]})
    assert elapsed(at("2026-12-31T23:00"), at("2027-01-01T12:00"), kept) == 5 * HOUR
    assert add(at("2027-01-01T01:00"), 2 * HOUR, kept) == at("2027-01-01T03:00")
    assert subtract(at("2027-01-01T03:00"), 4 * HOUR, kept) == at("2026-12-31T23:00")


def test_special_days_come_before_make_up_days_and_those_before_holidays() -> None:
    friday, saturday, monday = date(2026, 6, 5), date(2026, 6, 6), date(2026, 6, 8)
    kept = calendar(
        holidays=days_off("2026-06-05", "2026-06-08"),
        make_up={saturday: read_windows([["09:00", "12:00"]]), monday: read_windows([["09:00", "10:00"]])},
        special={friday: read_windows([["10:00", "11:00"]]), monday: ()},
    )
    assert elapsed(at("2026-06-05T00:00"), at("2026-06-09T00:00"), kept) == 4 * HOUR


def test_a_clock_that_goes_forward_takes_its_hour_with_it() -> None:
    kept = calendar("Europe/Berlin", {"sun": [["01:00", "04:00"]]})
    assert elapsed(at("2026-03-29T00:00+01:00"), at("2026-03-30T00:00+02:00"), kept) == 2 * HOUR


def test_a_clock_that_goes_back_gives_an_hour_more() -> None:
    kept = calendar("Europe/Berlin", {"sun": [["01:00", "04:00"]]})
    assert elapsed(at("2026-10-25T00:00+02:00"), at("2026-10-26T00:00+01:00"), kept) == 4 * HOUR


def test_a_window_that_the_clock_jumps_over_moves_with_it() -> None:
    kept = calendar("Europe/Berlin", {"sun": [["02:00", "02:30"], ["02:30", "03:15"]]})
    assert add(at("2026-03-29T00:00+01:00"), 60, kept) == at("2026-03-29T03:01+02:00")
    assert elapsed(at("2026-03-29T00:00+01:00"), at("2026-03-30T00:00+02:00"), kept) == HOUR // 2


def test_half_hour_clocks_change_by_half_an_hour() -> None:
    kept = calendar("Australia/Lord_Howe", {"sun": [["00:00", "24:00"]]})
    assert elapsed(at("2026-04-04T12:00Z"), at("2026-04-06T12:00Z"), kept) == 24 * HOUR + HOUR // 2
    assert elapsed(at("2026-10-03T12:00Z"), at("2026-10-05T12:00Z"), kept) == 24 * HOUR - HOUR // 2


@pytest.mark.parametrize("search", [add, subtract])
def test_a_search_without_end_is_given_up(search: object) -> None:
    once = calendar(weekly={}, special={date(2026, 6, 1): read_windows([["09:00", "10:00"]])})
    with pytest.raises(BeyondHorizon) as caught:
        search(at("2026-06-01T09:30"), 2 * HOUR, once)  # type: ignore[operator]
    assert caught.value.code == "sla_beyond_horizon"


def test_no_search_leaves_the_years_that_there_are() -> None:
    with pytest.raises(BeyondHorizon):
        add(at("9990-01-01T00:00"), 400 * 366 * 24 * HOUR, OFFICE)
    with pytest.raises(BeyondHorizon):
        subtract(at("0002-06-01T00:00"), 400 * 366 * 24 * HOUR, OFFICE)


def test_a_day_of_the_weekend_that_is_worked_is_open() -> None:
    worked = calendar("Asia/Shanghai", make_up={date(2026, 10, 10): read_windows([["09:00", "17:00"]])})
    friday = at("2026-10-09T16:00+08:00")
    assert add(friday, 2 * HOUR, worked) == friday + timedelta(hours=18)

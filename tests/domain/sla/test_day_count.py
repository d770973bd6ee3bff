"""Deadlines by examples: the worked cases, and each option of a milestone."""

from dataclasses import replace
from datetime import date

import pytest

from domain.refusals import Refusal
from domain.sla.deadline import Due, due, stages_due
from domain.sla.start import Start
from domain.sla.terms import (
    EndOfDay,
    Limit,
    ReceiptOnClosedDay,
    ReceiptOutOfHours,
    RollForward,
    Terms,
)
from domain.sla.units import Unit
from domain.sla.windows import read_windows
from tests.domain.sla.calendars import at, calendar, days_off, pause, start

CHINA = calendar(
    "Asia/Shanghai",
    holidays=days_off(
        "2026-09-25", *(f"2026-10-0{day}" for day in range(1, 8)), *(f"2026-02-{day}" for day in range(16, 24))
    ),
    make_up={
        date.fromisoformat(on): read_windows([["09:00", "17:00"]]) for on in ("2026-10-10", "2026-02-14", "2026-02-28")
    },
    known_through=date(2026, 12, 31),
)
ENGLAND = calendar("Europe/London", holidays=days_off("2026-12-25", "2026-12-28", "2027-01-01"))
SCOTLAND = calendar("Europe/London", holidays=days_off("2026-12-25", "2026-12-28", "2027-01-01", "2027-01-04"))
AMERICA = calendar("America/New_York", holidays=days_off("2026-11-26"))
END = Terms(end_of_day=EndOfDay.END_OF_DAY)
CLOSE = Terms(end_of_day=EndOfDay.CLOSE_OF_BUSINESS)
MEDIATION = pause("2026-09-28T10:00", "2026-10-10T15:00", "mediation", CHINA.zone)


def ends(amount: int, unit: Unit, begins: Start, terms: Terms = END, *pauses: object) -> str:
    """Return the local date and time of a due instant."""
    found = due(Limit(amount, unit), begins, terms, pauses)  # type: ignore[arg-type]
    local = found.at.astimezone(begins.calendar.zone)
    assert local.date() == found.on
    return f"{local:%Y-%m-%d %H:%M:%S}"


def day(*given: object) -> str:
    return ends(*given)[:10]  # type: ignore[arg-type]


def test_the_worked_table_comes_out() -> None:
    mid_autumn, december = start("2026-09-25T11:00", CHINA), "2026-12-22T11:00"
    assert [day(n, Unit.CALENDAR_DAY, mid_autumn) for n in (15, 30, 60)] == ["2026-10-10", "2026-10-25", "2026-11-24"]
    assert day(15, Unit.CALENDAR_DAY, mid_autumn, END, MEDIATION) == "2026-10-22"
    assert day(7, Unit.WORKING_DAY, start("2026-09-24T11:00", CHINA)) == "2026-10-12"
    assert day(7, Unit.WORKING_DAY, start("2026-02-12T11:00", CHINA)) == "2026-02-28"
    assert ends(3, Unit.BUSINESS_DAY, start(december, ENGLAND), CLOSE) == "2026-12-29 17:00:00"
    assert day(8, Unit.WEEK, start(december, ENGLAND)) == "2027-02-16"
    assert [day(n, Unit.BUSINESS_DAY, start(december, ENGLAND)) for n in (15, 35)] == ["2027-01-15", "2027-02-12"]
    assert day(15, Unit.BUSINESS_DAY, start(december, SCOTLAND)) == "2027-01-18"
    assert day(10, Unit.BUSINESS_DAY, start("2026-11-20T11:00", AMERICA)) == "2026-12-07"
    assert day(15, Unit.BUSINESS_DAY, start("2026-12-05T11:00", ENGLAND)) == "2026-12-29"


def test_a_receipt_becomes_a_local_date_first() -> None:
    late = Start(at("2026-06-01T16:30Z"), CHINA)
    assert late.on == date(2026, 6, 2)
    assert ends(15, Unit.CALENDAR_DAY, late) == "2026-06-17 23:59:59"


def test_the_first_day_may_count() -> None:
    first = replace(END, count_first_day=True)
    assert day(3, Unit.CALENDAR_DAY, start("2026-06-01T11:00", ENGLAND), first) == "2026-06-03"
    assert day(3, Unit.BUSINESS_DAY, start("2026-06-05T11:00", ENGLAND), first) == "2026-06-09"
    assert day(1, Unit.BUSINESS_DAY, start("2026-06-06T11:00", ENGLAND), first) == "2026-06-08"
    assert day(1, Unit.WEEK, start("2026-06-01T11:00", ENGLAND), first) == "2026-06-07"


def test_the_limit_itself_may_be_too_late() -> None:
    exclusive = replace(END, inclusive_end=False)
    assert day(3, Unit.CALENDAR_DAY, start("2026-06-01T11:00", ENGLAND), exclusive) == "2026-06-03"
    assert day(3, Unit.BUSINESS_DAY, start("2026-06-04T11:00", ENGLAND), exclusive) == "2026-06-08"
    assert day(1, Unit.MONTH, start("2026-06-10T11:00", ENGLAND), exclusive) == "2026-07-09"


def test_no_limit_ends_before_it_begins() -> None:
    least = replace(END, count_first_day=True, inclusive_end=False)
    assert day(1, Unit.CALENDAR_DAY, start("2026-06-01T11:00", ENGLAND), least) == "2026-06-01"
    assert day(1, Unit.BUSINESS_DAY, start("2026-06-01T11:00", ENGLAND), least) == "2026-06-01"
    assert ends(0, Unit.BUSINESS_DAY, start("2026-06-01T18:00", ENGLAND), CLOSE) == "2026-06-01 18:00:00"
    assert ends(0, Unit.CALENDAR_DAY, start("2026-06-01T18:00", ENGLAND)) == "2026-06-01 23:59:59"


def test_without_an_end_of_day_the_wall_time_stays() -> None:
    assert ends(2, Unit.BUSINESS_DAY, start("2026-06-05T18:30:15", ENGLAND), Terms()) == "2026-06-09 18:30:15"
    assert ends(1, Unit.CALENDAR_DAY, start("2026-03-28T01:30", ENGLAND), Terms()) == "2026-03-29 02:30:00"
    assert due(Limit(1, Unit.CALENDAR_DAY), start("2026-10-24T01:30", ENGLAND), Terms()).at == at("2026-10-25T00:30Z")


def test_a_start_in_the_hour_that_comes_twice_is_not_before_itself() -> None:
    second = Start(at("2026-10-25T01:30Z"), ENGLAND)
    assert due(Limit(0, Unit.CALENDAR_DAY), second, Terms()).at == second.at


def test_months_and_years_end_with_the_month() -> None:
    assert day(1, Unit.MONTH, start("2027-01-31T11:00", ENGLAND)) == "2027-02-28"
    assert day(6, Unit.MONTH, start("2026-08-31T11:00", ENGLAND)) == "2027-02-28"
    assert day(1, Unit.YEAR, start("2028-02-29T11:00", ENGLAND)) == "2029-02-28"
    assert day(4, Unit.YEAR, start("2028-02-29T11:00", ENGLAND)) == "2032-02-29"


def test_calendar_hours_are_real_hours() -> None:
    assert ends(6, Unit.CALENDAR_HOUR, start("2026-03-28T22:00", ENGLAND)) == "2026-03-29 05:00:00"
    assert ends(6, Unit.CALENDAR_HOUR, start("2026-10-24T22:00", ENGLAND)) == "2026-10-25 03:00:00"
    hold = pause("2026-06-06T10:00", "2026-06-06T11:00", "", ENGLAND.zone)
    assert ends(24, Unit.CALENDAR_HOUR, start("2026-06-05T18:00", ENGLAND), END, hold) == "2026-06-06 19:00:00"


def test_business_time_is_given_in_seconds_minutes_and_hours() -> None:
    begins = start("2026-06-05T16:59", ENGLAND)
    assert ends(90, Unit.BUSINESS_SECOND, begins) == "2026-06-08 09:00:30"
    assert ends(2, Unit.BUSINESS_MINUTE, begins) == "2026-06-08 09:01:00"
    assert ends(8, Unit.BUSINESS_HOUR, begins) == "2026-06-08 16:59:00"


def test_a_receipt_on_a_closed_day_may_move_to_the_next_one() -> None:
    moved = replace(END, receipt_on_closed_day=ReceiptOnClosedDay.NEXT_WORKING_DAY)
    saturday = start("2026-12-05T11:00", ENGLAND)
    assert day(15, Unit.BUSINESS_DAY, saturday, moved) == "2026-12-30"
    assert day(15, Unit.BUSINESS_DAY, start("2026-12-04T11:00", ENGLAND), moved) == "2026-12-29"
    assert day(15, Unit.CALENDAR_DAY, saturday, moved) == "2026-12-20"
    assert day(1, Unit.WORKING_DAY, start("2026-10-10T11:00", CHINA), moved) == "2026-10-12"
    assert day(1, Unit.BUSINESS_DAY, start("2026-10-10T11:00", CHINA), moved) == "2026-10-13"


def test_a_receipt_out_of_hours_may_count_from_the_next_day() -> None:
    moved = replace(END, receipt_out_of_hours=ReceiptOutOfHours.NEXT_BUSINESS_DAY)
    results = {"08:00": "2026-06-02", "16:59:59": "2026-06-02", "17:00": "2026-06-03", "23:00": "2026-06-03"}
    for time, expected in results.items():
        assert day(1, Unit.BUSINESS_DAY, start(f"2026-06-01T{time}", ENGLAND), moved) == expected
    assert day(1, Unit.BUSINESS_DAY, start("2026-06-06T23:00", ENGLAND), moved) == "2026-06-08"


def test_a_last_day_without_an_opening_may_roll_forward() -> None:
    rolled, code = (
        replace(END, roll_forward=rule) for rule in (RollForward.NEXT_BUSINESS_DAY, RollForward.CIVIL_CODE_203)
    )
    assert day(15, Unit.CALENDAR_DAY, start("2026-09-25T11:00", CHINA), rolled) == "2026-10-12"
    assert day(15, Unit.CALENDAR_DAY, start("2026-09-25T11:00", CHINA), code) == "2026-10-10"
    assert day(14, Unit.CALENDAR_DAY, start("2026-09-22T11:00", CHINA), code) == "2026-10-08"
    assert day(3, Unit.CALENDAR_DAY, start("2026-06-01T11:00", CHINA), code) == "2026-06-04"


def test_close_of_business_on_a_day_without_one_is_the_end_of_the_day() -> None:
    assert ends(1, Unit.CALENDAR_DAY, start("2026-06-05T11:00", ENGLAND), CLOSE) == "2026-06-06 23:59:59"


def test_close_of_business_is_that_of_the_day_even_after_midnight() -> None:
    late = calendar("Europe/London", {"mon": [["09:00", "12:00"], ["20:00", "02:00"]]})
    assert ends(1, Unit.BUSINESS_DAY, start("2026-06-01T21:00", late), CLOSE) == "2026-06-09 02:00:00"


def test_a_pause_within_one_date_moves_nothing() -> None:
    within = pause("2026-09-28T00:00", "2026-09-28T23:00", "", CHINA.zone)
    assert day(15, Unit.CALENDAR_DAY, start("2026-09-25T11:00", CHINA), END, within) == "2026-10-10"


def test_a_pause_ends_with_the_second_before_its_end() -> None:
    midnight = pause("2026-09-28T10:00", "2026-09-29T00:00", "", CHINA.zone)
    assert day(15, Unit.CALENDAR_DAY, start("2026-09-25T11:00", CHINA), END, midnight) == "2026-10-10"


def test_overlapping_pauses_move_once() -> None:
    more = pause("2026-10-01T10:00", "2026-10-03T10:00", "", CHINA.zone)
    assert day(15, Unit.CALENDAR_DAY, start("2026-09-25T11:00", CHINA), END, MEDIATION, more) == "2026-10-22"


def test_a_pause_moves_working_days_by_working_dates() -> None:
    assert day(7, Unit.WORKING_DAY, start("2026-09-24T11:00", CHINA), END, MEDIATION) == "2026-10-19"
    weekend = pause("2026-06-05T10:00", "2026-06-07T10:00", "", ENGLAND.zone)
    assert day(3, Unit.BUSINESS_DAY, start("2026-06-04T11:00", ENGLAND), END, weekend) == "2026-06-09"


def test_a_pause_that_begins_on_the_last_day_still_moves_it() -> None:
    last_day = pause("2026-10-10T23:00", "2026-10-13T15:00", "", CHINA.zone)
    assert day(15, Unit.CALENDAR_DAY, start("2026-09-25T11:00", CHINA), END, last_day) == "2026-10-13"


def test_a_pause_after_the_end_finds_the_clock_breached() -> None:
    after = pause("2026-10-11T00:00", "2026-10-20T15:00", "", CHINA.zone)
    assert day(15, Unit.CALENDAR_DAY, start("2026-09-25T11:00", CHINA), END, after) == "2026-10-10"
    assert day(15, Unit.CALENDAR_DAY, start("2026-09-25T11:00", CHINA), END, after, MEDIATION) == "2026-10-31"


def test_a_pause_that_began_before_the_clock_counts_from_its_start() -> None:
    before = pause("2026-09-20T10:00", "2026-09-27T15:00", "", CHINA.zone)
    assert day(15, Unit.CALENDAR_DAY, start("2026-09-25T11:00", CHINA), END, before) == "2026-10-12"


def test_a_pause_within_the_days_that_were_rolled_over_moves_from_there() -> None:
    rolled = replace(END, roll_forward=RollForward.NEXT_BUSINESS_DAY)
    friday = start("2026-05-22T11:00", ENGLAND)
    assert day(15, Unit.CALENDAR_DAY, friday, rolled) == "2026-06-08"
    sunday = pause("2026-06-07T10:00", "2026-06-09T10:00", "", ENGLAND.zone)
    assert day(15, Unit.CALENDAR_DAY, friday, rolled, sunday) == "2026-06-10"
    saturday = pause("2026-06-06T10:00", "2026-06-09T10:00", "", ENGLAND.zone)
    assert day(15, Unit.CALENDAR_DAY, friday, rolled, saturday) == "2026-06-09"


def test_billing_cycles_come_from_the_case_with_a_limit_of_days_beside_them() -> None:
    limit = Limit(2, Unit.BILLING_CYCLE, at_most=Limit(90, Unit.CALENDAR_DAY))
    short = start("2026-06-10T11:00", AMERICA, "2026-08-05", "2026-07-05", "2026-06-05")
    assert due(limit, short, END).on == date(2026, 8, 5)
    long = start("2026-06-10T11:00", AMERICA, "2026-07-05", "2026-10-05")
    assert due(limit, long, END).on == date(2026, 9, 8)
    unknown = start("2026-06-10T11:00", AMERICA, "2026-07-05")
    assert due(limit, unknown, END).on == date(2026, 9, 8)
    with pytest.raises(Refusal) as caught:
        due(Limit(2, Unit.BILLING_CYCLE), unknown, END)
    assert caught.value.code == "billing_cycles_missing"


def test_no_stage_ends_before_the_one_before_it() -> None:
    limits = [Limit(10, Unit.BUSINESS_DAY), Limit(11, Unit.CALENDAR_DAY), Limit(45, Unit.CALENDAR_DAY)]
    assert [each.on for each in stages_due(limits, start("2026-11-20T11:00", AMERICA), END)] == [
        date(2026, 12, 7),
        date(2026, 12, 7),
        date(2027, 1, 4),
    ]


@pytest.mark.parametrize(
    ("amount", "unit", "terms", "is_provisional"),
    [
        (10, Unit.WORKING_DAY, END, True),
        (2, Unit.WORKING_DAY, END, False),
        (100, Unit.BUSINESS_HOUR, END, True),
        (1, Unit.BUSINESS_HOUR, END, False),
        (1000, Unit.CALENDAR_HOUR, END, False),
        (60, Unit.CALENDAR_DAY, END, False),
        (60, Unit.CALENDAR_DAY, replace(END, roll_forward=RollForward.CIVIL_CODE_203), True),
        (60, Unit.CALENDAR_DAY, CLOSE, True),
        (2, Unit.CALENDAR_DAY, CLOSE, False),
    ],
)
def test_what_looks_into_a_year_that_was_not_announced_is_provisional(
    amount: int,
    unit: Unit,
    terms: Terms,
    is_provisional: bool,  # noqa: FBT001 - a column
) -> None:
    found: Due = due(Limit(amount, unit), start("2026-12-28T11:00", CHINA), terms)
    assert found.is_provisional is is_provisional

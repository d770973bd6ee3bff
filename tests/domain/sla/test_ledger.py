"""Ledgers: a clock explains each second, a count each date."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.sla.business_time import elapsed
from domain.sla.calendar import Calendar
from domain.sla.day_ledger import DateKind, dates_of
from domain.sla.deadline import due
from domain.sla.ledger import SegmentKind, segments
from domain.sla.pauses import InvalidPause, Pause
from domain.sla.start import Start
from domain.sla.terms import EndOfDay, Limit, ReceiptOnClosedDay, ReceiptOutOfHours, RollForward, Terms
from domain.sla.units import Unit
from domain.sla.windows import read_windows
from tests.domain.sla.calendars import MANY, at, calendar, calendars, days_off, instants, pause, pauses, spans, start

END = Terms(end_of_day=EndOfDay.END_OF_DAY)


def test_a_clock_explains_each_second() -> None:
    kept = calendar("Europe/London", holidays=days_off("2026-05-25"))
    stopped = [pause("2026-05-26T10:00", "2026-05-26T12:00", "mediation, event 14", kept.zone)]
    found = segments(at("2026-05-22T15:00Z"), at("2026-05-26T12:00Z"), kept, stopped)
    assert [(each.kind.value, f"{each.begins_at.astimezone(kept.zone):%d %H:%M}", each.why) for each in found] == [
        ("running", "22 16:00", ""),
        ("closed", "22 17:00", ""),
        ("holiday", "25 00:00", "Holiday"),
        ("closed", "26 00:00", ""),
        ("running", "26 09:00", ""),
        ("paused", "26 10:00", "mediation, event 14"),
        ("running", "26 12:00", ""),
    ]
    assert sum(each.seconds for each in found) == 93 * 3600
    assert sum(each.seconds for each in found if each.kind is SegmentKind.RUNNING) == 3 * 3600


def test_a_pause_that_is_not_over_ends_with_the_ledger() -> None:
    stopped = [pause("2026-06-01T10:00", "2026-06-09T12:00"), pause("2026-06-10T10:00", "2026-06-11T12:00")]
    found = segments(at("2026-06-01T09:00"), at("2026-06-02T09:00"), calendar(), stopped)
    assert [each.seconds for each in found] == [3600, 23 * 3600]


@MANY
@given(calendars(), instants, spans, pauses())
def test_segments_add_up_to_the_wall_time_and_running_ones_to_what_counts(
    kept: Calendar, begins: datetime, span: timedelta, stopped: list[Pause]
) -> None:
    ends = begins + span
    found = segments(begins, ends, kept, stopped)
    assert sum(each.seconds for each in found) == span.total_seconds()
    assert all(one.ends_at == other.begins_at for one, other in pairwise(found))
    assert all(each.seconds > 0 for each in found)
    running = sum(each.seconds for each in found if each.kind is SegmentKind.RUNNING)
    assert running == elapsed(begins, ends, kept, stopped)


def test_a_pause_does_not_run_backwards() -> None:
    with pytest.raises(InvalidPause) as caught:
        pause("2026-06-02T10:00", "2026-06-01T10:00")
    assert caught.value.code == "pause_ends_before_it_begins"


def test_a_count_lists_each_date_and_why() -> None:
    kept = calendar(
        "Asia/Shanghai",
        holidays=days_off("2026-10-06", "2026-10-07"),
        make_up={date(2026, 10, 10): read_windows([["09:00", "17:00"]])},
    )
    begin = start("2026-10-03T11:00", kept)
    how = replace(END, receipt_on_closed_day=ReceiptOnClosedDay.NEXT_WORKING_DAY)
    stopped = [pause("2026-10-08T10:00", "2026-10-09T10:00", "mediation", kept.zone)]
    found = due(Limit(2, Unit.BUSINESS_DAY), begin, how, stopped)
    assert found.days is not None
    listed = [(each.on.day, each.kind.value, each.number, each.why) for each in dates_of(found.days, begin, how)]
    assert listed == [
        (3, "closed", None, ""),
        (4, "closed", None, ""),
        (5, "day_zero", None, ""),
        (6, "holiday", None, "Holiday"),
        (7, "holiday", None, "Holiday"),
        (8, "counted", 1, ""),
        (9, "paused", None, "mediation"),
        (10, "make_up", None, ""),
        (11, "closed", None, ""),
        (12, "counted", 2, ""),
    ]


def test_the_dates_that_an_end_rolls_over_are_listed() -> None:
    kept = calendar("Europe/London")
    begin = start("2026-06-05T11:00", kept)
    rolled = replace(END, roll_forward=RollForward.NEXT_BUSINESS_DAY)
    found = due(Limit(1, Unit.CALENDAR_DAY), begin, rolled)
    assert found.days is not None
    kinds = [each.kind for each in dates_of(found.days, begin, rolled)]
    assert kinds == [DateKind.DAY_ZERO, DateKind.COUNTED, DateKind.ROLLED, DateKind.ROLLED]


@MANY
@given(
    st.builds(Start, instants, calendars()),
    st.builds(
        Limit,
        st.integers(0, 40),
        st.sampled_from([u for u in Unit if u.seconds is None and u.value != "billing_cycle"]),
    ),
    st.builds(
        Terms,
        st.booleans(),
        st.booleans(),
        st.just(EndOfDay.END_OF_DAY),
        st.sampled_from(RollForward),
        st.sampled_from(ReceiptOnClosedDay),
    ),
    pauses(),
)
def test_a_count_has_the_dates_that_it_says_and_ends_with_the_due_date(
    begin: Start, limit: Limit, how: Terms, stopped: list[Pause]
) -> None:
    count = due(limit, begin, how, stopped).days
    assert count is not None
    entries = dates_of(count, begin, how)
    assert [each.on for each in entries] == [begin.on + timedelta(days=n) for n in range(len(entries))]
    assert entries[-1].on == count.rolled
    numbers = [each.number for each in entries if each.kind is DateKind.COUNTED]
    assert numbers == list(range(1, count.dates + 1))


def test_a_receipt_out_of_hours_comes_before_its_day_0() -> None:
    begin = start("2026-06-05T18:00", calendar("Europe/London"))
    how = replace(END, receipt_out_of_hours=ReceiptOutOfHours.NEXT_BUSINESS_DAY)
    found = due(Limit(1, Unit.BUSINESS_DAY), begin, how)
    assert found.days is not None
    kinds = [each.kind.value for each in dates_of(found.days, begin, how)]
    assert kinds == ["day_zero", "closed", "closed", "day_zero", "counted"]

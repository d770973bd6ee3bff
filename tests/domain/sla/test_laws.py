"""The laws of deadlines, on arbitrary calendars: clocks that change, leap days, half hours, nights, holidays."""

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise

from hypothesis import assume, example, given
from hypothesis import strategies as st

from domain.sla.business_time import add, elapsed, subtract
from domain.sla.calendar import Calendar
from domain.sla.deadline import due, stages_due
from domain.sla.instants import SECOND, local_time, second_of_day, to_seconds
from domain.sla.pauses import Pause, united
from domain.sla.start import Start
from domain.sla.terms import EndOfDay, Limit, ReceiptOnClosedDay, ReceiptOutOfHours, RollForward, Terms
from domain.sla.units import Unit
from domain.sla.windows import Window
from tests.domain.sla.calendars import MANY, amounts, calendar, calendars, instants, pauses, spans
from tests.domain.sla.walk import walked, walked_to

terms = st.builds(
    Terms,
    st.booleans(),
    st.booleans(),
    st.sampled_from(EndOfDay),
    st.sampled_from(RollForward),
    st.sampled_from(ReceiptOnClosedDay),
    st.sampled_from(ReceiptOutOfHours),
)
units = st.sampled_from([unit for unit in Unit if unit is not Unit.BILLING_CYCLE])
starts = st.builds(Start, instants, calendars())
limits = st.builds(Limit, st.integers(0, 60), units)


def is_counted(instant: datetime, kept: Calendar, stopped: list[Pause]) -> bool:
    """Tell whether a second counts."""
    return elapsed(instant, instant + SECOND, kept, stopped) == 1


@MANY
@given(calendars(), instants, spans, pauses())
def test_what_elapsed_is_what_a_walk_from_window_to_window_counts(
    kept: Calendar, begins: datetime, span: timedelta, stopped: list[Pause]
) -> None:
    assert elapsed(begins, begins + span, kept, stopped) == walked(kept, begins, begins + span, stopped)


@MANY
@given(calendars(), instants, amounts.filter(bool), pauses())
def test_adding_leads_where_a_walk_from_window_to_window_leads(
    kept: Calendar, begins: datetime, seconds: int, stopped: list[Pause]
) -> None:
    expected = walked_to(kept, begins, seconds, stopped)
    assume(expected is not None)
    assert to_seconds(add(begins, seconds, kept, stopped)) == expected


@MANY
@given(calendars(), instants, amounts, pauses())
def test_what_was_added_has_elapsed(kept: Calendar, begins: datetime, seconds: int, stopped: list[Pause]) -> None:
    assert elapsed(begins, add(begins, seconds, kept, stopped), kept, stopped) == seconds


@MANY
@given(calendars(), instants, amounts, pauses())
def test_what_was_subtracted_has_elapsed(kept: Calendar, ends: datetime, seconds: int, stopped: list[Pause]) -> None:
    assert elapsed(subtract(ends, seconds, kept, stopped), ends, kept, stopped) == seconds


@MANY
@given(calendars(), instants, amounts, pauses())
def test_subtracting_undoes_adding(kept: Calendar, begins: datetime, seconds: int, stopped: list[Pause]) -> None:
    counted = add(begins, 0, kept, stopped)
    assume(is_counted(counted, kept, stopped))
    assert subtract(add(counted, seconds, kept, stopped), seconds, kept, stopped) == (
        counted if seconds else subtract(counted, 0, kept, stopped)
    )


@MANY
@given(calendars(), instants, amounts, pauses())
def test_adding_comes_no_later_than_needed(
    kept: Calendar, begins: datetime, seconds: int, stopped: list[Pause]
) -> None:
    ends = add(begins, seconds, kept, stopped)
    assert ends >= begins.replace(microsecond=0)
    if seconds:
        assert elapsed(begins, ends - SECOND, kept, stopped) == seconds - 1


@MANY
@given(calendars(), instants, spans, spans, pauses())
def test_spans_add_up(kept: Calendar, begins: datetime, one: timedelta, other: timedelta, stopped: list[Pause]) -> None:
    middle, ends = begins + one, begins + one + other
    whole = elapsed(begins, ends, kept, stopped)
    assert whole == elapsed(begins, middle, kept, stopped) + elapsed(middle, ends, kept, stopped)
    assert 0 <= whole <= (one + other).total_seconds()


@MANY
@given(calendars(), instants, amounts, pauses(), pauses())
def test_more_pause_never_ends_business_time_earlier(
    kept: Calendar, begins: datetime, seconds: int, stopped: list[Pause], more: list[Pause]
) -> None:
    assert add(begins, seconds, kept, stopped + more) >= add(begins, seconds, kept, stopped)


@MANY
@given(starts, limits, terms, pauses(), pauses())
def test_more_pause_never_gives_an_earlier_due_date(
    begin: Start, limit: Limit, how: Terms, stopped: list[Pause], more: list[Pause]
) -> None:
    assert due(limit, begin, how, stopped + more).at >= due(limit, begin, how, stopped).at


@MANY
@given(starts, limits, terms, pauses(), st.data())
def test_a_longer_pause_never_gives_an_earlier_due_date(
    begin: Start, limit: Limit, how: Terms, stopped: list[Pause], data: st.DataObject
) -> None:
    assume(stopped)
    one = data.draw(st.sampled_from(stopped))
    longer = Pause(one.begins_at - data.draw(spans), one.ends_at + data.draw(spans))
    changed = [longer if each is one else each for each in stopped]
    assert due(limit, begin, how, changed).at >= due(limit, begin, how, stopped).at


@MANY
@given(starts, limits, st.integers(0, 30), terms, pauses())
def test_a_longer_target_never_gives_an_earlier_due_date(
    begin: Start, limit: Limit, longer: int, how: Terms, stopped: list[Pause]
) -> None:
    more = replace(limit, amount=limit.amount + longer)
    assert due(more, begin, how, stopped).at >= due(limit, begin, how, stopped).at


@MANY
@given(starts, st.lists(limits, min_size=1, max_size=4), terms, pauses())
def test_stages_are_monotone_and_none_is_due_before_its_start(
    begin: Start, stages: list[Limit], how: Terms, stopped: list[Pause]
) -> None:
    ends = [each.at for each in stages_due(stages, begin, how, stopped)]
    assert ends == sorted(ends)
    assert ends[0] >= begin.at.replace(microsecond=0)


@MANY
@given(starts, limits, limits, terms)
def test_the_limit_that_ends_first_counts(begin: Start, limit: Limit, other: Limit, how: Terms) -> None:
    both = due(replace(limit, at_most=other), begin, how)
    assert both.at == min(due(limit, begin, how).at, due(other, begin, how).at)


@MANY
@given(starts, limits, terms, pauses())
def test_a_replay_gives_the_same_due_date(begin: Start, limit: Limit, how: Terms, stopped: list[Pause]) -> None:
    anew = Start(begin.at, replace(begin.calendar))
    assert anew.calendar.openings is not begin.calendar.openings
    assert due(limit, begin, how, stopped) == due(limit, anew, how, stopped[::-1])


@MANY
@given(pauses())
def test_united_pauses_are_apart_in_order_and_cover_the_same(stopped: list[Pause]) -> None:
    spans_ = united(stopped)
    assert all(one.ends < other.begins for one, other in pairwise(spans_))
    edges = {to_seconds(edge) for pause in stopped for edge in (pause.begins_at, pause.ends_at)}
    for second in edges | {edge - 1 for edge in edges}:
        alone = any(to_seconds(pause.begins_at) <= second < to_seconds(pause.ends_at) for pause in stopped)
        assert alone == any(span.begins <= second < span.ends for span in spans_)


day_windows = st.tuples(st.integers(20, 50), st.integers(51, 88)).map(lambda w: (Window(w[0] * 900, w[1] * 900),))


@MANY
@example("Australia/Lord_Howe", [()] * 6 + [(Window(18_000, 79_200),)], datetime(2019, 4, 6), 48)  # noqa: DTZ001
@given(
    st.sampled_from(
        ("UTC", "Europe/Berlin", "Australia/Lord_Howe", "America/Sao_Paulo", "Asia/Kathmandu", "Asia/Tehran")
    ),
    st.lists(day_windows | st.just(()), min_size=7, max_size=7).filter(any),
    instants.map(lambda instant: instant.replace(tzinfo=None, minute=0, second=0, microsecond=0)),
    st.integers(0, 14 * 24),
)
def test_what_elapsed_is_what_a_clock_on_the_wall_shows_as_open(
    zone: str, weekly: list[tuple[Window, ...]], begins: datetime, hours: int
) -> None:
    """Look at the wall every quarter of an hour; no clock changes between 05:00 and 22:00."""
    kept = replace(calendar(zone), weekly=tuple(weekly))
    first = to_seconds(begins.replace(tzinfo=kept.zone))
    open_quarters = 0
    for second in range(first, first + hours * 3600, 900):
        wall = local_time(second, kept.zone)
        open_quarters += any(w.opens <= second_of_day(wall) < w.closes for w in weekly[wall.weekday()])
    begin = begins.replace(tzinfo=kept.zone)
    assert elapsed(begin, local_time(first + hours * 3600, kept.zone), kept) == open_quarters * 900

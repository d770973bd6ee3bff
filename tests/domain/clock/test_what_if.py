"""What if another pack or calendar had been in force."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.clock.clocks import story_of
from domain.clock.library import Library
from domain.clock.story import Story
from domain.clock.what_if import Compared, Draft, compare, of_calendar, of_pack
from domain.complaint import Complaint
from domain.documents import AppliesTo
from domain.sla.calendar_data import NamedDate
from domain.sla.pack import Pack
from infrastructure.calendars import shipped_calendars
from infrastructure.policies import shipped_packs
from tests.domain.clock.case import SHIPPED, Case, published

CN = shipped_packs()["cn-nfra-2020-3"]
DECIDE = "cn-nfra-2020-3/decide_and_notify"


def half() -> Pack:
    """Return the Chinese pack with half of the time to decide."""
    milestones = tuple(
        replace(each, stages=(replace(each.stages[0], limit=7), *each.stages[1:]))
        if each.id == "decide_and_notify"
        else each
        for each in CN.milestones
    )
    return replace(CN, milestones=milestones)


def decided_on(day: str) -> Case:
    """Return a complaint of 25 September 2026 that was decided on a day."""
    return Case().received("2026-09-25T10:00").decided(f"2026-{day}T10:00")


def compared(case: Case, draft: Draft, now: str = "2026-12-01T10:00") -> dict[str, Compared]:
    """Return how the first cycles of a case come out, by milestone."""
    found = compare(story_of(case.entries), draft, case.policies, case.at(now))
    return {each.milestone: each for each in found}


def breached(each: Compared) -> tuple[bool | None, bool | None]:
    """Return whether a cycle is breached before and after."""
    return each.before.breached if each.before else None, each.after.breached if each.after else None


def test_half_of_the_time_breaches_what_was_decided_in_the_second_half() -> None:
    draft = of_pack(SHIPPED, half())
    assert breached(compared(decided_on("10-01"), draft)[DECIDE]) == (False, False)
    assert breached(compared(decided_on("10-05"), draft)[DECIDE]) == (False, True)
    assert breached(compared(decided_on("10-12"), draft)[DECIDE]) == (True, True)


def test_a_margin_is_the_time_between_the_end_and_the_day() -> None:
    each = compared(decided_on("10-05"), of_pack(SHIPPED, half()))[DECIDE]
    assert each.before
    assert each.after
    assert each.before.margin_seconds
    assert each.after.margin_seconds
    assert each.before.margin_seconds - each.after.margin_seconds == 8 * 86_400


def test_what_is_paused_has_no_margin() -> None:
    case = Case().received("2026-09-25T10:00").waits("2026-09-28T10:00")
    each = compared(case, of_pack(SHIPPED, half()))[DECIDE]
    assert each.before
    assert (each.before.breached, each.before.margin_seconds) == (False, None)


def test_a_milestone_that_only_one_of_them_has_comes_out_on_one_side() -> None:
    less = replace(CN, milestones=tuple(each for each in CN.milestones if each.id != "decide_and_notify"))
    assert breached(compared(decided_on("10-12"), of_pack(SHIPPED, less))[DECIDE]) == (True, None)
    alone = Library({"cn-nfra-2020-3": (published(less),)}, SHIPPED.calendars, SHIPPED.tables)
    assert breached(compared(decided_on("10-12"), of_pack(alone, CN))[DECIDE]) == (None, True)


def test_a_draft_for_other_receipts_is_for_those() -> None:
    later = replace(half(), effective_from=date(2026, 10, 1))
    assert breached(compared(decided_on("10-05"), of_pack(SHIPPED, later))[DECIDE]) == (False, None)


def test_a_pack_that_nobody_published_is_all_new() -> None:
    without = Library({}, SHIPPED.calendars, SHIPPED.tables)
    assert breached(compared(decided_on("10-12"), of_pack(without, CN))[DECIDE]) == (None, True)


def test_a_draft_that_was_published_as_one_is_not_what_it_is_held_against() -> None:
    drafted = published(half(), AppliesTo.WHAT_IF_ONLY)
    library = Library({CN.id: (*SHIPPED.packs[CN.id], drafted)}, SHIPPED.calendars, SHIPPED.tables)
    assert breached(compared(decided_on("10-05"), of_pack(library, half()))[DECIDE]) == (False, True)


def test_a_calendar_with_more_holidays_gives_more_time() -> None:
    england = shipped_calendars()["gb-eng"]
    closed = replace(england, holidays=(*england.holidays, *(NamedDate(date(2026, 6, day)) for day in (2, 3, 4))))
    case = Case(zone="Europe/London").received("2026-06-01T10:00", unit="london")
    case.on("2026-06-05T10:00", Complaint.QuickClosed)
    found = compared(case, of_calendar(SHIPPED, closed))
    assert breached(found["uk-fca-disp1/src_resolve"]) == (True, False)
    assert "bank-default/bank_sla_24h" not in found


def test_imported_history_is_left_out() -> None:
    case = Case().received("2026-09-25T10:00").on("2026-09-26T10:00", Complaint.SourceOutcomeStated)
    assert compared(case, of_pack(SHIPPED, half())) == {}
    assert list(compare(Story(), of_pack(SHIPPED, half()), case.policies, case.at("2026-12-01T10:00"))) == []


@pytest.mark.parametrize("pack", shipped_packs().values(), ids=lambda pack: str(pack.id))
@given(days=st.integers(1, 90), unit=st.sampled_from(["shanghai", "london", "boston", "edinburgh"]))
def test_a_pack_equal_to_the_one_in_force_changes_nothing(pack: Pack, days: int, unit: str) -> None:
    case = Case().received("2026-06-01T10:00", unit=unit)
    case.waits("2026-06-02T10:00").goes_on("2026-06-09T10:00")
    now = f"2026-{6 + days // 30:02}-{1 + days % 28:02}T10:00"
    for each in compare(story_of(case.entries), of_pack(SHIPPED, replace(pack)), case.policies, case.at(now)):
        assert each.before == each.after

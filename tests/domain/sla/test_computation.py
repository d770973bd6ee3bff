"""What milestones of packs come to, and which packs run on which case."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.documents import InvalidDocument, read_object
from domain.refusals import Refusal
from domain.sla.calendar_data import CalendarData, calendar_of
from domain.sla.computation import Circumstances, compute
from domain.sla.durations import read_duration
from domain.sla.milestone import Lane, Stage
from domain.sla.pack import Pack, PackKind
from domain.sla.selection import CaseFacts, Selected, SelectionRow, calendar_for, select
from domain.sla.start import Start
from domain.sla.terms import ReceiptOnClosedDay
from domain.sla.units import Unit
from tests.domain.sla.calendars import MANY, at, calendar, calendars, instants, pause, start
from tests.domain.sla.packs import milestone, pack, stage

ENGLAND = calendar("Europe/London")
MONDAY = start("2026-06-01T11:00", ENGLAND)


def dues(kept: Pack, case: Circumstances | None = None, begin: Start = MONDAY) -> list[str]:
    ends = compute(kept, kept.milestones[0], begin, *([case] if case else []))
    return [f"{each.at.astimezone(ENGLAND.zone):%m-%d %H:%M}" for each in ends]


def test_every_stage_is_due() -> None:
    assert dues(pack()) == ["06-16 23:59", "07-01 23:59"]


def test_a_variant_has_stages_of_its_own() -> None:
    kept = pack(milestone(variants=[{"name": "new_account", "stages": [stage(20)]}]))
    assert dues(kept, Circumstances(variant="new_account")) == ["06-21 23:59"]
    with pytest.raises(Refusal, match="has no variant 'old'; it has: new_account") as caught:
        dues(kept, Circumstances(variant="old"))
    assert caught.value.code == "sla_unknown_milestone"


def test_a_lane_is_only_ever_faster() -> None:
    lanes = [{"name": "vip", "stages": [stage(12, "calendar_hour")]}]
    kept = pack(milestone(lanes=lanes), kind="internal")
    assert dues(kept, Circumstances(lane="vip")) == ["06-01 23:00", "07-01 23:59"]
    with pytest.raises(Refusal, match="has no lane 'gold'; it has: vip"):
        dues(kept, Circumstances(lane="gold"))
    with pytest.raises(Refusal, match="it has: none"):
        dues(pack(), Circumstances(lane="vip"))


@MANY
@given(
    st.builds(Start, instants, calendars()),
    st.builds(Stage, st.sampled_from([u for u in Unit if u is not Unit.BILLING_CYCLE]), st.integers(0, 50)),
    st.builds(Stage, st.sampled_from([u for u in Unit if u is not Unit.BILLING_CYCLE]), st.integers(0, 50)),
)
def test_a_tier_never_makes_a_deadline_later(begin: Start, own: Stage, lane: Stage) -> None:
    promise = replace(pack(), kind=PackKind.INTERNAL)
    kept = replace(promise.milestones[0], stages=(own,), lanes=(Lane("vip", (lane,)),))
    (ordinary,), (faster,) = compute(promise, kept, begin), compute(promise, kept, begin, Circumstances(lane="vip"))
    assert faster.at <= ordinary.at


def test_only_what_may_be_paused_is_paused() -> None:
    case = Circumstances((pause("2026-06-02T10:00", "2026-06-04T10:00"),))
    assert dues(pack(), case) == ["06-18 23:59", "07-03 23:59"]
    with pytest.raises(Refusal) as caught:
        dues(pack(milestone(pauses=[])), case)
    assert caught.value.code == "sla_no_pause"


def test_promptly_is_due_when_a_number_is_set() -> None:
    assert dues(pack(milestone(stages=[stage(1, promptly=True)]))) == ["06-02 23:59"]
    with pytest.raises(Refusal) as caught:
        dues(pack(milestone(stages=[stage(None, promptly=True)])))
    assert caught.value.code == "sla_no_number_set"


def test_billing_cycles_have_a_ceiling_beside_them() -> None:
    kept = pack(milestone(stages=[stage(2, "billing_cycle", at_most={"limit": 90, "unit": "calendar_day"})]))
    assert dues(kept) == ["08-30 23:59"]
    assert dues(kept, None, start("2026-06-01T11:00", ENGLAND, "2026-06-15", "2026-07-15")) == ["07-15 23:59"]


def test_a_regime_counts_from_the_receipt_and_the_bank_from_its_next_day() -> None:
    saturday = start("2026-06-06T11:00", ENGLAND)
    days = milestone(stages=[stage(1, "business_day")])
    assert dues(pack(days), None, saturday) == ["06-08 23:59"]
    assert dues(pack(days, kind="internal"), None, saturday) == ["06-09 23:59"]
    as_is = {**days, "receipt_on_closed_day": "as_is"}
    assert dues(pack(as_is, kind="internal"), None, saturday) == ["06-08 23:59"]
    assert pack().terms(pack().milestones[0]).receipt_on_closed_day is ReceiptOnClosedDay.AS_IS


def test_a_milestone_is_found_by_its_id() -> None:
    assert pack().milestone("decide").runs_a_clock
    assert not pack(milestone(start=[], stop=[])).milestone("decide").runs_a_clock
    with pytest.raises(Refusal, match="no milestone 'undo'; it has: decide") as caught:
        pack().milestone("undo")
    assert caught.value.code == "sla_unknown_milestone"


def test_a_version_is_for_receipts_of_its_range() -> None:
    kept = pack(effective_from="2026-01-01", effective_until="2027-01-01")
    assert [kept.is_effective(date(year, 1, 1)) for year in (2025, 2026, 2027)] == [False, True, False]
    assert pack().is_effective(date(1999, 1, 1))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("P1D", timedelta(days=1)),
        ("PT4H30M", timedelta(hours=4, minutes=30)),
        ("P1DT1S", timedelta(days=1, seconds=1)),
        ("PT0S", timedelta()),
        ("P", None),
        ("PT", None),
        ("P1W", None),
        ("P1DT", None),
        ("1D", None),
    ],
)
def test_spans_are_written_as_iso_8601_has_them(text: str, expected: timedelta | None) -> None:
    assert read_duration(text) == expected


ROWS = [
    SelectionRow("rechecks", "cn", ("recheck",), kinds=("recheck",), jurisdictions=("CN",)),
    SelectionRow("credit", "cn", ("decide", "credit"), ("complaint",), ("CN",), categories=("credit_report",)),
    SelectionRow("china", "cn", ("decide",), ("complaint",), ("CN",)),
    SelectionRow("payments", "uk", kinds=("complaint",), jurisdictions=("GB",), regimes=("payment_services",)),
    SelectionRow("cards", "uk", ("ack",), jurisdictions=("GB",), products=("card.credit", "card.debit")),
    SelectionRow("service", "uk", jurisdictions=("GB",), complaint_classes=("service",)),
    SelectionRow("forwarded", "cfpb", jurisdictions=("US",), sources=("regulator",)),
    SelectionRow("complex", "bank", complexities=("complex",)),
    SelectionRow("all", "bank"),
]


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        (CaseFacts("complaint", "CN"), {"cn": "china", "bank": "all"}),
        (CaseFacts("complaint", "CN-SH", category="credit_report"), {"cn": "credit", "bank": "all"}),
        (CaseFacts("recheck", "CN", complexity="complex"), {"cn": "rechecks", "bank": "complex"}),
        (CaseFacts("complaint", "CNX"), {"bank": "all"}),
        (CaseFacts("complaint", "GB-SCT", regimes=frozenset({"payment_services"})), {"uk": "payments", "bank": "all"}),
        (CaseFacts("complaint", "GB", products=frozenset({"card.debit", "loan"})), {"uk": "cards", "bank": "all"}),
        (CaseFacts("complaint", "GB", complaint_class="service"), {"uk": "service", "bank": "all"}),
        (CaseFacts("complaint", "US", source="regulator"), {"cfpb": "forwarded", "bank": "all"}),
        (CaseFacts("complaint", "US", source="customer"), {"bank": "all"}),
    ],
)
def test_for_each_pack_the_first_row_that_matches_counts(case: CaseFacts, expected: dict[str, str]) -> None:
    assert {each.pack: each.row for each in select(ROWS, case)} == expected


def test_a_row_says_which_milestones_run() -> None:
    (china, _) = select(ROWS, CaseFacts("complaint", "CN"))
    assert china == Selected("cn", "china", ("decide",))
    assert china.runs("decide")
    assert not china.runs("credit")
    assert Selected("bank", "all", ()).runs("anything")


def test_a_case_is_in_a_part_of_a_country() -> None:
    assert CaseFacts("complaint", "GB-SCT").subdivision == "SCT"
    assert CaseFacts("complaint", "GB").subdivision is None


DATA = [
    read_object({"id": name, "version": "1", "zone": "Europe/London", "hours": {}, "names": names}, CalendarData)
    for name, names in (("gb-eng", ["England"]), ("gb-sct", ["Scotland"]), ("fr", ["France"]))
]


@pytest.mark.parametrize("name", ["SCT", "sct", "GB-SCT", "gb-sct", "scotland"])
def test_the_calendar_is_that_of_the_part_of_the_country(name: str) -> None:
    kept = pack(calendars=["gb-eng", "gb-sct"])
    assert calendar_for(kept, name, DATA) == "gb-sct"
    assert calendar_for(kept, None, DATA) == "gb-eng"


@pytest.mark.parametrize("name", ["France", "fr", "", "SCT"])
def test_a_part_that_the_pack_does_not_know_is_refused(name: str) -> None:
    with pytest.raises(Refusal, match="it has: gb-eng") as caught:
        calendar_for(pack(), name, DATA)
    assert caught.value.code == "sla_unknown_subdivision"


def test_a_calendar_is_read_from_data() -> None:
    data = {
        "id": "test",
        "version": "3",
        "zone": "Asia/Shanghai",
        "hours": {"mon": [["09:00", "12:00"], ["13:00", "17:00"]]},
        "holidays": [{"on": "2026-06-08", "name": "A holiday"}],
        "yearly_holidays": ["06-15"],
        "special_days": [{"on": "2026-06-22", "hours": [["10:00", "11:00"]]}, {"on": "2026-06-29"}],
        "make_up_days": [{"on": "2026-06-13", "hours": [["09:00", "10:00"]]}],
        "known_through": "2026-12-31",
    }
    kept = calendar_of(read_object(data, CalendarData))
    june = kept.openings.elapsed(*(int(at(text).timestamp()) for text in ("2026-06-01T00:00", "2026-07-01T00:00")))
    assert june == (7 + 1 + 1) * 3600
    assert (kept.id, kept.version, kept.known_through) == ("test", "3", date(2026, 12, 31))
    with pytest.raises(InvalidDocument, match=r"make_up_days\[0\]: on is missing") as caught:
        read_object({**data, "make_up_days": [{}]}, CalendarData)
    assert caught.value.at == "make_up_days[0]"
    with pytest.raises(InvalidDocument, match=r"^hours, id, zone is missing"):
        read_object({"version": "1"}, CalendarData)

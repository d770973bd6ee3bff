"""Tests of what a record says in our words."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from application.importing.mapping import Layout, SourceMapping
from application.importing.reading import Reader, Reading, Statement, UnmappableError
from domain.complaint.receiving import Intake
from domain.complaint.values import Facts, Precision, ProductIssue, SourceRecord, Words
from tests.application.importing.mappings import BANK, RECORD

NOW = datetime(2024, 3, 2, 1, 0, tzinfo=UTC)


def read(mapping: SourceMapping = BANK, now: datetime = NOW, **changes: str) -> Reading:
    return Reader(mapping).read({**RECORD, **changes}, now)


def with_facts(**facts: str) -> SourceMapping:
    return replace(BANK, facts={**BANK.facts, **facts})


def test_a_record_becomes_an_intake_and_a_statement() -> None:
    source_record = SourceRecord("old-crm", "17", "bank/3", "", RECORD)
    facts = Facts(
        received_at=datetime(2024, 2, 29, 16, 0, tzinfo=UTC),
        received_precision=Precision.DAY,
        channel="phone",
        source="customer",
        about=(ProductIssue("Cards"),),
    )
    intake = Intake(facts, Words("The card was swallowed."), "sh-cards", source_record=source_record)
    statement = Statement("Closed after a call", timely_claim=True, disputed_claim=None, closes=True)
    assert read() == Reading(intake, source_record, statement)


@pytest.mark.parametrize(
    ("zone", "day", "start"),
    [
        ("America/New_York", "2024-03-10", "2024-03-10T05:00:00+00:00"),
        ("America/New_York", "2024-03-11", "2024-03-11T04:00:00+00:00"),
        ("America/Santiago", "2023-09-03", "2023-09-03T04:00:00+00:00"),  # clocks go from 00:00 to 01:00
        ("America/Havana", "2023-11-05", "2023-11-05T04:00:00+00:00"),  # clocks go from 01:00 to 00:00
    ],
)
def test_a_day_is_received_at_its_first_instant_in_the_sources_zone(zone: str, day: str, start: str) -> None:
    facts = read(replace(BANK, zone=zone), datetime(2024, 6, 1, tzinfo=UTC), day=day).intake.facts
    assert facts.received_at == datetime.fromisoformat(start)


@pytest.mark.parametrize("precise", ["2024-03-01T12:30:05+08:00", "2024-03-01 12:30:05", "2024-03-01T04:30:05Z"])
def test_an_instant_is_kept_to_the_second(precise: str) -> None:
    facts = {name: column for name, column in BANK.facts.items() if name != "received_on"}
    told = read(replace(BANK, facts={**facts, "received_at": "day"}), day=precise).intake.facts
    assert told.received_at == datetime(2024, 3, 1, 4, 30, 5, tzinfo=UTC)
    assert told.received_precision is Precision.SECOND


@pytest.mark.parametrize("text", ["2024-03-01", "20240301", "2024-W09-5", " 2024-03-01 "])
def test_no_time_is_made_up_where_a_source_of_instants_gives_a_day(text: str) -> None:
    facts = {name: column for name, column in BANK.facts.items() if name != "received_on"}
    told = read(replace(BANK, facts={**facts, "received_at": "day"}), day=text).intake.facts
    assert told.received_at == datetime(2024, 2, 29, 16, tzinfo=UTC)
    assert told.received_precision is Precision.DAY


@pytest.mark.parametrize(
    ("text", "reason"), [("2024-03-03", "lies in the future"), ("0001-01-01", "lies before the year 1 in UTC")]
)
def test_such_a_day_is_held_against_today(text: str, reason: str) -> None:
    facts = {name: column for name, column in BANK.facts.items() if name != "received_on"}
    with pytest.raises(UnmappableError, match=reason):
        read(replace(BANK, facts={**facts, "received_at": "day"}), day=text)


def test_other_facts_are_read_by_their_kind() -> None:
    mapping = with_facts(incident_on="then", tags="tags", branch="branch", language="language")
    facts = read(mapping, then="2024-02-28", tags="old, , far away", branch=" 0017 ", language="").intake.facts
    assert (facts.incident_on, facts.tags) == (date(2024, 2, 28), ("old", "far away"))
    assert (facts.branch, facts.language) == ("0017", None)


def test_the_employee_complained_about_is_known_in_one_spelling() -> None:
    told = with_facts(employee_id="about")
    assert read(told, about=" Chen.Jing ").intake.facts.employee_id == "chen.jing"
    with pytest.raises(UnmappableError, match="one word"):
        read(told, about="chen jing")


def test_a_mapping_may_write_days_its_own_way() -> None:
    mapping = replace(BANK, layout=Layout(date_format="%d.%m.%Y"))
    assert read(mapping, day="01.03.2024").intake == replace(
        read().intake, source_record=read(mapping, day="01.03.2024").source_record
    )


def test_words_without_text_are_empty() -> None:
    assert read(text="").intake.words == Words("")
    assert read(replace(BANK, words={})).intake.words == Words("")


def test_today_in_the_sources_zone_is_not_the_future() -> None:
    late_in_utc = datetime(2024, 3, 1, 20, 0, tzinfo=UTC)
    assert read(now=late_in_utc, day="2024-03-02").intake.facts.received_at < late_in_utc


@pytest.mark.parametrize(
    ("column", "value", "reason"),
    [
        ("day", "", "is empty"),
        ("day", "2024-02-30", "'2024-02-30' is not a day"),
        ("day", "20240301", "'20240301' is not a day"),
        ("day", "1/3/2024", "'1/3/2024' is not a day"),
        ("day", "yesterday" * 20, f"'{('yesterday' * 20)[:60]}…' is not a day"),
        ("day", "2024-03-03", "'2024-03-03' lies in the future"),
        ("day", "0001-01-01", "lies before the year 1 in UTC"),
        ("way", "Pigeon", "the mapping has no code for 'Pigeon'"),
        ("way", "", "the mapping has no code for ''"),
        ("answer", "Lost", "the mapping does not say whether 'Lost' closes a complaint"),
        ("in time", "Perhaps", "'Perhaps' is neither yes nor no"),
        ("again", "yes", "'yes' is neither yes nor no"),
    ],
)
def test_what_has_no_meaning_names_its_column(column: str, value: str, reason: str) -> None:
    with pytest.raises(UnmappableError) as raised:
        Reader(BANK).read({**RECORD, column: value}, NOW)
    assert (raised.value.fault.column, raised.value.fault.reason) == (column, reason)


@pytest.mark.parametrize("text", ["", "noon", "2024-03-02T09:00:01+08:00"])
def test_an_instant_that_is_none_or_lies_in_the_future_names_its_column(text: str) -> None:
    mapping = replace(BANK, facts={"received_at": "at", "channel": "way"})
    with pytest.raises(UnmappableError, match=r"at: .* (is not an instant|lies in the future)"):
        read(mapping, NOW, at=text)


@pytest.mark.parametrize(
    ("answer", "closes"), [("Done", True), ("Closed after a call", True), ("Working", False), ("", False)]
)
def test_the_mapping_says_which_responses_are_an_end(answer: str, closes: bool) -> None:  # noqa: FBT001 - a parameter
    statement = read(answer=answer).statement
    assert statement is not None
    assert statement.closes is closes


def test_a_source_without_outcomes_states_none() -> None:
    assert read(replace(BANK, outcome=None)).statement is None


def test_a_record_of_json_lines_may_lack_what_is_empty() -> None:
    without = {column: value for column, value in RECORD.items() if column not in {"text", "again"}}
    assert Reader(BANK).read(without, NOW + timedelta(days=1)).intake.words == Words("")

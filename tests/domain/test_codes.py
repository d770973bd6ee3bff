"""Codes: valid on some days and not on others."""

from datetime import date

import pytest

from domain.codes import CodeEntry, CodeList, Codes, UnknownCode

ENTRIES = [
    CodeEntry("always", "Always"),
    CodeEntry("from", "From", valid_from=date(2026, 1, 1)),
    CodeEntry("until", "Until", valid_until=date(2026, 1, 1)),
]
CODES = Codes(
    {"when": CodeList("when", 3, {entry.code: entry for entry in ENTRIES}), "other": CodeList("other", 1, {})}
)


@pytest.mark.parametrize(
    ("code", "on", "known"),
    [
        ("always", date(2025, 12, 31), True),
        ("from", date(2025, 12, 31), False),
        ("from", date(2026, 1, 1), True),
        ("until", date(2025, 12, 31), True),
        ("until", date(2026, 1, 1), False),
        ("never", date(2026, 1, 1), False),
    ],
)
def test_a_code_is_valid_from_its_first_day_until_before_its_last(code: str, on: date, known: bool) -> None:  # noqa: FBT001 (a case)
    assert (CODES.refusal("when", code, on) is None) is known


def test_no_code_at_all_is_always_allowed() -> None:
    assert CODES.refusal("other", None, date(2026, 1, 1)) is None


def test_the_refusal_says_what_is_known_that_day() -> None:
    refusal = CODES.refusal("when", "never", date(2026, 1, 1))
    assert isinstance(refusal, UnknownCode)
    assert str(refusal) == "The list 'when' (version 3) has no code 'never' on 2026-01-01. Known: always, from."


def test_the_refusal_quotes_nothing_that_does_not_look_like_a_code() -> None:
    for told in ("Zhang San", "zhang@example.com", "x" * 61, "13800000000"):
        assert "has no such code on" in str(CODES.refusal("when", told, date(2026, 1, 1)))


def test_of_a_long_list_the_refusal_names_sixty_codes_and_says_where_the_others_are() -> None:
    entries = {code: CodeEntry(code, code) for code in (f"c{n:02}" for n in range(63))}
    long = Codes({"long": CodeList("long", 1, entries)})
    told = str(long.refusal("long", "none", date(2026, 1, 1)))
    assert told.endswith("c58, c59, and 3 more in /v1/code-lists/long.")


def test_the_lists_say_what_may_be_used_today() -> None:
    assert CODES.names() == ["other", "when"]
    found = CODES.list_of("when")
    assert found is not None
    assert [entry.code for entry in found.in_force(date(2026, 1, 1))] == ["always", "from"]
    assert CODES.list_of("none") is None


def test_events_record_the_versions_of_the_lists() -> None:
    assert CODES.versions("when", "other") == {"when": 3, "other": 1}


def test_a_code_stands_in_a_line_with_all_that_are_above_it() -> None:
    levels = [CodeEntry("remote", "Remote"), CodeEntry("phone", "Phone", parent="remote")]
    codes = Codes({"channel": CodeList("channel", 1, {entry.code: entry for entry in levels})})
    assert codes.line("channel", "phone") == ("remote", "phone")
    assert codes.line("channel", "remote") == ("remote",)
    assert codes.line("channel", "pigeon") == ("pigeon",)


def test_every_code_of_a_list_is_known_whenever_it_may_be_used() -> None:
    assert CODES.of("when") == {"always", "from", "until"}
    assert not CODES.of("other")

"""Packs and calendars as people write them, and refusals that name the line."""

import tomllib
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from application.sla.policy_text import every_refusal, read_calendar, read_pack, read_policy
from application.sla.toml_places import line_of
from domain.documents import InvalidDocument
from domain.reference_data import rows_of
from domain.refusals import Refusal
from domain.sla.selection_rules import SelectionVocabulary
from infrastructure.policies import shipped_texts
from tests.domain.sla.packs import KNOWN

PACK = """\
# A pack
id = "test"
version = 1
kind = "regulatory"
authority = "An authority"
source = '''
A law
of two lines'''
calendar = "gb-eng"
effective_from = 2026-01-01

[[milestones]]
id = "decide"
source = "art. 1"
verified = true
end_of_day = "23:59:59"
[[milestones.stages]]
limit = 15
unit = "calendar_day"
[[milestones.stages]]
limit = 30 # more
unit = "calendar_day"
requires = [
  "reason:complex",
  "notice:complainant",
]

[[milestones]]
id = "notify"
source = "art. 2"
verified = false
stages = [
  { limit = 1, unit = "calendar_day" },
  { limit = 2, unit = "calendar_day", at_most = { limit = 2, unit = "week" } },
]
"""

CALENDAR = """\
id = "test"
version = "1"
zone = "Asia/Shanghai"
[hours]
mon = [["09:00", "17:00"]]
"""


def test_a_pack_is_read() -> None:
    pack = read_pack(PACK, KNOWN)
    assert [milestone.id for milestone in pack.milestones] == ["decide", "notify"]
    assert str(pack.effective_from) == "2026-01-01"
    assert every_refusal(PACK, KNOWN) == []


@pytest.mark.parametrize(
    ("before", "after", "code", "told"),
    [
        (
            "limit = 30",
            "limit = 14",
            "pack_stage_shorter",
            "line 21: Stage 2 of 'decide' (14 calendar days) is shorter",
        ),
        ('"reason:complex"', '"reason:boredom"', "pack_unknown_reason", "line 24: There is no reason 'boredom'"),
        ("limit = 2, unit", "limit = 0, unit", "pack_stage_shorter", "line 34: Stage 2 of 'notify' (no calendar days)"),
        ('calendar = "gb-eng"', 'calendar = "moon"', "pack_unknown_calendar", "line 9: There is no calendar 'moon'"),
        (
            'unit = "week"',
            'unit = "moon"',
            "invalid_document",
            "line 34: milestones[1].stages[1].at_most.unit: this is no",
        ),
        (
            "verified = false",
            'verified = "no"',
            "invalid_document",
            "line 31: milestones[1].verified: a bool is wanted",
        ),
        ("verified = false", "colour = 1", "invalid_document", "line 28: milestones[1]: there is no field colour"),
        ("limit = 15\nunit", "limit = 15\n#", "invalid_document", "line 17: milestones[0].stages[0]: unit is missing"),
        ("version = 1\n", "", "invalid_document", "line 1: version is missing"),
        ("version = 1", "version = ", "invalid_document", "This is no TOML: Invalid value (at line 3, column 11)"),
    ],
)
def test_a_pack_is_refused_with_the_line_and_the_reason(before: str, after: str, code: str, told: str) -> None:
    text = PACK.replace(before, after)
    assert text != PACK
    with pytest.raises(Refusal) as caught:
        read_pack(text, KNOWN)
    assert (caught.value.code, str(caught.value)[: len(told)]) == (code, told)
    assert [str(each) for each in every_refusal(text, KNOWN)] == [str(caught.value)]


def test_everything_wrong_is_told_with_its_lines() -> None:
    text = PACK.replace("limit = 30", "limit = 14").replace('"notice:complainant"', '"notice:press"')
    found = [(refusal.code, str(refusal).split(":")[0]) for refusal in every_refusal(text, KNOWN)]
    assert found == [("pack_unknown_word", "line 25"), ("pack_stage_shorter", "line 21")]


def test_a_calendar_is_read() -> None:
    assert read_calendar(CALENDAR).zone == "Asia/Shanghai"


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        ("Asia/Shanghai", "Asia/Peking", "calendar_unknown_zone"),
        ('[["09:00", "17:00"]]', "[]", "calendar_never_opens"),
        ('["09:00", "17:00"]', '["09:00", "17:00"], ["16:00", "18:00"]', "calendar_windows_overlap"),
        ('"17:00"', '"25:00"', "calendar_invalid_window"),
        ("mon =", "moonday =", "invalid_document"),
    ],
)
def test_a_calendar_is_refused(before: str, after: str, code: str) -> None:
    with pytest.raises(Refusal) as caught:
        read_calendar(CALENDAR.replace(before, after))
    assert caught.value.code == code
    if code == "invalid_document":
        assert isinstance(caught.value, InvalidDocument)
        assert str(caught.value) == "line 4: hours: there is no field moonday."


def places(value: Any, at: str = "") -> Iterator[tuple[str, str, Any]]:  # noqa: ANN401 - what TOML holds
    """Yield the place of everything in a text, with the key that stands in its line and its value."""
    if isinstance(value, dict):
        for key, inner in value.items():
            place = f"{at}.{key}" if at else key
            if not isinstance(inner, dict | list):
                yield place, key, inner
            yield from places(inner, place)
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from places(inner, f"{at}[{number}]")


@pytest.mark.parametrize("text", [PACK, *shipped_texts().values()])
def test_every_place_of_a_text_is_found(text: str) -> None:
    lines = text.splitlines()
    found = list(places(tomllib.loads(text)))
    assert len(found) > 10
    for place, key, value in found:
        line = lines[line_of(text, place) - 1]
        assert f"{key} = " in line, place
        if isinstance(value, int) and not isinstance(value, bool):
            assert f"{key} = {value}" in line, place
    assert line_of(text, "nowhere[7].at_all") == 1


TABLE_TEXT = """\
effective_from = 2026-02-01

[[rows]]
row = "first"
pack = "test"
milestones = ["decide"]
jurisdictions = ["GB"]

[[rows]]
row = "second"
pack = "test"
regimes = ["hardship"]
"""
NO_CODES = dict.fromkeys(("source", "complaint_class", "category", "complexity"), frozenset[str]())
TABLES = SelectionVocabulary({"test": frozenset({"decide"})}, {**NO_CODES, "regime": frozenset({"hardship"})})


@pytest.mark.parametrize(
    ("text", "name", "effective_from"),
    [
        (PACK, "pack.test", date(2026, 1, 1)),
        (CALENDAR, "calendar.test", None),
        (TABLE_TEXT, "pack_selection", date(2026, 2, 1)),
    ],
)
def test_a_file_says_itself_what_it_is(text: str, name: str, effective_from: date | None) -> None:
    policy = read_policy(text, KNOWN, TABLES)
    assert (policy.name, policy.effective_from) == (name, effective_from)
    assert rows_of(name, policy.document)


@pytest.mark.parametrize(
    ("before", "after", "code", "line"),
    [
        ('["decide"]', '["decree"]', "selection_unknown_milestone", 6),
        ('["GB"]', '["GB", "Britain"]', "selection_unknown_code", 7),
        ('row = "second"', 'row = "first"', "pack_duplicate_name", 10),
        ('row = "second"\npack = "test"', 'row = "second"\npack = "toast"', "selection_unknown_pack", 11),
        ('["hardship"]', '["softship"]', "selection_unknown_code", 12),
        ("regimes =", "regime =", "invalid_document", 9),
        ('zone = "Asia/Shanghai"', 'zone = "Asia/Peking"', "calendar_unknown_zone", 3),
        ('mon = [["09:00", "17:00"]]', 'tue = [["17:00", "16:00"], ["09:00", "25:00"]]', "calendar_invalid_window", 5),
        ('mon = [["09:00", "17:00"]]', "mon = []", "calendar_never_opens", 4),
        ('zone = "A', 'effective_from = 2026-02-01\neffective_until = 2026-01-01\nzone = "A', "calendar_range", 4),
        ('version = "1"', 'version = "1"\nyearly_holidays = ["12-25", "13-25"]', "calendar_invalid_yearly_rule", 3),
        ("limit = 30 # more", "limit = 3", "pack_stage_shorter", 21),
        ('"gb-eng"', '"gb-cornwall"', "pack_unknown_calendar", 9),
        ('"reason:complex"', '"reason:lazy"', "pack_unknown_reason", 24),
    ],
)
def test_every_refusal_of_a_file_names_the_line(before: str, after: str, code: str, line: int) -> None:
    (text,) = (each for each in (PACK, CALENDAR, TABLE_TEXT) if before in each)
    with pytest.raises(Refusal, match=rf"^line {line}: ") as caught:
        read_policy(text.replace(before, after), KNOWN, TABLES)
    assert caught.value.code == code


@pytest.mark.parametrize("text", ["", "id = 'x'", "= 1"])
def test_a_file_that_is_no_policy_is_refused(text: str) -> None:
    with pytest.raises(InvalidDocument, match=r"no pack|no TOML"):
        read_policy(text, KNOWN, TABLES)


def test_a_calendar_names_the_line_of_the_window_that_is_wrong() -> None:
    text = CALENDAR + '\n[[special_days]]\non = 2026-05-01\nhours = [["09:00", "10:00"], ["09:30", "11:00"]]\n'
    with pytest.raises(Refusal, match=r"^line 9: ") as caught:
        read_policy(text, KNOWN, TABLES)
    assert caught.value.code == "calendar_windows_overlap"

"""Packs and calendars as people write them, and refusals that name the line."""

import tomllib
from collections.abc import Iterator
from typing import Any

import pytest

from application.sla.policy_text import every_refusal, read_calendar, read_pack
from application.sla.toml_places import line_of
from domain.documents import InvalidDocument
from domain.refusals import Refusal
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

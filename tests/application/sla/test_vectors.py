"""Cases of business time with known results."""

import copy
import json
import os
from pathlib import Path
from typing import Any

import pytest

from application.sla.vectors import Difference, UnusableVectorsError, recompute

OURS = Path(__file__).parents[2] / "data" / "sla_vectors.json"
SHARED = Path(os.environ.get("REDRESS_TEST_DATA") or "nowhere") / "sla_vectors.json"


def cases() -> list[dict[str, Any]]:
    content: list[dict[str, Any]] = json.loads(OURS.read_text(encoding="utf-8"))["cases"]
    return content


def test_our_own_cases_agree() -> None:
    result = recompute({"cases": cases()})
    assert result.differences == []
    assert result.agree == result.cases == 13


@pytest.mark.skipif(not SHARED.exists(), reason="REDRESS_TEST_DATA does not lead to sla_vectors.json")
def test_the_numbers_of_seven_other_projects_agree() -> None:
    result = recompute(json.loads(SHARED.read_text(encoding="utf-8")))
    assert result.differences == []
    assert result.agree == 89


def test_every_difference_is_told() -> None:
    wrong = copy.deepcopy(cases())
    wrong[0]["due"] = "2026-06-06T05:00:01"
    wrong[2]["seconds"] = 28_801.0
    wrong[10]["refused"] = "calendar_unknown_zone"
    result = recompute({"cases": wrong})
    assert result.agree == 10
    assert result.differences == [
        Difference("night", "add", "2026-06-05T21:00:01Z", "2026-06-05T21:00:00Z"),
        Difference("night out of a holiday", "elapsed", "28801", "28800"),
        Difference("never open", "add", "calendar_unknown_zone", "calendar_never_opens"),
    ]


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"op": "multiply"}, "case 1 cannot be read: there is no op 'multiply'"),
        ({"start": None}, "case 1 cannot be read"),
        ({"start": "yesterday"}, "case 1 cannot be read"),
        ({"seconds": 1.5}, "1.5 is no number of whole seconds"),
        ({"seconds": -1}, "-1 is no number of whole seconds"),
        ({"calendar": {"tz": "UTC", "weekly": {"monday": []}}}, "'weekly' names no such day: monday"),
        ({"calendar": {"tz": "UTC"}}, "case 1 has no 'weekly'"),
        ({"calendar": 7}, "case 1 cannot be read"),
    ],
)
def test_a_case_that_cannot_be_read_is_named(changes: dict[str, Any], told: str) -> None:
    with pytest.raises(UnusableVectorsError, match=told):
        recompute({"cases": [{**cases()[0], **changes}]})


@pytest.mark.parametrize("content", [[], {}, {"cases": []}, {"cases": {}}, {"cases": [7]}])
def test_what_holds_no_cases_is_unusable(content: object) -> None:
    with pytest.raises(UnusableVectorsError):
        recompute(content)

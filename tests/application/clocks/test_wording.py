"""Tests: what people read of a case's clocks, word by word.

`python -m tests.application.clocks.test_wording` writes the texts.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from application.clocks.answers import CaseClocks
from application.clocks.wording import as_text
from domain.complaint import Complaint
from domain.sla.milestone import Stage
from domain.sla.units import Unit
from infrastructure.policies import shipped_packs
from tests.application.clocks.told import told
from tests.domain.clock.case import Case, library
from tests.domain.clock.test_stories import report

TEXTS = Path(__file__).parent / "texts"
SHOWN = frozenset({"decide_and_notify", "bank_sla_24h"})


def chinese() -> Case:
    """Return a complaint that a branch in Shanghai received on 25 September 2026, a holiday."""
    return Case().received("2026-09-25T10:00")


def mediated() -> Case:
    """Return one that waited for mediation."""
    return chinese().waits("2026-09-28T10:00").goes_on("2026-10-10T15:00")


def extended() -> Case:
    """Return one that was extended and decided late, and entered later."""
    case = mediated().on("2026-10-12T10:00", Complaint.Extended, stage=2, reason="complex", notice_sent=True)
    return case.decided("2026-11-20T09:00", entered="2026-11-23T10:00")


def posted_earlier() -> Case:
    """Return one whose letter had been posted earlier than was reported first."""
    return report(chinese().decided("2026-10-12T09:00"), "2026-10-13T09:00", 2, "2026-10-10T18:00")


def of_office_hours() -> Case:
    """Return one with a promise in hours of business, which waits over a night and a weekend."""
    pack = shipped_packs()["cn-nfra-2020-3"]
    [decide] = [each for each in pack.milestones if each.id == "decide_and_notify"]
    eight = replace(decide, stages=(Stage(Unit.BUSINESS_HOUR, 8),))
    return Case(library=library(replace(pack, milestones=(eight,)))).received("2026-09-30T16:00")


def agreed() -> Case:
    """Return one whose complainant agreed to wait, and that came again with new facts."""
    pack = shipped_packs()["cn-nfra-2020-3"]
    milestones = tuple(replace(each, agreed_override=True) for each in pack.milestones)
    case = Case(library=library(replace(pack, milestones=milestones))).received("2026-09-25T10:00")
    case.on("2026-10-08T10:00", Complaint.DeadlineAgreed, until=date(2026, 10, 14))
    case.on("2026-10-12T10:00", Complaint.NewFactsConfirmed, received_at=case.at("2026-10-12T10:00"))
    return case


STORIES: dict[str, Callable[[], CaseClocks]] = {
    "mediated": lambda: told(mediated(), "2026-10-11T09:00"),
    "paused": lambda: told(chinese().waits("2026-09-25T12:00", "waiting_customer"), "2026-09-25T15:00:20"),
    "extended-and-late": lambda: told(extended(), "2026-11-25T09:00"),
    "as-known-before-it-was-entered": lambda: told(extended(), "2026-11-25T09:00", known="2026-11-21T09:00"),
    "as-corrected-on-the-same-day": lambda: told(extended(), "2026-11-25T09:00", at="2026-11-21T09:00"),
    "rescinded": lambda: told(posted_earlier(), "2026-10-14T09:00"),
    "office-hours": lambda: told(of_office_hours(), "2026-10-10T09:30"),
    "agreed-and-new-facts": lambda: told(agreed(), "2026-10-13T09:00"),
    "before-it-was-received": lambda: told(chinese(), "2026-10-14T09:00", at="2026-09-01T09:00"),
}


def text_of(name: str) -> str:
    """Return what is told of a story."""
    answer = STORIES[name]()
    return as_text(replace(answer, clocks=tuple(each for each in answer.clocks if each.milestone in SHOWN))) + "\n"


@pytest.mark.parametrize("name", sorted(STORIES))
def test_a_story_is_told_in_these_words(name: str) -> None:
    assert text_of(name) == (TEXTS / f"{name}.txt").read_text(encoding="utf-8")


def test_the_reason_and_the_event_of_a_pause_are_named() -> None:
    lines = text_of("mediated")
    assert "stopped counting on 28 September 2026 at 10:00 because mediation started, event 2" in lines
    assert "went on counting on 10 October 2026 at 15:00 because mediation ended, event 3" in lines


if __name__ == "__main__":
    TEXTS.mkdir(exist_ok=True)
    for story in STORIES:
        (TEXTS / f"{story}.txt").write_text(text_of(story), encoding="utf-8")

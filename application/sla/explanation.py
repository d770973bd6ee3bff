"""A deadline that explains itself: every stage with its due instant, and the ledger behind it."""

from dataclasses import dataclass

from domain.sla.calendar import ALWAYS
from domain.sla.computation import Circumstances, compute
from domain.sla.day_ledger import DateEntry, dates_of
from domain.sla.deadline import Due
from domain.sla.ledger import Segment, segments
from domain.sla.milestone import Milestone
from domain.sla.pack import Pack
from domain.sla.pack_refusals import UnknownMilestone
from domain.sla.start import Start
from domain.sla.units import Unit


@dataclass(frozen=True, slots=True)
class Question:
    """Which milestone of which pack, from when, and under what circumstances."""

    pack: Pack
    milestone: Milestone
    start: Start
    case: Circumstances


@dataclass(frozen=True, slots=True)
class StageAnswer:
    """One stage: what it is, when it is due, and the ledger of either seconds or dates."""

    number: int
    due: Due
    requires: tuple[str, ...]
    ledger: list[Segment] | list[DateEntry]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a milestone comes to."""

    question: Question
    stages: list[StageAnswer]


def explain(question: Question, only_stage: int | None = None) -> Answer:
    """Compute every stage, or one of them, with its ledger.

    Raises:
        Refusal: There is no such stage, variant or lane, no number is set, or there is no end within the horizon.
    """
    pack, milestone, start, case = question.pack, question.milestone, question.start, question.case
    ends = compute(pack, milestone, start, case)
    if only_stage is not None and not 1 <= only_stage <= len(ends):
        raise UnknownMilestone(
            f"The milestone '{milestone.id}' has {len(ends)} stages; there is no stage {only_stage}."
        )
    stages = zip(milestone.stages_for(case.variant), ends, strict=True)
    answers = [
        StageAnswer(number, due, stage.requires, _ledger(question, due))
        for number, (stage, due) in enumerate(stages, start=1)
        if only_stage in {None, number}
    ]
    return Answer(question, answers)


def _ledger(question: Question, due: Due) -> list[Segment] | list[DateEntry]:
    start = question.start
    if due.days is not None:
        return dates_of(due.days, start, question.pack.terms(question.milestone))
    calendar = ALWAYS if due.limit.unit is Unit.CALENDAR_HOUR else start.calendar
    return segments(start.at, due.at, calendar, question.case.pauses)

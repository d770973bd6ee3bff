"""The use case of what-ifs: a draft in a file, held against the history of the bank."""

import time
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from application.clocks.what_if import Figures, Report, Slice, replay
from application.policies import Policies
from domain.actor import Actor
from domain.clock.clocks import ClockPolicies
from domain.clock.happening import Entry
from domain.clock.keeping import OWN_TOPICS
from domain.clock.what_if import Draft, of_calendar, of_pack
from domain.documents import InvalidDocument
from domain.reference_data import rows_of
from domain.sla.calendar_data import CalendarData
from domain.sla.pack import Pack

Histories = Callable[[Collection[str]], Iterable[list[Entry]]]
"""Gives the events of some topics, case by case."""

K = TypeVar("K")


@dataclass(frozen=True, slots=True)
class FiguresLine:
    """What became of the cycles of a milestone: of all, or of those of one unit, product or handler.

    `breached_before` under the policy in force, `breached_after` under the draft; `gained`, `lost` and `unchanged` are
    breaches. A margin is the time from the end of a cycle, or now, to its due instant; negative: too late.
    """

    milestone: str
    of: str | None
    cycles: int
    breached_before: int
    breached_after: int
    gained: int
    lost: int
    unchanged: int
    median_margin_before_seconds: int | None
    median_margin_after_seconds: int | None
    median_change_seconds: int | None


@dataclass(frozen=True, slots=True)
class WhatIfAnswer:
    """What a draft would change. `is_complete`: false where it was stopped after so many cases."""

    policy: str
    cases: int
    seconds: float
    cases_per_second: float
    is_complete: bool
    milestones: list[FiguresLine]
    units: list[FiguresLine]
    products: list[FiguresLine]
    handlers: list[FiguresLine]

    @property
    def differs(self) -> bool:
        """Whether any breach was gained or lost."""
        return any(line.gained or line.lost for line in self.milestones)


class WhatIfs:
    """Replays the history under drafts. Nothing is written."""

    def __init__(
        self,
        policies: Policies,
        basis: Callable[[], ClockPolicies],
        histories: Histories,
        now: Callable[[], datetime],
    ) -> None:
        """Read drafts as policies are read, and histories from the log; `now` is the database's."""
        self._policies = policies
        self._basis = basis
        self._histories = histories
        self._now = now

    def replay(
        self,
        text: str,
        wanted: Slice,
        by: Actor,
        *,
        at_most: int | None = None,
        report: Callable[[int], None] = lambda _: None,
    ) -> WhatIfAnswer:
        """Replay the cases of a slice under the pack or calendar in a file; `report` is told how many went by.

        Raises:
            RoleForbidden: The role does not read policies.
            InvalidDocument, Refusal: The file is no pack and no calendar, or contradicts itself.
        """
        policy = self._policies.draft(text, by)
        basis = self._basis()
        draft = draft_of(rows_of(policy.name, policy.document)[0], basis)
        topics = OWN_TOPICS | draft.before.topics | draft.after.topics
        began = time.monotonic()
        found = replay(self._histories(topics), draft, basis, self._now(), wanted, at_most=at_most, report=report)
        found.seconds = time.monotonic() - began
        return answer(policy.name, found)


def draft_of(content: Any, basis: ClockPolicies) -> Draft:  # noqa: ANN401 - whatever a file may hold
    """Return the draft of a pack or a calendar.

    Raises:
        InvalidDocument: It is neither.
    """
    if isinstance(content, Pack):
        return of_pack(basis.library, content)
    if isinstance(content, CalendarData):
        return of_calendar(basis.library, content)
    raise InvalidDocument("A what-if takes a pack or a calendar.")


def answer(policy: str, found: Report) -> WhatIfAnswer:
    """Return a report as people and programs read it."""
    return WhatIfAnswer(
        policy=policy,
        cases=found.cases,
        seconds=round(found.seconds, 3),
        cases_per_second=round(found.cases / found.seconds, 1) if found.seconds else 0.0,
        is_complete=found.is_complete,
        milestones=[line(milestone, None, figures) for milestone, figures in sorted(found.by_milestone.items())],
        units=lines(found.by_unit),
        products=lines(found.by_product),
        handlers=lines(found.by_handler),
    )


def lines(groups: dict[tuple[str, str], Figures]) -> list[FiguresLine]:
    """Return a line for each group, those with the most changes first."""
    found = [line(milestone, of, figures) for (milestone, of), figures in groups.items()]
    return sorted(found, key=lambda each: (-(each.gained + each.lost), each.milestone, each.of or ""))


def line(milestone: str, of: str | None, figures: Figures) -> FiguresLine:
    """Return one line."""
    before, after = figures.medians
    change = after - before if before is not None and after is not None else None
    return FiguresLine(
        milestone,
        of,
        figures.cycles,
        figures.before,
        figures.after,
        figures.gained,
        figures.lost,
        figures.unchanged,
        before,
        after,
        change,
    )

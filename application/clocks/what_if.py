"""The what-if: a draft replayed over the history of cases, and what would have come out otherwise."""

from array import array
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from statistics import median

from domain.clock.clocks import ClockPolicies, story_of
from domain.clock.happening import Entry
from domain.clock.story import Story
from domain.clock.what_if import Compared, Draft, Side, compare

NOTHING = "-"
"""Stands for a case without a product."""


@dataclass(frozen=True, slots=True)
class Slice:
    """Which cases are looked at: received on [received_from, received_until), dates in UTC; None: all."""

    received_from: date | None = None
    received_until: date | None = None
    unit_id: str | None = None
    product: str | None = None

    def has(self, story: Story) -> bool:
        """Tell whether a case is in it."""
        received = story.received
        if received is None or story.is_imported:
            return False
        on = received.at.date()
        return (
            (self.received_from is None or on >= self.received_from)
            and (self.received_until is None or on < self.received_until)
            and (self.unit_id is None or story.unit_id == self.unit_id)
            and (self.product is None or self.product in products_of(story))
        )


@dataclass(slots=True)
class Figures:
    """What became of some cycles: how many breached under the policy in force and under the draft.

    `margins_*`: seconds between end, or now, and due instant; negative: too late.
    """

    cycles: int = 0
    before: int = 0
    after: int = 0
    gained: int = 0
    lost: int = 0
    unchanged: int = 0
    margins_before: "array[int]" = field(default_factory=lambda: array("q"))
    margins_after: "array[int]" = field(default_factory=lambda: array("q"))

    def add(self, compared: Compared) -> None:
        """Count one cycle."""
        before, after = was(compared.before), was(compared.after)
        self.cycles += 1
        self.before += before
        self.after += after
        self.gained += after and not before
        self.lost += before and not after
        self.unchanged += before and after
        for side, margins in ((compared.before, self.margins_before), (compared.after, self.margins_after)):
            if side is not None and side.margin_seconds is not None:
                margins.append(side.margin_seconds)

    @property
    def medians(self) -> tuple[int | None, int | None]:
        """The median margins in seconds, before and after; None where nothing is due."""
        return _median(self.margins_before), _median(self.margins_after)


@dataclass(slots=True)
class Report:
    """What a what-if found: figures by milestone, and by milestone with unit, product and handler.

    `is_complete`: false where it was stopped after so many cases.
    """

    cases: int = 0
    seconds: float = 0.0
    is_complete: bool = True
    by_milestone: dict[str, Figures] = field(default_factory=dict)
    by_unit: dict[tuple[str, str], Figures] = field(default_factory=dict)
    by_product: dict[tuple[str, str], Figures] = field(default_factory=dict)
    by_handler: dict[tuple[str, str], Figures] = field(default_factory=dict)

    def add(self, story: Story, compared: Iterable[Compared]) -> None:
        """Take a case in."""
        self.cases += 1
        unit, handler, products = story.unit_id, story.handler_id or NOTHING, None
        for each in compared:
            products = products or products_of(story)
            self.by_milestone.setdefault(each.milestone, Figures()).add(each)
            self.by_unit.setdefault((each.milestone, unit), Figures()).add(each)
            self.by_handler.setdefault((each.milestone, handler), Figures()).add(each)
            for product in products:
                self.by_product.setdefault((each.milestone, product), Figures()).add(each)


def replay(
    histories: Iterable[Iterable[Entry]],
    draft: Draft,
    policies: ClockPolicies,
    now: datetime,
    wanted: Slice,
    *,
    at_most: int | None = None,
    report: Callable[[int], None] = lambda _: None,
) -> Report:
    """Replay cases under a draft, as of an instant, and sum up. `report` is told of every case that went by."""
    found = Report()
    for number, entries in enumerate(histories, start=1):
        report(number)
        story = story_of(entries)
        if not wanted.has(story):
            continue
        if at_most is not None and found.cases >= at_most:
            found.is_complete = False
            break
        found.add(story, compare(story, draft, policies, now))
    return found


def was(side: Side | None) -> bool:
    """Tell whether a cycle was breached; one that does not run was not."""
    return side is not None and side.breached


def products_of(story: Story) -> frozenset[str]:
    """Return what a case is about."""
    products = story.turns[-1].facts.products if story.turns else frozenset[str]()
    return products or frozenset({NOTHING})


def _median(values: "array[int]") -> int | None:
    return int(median(values)) if values else None

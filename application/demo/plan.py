"""The plan of the demo: which cases there are, and every command on them in the order of time."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from application.demo.brief import make_brief
from application.demo.people import Person, make_people
from application.demo.script import Script
from application.demo.step import Step
from application.demo.stories import STORIES, Story
from domain.complaint.state import State

SEED = 12
CASES = 1000
PEOPLE = 300
DAYS = 120
NEAR = timedelta(days=4)
"""A story that waits has its last command so near to the end of the demo."""
MOST_MOVES = 12
WEEKEND_CHANCE = 0.4
"""Customers write on weekends too, but less."""

STATE_AFTER = {
    "receive": State.RECEIVED,
    "admit": State.OPEN,
    "decline": State.DECLINED,
    "refer": State.REFERRED,
    "start_investigation": State.INVESTIGATING,
    "propose_resolution": State.PROPOSED,
    "approve_resolution": State.APPROVED,
    "send_back": State.INVESTIGATING,
    "send_decision": State.DECIDED,
    "accept_decision": State.ACCEPTED,
    "end_response_window": State.UNANSWERED,
    "close": State.CLOSED,
    "quick_close": State.CLOSED,
    "reopen": State.OPEN,
    "withdraw": State.WITHDRAWN,
}
"""Where a command leads; the others change no state, but for a rejection within the response window."""


@dataclass(frozen=True, slots=True)
class PlannedCase:
    """A case of the demo: its key, its story, its commands, and where they leave it."""

    key: str
    story: Story
    steps: tuple[Step, ...]

    @property
    def state(self) -> State:
        """The state at the end of the demo."""
        state = State.RECEIVED
        for step in self.steps:
            if step.command == "reject_decision" and state is State.DECIDED:
                state = State.REJECTED
            state = STATE_AFTER.get(step.command, state)
        return state


@dataclass(frozen=True, slots=True)
class Plan:
    """All of the demo, from `starts` to `ends` (aware, UTC)."""

    starts: datetime
    ends: datetime
    cases: tuple[PlannedCase, ...]

    @property
    def steps(self) -> Sequence[Step]:
        """Every command, in the order of time."""
        return sorted((step for case in self.cases for step in case.steps), key=lambda step: (step.at, step.case))

    @property
    def id(self) -> str:
        """A name that every change of the plan changes; the correlation id of its commands."""
        return "demo-" + hashlib.sha256(repr(self.steps).encode()).hexdigest()[:16]


def notable_cases(count: int) -> list[tuple[str, Story]]:
    """Return the key and the story of the first case of each story."""
    return [(case_key(number), story) for number, story in enumerate(STORIES[:count], 1)]


def case_key(number: int) -> str:
    """Return the key of a case, which gives its stream's id."""
    return f"case-{number:04d}"


def make_plan(starts: datetime, *, cases: int = CASES, seed: int = SEED) -> Plan:
    """Plan the demo: the same arguments give the same plan."""
    rng = Random(seed)
    people = make_people(max(2, cases * PEOPLE // CASES), rng)
    kinds = [*STORIES, *rng.choices(STORIES, [story.weight for story in STORIES], k=cases)][:cases]
    window = starts, starts + timedelta(days=DAYS)
    planned = [
        plan_case(case_key(number), story, person, window, f"{seed}/{number}")
        for number, (story, person) in enumerate(zip(kinds, complainants(kinds, people, rng), strict=True), 1)
    ]
    return Plan(*window, tuple(planned))


def complainants(kinds: Sequence[Story], people: Sequence[Person], rng: Random) -> Iterator[Person]:
    """Choose who complains in each case: everybody once, then some again and again."""
    still_content = list(people)
    for story in kinds:
        places = [place for place, person in enumerate(still_content) if story.city in {"", person.bank.city}]
        if places and not story.anonymous:
            yield still_content.pop(places[0])
        else:
            suitable = [person for person in people if story.city in {"", person.bank.city}]
            yield suitable[int(len(suitable) * rng.random() ** 1.7)]


def plan_case(key: str, story: Story, person: Person, window: tuple[datetime, datetime], seed: str) -> PlannedCase:
    """Tell a case so that it fits into the window: cut at its end, or moved to stand still shortly before it."""
    starts, ends = window
    rng = Random(f"{seed}/start")
    brisk = (key, story) in notable_cases(len(STORIES))
    first = first_instant(starts, ends, rng)
    steps = tell(key, story, person, first, seed, brisk=brisk)
    aim = ends - timedelta(minutes=rng.randrange(10, 3600)) if story.waits else ends
    for move in range(MOST_MOVES):
        late = overrun(steps, story, ends, aim, whole=brisk or story.waits)
        if not late:
            break
        # The nearer the last moves, the more room is left at the end: weekends stretch a story.
        first -= late + timedelta(hours=12 * move)
        steps = tell(key, story, person, first, seed, brisk=brisk)
    return PlannedCase(key, story, tuple(step for step in steps if step.at <= ends))


def overrun(steps: Sequence[Step], story: Story, ends: datetime, aim: datetime, *, whole: bool) -> timedelta:
    """Return by how much a story has to begin earlier (negative: later) to stop where it should; 0 where it does."""
    if whole and (steps[-1].at > ends or (story.waits and steps[-1].at < aim - NEAR)):
        return steps[-1].at - aim
    return max(timedelta(0), steps[0].at - ends)


def first_instant(starts: datetime, ends: datetime, rng: Random) -> datetime:
    """Draw the instant at which a story begins, two days after the start at the earliest."""
    seconds = int((ends - starts - timedelta(days=2)).total_seconds())
    while True:
        instant = starts + timedelta(days=2, seconds=rng.randrange(seconds))
        if instant.weekday() < 5 or rng.random() < WEEKEND_CHANCE:  # noqa: PLR2004 - Saturday
            return instant


def tell(key: str, story: Story, person: Person, first: datetime, seed: str, *, brisk: bool) -> list[Step]:
    """Let a story unfold from its first instant."""
    rng = Random(seed)
    on = first.astimezone(person.bank.zone).date()
    script = Script(
        key, make_brief(person, on, rng, topic_name=story.topic, outcome=story.outcome), first, rng, brisk=brisk
    )
    story.tell(script)
    return script.steps

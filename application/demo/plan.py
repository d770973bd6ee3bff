"""The plan of the demo: which cases there are, and every command on them in the order of time."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from random import Random
from uuid import UUID

from application.demo.brief import make_brief
from application.demo.people import Person, make_people
from application.demo.script import Script
from application.demo.states import states_after
from application.demo.step import Step, case_id
from application.demo.stories import CONTACTS, REQUESTS, STORIES, Story
from domain.customer.knowing import Identity
from domain.person.values import SystemReference

SEED = 12
CASES = 1000
REQUESTS_OF_A_THOUSAND = 150
CONTACTS_OF_A_THOUSAND = 200
PEOPLE = 300
DAYS = 120
NEAR = timedelta(days=4)
"""A story that waits has its last command so near to the end of the demo."""
MOST_MOVES = 12
WEEKEND_CHANCE = 0.4
"""Customers write on weekends too, but less."""


@dataclass(frozen=True, slots=True)
class PlannedCase:
    """A case of the demo: its key, its story, its commands."""

    key: str
    story: Story
    steps: tuple[Step, ...]

    @property
    def id(self) -> UUID:
        """The id of what the story is about."""
        return case_id(self.key, self.story.begins)

    @property
    def states(self) -> Mapping[UUID, StrEnum]:
        """The states of all that it begins, at the end of the demo."""
        return states_after(self.steps)

    @property
    def state(self) -> StrEnum | None:
        """The state of what the story is about; None: that has not begun yet."""
        return self.states.get(self.id)


@dataclass(frozen=True, slots=True)
class Plan:
    """All of the demo, from `starts` to `ends` (aware, UTC)."""

    starts: datetime
    ends: datetime
    cases: tuple[PlannedCase, ...]
    requests: tuple[PlannedCase, ...]
    contacts: tuple[PlannedCase, ...]
    register: tuple[Step, ...]
    """The customers whom another system tells of at the beginning."""

    @property
    def told(self) -> tuple[PlannedCase, ...]:
        """Everything that is told: complaints, requests, contacts."""
        return (*self.cases, *self.requests, *self.contacts)

    @property
    def steps(self) -> Sequence[Step]:
        """Every command, in the order of time."""
        told = (step for case in self.told for step in case.steps)
        return sorted((*self.register, *told), key=lambda step: (step.at, step.case))

    @property
    def id(self) -> str:
        """A name that every change of the plan changes; the correlation id of its commands."""
        return "demo-" + hashlib.sha256(repr(self.steps).encode()).hexdigest()[:16]


def notable_cases(count: int) -> list[tuple[str, Story]]:
    """Return the key and the story of the first case of each story of a demo of so many complaints."""
    return [
        (case_key(number, name), story)
        for name, stories in (("case", STORIES[:count]), ("request", REQUESTS), ("contact", CONTACTS))
        for number, story in enumerate(stories, 1)
    ]


def case_key(number: int, name: str = "case") -> str:
    """Return the key of a case, which gives its stream's id."""
    return f"{name}-{number:04d}"


def make_plan(starts: datetime, *, cases: int = CASES, seed: int = SEED) -> Plan:
    """Plan the demo: the same arguments give the same plan."""
    rng = Random(seed)
    people = make_people(max(2, cases * PEOPLE // CASES), rng)
    window = starts, starts + timedelta(days=DAYS)

    def plan_all(name: str, stories: Sequence[Story], count: int) -> tuple[PlannedCase, ...]:
        kinds = [*stories, *rng.choices(stories, [story.weight for story in stories], k=count)][:count]
        return tuple(
            plan_case(
                case_key(number, name), story, person, window, f"{seed}/{name}/{number}", brisk=number <= len(stories)
            )
            for number, (story, person) in enumerate(zip(kinds, complainants(kinds, people, rng), strict=True), 1)
        )

    return Plan(
        *window,
        plan_all("case", STORIES, cases),
        plan_all("request", REQUESTS, max(len(REQUESTS), cases * REQUESTS_OF_A_THOUSAND // CASES)),
        plan_all("contact", CONTACTS, max(len(CONTACTS), cases * CONTACTS_OF_A_THOUSAND // CASES)),
        tuple(register(people, starts)),
    )


def register(people: Sequence[Person], starts: datetime) -> Iterator[Step]:
    """Let the system that keeps customers tell of those whom it has, before anything happens."""
    known = (person for person in people if person.is_customer)
    for number, person in enumerate(known, 1):
        source = SystemReference("core", f"{number:08d}")
        arguments = {
            "identity": Identity((source,), person.language, person.contact),
            "person_id": person.person_id,
        }
        at = starts + timedelta(seconds=number)
        yield Step(at, "register", number, person.bank.gate, "register", arguments, use_cases="customers")


def complainants(kinds: Sequence[Story], people: Sequence[Person], rng: Random) -> Iterator[Person]:
    """Choose who complains in each case: everybody once, then some again and again."""
    still_content = list(people)
    for story in kinds:
        places = [place for place, person in enumerate(still_content) if suits(story, person)]
        if places and not story.anonymous:
            yield still_content.pop(places[0])
        else:
            suitable = [person for person in people if suits(story, person)]
            yield suitable[int(len(suitable) * rng.random() ** 1.7)]


def suits(story: Story, person: Person) -> bool:
    """Tell whether a story can be a person's."""
    return story.city in {"", person.bank.city} and story.registered in {None, person.is_customer}


def plan_case(
    key: str, story: Story, person: Person, window: tuple[datetime, datetime], seed: str, *, brisk: bool
) -> PlannedCase:
    """Tell a case so that it fits into the window: cut at its end, or moved to stand still shortly before it."""
    starts, ends = window
    rng = Random(f"{seed}/start")
    first = first_instant(starts, ends, rng)
    steps = tell(key, story, person, first, seed, brisk=brisk)
    aim = ends - timedelta(minutes=rng.randrange(10, 3600)) if story.waits else ends
    for move in range(MOST_MOVES):
        late = overrun(steps, story, ends, aim, whole=brisk or story.waits)
        if not late:
            break
        # The nearer the last moves, the more room is left at the end: weekends stretch a story.
        first -= late + timedelta(hours=12 * move if late > timedelta(0) else 0)
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

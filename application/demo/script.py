"""A case of the demo while it is being told: the clock of its story, and what was written so far."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random
from typing import TYPE_CHECKING, TypeVar
from uuid import UUID

from application.demo.bank import Unit
from application.demo.brief import Brief, phrases
from application.demo.step import Step, case_id
from application.demo.texts import Phrases
from application.demo.working_hours import OFFICE, Hours, within
from domain.actor import Actor
from domain.complaint.values import Dispatch, DispatchWay, Outcome, Remedy, Resolution

if TYPE_CHECKING:
    from domain.money import Money

T = TypeVar("T")

BRISK = 0.6
SLOWEST = 3.0
SLOW_CITY = 2.0
"""London has 56 days for a final answer, Shanghai 15: work there waits longer."""


LIKELY_WAYS = (DispatchWay.SMS, DispatchWay.EMAIL, DispatchWay.EMAIL, DispatchWay.POSTED, DispatchWay.PHONE)


class Script:
    """One story as it unfolds. Scenes move its clock on and write down commands."""

    def __init__(self, key: str, brief: Brief, starts: datetime, rng: Random, *, brisk: bool) -> None:
        """Begin at an instant (aware, UTC) with nothing written; a `brisk` story is sure to fit into the demo."""
        self.key = key
        self.brief = brief
        self.bank = brief.bank
        self.now = starts
        self.rng = rng
        pace = rng.lognormvariate(0, 0.35) * (SLOW_CITY if self.bank.city == "ldn" else 1)
        self.pace = BRISK if brisk else min(pace, SLOWEST)
        self.steps: list[Step] = []
        self.complaint: UUID | None = None
        self.request: UUID | None = None
        self.channel = ""
        self.way = DispatchWay.EMAIL
        self.risks: tuple[str, ...] = ()
        self.finding = ""
        self.proposal: Resolution | None = None
        self.owed: dict[str, Remedy] = {}
        self.decided_remedies = 0
        self.paid: list[Money] = []
        self.news = 0
        self.questions = 0
        self.suspensions = 0
        self.evidence = 0
        self.hand_to(self.bank.units[brief.topic.team])
        self.lies_in = self.unit

    @property
    def owner(self) -> Actor:
        """Who supervises the unit that the case lies in."""
        return self.lies_in.supervisor

    def hand_to(self, unit: Unit, *, but_not: Actor | None = None) -> None:
        """Let a handler of a unit go on, and its supervisor decide."""
        self.unit = unit
        self.handler = self.rng.choice([handler for handler in unit.handlers if handler != but_not])
        self.supervisor = unit.supervisor

    def do(self, command: str, by: Actor | None = None, *, content: bytes | None = None, **arguments: object) -> None:
        """Write down a command on the complaint, of the handler or of somebody else, at this instant."""
        if command in {"transfer", "assign"}:
            self.lies_in = self.bank.unit_named(str(arguments["unit_id"]))
        made = self.on("complaints", self.complaint, command, by, content=content, **arguments)
        self.complaint = self.complaint or made

    def ask(self, command: str, by: Actor | None = None, **arguments: object) -> None:
        """Write down a command on the service request."""
        if command in {"transfer", "assign"}:
            self.lies_in = self.bank.unit_named(str(arguments["unit_id"]))
        made = self.on("requests", self.request, command, by, content=None, **arguments)
        self.request = self.request or made

    def on(
        self,
        use_cases: str,
        of: UUID | None,
        command: str,
        by: Actor | None = None,
        *,
        content: bytes | None = None,
        **arguments: object,
    ) -> UUID:
        """Write down a command on any stream (`of` None: it begins one); return the id of a case that it begins."""
        number = len(self.steps) + 1
        self.steps.append(
            Step(self.now, self.key, number, by or self.handler, command, arguments, content, use_cases, of)
        )
        return case_id(self.key, number)

    def begin_anew(self, outcome: Outcome | None = None) -> None:
        """Go on with another complaint of the same matter, of which nothing is known yet."""
        self.brief = replace(self.brief, outcome=outcome or self.brief.outcome)
        self.risks, self.finding, self.proposal = (), "", None
        self.owed, self.decided_remedies, self.paid = {}, 0, []
        self.news = self.questions = self.suspensions = 0

    # the clock

    def days(self, least: float, most: float, hours: Hours = OFFICE) -> None:
        """Let days pass, more where work is slow."""
        self._wait(timedelta(days=least) * self.pace, timedelta(days=most) * self.pace, hours)

    def minutes(self, least: float, most: float, hours: Hours = OFFICE) -> None:
        """Let minutes pass."""
        self._wait(timedelta(minutes=least), timedelta(minutes=most), hours)

    def _wait(self, least: timedelta, most: timedelta, hours: Hours) -> None:
        waited = timedelta(seconds=int((least + (most - least) * self.rng.random()).total_seconds()))
        self.now = within(hours, self.bank.zone, self.now + waited, self.rng)

    def earlier(self, least: float, most: float) -> datetime:
        """Return an instant so many minutes ago: things happen before somebody writes them down."""
        return self.now - timedelta(seconds=int(60 * self.rng.uniform(least, most)))

    # chance and words

    def maybe(self, chance: float) -> bool:
        """Throw the dice."""
        return self.rng.random() < chance

    def one_of(self, choices: Sequence[T]) -> T:
        """Choose."""
        return self.rng.choice(choices)

    @property
    def heard(self) -> Phrases:
        """Sentences in the customer's language."""
        return phrases(self.brief.person.language)

    @property
    def written(self) -> Phrases:
        """Sentences in the bank's language."""
        return phrases(self.bank.language)

    def told(self, template: str, **more: str) -> str:
        """Fill a text in the customer's language."""
        return template.format(**self.brief.slots(self.brief.person.language), **more)

    def noted(self, template: str, **more: str) -> str:
        """Fill a text in the bank's language."""
        return template.format(**self.brief.slots(self.bank.language), **more)

    def dispatch(self) -> Dispatch:
        """Send something to the customer by a likely way, with its proof."""
        self.way = self.one_of(LIKELY_WAYS)
        return Dispatch(self.way, self.proof(self.way))

    def payment(self) -> str:
        """Return the reference of a payment."""
        return f"PAY{self.rng.randrange(10**9):09d}"

    def proof(self, way: DispatchWay) -> str:
        """Return what proves that a notice left."""
        return f"{way.value}-{self.rng.randrange(10**8):08d}"

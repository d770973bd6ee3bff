"""The texts of the demo, read from their files."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from domain.complaint.values import RemedyKind


@dataclass(frozen=True, slots=True)
class Wording:
    """The texts of a topic in one language: what the customer says, asks for and answers, and what is found."""

    subject: str
    narratives: tuple[str, ...]
    wish: str
    question: str
    answer: str
    fault: str
    """A finding against the bank."""
    no_fault: str
    """A finding for the bank."""
    evidence: str


@dataclass(frozen=True, slots=True)
class Topic:
    """One kind of grievance. What its fields mean is said in `topics.toml`."""

    name: str
    team: str
    category: str
    complaint_class: str
    reason: str
    causes: tuple[str, ...]
    product: tuple[str, str]
    issue: str
    remedy: RemedyKind
    amounts: tuple[int, int]
    severities: tuple[str, ...]
    weight: int
    en: Wording
    zh: Wording
    risks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WishWording:
    """The texts of a wish in one language: what the customer asks for, is asked and answers, and gets."""

    subject: str
    narrative: str
    question: str
    answer: str
    result: str


@dataclass(frozen=True, slots=True)
class Wish:
    """One thing that customers ask for. What its fields mean is said in `wishes.toml`."""

    name: str
    team: str
    request_type: str
    documents: tuple[str, ...]
    en: WishWording
    zh: WishWording


@dataclass(frozen=True, slots=True)
class Phrases:
    """One language's sentences for every case; what depends on an outcome, a reason and so on is found by its code."""

    openers: tuple[str, ...]
    closers: tuple[str, ...]
    notes: tuple[str, ...]
    handovers: tuple[str, ...]
    send_backs: tuple[str, ...]
    extensions: tuple[str, ...]
    escalations: tuple[str, ...]
    checks: tuple[str, ...]
    further_questions: tuple[str, ...]
    further_answers: tuple[str, ...]
    further_findings: tuple[str, ...]
    acceptances: tuple[str, ...]
    payees: tuple[str, ...]
    """A yes to money."""
    rejections: tuple[str, ...]
    late_rejections: tuple[str, ...]
    waivers: tuple[str, ...]
    withdrawals: tuple[str, ...]
    quick_acceptances: tuple[str, ...]
    quick_summaries: tuple[str, ...]
    insurer: str
    promise: str
    referral: str
    notices: Mapping[str, str]
    bases: Mapping[str, str]
    remedies: Mapping[str, str]
    declines: Mapping[str, str]
    reopenings: Mapping[str, str]
    corrections: Mapping[str, str]
    appeals: Mapping[str, str]
    """Ways of appeal, by the bank's city."""
    thanks: tuple[str, ...]
    facts: Mapping[str, str]
    """What customers tell of themselves, by the kind of the fact."""
    story: Mapping[str, str]
    """What is said in one story only."""


@dataclass(frozen=True, slots=True)
class Names:
    """What people and roads are called; roads by language."""

    surnames: str
    given: tuple[str, ...]
    first: tuple[str, ...]
    last: tuple[str, ...]
    roads: Mapping[str, tuple[str, ...]]


def read(name: str) -> dict[str, Any]:
    """Read a file of texts; what is a list there is a tuple here."""
    content = tomllib.loads(files(__package__).joinpath(f"{name}.toml").read_text(encoding="utf-8"))
    return {key: _frozen(value) for key, value in content.items()}


def _frozen(value: Any) -> Any:  # noqa: ANN401 - whatever the file holds
    if isinstance(value, list):
        return tuple(_frozen(item) for item in value)
    return value if not isinstance(value, dict) else {key: _frozen(item) for key, item in value.items()}


def read_topic(table: Mapping[str, Any]) -> Topic:
    """Make a topic of its table."""
    typed = {"remedy": RemedyKind(table["remedy"]), "en": Wording(**table["en"]), "zh": Wording(**table["zh"])}
    return Topic(**{**table, **typed})


def read_wish(table: Mapping[str, Any]) -> Wish:
    """Make a wish of its table."""
    return Wish(**{**table, "en": WishWording(**table["en"]), "zh": WishWording(**table["zh"])})


TOPICS = tuple(read_topic(table) for table in read("topics")["topic"])
WISHES = tuple(read_wish(table) for table in read("wishes")["wish"])
NAMES = Names(**read("names"))
PHRASES = {"en": Phrases(**read("english")), "zh": Phrases(**read("chinese"))}

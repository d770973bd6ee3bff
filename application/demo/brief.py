"""What a case of the demo is about, before anything happens to it."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from application.demo.bank import Bank
from application.demo.people import Person
from application.demo.texts import PHRASES, TOPICS, Phrases, Topic, Wording
from domain.complaint.values import Outcome, ProductIssue
from domain.money import Money

OUTCOMES = {Outcome.UPHELD: 42, Outcome.PARTLY_UPHELD: 22, Outcome.NOT_UPHELD: 28, Outcome.SETTLED: 8}
CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Brief:
    """A person's grievance with their bank, and what the bank will find."""

    person: Person
    topic: Topic
    amount: Money | None
    incident_on: date
    branch: tuple[str, str, str]
    shop: tuple[str, str]
    tail: str
    few: int
    outcome: Outcome

    @property
    def bank(self) -> Bank:
        """The bank that is complained about."""
        return self.person.bank

    @property
    def about(self) -> tuple[ProductIssue, ...]:
        """The product and what is wrong with it."""
        return (ProductIssue(*self.topic.product, self.topic.issue),)

    @property
    def theirs(self) -> Wording:
        """The topic in the customer's language."""
        return wording(self.topic, self.person.language)

    @property
    def ours(self) -> Wording:
        """The topic in the bank's language."""
        return wording(self.topic, self.bank.language)

    def slots(self, language: str) -> dict[str, str]:
        """Return what fills the slots of texts in a language; without money there is no `amount`."""
        chinese = language == "zh"
        found = {
            "day": f"{self.incident_on.month}月{self.incident_on.day}日" if chinese else f"{self.incident_on:%-d %B}",
            "branch": self.branch[2 if chinese else 1],
            "shop": self.shop[1 if chinese else 0],
            "tail": self.tail,
            "n": str(self.few),
            "name": self.person.contact.name,
        }
        return found | ({"amount": spoken(self.amount, language)} if self.amount else {})


def make_brief(
    person: Person, started_on: date, rng: Random, *, topic_name: str | None = None, outcome: Outcome | None = None
) -> Brief:
    """Think up a grievance of a person that they tell of on a date; a story may ask for a topic or an outcome."""
    bank = person.bank
    topics = [topic for topic in TOPICS if topic_name in {None, topic.name}]
    topic = rng.choices(topics, [topic.weight for topic in topics])[0]
    return Brief(
        person=person,
        topic=topic,
        amount=_amount(topic, bank, rng),
        incident_on=started_on - timedelta(days=rng.randrange(2, 25)),
        branch=rng.choice(bank.branches),
        shop=rng.choice(bank.shops),
        tail=f"{rng.randrange(10_000):04d}",
        few=rng.randrange(3, 10),
        outcome=outcome or rng.choices(list(OUTCOMES), list(OUTCOMES.values()))[0],
    )


def _amount(topic: Topic, bank: Bank, rng: Random) -> Money | None:
    """Draw an amount: small ones are more frequent, and about half of them round."""
    least, most = topic.amounts
    if not most:
        return None
    amount = Decimal(int(least * (most / least) ** rng.random()) * 100) / bank.scale / 100
    cents = Decimal(rng.randrange(100)) / 100 if rng.random() < 0.5 else Decimal(0)  # noqa: PLR2004 - a half
    return Money(bank.currency, (amount + cents).quantize(CENT))


def phrases(language: str) -> Phrases:
    """Return the ready sentences of a language."""
    return PHRASES[language]


def wording(topic: Topic, language: str) -> Wording:
    """Return a topic's texts in a language."""
    return topic.zh if language == "zh" else topic.en


def spoken(money: Money, language: str) -> str:
    """Return an amount as people write it."""
    if language == "zh":
        return f"{money.amount:,}{'元' if money.currency == 'CNY' else '英镑'}"
    return f"£{money.amount:,}" if money.currency == "GBP" else f"CNY {money.amount:,}"

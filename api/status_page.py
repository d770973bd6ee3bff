"""The status page: what a customer sees of a complaint, without a token."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Protocol

from api.errors import TooManyAttempts
from application.ledger import NotFound
from application.ports import DocumentInForce
from application.status_secrets import opens, plain_reference
from domain.complaint.customer_status import WAYS, StageWords
from domain.complaint.values import DispatchWay
from projections.status import Shown, Status

PATH: Final = "/v1/status"
"""The one path of the product that takes a body without a token."""
MOST_BYTES: Final = 1_024
"""Of that body."""
UNKNOWN: Final = "There is no complaint with this reference and secret."
"""The one answer to an unknown reference, a wrong secret and a complaint without one: it tells nothing."""


class Attempts(Protocol):
    """Counts who tries how often."""

    def seconds_to_wait(self, limits: Mapping[tuple[str, str], int]) -> int:
        """Count one attempt for each subject (what it is, which one); return for how long it is one too many, or 0."""
        ...


@dataclass(frozen=True, slots=True)
class Limits:
    """How often a complaint may be asked for by its reference, and by one address, within a window."""

    per_reference: int
    per_address: int


@dataclass(frozen=True, slots=True)
class Words:
    """The same in the bank's two languages."""

    en: str
    zh: str


@dataclass(frozen=True, slots=True)
class Named:
    """A code with its words."""

    code: str
    en: str
    zh: str


@dataclass(frozen=True, slots=True)
class SentAnswer:
    """The letter that answered the complaint, whatever it said."""

    on: date
    way: Named


@dataclass(frozen=True, slots=True)
class CustomerStatus:
    """How far a complaint is, in words for its customer. Dates are those of where it was received."""

    reference: str
    received_on: date
    state: Named
    next: Words
    answer_sent: SentAnswer | None
    open_questions: int
    agreed_until: date | None


class StatusPage:
    """Answers customers, each of them only so often."""

    def __init__(self, status: Status, words: DocumentInForce, attempts: Attempts, limits: Limits) -> None:
        """Show what the read model knows, in the words in force."""
        self._status = status
        self._words = words
        self._attempts = attempts
        self._limits = limits

    def show(self, reference: str, secret: str, address: str) -> CustomerStatus:
        """Return the status of the complaint that reference and secret open together.

        What is asked of the database does not depend on whether there is such a complaint.

        Raises:
            TooManyAttempts: This reference or this address was tried too often lately.
            NotFound: They open nothing.
        """
        reference = plain_reference(reference)
        self._count(reference, address)
        secret_hash, shown = self._status.of(reference)
        words = {row.stage: row for row in self._words("customer_status").rows}
        if not opens(reference, secret, secret_hash) or shown is None:
            raise NotFound(UNKNOWN)
        return in_words(shown, words[shown.stage])

    def _count(self, reference: str, address: str) -> None:
        limits = {
            ("status of reference", reference): self._limits.per_reference,
            ("status from address", address): self._limits.per_address,
        }
        if seconds := self._attempts.seconds_to_wait(limits):
            raise TooManyAttempts(seconds)


def in_words(shown: Shown, words: StageWords) -> CustomerStatus:
    """Say what is shown."""
    return CustomerStatus(
        reference=shown.reference,
        received_on=shown.received_on,
        state=Named(shown.stage, words.name_en, words.name_zh),
        next=Words(words.next_en, words.next_zh),
        answer_sent=answer_sent(shown),
        open_questions=shown.open_questions,
        agreed_until=shown.agreed_until,
    )


def answer_sent(shown: Shown) -> SentAnswer | None:
    """Say when and how the answer left the bank."""
    if shown.answered_on is None or shown.answered_by is None:
        return None
    return SentAnswer(shown.answered_on, Named(shown.answered_by, *WAYS[DispatchWay(shown.answered_by)]))

"""The file of a contact: everything about it on one page, and what the asking user may do next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from application.case_file import Happened, NextCommand, happened
from application.history import Who, recorded, who
from application.ledger import NotFound
from application.linkable import hidden_interaction, hidden_links, tells_a_secret
from application.ports import HistoryEntry, Log
from application.rights import Rights, role_refusal
from domain.actor import Actor, Role
from domain.interaction import Interaction
from domain.interaction.state import ALLOWED
from domain.interaction.values import Author, Check, Identification, LearntFact, Link
from domain.refusals import refuse_first

ABOUT_A_CASE = (
    Interaction.CaseLinked,
    Interaction.CaseUnlinked,
    Interaction.ComplaintOpened,
    Interaction.RequestOpened,
)
"""What names a case, and is not shown to whom the case is hidden from."""

SAYING = (Interaction.EntryAdded, Interaction.FactLearnt)
"""What tells the story."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that was said or written."""

    author: Author
    text: str
    at: datetime
    by: Who


@dataclass(frozen=True, slots=True)
class CheckOfContact:
    """A quality check with what was found and what the agent said to it."""

    check: Check
    findings: tuple[str, ...]
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class InteractionFile:
    """Everything about one contact, as of its `version`. Links to cases that are hidden from the user are not there."""

    id: UUID
    reference: str
    version: int
    state: str
    direction: str
    channel: str
    channel_line: tuple[str, ...]
    offered_at: datetime
    answered_at: datetime | None
    ended_at: datetime | None
    unit_id: str
    agent_id: str | None
    recording: str | None
    customer: Identification | None
    entries: tuple[Entry, ...]
    facts: tuple[LearntFact, ...]
    links: tuple[Link, ...]
    outcome: str | None
    solved_claim: bool | None
    checks: tuple[CheckOfContact, ...]
    history: tuple[Happened, ...]
    next: tuple[NextCommand, ...]


class InteractionFiles:
    """Reads one contact at a time, out of the log: what it shows is never behind."""

    def __init__(self, log: Log, rights: Rights) -> None:
        """Read from a log what the permission table lets somebody see."""
        self._log = log
        self._rights = rights

    def show(self, of: UUID, by: Actor) -> InteractionFile:
        """Return the file of a contact.

        Raises:
            RoleForbidden: The user's role does not read contacts.
            NotFound: There is no such contact for the user.
        """
        refuse_first(role_refusal(by.role, "read_interaction"))
        history = self._log.history(of)
        contact = self._replayed(of, history, by)
        hidden = hidden_links(self._log, self._rights, contact, by)
        shown = self._shown(contact, history, hidden, by)
        return interaction_file(contact, shown, hidden, by, self._rights)

    def readable(self, of: UUID, history: Sequence[HistoryEntry], by: Actor) -> Sequence[HistoryEntry]:
        """Return what a user may see of the history of a contact.

        Raises:
            RoleForbidden: The user's role does not read contacts.
            NotFound: There is no such contact for the user.
        """
        refuse_first(role_refusal(by.role, "read_interaction"))
        contact = self._replayed(of, history, by)
        return self._shown(contact, history, hidden_links(self._log, self._rights, contact, by), by)

    def _replayed(self, of: UUID, history: Sequence[HistoryEntry], by: Actor) -> Interaction:
        """Replay a contact that the user may see."""
        if not history or not isinstance(history[0].event, Interaction.Begun):
            raise NotFound("There is no such contact.")
        contact = Interaction.blank(of).replay(entry.event for entry in history)
        refuse_first(hidden_interaction(self._log, self._rights, contact, by))
        return contact

    def _shown(
        self, contact: Interaction, history: Sequence[HistoryEntry], hidden: frozenset[UUID], by: Actor
    ) -> list[HistoryEntry]:
        """Return what a user may see of the history of a contact that they may know of."""
        shown = [entry for entry in history if not names(entry, hidden)]
        if tells_a_secret(self._log, self._rights, contact, by):
            shown = [entry for entry in shown if was_heard(entry, by)]
        return shown


def names(entry: HistoryEntry, hidden: frozenset[UUID]) -> bool:
    """Tell whether an event names a case that is hidden."""
    return isinstance(entry.event, ABOUT_A_CASE) and entry.event.case_id in hidden


def was_heard(entry: HistoryEntry, by: Actor) -> bool:
    """Tell whether the agent of a contact knows an event from it: other people add what was said elsewhere."""
    if not isinstance(entry.event, SAYING):
        return True
    said = who(entry.metadata)
    return said.user_id == by.user_id or said.role == Role.INTAKE


def learnt_in(history: Sequence[HistoryEntry]) -> frozenset[str]:
    """Return the facts that came up in a history."""
    return frozenset(event.fact_id for event, _, _ in recorded(history, Interaction.FactLearnt))


def interaction_file(
    contact: Interaction, history: Sequence[HistoryEntry], hidden: frozenset[UUID], by: Actor, rights: Rights
) -> InteractionFile:
    """Put the page together."""
    return InteractionFile(
        id=contact.id,
        reference=contact.reference,
        version=contact.version,
        state=contact.state,
        direction=contact.direction,
        channel=contact.channel,
        channel_line=next(event.channel_line for event, _, _ in recorded(history, Interaction.Begun)),
        offered_at=contact.offered_at,
        answered_at=contact.answered_at,
        ended_at=contact.ended_at,
        unit_id=contact.unit_id,
        agent_id=contact.agent_id,
        recording=contact.recording,
        customer=contact.customer,
        entries=tuple(
            Entry(event.author, event.text, event.occurred_at, who)
            for event, _, who in recorded(history, Interaction.EntryAdded)
        ),
        facts=tuple(fact for fact in contact.facts if fact.fact_id in learnt_in(history)),
        links=tuple(link for link in contact.links if link.case_id not in hidden),
        outcome=contact.outcome,
        solved_claim=contact.solved_claim,
        checks=tuple(check_of(check, history) for check in contact.checks),
        history=tuple(happened(entry) for entry in history),
        next=tuple(next_command(contact, command, by, rights) for command in ALLOWED),
    )


def check_of(check: Check, history: Sequence[HistoryEntry]) -> CheckOfContact:
    """Return a check with its words."""
    findings = recorded(history, Interaction.CheckFindingRecorded)
    answers = recorded(history, Interaction.CheckAnswered)
    return CheckOfContact(
        check,
        tuple(event.finding for event, _, _ in findings if event.check_id == check.check_id),
        tuple(event.answer for event, _, _ in answers if event.check_id == check.check_id),
    )


def next_command(contact: Interaction, command: str, by: Actor, rights: Rights) -> NextCommand:
    """Ask the same rules that refuse."""
    action = f"interaction.{command}"
    refusal = rights.refusal(by, action, contact.belonging, reading="read_interaction") or contact.refusal(command, by)
    return NextCommand(command, refusal is None, refusal.code if refusal else None, str(refusal) if refusal else None)

"""What a complaint remembers of its events: the state that its decisions need, and nothing more."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from domain.aggregate import DomainEvent
from domain.case.conversion import TurnedInto
from domain.case.record import CaseRecord
from domain.complaint.beside import AuthorityQuestion, ExternalReferral, Hold, NewFacts, NewFactsState
from domain.complaint.party import COMPLAINANT_ID, Party, PartyAnswer, PartyTerms
from domain.complaint.related import Link, MergedInto, Recheck, RecheckResult, Sending, SendingKind
from domain.complaint.state import State
from domain.complaint.values import (
    AskedConversion,
    AskedExtension,
    Attachment,
    Attempt,
    Classification,
    Confidentiality,
    Contact,
    CorrectedReport,
    Credit,
    DispatchWay,
    EmergencyStep,
    Facts,
    FromRequest,
    Major,
    RemedyProgress,
    RemedyState,
    Resolution,
    Vulnerable,
    Words,
)
from domain.sight import Belonging

UNROUTED = "unrouted"
"""The queue of what no rule matches, and of what nobody has placed."""


class ComplaintEvent(DomainEvent):
    """Something that happened to a complaint."""


class ComplaintRecord(CaseRecord):
    """The state of a complaint, written by its events only."""

    state: State
    facts: Facts
    words: Words
    complainant_id: UUID | None
    complainant: Contact | None
    parties: dict[str, Party]
    """By id; p1 is the complainant, whose person and contact data stand above."""
    parties_ever: int
    answers: dict[str, PartyAnswer]
    """By party: what was said last to a decision of this cycle, or that the complaint was withdrawn."""
    written_to: tuple[str, ...]
    """Whom the latest decision was sent to, themselves or through who acts for them."""
    addressed: tuple[str, ...]
    """Who got a letter with the latest decision; none where it was kept, or where a notice went to all in one."""
    major: Major | None
    emergency_plan: int | None
    """The version of the plan that was started."""
    emergency_steps: dict[str, EmergencyStep]
    vulnerable: dict[str, Vulnerable]
    """By party."""
    queue: str | None
    """Where in its unit it waits by a rule; None: in the ordinary queue."""
    routed_by: str | None
    is_placed: bool
    """A person has said where it belongs, and rules say nothing any more."""
    acknowledged: tuple[DispatchWay, ...]
    status_secrets: int
    """How many secrets the customer was given for the status page; the last one works."""
    classification: Classification | None
    risks_seen: tuple[str, ...]
    """Every risk that a classification has named: what needs a second person goes on needing one."""
    interested: tuple[str, ...]
    recused: tuple[str, ...]
    """Who proposed or approved the resolution and works below whom the complaint is about."""
    findings: int
    tried_in_vain: tuple[Attempt, ...]
    """Attempts since the complainant was in touch last."""
    attempts_from: datetime | None
    """When that was; None: never yet."""
    agreed_until: date | None
    agreed_manner: str | None
    credits: dict[str, Credit]
    attachments: dict[str, Attachment]
    investigation_completed: bool
    extension_stage: int
    asked_extension: AskedExtension | None
    resolution: Resolution | None
    resolution_version: int
    proposed_by: str | None
    needs_approval: bool
    approved_by: str | None
    notice_dispatched: bool
    first_sent_at: datetime | None
    """When a decision, or the notice of an end, left the bank for the first time."""
    was_decided: bool
    """A decision was sent, in whatever round or cycle."""
    asked_conversion: AskedConversion | None
    from_request: FromRequest | None
    """The service request that it was."""
    turned_into: TurnedInto | None
    """The service request that it became."""
    round: int
    cycle: int
    remedies: dict[str, RemedyProgress]
    corrected_reports: dict[str, CorrectedReport]
    """By version of the event that was recorded wrongly."""
    hands: tuple[str, ...]
    """Who handled it, or proposed or approved a resolution, at any time."""
    decisions_sent: int
    sendings: tuple[Sending, ...]
    """What is known of the way of the latest decision, or of the notice of an end."""
    links: tuple[Link, ...]
    repeat_of: UUID | None
    merged_into: MergedInto | None
    rechecks: dict[str, Recheck]
    recheck_of: UUID | None
    unit_of_the_first: str | None
    """The unit whose result this re-check looks at again, where another one does."""
    barred: tuple[str, ...]
    """Who had a part in what this re-check looks at again, and has none in this."""
    new_facts: dict[str, NewFacts]
    period_from: datetime | None
    """Since when its deadlines run where new facts began them again; None: since the receipt."""
    external_referrals: dict[str, ExternalReferral]
    authority_questions: dict[str, AuthorityQuestion]
    holds: dict[str, Hold]
    confidentiality: Confidentiality | None
    """Why only a few see it; None: it is not confidential."""
    source_record_fields: dict[str, str] | None
    earlier_source_records: tuple[dict[str, str], ...]
    """What the source said before, the oldest first."""
    source_response: str | None
    source_claims: tuple[bool | None, bool | None]
    """Whether the source was in time, and whether the complainant disputed its response; None where it says nothing."""

    @property
    def kind(self) -> str:
        """What the case is: complaint, or recheck 核查."""
        return "complaint" if self.recheck_of is None else "recheck"

    @property
    def belonging(self) -> Belonging:
        """Whose it is, and whether only a few see it."""
        return replace(super().belonging, is_confidential=self.confidentiality is not None)

    @property
    def is_held(self) -> bool:
        """Whether anything forbids to erase it."""
        return any(not hold.is_released for hold in self.holds.values())

    @property
    def days_in_vain(self) -> tuple[date, ...]:
        """The local days on which the complainant was tried in vain since they were reached last."""
        return tuple(dict.fromkeys(attempt.on for attempt in self.tried_in_vain))

    def count_attempts_from(self, at: datetime) -> None:
        """Let attempts up to an instant count no more: the complainant was in touch then, or it began again."""
        self.attempts_from = at if self.attempts_from is None else max(at, self.attempts_from)
        self.tried_in_vain = tuple(one for one in self.tried_in_vain if one.at > self.attempts_from)

    def begin_people(self, complainant: PartyTerms) -> None:
        """Begin with one complainant, of whom nothing is known yet but how to deal with them."""
        self.parties = {COMPLAINANT_ID: Party(None, complainant)}
        self.parties_ever = 1
        self.answers = {}
        self.written_to = ()
        self.addressed = ()
        self.major = None
        self.emergency_plan = None
        self.emergency_steps = {}
        self.vulnerable = {}

    def place(self, unit_id: str, handler_id: str | None) -> None:
        """Give it to a unit, and there to a handler, by a person's word."""
        self.move_to(unit_id)
        self.handler_id = handler_id
        self.add_hand(handler_id)
        self.queue = None
        self.is_placed = True

    def begin_beside(self) -> None:
        """Begin alone: without relations, and with nothing beside the steps."""
        self.hands = ()
        self.decisions_sent = 0
        self.first_sent_at = None
        self.sendings = ()
        self.links = ()
        self.repeat_of = None
        self.merged_into = None
        self.rechecks = {}
        self.recheck_of = None
        self.unit_of_the_first = None
        self.barred = ()
        self.new_facts = {}
        self.period_from = None
        self.external_referrals = {}
        self.authority_questions = {}
        self.holds = {}
        self.confidentiality = None

    def correct_recheck(self, told_in: int, right: Mapping[str, str]) -> None:
        """Put what is right in the place of a result that was recorded wrongly."""
        for key, recheck in self.rechecks.items():
            if recheck.recorded_in == told_in:
                result = next((one for one in RecheckResult if one == right.get("result")), recheck.result)
                corrected = replace(recheck, result=result, text=right.get("text", recheck.text))
                self.rechecks = {**self.rechecks, key: corrected}

    def add_hand(self, user_id: str | None) -> None:
        """Remember somebody who had a part in it."""
        if user_id is not None and user_id not in self.hands:
            self.hands = (*self.hands, user_id)

    def send(self, event: ComplaintEvent) -> None:
        """Let a decision, or the notice of an end, be on its way from now on."""
        self.notice_dispatched = True
        self.first_sent_at = min(event.occurred_at, self.first_sent_at or event.occurred_at)
        self.sendings = ()
        self.addressed = ()
        self.report_sending(event, SendingKind.DISPATCHED)

    def report_sending(self, event: ComplaintEvent, kind: SendingKind) -> None:
        """Remember how far it came."""
        self.sendings = (*self.sendings, Sending(event.originator_version, kind, event.occurred_at))

    def end(self, state: State) -> None:
        """Go to an end: whatever waited waits no longer, neither a suspension nor a task."""
        self.state = state
        self.asked_extension = None
        self.asked_conversion = None
        self.stop_waiting()
        self.let_new_facts_lapse()

    def let_new_facts_lapse(self) -> None:
        """Let nobody judge new facts any more: a decision or an end came first."""
        self.new_facts = {
            key: replace(new, state=NewFactsState.LAPSED) if new.state is NewFactsState.WAITING else new
            for key, new in self.new_facts.items()
        }

    def settle(self, remedy_id: str, state: RemedyState) -> None:
        """End a remedy. As of an instant before its decision was dispatched there is none to end."""
        if remedy_id in self.remedies:
            self.remedies[remedy_id].state = state

"""Step 1, receive 接收投诉: the receipt and its acknowledgement."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Self
from uuid import UUID, uuid5

from domain.actor import Actor
from domain.case.recusal import about_oneself, owning_unit
from domain.codes import Codes
from domain.complaint.confidentiality import MarkedConfidential
from domain.complaint.emergency import NO_PLAN, PlanStep
from domain.complaint.letters import wrong_way
from domain.complaint.parties import Parties, wrong_parties
from domain.complaint.party import COMPLAINANT, COMPLAINANT_ID, NewParty, Party, PartyTerms
from domain.complaint.record import UNROUTED, ComplaintEvent, ComplaintRecord
from domain.complaint.rules import (
    after_the_day_of_receipt,
    happened,
    in_the_future,
    on_a_future_day,
    out_of_time,
)
from domain.complaint.state import State
from domain.complaint.status_secret import IssuingStatusSecret
from domain.complaint.values import (
    CaseSourceRecord,
    CaseWords,
    Contact,
    DispatchWay,
    Facts,
    PersonalContact,
    SourceRecord,
    Vulnerable,
    Words,
)
from domain.complaint.vulnerability import RecordingVulnerability, unknown_kind
from domain.documents import Document
from domain.organisation.structure import NO_UNITS, Organisation
from domain.personal import Code, Id
from domain.refusals import Refusal, refuse_first
from domain.sight import taking_in

CODED_FACTS = {
    "channel": "channel",
    "source": "source",
    "complainant_type": "complainant_type",
    "partner_type": "partner_type",
}
"""Facts that are codes, with the list that holds them."""


@dataclass(frozen=True, slots=True)
class Intake:
    """All that is told when a complaint is received.

    `complainant_id` is a person who is known already, `complainant_terms` how the bank deals with them, `parties` are
    the other people, `vulnerable` what has to be considered about the complainant.
    """

    facts: Facts
    words: Words
    unit_id: str
    complainant_id: UUID | None = None
    complainant: Contact | None = None
    source_record: SourceRecord | None = None
    complainant_terms: PartyTerms = COMPLAINANT
    parties: tuple[NewParty, ...] = ()
    vulnerable: Vulnerable | None = None


class Received(ComplaintEvent):
    """The bank received a grievance; `occurred_at` is when, wherever in the bank.

    `received_in`: the unit of who received it; a system has none.
    """

    topic = "complaint.received"
    schema_version = 3

    reference: Id
    unit_id: Id
    received_by: Id | None
    received_in: Id | None
    facts: Facts
    words: CaseWords
    complainant_id: UUID | None
    complainant: PersonalContact
    complainant_terms: PartyTerms
    source_record: CaseSourceRecord
    code_versions: dict[Code, int]

    @property
    def queue(self) -> str | None:
        """Where it waits at first: what was imported came to nobody's desk, and waits to be placed."""
        return UNROUTED if self.source_record is not None else None

    def apply(self, complaint: ComplaintRecord) -> None:
        """Start the complaint."""
        complaint.state = State.RECEIVED
        complaint.reference = self.reference
        complaint.facts = self.facts
        complaint.words = self.words
        complaint.complainant_id = self.complainant_id
        complaint.complainant = self.complainant
        complaint.begin_in(self.unit_id, received_by=self.received_by, received_in=self.received_in)
        complaint.begin_people(self.complainant_terms)
        complaint.handler_id = None
        complaint.queue = self.queue
        complaint.routed_by = None
        complaint.is_placed = False
        complaint.acknowledged = ()
        complaint.status_secrets = 0
        complaint.classification = None
        complaint.risks_seen = ()
        complaint.interested = complaint.recused = ()
        complaint.tasks = {}
        complaint.suspensions = {}
        complaint.suspensions_ever = 0
        complaint.questions = 0
        complaint.findings = 0
        complaint.tried_in_vain = ()
        complaint.attempts_from = None
        complaint.agreed_until = None
        complaint.agreed_manner = None
        complaint.credits = {}
        complaint.attachments = {}
        complaint.interactions = {}
        complaint.investigation_completed = False
        complaint.extension_stage = 1
        complaint.asked_extension = None
        complaint.resolution = None
        complaint.resolution_version = 0
        complaint.proposed_by = None
        complaint.needs_approval = False
        complaint.approved_by = None
        complaint.notice_dispatched = False
        complaint.was_decided = False
        complaint.asked_conversion = complaint.from_request = complaint.turned_into = None
        complaint.round = 1
        complaint.cycle = 1
        complaint.remedies = {}
        complaint.corrected_reports = {}
        complaint.begin_beside()
        complaint.source_record_fields = self.source_record.fields if self.source_record else None
        complaint.earlier_source_records = ()
        complaint.source_response = None
        complaint.source_claims = (None, None)


class Acknowledged(ComplaintEvent):
    """The complainant was told that the complaint arrived."""

    topic = "complaint.acknowledged"

    way: DispatchWay

    def apply(self, complaint: ComplaintRecord) -> None:
        """Remember which ways it went."""
        complaint.acknowledged = (*complaint.acknowledged, self.way)


class Receiving(Parties, RecordingVulnerability, IssuingStatusSecret):
    """The commands of step 1."""

    @classmethod
    def receive(
        cls,
        intake: Intake,
        *,
        stream_id: UUID,
        reference: str,
        codes: Codes,
        by: Actor,
        now: datetime,
        organisation: Organisation = NO_UNITS,
        plan: Document[PlanStep] = NO_PLAN,
    ) -> Self:
        """Receive a complaint under a reference that is never reused.

        One about the head of the owning unit, or of a unit above it, belongs to the unit above that. A complainant who
        is not known yet becomes a person of their own: contact data always has an owner. Twenty people face to face
        make it a major complaint.

        Raises:
            InTheFuture: `received_at` lies after `now`, or another date or year does.
            AfterReceipt: The incident lies after the receipt.
            UnknownCode: A code is not in force on the day of receipt, or today where it is about people.
            ConflictOfInterest: The complaint is about who enters it.
            AnonymousButNamed: Somebody anonymous has a name.
            OneComplainant, PartyKnown, NoSuchParty, WrongPrincipal, TooManyRepresentatives, NoSuchAttachment:
                The people do not fit together.
        """
        facts = replace(intake.facts, received_at=happened(intake.facts.received_at, now))
        late = in_the_future(intake.facts.received_at, now, "received_at") or impossible_days(facts, intake.words, now)
        refuse_first(late, about_oneself(facts, by), *unknown_facts(facts, codes), *wrong_people(intake, codes, now))
        complaint = cls._begin(
            replace(intake, facts=facts),
            stream_id=stream_id,
            reference=reference,
            unit_id=owning_unit(intake.unit_id, facts.employee_id, organisation),
            codes=codes,
            by=by,
            occurred_at=facts.received_at,
        )
        complaint._declare_by_number(  # noqa: SLF001 - it is the same aggregate
            was_mass=False, organisation=organisation, plan=plan, codes=codes, by=by, now=now
        )
        return complaint

    @classmethod
    def _begin(
        cls,
        intake: Intake,
        *,
        stream_id: UUID,
        reference: str,
        unit_id: str,
        codes: Codes,
        by: Actor,
        occurred_at: datetime,
    ) -> Self:
        """Begin a complaint with what was found to be right."""
        complaint = cls.blank(stream_id)
        complaint.record(
            Received,
            reference=reference,
            received_by=by.user_id,
            received_in=taking_in(by),
            unit_id=unit_id,
            facts=intake.facts,
            words=intake.words,
            complainant_id=intake.complainant_id or owner_of(intake.complainant, stream_id),
            complainant=intake.complainant,
            complainant_terms=intake.complainant_terms,
            source_record=intake.source_record,
            code_versions=codes.versions(*CODED_FACTS.values()),
            occurred_at=occurred_at,
        )
        for party in intake.parties:
            complaint._join(party, codes, occurred_at)  # noqa: SLF001 - it is the same aggregate
        if intake.vulnerable:
            complaint._consider(COMPLAINANT_ID, intake.vulnerable, codes, occurred_at)  # noqa: SLF001 - the same
        return complaint

    def _be_as_confidential_as(self, first: ComplaintRecord, codes: Codes, at: datetime) -> None:
        """Keep from people what is kept from them in the complaint that this one came of."""
        if first.confidentiality is not None:
            self.record(
                MarkedConfidential,
                reason=first.confidentiality.reason,
                explanation=f"{first.reference} is confidential.",
                marked_by=first.confidentiality.marked_by,
                code_versions=codes.versions("confidentiality_reason"),
                occurred_at=at,
            )

    def acknowledge(
        self, way: DispatchWay, *, at: datetime | None, by: Actor, now: datetime, secret_hash: str | None = None
    ) -> None:
        """Record that the receipt was confirmed to the complainant. The same way again does nothing.

        `secret_hash`: of the secret that goes out with it, where none did before.

        Raises:
            NotInThisState: The complaint has ended.
            NobodyToWriteTo, CanBeWrittenTo: The way does not fit who complains.
            BeforeReceipt, InTheFuture: `at` is out of time.
        """
        self._permit("acknowledge", by, out_of_time(self, at, now), wrong_way(self, way, happened(at, now)))
        if way not in self.acknowledged:
            self.record(Acknowledged, way=way, occurred_at=happened(at, now))
            if secret_hash is not None and not self.status_secrets:
                self._record_status_secret(way, secret_hash, happened(at, now))


def owner_of(contact: Contact | None, stream_id: UUID) -> UUID | None:
    """Return the id of the person that contact data makes known on a case; nobody's data needs nobody."""
    return uuid5(stream_id, "complainant") if contact else None


class AnonymousButNamed(Refusal):
    """Who is anonymous has no name and is nobody that the bank knows."""

    code = "anonymous_but_named"


def anonymous_but_named(facts: Facts, contact: Contact | None, person_id: UUID | None = None) -> Refusal | None:
    """Refuse to call somebody anonymous and name them."""
    if not facts.is_anonymous or (contact is None and person_id is None):
        return None
    return AnonymousButNamed("Say who complains, or that they are anonymous.")


def impossible_days(facts: Facts, words: Words, now: datetime) -> Refusal | None:
    """Refuse days in the future, an incident after the receipt, and somebody who is not born yet.

    An authority may hear of it after the bank.
    """
    born_on = date(words.birth_year, 1, 1) if words.birth_year else None
    late = (
        on_a_future_day(facts.incident_on, now, "incident_on")
        or on_a_future_day(facts.authority_received_on, now, "authority_received_on")
        or on_a_future_day(born_on, now, "birth_year")
    )
    return late or after_the_day_of_receipt(facts.received_at, facts.incident_on)


def wrong_people(intake: Intake, codes: Codes, now: datetime) -> list[Refusal | None]:
    """Check the people of a receipt."""
    vulnerable = intake.vulnerable
    return [
        anonymous_but_named(intake.facts, intake.complainant, intake.complainant_id),
        wrong_parties(intake.parties, Party(intake.complainant_id, intake.complainant_terms), codes, now),
        unknown_kind(vulnerable.vulnerability, codes, now) if vulnerable else None,
    ]


def unknown_facts(facts: Facts, codes: Codes) -> list[Refusal | None]:
    """Check every coded fact against its list on the day of receipt."""
    on = facts.received_at.date()
    return [codes.refusal(name, getattr(facts, fact), on) for fact, name in CODED_FACTS.items()]

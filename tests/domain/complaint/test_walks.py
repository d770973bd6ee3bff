"""Arbitrary walks through a complaint's life, against a second opinion."""

from datetime import datetime, timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from domain.actor import Actor
from domain.aggregate import DomainEvent
from domain.complaint import Complaint
from domain.complaint.party import NewParty, PartyRole, PartyTerms
from domain.complaint.receiving import Intake
from domain.complaint.routing import RoutingRule
from domain.documents import Document
from domain.organisation.structure import KnownUnit, Organisation
from domain.personal import Personal, personal_fields
from domain.refusals import Refusal
from infrastructure.mapper import read_event, write_event
from infrastructure.snapshots import snapshot_codec
from tests.domain.complaint.drawing import Move
from tests.domain.complaint.happenings_of_relations import THE_OTHER
from tests.domain.complaint.model import COMMANDS, FORWARD, RARE, Model
from tests.domain.complaint.model_of_parties import Person
from tests.domain.complaint.moves import Moves
from tests.domain.complaint.values import PROOF, REFERENCE, facts, intake
from tests.domain.fixed import ANN, BEN, CODES, EVE, IMPORTER, RECEIVED_AT
from tests.domain.language import STREAM

ACTORS = (ANN, BEN, EVE)
LIMITS = {actor.user_id: int(actor.limit["CNY"]) for actor in ACTORS}

ROUTING = Document("routing", 1, (RoutingRule("press", "london", queue="press", complaint_class="service"),))
BANK = Organisation({"london": KnownUnit("london")})

ANONYMOUS = intake(complainant_id=None, complainant=None)
SEVERAL = (
    NewParty(PartyTerms(PartyRole.CO_COMPLAINANT)),
    NewParty(PartyTerms(PartyRole.CO_COMPLAINANT)),
    NewParty(PartyTerms(PartyRole.REPRESENTATIVE, acts_for=("p2", "p3"), authority=PROOF)),
)
RECEIPTS = [intake(), intake(facts=facts(employee_id="eve")), ANONYMOUS, intake(parties=SEVERAL)]
"""One person, about an employee, nobody known, three people of whom one speaks for two others."""


class Walk(RuleBasedStateMachine):
    """A complaint, its model, and the log."""

    def __init__(self) -> None:
        """Begin at receipt."""
        super().__init__()
        self.now: datetime = RECEIVED_AT + timedelta(hours=1)
        self.log: list[DomainEvent] = []
        self.model = Model(LIMITS)

    @initialize(told=st.sampled_from(RECEIPTS), steps=st.integers(0, 12), data=st.data())
    def receive(self, told: Intake, steps: int, data: Any) -> None:  # noqa: ANN401 (drawn)
        """Receive the complaint, perhaps as a re-check, and let it go some steps of the usual way."""
        self.model.relations.person = "li na" if told.complainant_id else None
        self.model.employee = told.facts.employee_id
        self.model.is_anonymous = told.complainant is None
        for party in told.parties:
            shown = "yes" if party.terms.authority else "no"
            self.model.people.add(Person(party.terms.role.value, party.terms.acts_for, shown))
        self.complaint = Complaint.receive(
            told, stream_id=STREAM, reference=REFERENCE, codes=CODES, by=IMPORTER, now=self.now
        )
        if data.draw(st.sampled_from([False, False, False, True]), label="re-check"):
            self.complaint.record(Complaint.RecheckOpened, **THE_OTHER, barred=("ann",), occurred_at=self.now)
            self.model.relations.barred, self.model.placed = {"ann"}, True
        self.save()
        for _ in range(steps):
            self.go_forward(data)

    @rule(data=st.data())
    def go_forward(self, data: Any) -> None:  # noqa: ANN401 (drawn)
        """Let somebody do what leads on."""
        usual = FORWARD.get(self.model.state, set())
        self.choose(data, [(who, c) for who in ACTORS for c in self.model.permitted(who.user_id) & usual])

    @rule(data=st.data())
    def work(self, data: Any) -> None:  # noqa: ANN401 (drawn)
        """Let somebody do what they may do."""
        self.choose(data, [(who, c) for who in ACTORS for c in self.model.permitted(who.user_id)])

    @rule(data=st.data())
    def do_what_is_rare(self, data: Any) -> None:  # noqa: ANN401 (drawn)
        """Let somebody do what is possible seldom."""
        self.choose(data, [(who, c) for who in ACTORS for c in self.model.permitted(who.user_id) & RARE])

    @rule(data=st.data())
    def try_anything(self, data: Any) -> None:  # noqa: ANN401 (drawn)
        """Let somebody do anything."""
        self.choose(data, [(who, c) for who in ACTORS for c in COMMANDS])

    @rule()
    def route(self) -> None:
        """Let the bank's rules say where it waits."""
        self.complaint.route(ROUTING, BANK, now=self.now)
        assert [type(event).__name__ for event in self.complaint.pending_events] == self.model.route()
        self.save()

    def choose(self, data: Any, options: list[tuple[Actor, str]]) -> None:  # noqa: ANN401 (drawn)
        """Draw one of several commands by several people."""
        if options:
            ordered = sorted(options, key=lambda option: (option[1], option[0].user_id))
            who, command = data.draw(st.sampled_from(ordered), label="command")
            self.give(command, Moves(self.model, data.draw, who, self.now).of(command), who.user_id)

    def give(self, command: str, move: Move, who: str) -> None:
        """Let the engine decide, and compare with the model."""
        expected = self.model.standing(command, who) or move.flaw
        try:
            move.give(self.complaint)
        except Refusal as refusal:
            assert refusal.code == expected, f"{command}: {refusal.code}, the model says {expected}"  # noqa: PT017
            assert self.complaint.pending_events == []
        else:
            assert expected is None, f"{command} was taken, the model says {expected}"
            assert [type(event).__name__ for event in self.complaint.pending_events] == move.effect()
        self.save()
        self.now += timedelta(hours=1)

    def save(self) -> None:
        """Write what happened, and read it back."""
        for event in self.complaint.collect_events():
            assert isinstance(event, DomainEvent)
            assert all(has_owner(event, name, mark) for name, mark in personal_fields(type(event)).items())
            state = write_event(event)
            self.log.append(read_event(event.topic, event.schema_version, state, STREAM, event.originator_version))

    @invariant()
    def the_state_is_the_model_s(self) -> None:
        """Compare what a decision needs."""
        complaint, model = self.complaint, self.model
        assert complaint.state == model.state
        assert (complaint.handler_id, complaint.unit_id) == (model.handler, model.unit)
        assert complaint.queue == model.queue
        assert complaint.status_secrets == model.secrets
        assert (complaint.round, complaint.cycle, complaint.extension_stage) == (model.round, model.cycle, model.stage)
        assert complaint.suspensions.keys() == model.suspensions
        assert set(complaint.interactions) == {str(contact) for contact in model.contacts}
        assert set(complaint.interested) == model.interested
        assert set(complaint.days_in_vain) == model.tried
        asked = complaint.asked_conversion
        assert (asked and (asked.requested_by, asked.explanation)) == model.conversion.asked
        assert {key for key, credit in complaint.credits.items() if credit.is_reversed} == model.reversed
        assert {key: task.state.value for key, task in complaint.tasks.items()} == model.tasks
        assert {key: new.state.value for key, new in complaint.new_facts.items()} == model.beside.new_facts
        assert complaint.external_referrals.keys() == model.beside.referrals.keys()
        assert complaint.is_held == model.beside.is_held
        assert {link.kind for link in complaint.links} == model.relations.links
        assert (complaint.merged_into is not None) == (model.state == "merged")
        assert set(complaint.hands) == model.relations.hands
        assert complaint.decisions_sent == model.relations.decisions
        assert complaint.rechecks.keys() == model.relations.rechecks.keys()
        people = model.people
        assert {key: party.terms.role.value for key, party in complaint.parties.items()} == {
            key: one.role for key, one in people.listed.items()
        }
        assert {key: (one.answer.value, one.round) for key, one in complaint.answers.items()} == people.said
        assert set(complaint.written_to) == people.told
        assert (complaint.major.declared_by if complaint.major else None) == people.major
        assert complaint.belonging.is_confidential == (model.secrecy.closed_by is not None)
        remedies = {key: (progress.state.value, progress.accepted) for key, progress in complaint.remedies.items()}
        assert remedies == {key: (promise.status, promise.accepted) for key, promise in model.promises.items()}

    @invariant()
    def what_is_permitted_is_what_the_model_permits(self) -> None:
        """Ask for everybody."""
        for actor in ACTORS:
            assert set(self.complaint.permitted(actor)) == self.model.permitted(actor.user_id)

    @invariant()
    def replay_equals_live(self) -> None:
        """Fold the log anew, twice: the first fold leaves no trace in the events."""
        assert Complaint.blank(STREAM).replay(self.log) == self.complaint
        assert Complaint.blank(STREAM).replay(self.log) == self.complaint

    @invariant()
    def a_snapshot_equals_live(self) -> None:
        """Write the state and read it back."""
        codec = snapshot_codec(Complaint)
        back = codec.decode(STREAM, self.complaint.version, codec.encode(self.complaint))
        assert back == self.complaint
        assert back.permitted(ANN) == self.complaint.permitted(ANN)

    @invariant()
    def the_state_at_any_instant_can_be_folded(self) -> None:
        """Fold what had happened by each instant, though it was recorded in another order."""
        for instant in {event.occurred_at for event in self.log[-3:]}:
            known = [event for event in self.log if event.originator_version == 1 or event.occurred_at <= instant]
            Complaint.blank(STREAM).replay(known)


def has_owner(event: DomainEvent, name: str, mark: Personal) -> bool:
    """Tell whether a personal value says whose it is."""
    return mark.of == "case" or getattr(event, name) is None or getattr(event, mark.of) is not None


TestWalks = Walk.TestCase

"""Arbitrary walks through a complaint's life, against a second opinion."""

from datetime import timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule

from domain.complaint import Complaint
from domain.complaint.party import NewParty, PartyRole, PartyTerms
from domain.complaint.receiving import Intake
from domain.complaint.routing import RoutingRule
from domain.documents import Document
from domain.organisation.structure import KnownUnit, Organisation
from tests.domain.complaint.happenings_of_relations import THE_OTHER
from tests.domain.complaint.model import COMMANDS, FORWARD, RARE, Model
from tests.domain.complaint.model_of_parties import Person
from tests.domain.complaint.moves import Moves
from tests.domain.complaint.values import PROOF, REFERENCE, facts, intake
from tests.domain.fixed import CODES, IMPORTER, RECEIVED_AT
from tests.domain.language import STREAM
from tests.domain.walking import ACTORS, Walk

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


class ComplaintWalk(Walk[Complaint]):
    """The walk of a complaint."""

    model: Model
    moves = Moves
    commands = COMMANDS
    pace = timedelta(hours=5)

    def __init__(self) -> None:
        """Begin before receipt."""
        super().__init__(RECEIVED_AT + timedelta(hours=1))
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
        self.aggregate = Complaint.receive(
            told, stream_id=STREAM, reference=REFERENCE, codes=CODES, by=IMPORTER, now=self.now
        )
        if data.draw(st.sampled_from([False, False, False, True]), label="re-check"):
            opened = {**THE_OTHER, "barred": ("ann",), "unit_of_the_first": None}
            self.aggregate.record(Complaint.RecheckOpened, **opened, occurred_at=self.now)
            self.model.relations.barred, self.model.placed = {"ann"}, True
        self.save()
        for _ in range(steps):
            self.go_forward(data)

    @rule(data=st.data())
    def go_forward(self, data: Any) -> None:  # noqa: ANN401 (drawn)
        """Let somebody do what leads on."""
        usual = FORWARD.get(self.model.state, set())
        self.choose(data, lambda who: self.model.permitted(who) & usual)

    @rule(data=st.data())
    def do_what_is_rare(self, data: Any) -> None:  # noqa: ANN401 (drawn)
        """Let somebody do what is possible seldom."""
        self.choose(data, lambda who: self.model.permitted(who) & RARE)

    @rule()
    def route(self) -> None:
        """Let the bank's rules say where it waits."""
        self.aggregate.route(ROUTING, BANK, now=self.now)
        assert [type(event).__name__ for event in self.aggregate.pending_events] == self.model.route()
        self.save()

    @invariant()
    def the_state_is_the_model_s(self) -> None:
        """Compare what a decision needs."""
        complaint, model = self.aggregate, self.model
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
        assert set(complaint.addressed) == set(people.addressed)
        assert (complaint.major.declared_by if complaint.major else None) == people.major
        assert complaint.belonging.is_confidential == (model.secrecy.closed_by is not None)
        remedies = {key: (progress.state.value, progress.accepted) for key, progress in complaint.remedies.items()}
        assert remedies == {key: (promise.status, promise.accepted) for key, promise in model.promises.items()}


TestWalks = ComplaintWalk.TestCase

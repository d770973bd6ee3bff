"""Stories of several people in one case: heirs, groups, agents, and a namesake."""

from application.demo.people import Person, make_other
from application.demo.scenes import decision, ending, inquiry, intake
from application.demo.scenes.intake import Circumstances
from application.demo.script import Script
from application.demo.stories.story import Story
from application.demo.working_hours import HOTLINE
from domain.complaint.letters import Letter
from domain.complaint.party import Authority, NewParty, PartyRole, PartyTerms, PartyWords
from domain.complaint.values import Outcome, Vulnerability, Vulnerable
from domain.customer.knowing import Identity
from domain.customer.values import FactOrigin, FactSource, LeftOver, LeftOverKind
from domain.person.values import Death, SystemReference

TOGETHER = 25
SPEAKERS = 3


def party(person: Person, role: PartyRole, *, acts_for: tuple[str, ...] = (), evidence: str | None = None) -> NewParty:
    """Return a person as a party; `evidence` shows that they may act."""
    terms = PartyTerms(role, acts_for, authority=Authority(evidence) if evidence else None)
    return NewParty(terms, PartyWords(person.contact), person.person_id)


def heir(s: Script) -> None:
    """The daughter of a customer who died complains in his place, and shows later that she inherits."""
    deceased = s.brief.person.person_id
    daughter = make_other(s.brief.person, "daughter", s.rng)
    intake.receive(s, "counter", Circumstances(parties=(party(daughter, PartyRole.HEIR, acts_for=("p1",)),)))
    died_on = s.brief.incident_on
    teller = s.one_of(s.lies_in.handlers)
    if not s.brief.person.is_customer:
        s.on("persons", None, "register", teller, source=None, person_id=deceased)
    evidence = s.noted(s.written.story["death_certificate"])
    s.on("persons", deceased, "record_death", teller, death=Death(died_on, evidence))
    intake.acknowledge(s)
    intake.classify(s)
    life_event = Vulnerable(Vulnerability(("life_event",)), s.noted(s.written.story["bereaved"]))
    s.do("record_vulnerability", s.owner, vulnerable=life_event, party_id="p2")
    intake.assign(s)
    intake.admit(s)
    inquiry.start(s)
    s.days(0.5, 2)
    shown = {"authority": Authority("inheritance_certificate")}
    s.do("change_party", party_id="p2", changes=shown, reason=s.noted(s.written.story["certificate_brought"]))
    inquiry.look_into(s)
    decision.decide(s)
    decision.deliver(s)
    decision.accept(s)
    ending.settle(s)


def joint(s: Script) -> None:
    """Twenty-five come in person: a major complaint, with an emergency plan and three who speak for them."""
    s.hand_to(s.bank.superior)
    neighbours = [make_other(s.brief.person, f"neighbour{n}", s.rng) for n in range(2, TOGETHER + 1)]
    s.minutes(0, 1)
    others = tuple(party(one, PartyRole.CO_COMPLAINANT) for one in neighbours)
    intake.receive(s, "counter", Circumstances(parties=others, face_to_face=True))
    major_plan(s, "lead", "reception")
    ids = tuple(f"p{TOGETHER + n}" for n in range(1, SPEAKERS + 1))
    for person in neighbours[:SPEAKERS]:
        speaker = party(person, PartyRole.REPRESENTATIVE, evidence="election_record")
        s.do("add_party", s.owner, party=speaker)
    major_plan(s, "representatives")
    s.minutes(10, 60)
    s.do(
        "transfer", s.owner, unit_id=s.unit.unit_id, handover=s.noted(s.one_of(s.written.handovers)),
    )  # fmt: skip
    major_plan(s, "report")
    intake.acknowledge(s)
    intake.classify(s, severity="critical")
    intake.assign(s)
    intake.admit(s)
    inquiry.investigate(s)
    major_plan(s, "prevention")
    decision.propose(s)
    if decision.needs_approval(s):
        decision.approve(s)
    decision.send(s, letters=tuple(Letter(one, s.dispatch()) for one in ids))
    s.days(2, 4, HOTLINE)
    s.do("accept_decision", statement=s.told(s.one_of(s.heard.acceptances)), at=None, through=ids[0])
    ending.settle(s)


def major_plan(s: Script, *steps: str) -> None:
    """Do steps of the emergency plan."""
    for step in steps:
        s.minutes(10, 50)
        is_report = step == "report"
        s.do(
            "complete_emergency_step",
            s.owner,
            step=step,
            note=s.noted(s.written.story["step_done"]),
            authority=("nfra" if s.bank.city == "sh" else "fca") if is_report else None,
            authority_reference=f"MAJOR-{s.rng.randrange(10**4):04d}" if is_report else None,
            at=None,
        )


def agent(s: Script) -> None:
    """A neighbour speaks for the customer until the customer is well again; for a while it looks like a major one."""
    intake.begin(s)
    neighbour = make_other(s.brief.person, "agent", s.rng)
    s.do("add_party", party=party(neighbour, PartyRole.AGENT, acts_for=("p1",), evidence="power_of_attorney"))
    inquiry.start(s)
    s.do("declare_major", reason="media", explanation=s.noted(s.written.story["press"]))
    s.do("start_emergency_plan")
    s.days(0.2, 1)
    s.do("undeclare_major", s.supervisor, reason=s.noted(s.written.story["no_press"]))
    s.do("remove_party", party_id="p2", reason=s.noted(s.written.story["well_again"]))
    inquiry.look_into(s)
    decision.decide(s)
    decision.accept(s)
    ending.settle(s)


def unmerged(s: Script) -> None:
    """Two customers of one name are taken for one, and their complaints merged; the second one protests."""
    wrong, namesake = s.brief.person, make_other(s.brief.person, "namesake", s.rng)
    for person in (wrong, namesake):
        known_as = SystemReference("core", str(person.person_id)[:8])
        identity = Identity((known_as,), person.language, person.contact)
        s.on("customers", None, "register", s.bank.gate, identity=identity, person_id=person.person_id)
    intake.begin(s, "phone")
    first, handler = s.complaint, s.handler
    s.days(0.5, 1)
    tidy = s.noted(s.written.story["same_name"])
    s.on("customers", namesake.person_id, "merge", s.supervisor, survivor_id=wrong.person_id, reason=tidy)
    source = FactSource(FactOrigin.STAFF)
    s.on(
        "customers", wrong.person_id, "record_fact", handler,
        kind="occupation", value=s.told(s.heard.facts["occupation"]), source=source, about_id=None, at=None,
    )  # fmt: skip
    s.complaint = None
    intake.receive(s, "phone")
    second = s.complaint
    s.do("transfer", s.owner, unit_id=s.unit.unit_id, handover=s.noted(s.one_of(s.written.handovers)))
    s.do("take", handler)
    s.do("merge", handler, into=first, reason=tidy)
    s.days(1, 3)
    protest = s.noted(s.written.story["somebody_else"])
    s.do("unmerge", handler, reason=protest)
    s.on("customers", namesake.person_id, "undo_merge", s.supervisor, survivor_id=wrong.person_id, reason=protest)
    fact = LeftOver(LeftOverKind.FACT, "f1")
    s.on(
        "customers", wrong.person_id, "assign_left_over", s.supervisor,
        left_over=fact, duplicate_id=namesake.person_id, belongs_to=namesake.person_id,
    )  # fmt: skip
    s.do("link", handler, other=first, kind="same_household")
    s.do("unlink", handler, other=first, kind="same_household")
    s.do("link", handler, other=first, kind="same_cause")
    for complaint in (first, second):
        s.complaint, s.handler = complaint, handler
        s.begin_anew()
        if complaint == second:
            intake.admit(s)
        inquiry.investigate(s)
        decision.decide(s)
        decision.accept(s)
        ending.settle(s)


HEIR = Story("heir", "complaint by an heir", heir, weight=4, topic="frozen", outcome=Outcome.UPHELD)
JOINT = Story("joint", "joint of 25", joint, weight=0, city="sh", topic="waiting", outcome=Outcome.UPHELD)
UNMERGED = Story(
    "unmerged", "wrong customer merged then unmerged", unmerged, weight=0, topic="app_fault", registered=False, begins=3
)
STORIES = (Story("agent", "spoken for by a neighbour, major for a day", agent, weight=3),)

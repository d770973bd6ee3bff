"""Any time, the people of a complaint 当事人: they are added, changed and removed."""

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID, uuid5

from domain.actor import Actor
from domain.codes import Codes
from domain.complaint.emergency import NO_PLAN, PlanStep
from domain.complaint.joint import concluded
from domain.complaint.major import DeclaringMajor, is_mass
from domain.complaint.party import (
    ACTING,
    COMPLAINANT_ID,
    COMPLAINING,
    Authority,
    NewParty,
    Party,
    PartyRole,
    PartyTerms,
    PartyWords,
)
from domain.complaint.record import ComplaintEvent, ComplaintRecord
from domain.complaint.representation import NoSuchParty, first, has_ended, unknown_party
from domain.complaint.state import BEFORE_DECISION, State
from domain.complaint.values import RemedyState
from domain.documents import Document
from domain.organisation.structure import NO_UNITS, Organisation
from domain.personal import CaseText, Code, Id, Personal
from domain.refusals import Refusal

MOST_REPRESENTATIVES = 5
"""Source: 银行业保险业消费投诉处理管理办法 (CBIRC Order 2020 No. 3), article 12."""

TERMS = frozenset({"acts_for", "is_customer", "receives_letters", "authority"})
"""What `change_party` may change of the terms; another role is another party."""
WORDS = frozenset(field.name for field in fields(PartyWords))

PersonalWords = Annotated[PartyWords | None, Personal("person_id")]


class PartyAdded(ComplaintEvent):
    """A person became part of the case, with what they told on this case."""

    topic = "complaint.party_added"

    party_id: Id
    person_id: UUID
    terms: PartyTerms
    told: PersonalWords
    code_versions: dict[Code, int]

    def apply(self, complaint: ComplaintRecord) -> None:
        """Count them among the parties."""
        complaint.parties_ever += 1
        complaint.parties = {**complaint.parties, self.party_id: Party(self.person_id, self.terms, self.told)}


class PartyChanged(ComplaintEvent):
    """What a party is to the case, or how they are reached, changed; both are kept. What did not change is null."""

    topic = "complaint.party_changed"

    party_id: Id
    person_id: UUID | None
    changed: tuple[Code, ...]
    reason: CaseText
    terms_before: PartyTerms | None
    terms_after: PartyTerms | None
    told_before: PersonalWords
    told_after: PersonalWords
    code_versions: dict[Code, int]

    def apply(self, complaint: ComplaintRecord) -> None:
        """Take over what holds now."""
        known = complaint.parties.get(self.party_id)
        if known is not None:
            told = self.told_after if WORDS.intersection(self.changed) else known.told
            changed = Party(known.person_id, self.terms_after or known.terms, told)
            complaint.parties = {**complaint.parties, self.party_id: changed}


class PartyRemoved(ComplaintEvent):
    """A person is no part of the case any more. `concludes`: all who are left have answered, and it goes there."""

    topic = "complaint.party_removed"

    party_id: Id
    reason: CaseText
    concludes: State | None

    def apply(self, complaint: ComplaintRecord) -> None:
        """Forget them among the parties; what they said stays in the history."""
        complaint.parties = {key: party for key, party in complaint.parties.items() if key != self.party_id}
        complaint.answers = {key: answer for key, answer in complaint.answers.items() if key != self.party_id}
        if self.concludes is State.WITHDRAWN:
            complaint.end(self.concludes)
        complaint.state = self.concludes or complaint.state


class OneComplainant(Refusal):
    """A complaint has one complainant; whoever complains with them is a co-complainant."""

    code = "one_complainant"


class PartyKnown(Refusal):
    """This person is a party in this role already, told otherwise: change it."""

    code = "party_known"


class WrongPrincipal(Refusal):
    """Somebody acts for or inherits from people who complain; who complains acts for nobody."""

    code = "wrong_principal"


class TooManyRepresentatives(Refusal):
    """Those who complain together are represented by five people at most."""

    code = "too_many_representatives"


class TooLateToJoin(Refusal):
    """A decision was sent: who complains of the same thing now makes a complaint of their own."""

    code = "too_late_to_join"


class NoSuchAttachment(Refusal):
    """The case has no file with this digest."""

    code = "no_such_attachment"


class RemedyStillOwed(Refusal):
    """Something is still owed to this party."""

    code = "party_has_open_remedy"


class UnknownTerm(Refusal):
    """`change_party` names something that this party does not have or that is changed otherwise."""

    code = "unknown_term"


class Parties(DeclaringMajor):
    """The commands about parties."""

    def add_party(
        self,
        party: NewParty,
        *,
        codes: Codes,
        by: Actor,
        now: datetime,
        organisation: Organisation = NO_UNITS,
        plan: Document[PlanStep] = NO_PLAN,
    ) -> None:
        """Add a person to the case; they get the next id p2, p3, ... The same person, told the same, does nothing.

        Twenty people face to face make it a major complaint.

        Raises:
            NotInThisState: The complaint has ended.
            OneComplainant: There is a complainant already.
            TooLateToJoin: The decision was sent.
            PartyKnown: The person is a party in this role, told otherwise.
            NoSuchParty: They act for somebody who is no party.
            WrongPrincipal: They act for somebody who does not complain, or complain and act at once.
            TooManyRepresentatives: Five represent the others already.
            NoSuchAttachment: The evidence is no file of the case.
            UnknownCode: No such evidence today.
        """
        self._permit("add_party", by)
        if is_party(self.parties, party):
            return
        self._permit(
            "add_party",
            by,
            too_late_to_join(self, party.terms.role),
            wrong_party(self.parties, self.complainant_id, party, now),
            no_such_attachment(self, party.terms.authority),
            unknown_evidence(party.terms.authority, codes, now),
        )
        was_mass = is_mass(self)
        self._join(party, codes, now)
        self._declare_by_number(was_mass=was_mass, organisation=organisation, plan=plan, codes=codes, by=by, now=now)

    def change_party(
        self, party_id: str, changes: Mapping[str, Any], reason: str, *, codes: Codes, by: Actor, now: datetime
    ) -> None:
        """Change what a party is to the case or how they are reached. Values that already hold do nothing.

        Raises:
            NotInThisState: The complaint has ended.
            NoSuchParty: There is no such party, or they act for somebody who is none.
            UnknownTerm: A name that this party does not have; the complainant's contact data is corrected.
            WrongPrincipal: They act for somebody who does not complain.
            NoSuchAttachment: The evidence is no file of the case.
            UnknownCode: No such evidence today.
        """
        self._permit("change_party", by, unknown_party(self, party_id) or unknown_term(self, party_id, changes))
        before = self.parties[party_id]
        terms = replace(before.terms, **{name: value for name, value in changes.items() if name in TERMS})
        told = replace(before.told or PartyWords(), **{n: value for n, value in changes.items() if n in WORDS})
        told_before = before.told or PartyWords()
        self._permit(
            "change_party",
            by,
            wrong_principal(self.parties, terms) if terms.acts_for != before.terms.acts_for else None,
            no_such_attachment(self, terms.authority),
            unknown_evidence(terms.authority if terms.authority != before.terms.authority else None, codes, now),
        )
        changed = [name for name in sorted(TERMS) if getattr(terms, name) != getattr(before.terms, name)]
        changed += [name for name in sorted(WORDS) if getattr(told, name) != getattr(told_before, name)]
        if changed:
            self.record(
                PartyChanged,
                party_id=party_id,
                person_id=before.person_id,
                changed=tuple(changed),
                reason=reason,
                terms_before=before.terms if terms != before.terms else None,
                terms_after=terms if terms != before.terms else None,
                told_before=before.told if told != told_before else None,
                told_after=told if told != told_before else None,
                code_versions=codes.versions("authority_evidence"),
                occurred_at=now,
            )

    def remove_party(self, party_id: str, reason: str, *, by: Actor, now: datetime) -> None:
        """Take a person out of the case: they have no part in it. Who wants no more of it withdraws.

        Raises:
            NotInThisState: The complaint has ended.
            NoSuchParty: There is no such party.
            OneComplainant: The complainant is not removed.
            RemedyStillOwed: Something is owed to them.
        """
        self._permit("remove_party", by, unknown_party(self, party_id), not_removable(self, party_id))
        others = {key: party for key, party in self.parties.items() if key != party_id}
        concludes = concluded(self, self.answers, others)
        self.record(PartyRemoved, party_id=party_id, reason=reason, concludes=concludes, occurred_at=now)

    def _join(self, party: NewParty, codes: Codes, at: datetime) -> None:
        """Let somebody become a party who may."""
        party_id = f"p{self.parties_ever + 1}"
        self.record(
            PartyAdded,
            party_id=party_id,
            person_id=party.person_id or uuid5(self.id, party_id),
            terms=party.terms,
            told=party.told,
            code_versions=codes.versions("authority_evidence"),
            occurred_at=at,
        )


def is_party(known: Mapping[str, Party], party: NewParty) -> bool:
    """Tell whether somebody whom the bank knows is a party already, told the same."""
    return party.person_id is not None and any(
        (one.person_id, one.terms, one.told) == (party.person_id, party.terms, party.told) for one in known.values()
    )


def wrong_party(
    known: Mapping[str, Party], complainant_id: UUID | None, party: NewParty, at: datetime
) -> Refusal | None:
    """Refuse a second complainant, who is one already, who acts for nobody, and a sixth representative."""
    role = party.terms.role
    if role is PartyRole.COMPLAINANT:
        return OneComplainant("There is a complainant already; add a co-complainant.")
    if party.person_id is not None and party.person_id in those_in_role(known, complainant_id, role):
        return PartyKnown(f"This person is a {role} already: change-party.")
    return wrong_principal(known, party.terms) or too_many_representatives(known, role, at)


def those_in_role(known: Mapping[str, Party], complainant_id: UUID | None, role: PartyRole) -> set[UUID | None]:
    """Return the persons who are parties in a role; who complains does so once."""
    alike = COMPLAINING if role in COMPLAINING else {role}
    persons = {party.person_id for party in known.values() if party.terms.role in alike}
    return persons | ({complainant_id} if role in COMPLAINING else set())


def wrong_principal(known: Mapping[str, Party], terms: PartyTerms) -> Refusal | None:
    """Refuse to act for nobody that is a party, or for somebody who does not complain."""
    if unknown := sorted(set(terms.acts_for) - known.keys()):
        return NoSuchParty(f"There is no party {', '.join(unknown)}. There are: {', '.join(known)}.")
    allowed = COMPLAINING if terms.role is PartyRole.HEIR else COMPLAINING | {PartyRole.HEIR}
    fits = terms.role not in COMPLAINING or not terms.acts_for
    if fits and all(known[key].terms.role in allowed for key in terms.acts_for):
        return None
    return WrongPrincipal("One acts for, or inherits from, people who complain; who complains acts for nobody.")


def too_many_representatives(known: Mapping[str, Party], role: PartyRole, at: datetime) -> Refusal | None:
    """Refuse a sixth representative; whose authority has ended does not count."""
    if role is not PartyRole.REPRESENTATIVE:
        return None
    standing = [p for p in known.values() if p.terms.role is role and not has_ended(p.terms.authority, at)]
    if len(standing) < MOST_REPRESENTATIVES:
        return None
    return TooManyRepresentatives(f"At most {MOST_REPRESENTATIVES} represent those who complain together.")


def too_late_to_join(complaint: ComplaintRecord, role: PartyRole) -> Refusal | None:
    """Refuse who wants to complain, too, after the decision: a complaint of their own has a clock of its own."""
    if role not in COMPLAINING or complaint.state in BEFORE_DECISION:
        return None
    return TooLateToJoin("A decision was sent; receive a complaint of their own, and link it.")


def no_such_attachment(complaint: ComplaintRecord, authority: Authority | None) -> Refusal | None:
    """Refuse evidence that is no file of the case."""
    if authority is None or authority.attachment is None or authority.attachment in complaint.attachments:
        return None
    return NoSuchAttachment("The case has no file with this digest; attach it first.")


def unknown_evidence(authority: Authority | None, codes: Codes, now: datetime) -> Refusal | None:
    """Refuse a kind of evidence that is not in force today."""
    return codes.refusal("authority_evidence", authority.evidence if authority else None, now.date())


def unknown_term(complaint: ComplaintRecord, party_id: str, changes: Mapping[str, Any]) -> Refusal | None:
    """Refuse names that cannot be changed here: by whom an heir inherits, and how the complainant is reached."""
    role = complaint.parties[party_id].terms.role
    known = (TERMS | WORDS) - (set() if role in ACTING else {"acts_for"})
    known -= WORDS if party_id == COMPLAINANT_ID else set()
    unknown = sorted(changes.keys() - known)
    return UnknownTerm(f"Cannot be changed here: {', '.join(unknown)}.") if unknown else None


def not_removable(complaint: ComplaintRecord, party_id: str) -> Refusal | None:
    """Refuse to remove the complainant, and whom something is owed."""
    if party_id == COMPLAINANT_ID:
        return OneComplainant("The complainant stays; what they take back is withdrawn.")
    owed = [one for one in complaint.remedies.values() if one.state is RemedyState.OPEN]
    if any(one.remedy.party_id == party_id for one in owed):
        return RemedyStillOwed(f"Something is still owed to {party_id}: execute or waive it first.")
    return None


def wrong_parties(parties: tuple[NewParty, ...], complainant: Party, codes: Codes, at: datetime) -> Refusal | None:
    """Refuse people of a receipt, each seen with those who were told before."""
    known = {COMPLAINANT_ID: complainant}
    for number, party in enumerate(parties, start=2):
        found = first(
            (
                wrong_party(known, complainant.person_id, party, at),
                unknown_evidence(party.terms.authority, codes, at),
                file_at_receipt(party.terms.authority),
            )
        )
        if found:
            return found
        known[f"p{number}"] = Party(party.person_id, party.terms)
    return None


def file_at_receipt(authority: Authority | None) -> Refusal | None:
    """Refuse a file as evidence before there is a case that has files."""
    if authority is None or authority.attachment is None:
        return None
    return NoSuchAttachment("Receive it first, attach the file, and then change the party.")

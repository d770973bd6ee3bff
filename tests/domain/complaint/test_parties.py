"""The people of a complaint: they are added, changed and removed."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import uuid5

import pytest

from domain.complaint import Complaint
from domain.complaint.party import Authority, NewParty, PartyRole, PartyTerms, PartyWords
from domain.complaint.values import Contact
from tests.domain.complaint.happenings import CLOSED, DECIDED, EXAMPLES, OPEN, PAIR, RECEIVED, happened, happens, party
from tests.domain.complaint.happenings import decided_for as decided
from tests.domain.complaint.test_receiving import receive
from tests.domain.complaint.values import AGENT, CONTACT, LETTER, LI_NA, PROOF, WANG_WU, facts, intake, refund
from tests.domain.fixed import ANN, CODES, NOW, RECEIVED_AT, versions
from tests.domain.language import STREAM, given

TOLD = EXAMPLES[Complaint.PartyAdded]["told"]
CO = PartyTerms(PartyRole.CO_COMPLAINANT)
SPEAKER = PartyTerms(PartyRole.REPRESENTATIVE, authority=PROOF)
HEIR = PartyTerms(PartyRole.HEIR, authority=replace(PROOF, evidence="inheritance_certificate"))
FILE = replace(PROOF, attachment=LETTER.digest)
WITH_AGENT = (*OPEN, happened(Complaint.PartyAdded))


def add(terms: PartyTerms, **told: Any) -> Callable[[Complaint], None]:  # noqa: ANN401 - fields of a party
    """Return the command that adds somebody."""
    return lambda c: c.add_party(NewParty(terms, **told), codes=CODES, by=ANN, now=NOW)


def change(key: str = "p2", **changes: object) -> Callable[[Complaint], None]:
    """Return the command that changes somebody."""
    return lambda c: c.change_party(key, changes, "He moved.", codes=CODES, by=ANN, now=NOW)


def remove(key: str) -> Callable[[Complaint], None]:
    """Return the command that removes somebody."""
    return lambda c: c.remove_party(key, "He does not act any more.", by=ANN, now=NOW)


# adding


def test_a_party_is_a_person_of_their_own() -> None:
    given(*OPEN).when(add(AGENT, told=TOLD, person_id=WANG_WU)).then(happens(Complaint.PartyAdded))


def test_a_party_who_is_not_known_becomes_a_person() -> None:
    given(*OPEN).when(add(AGENT)).then(
        happens(Complaint.PartyAdded, person_id=uuid5(STREAM, "p2"), told=None),
    )


def test_the_same_person_told_the_same_does_nothing() -> None:
    given(*WITH_AGENT).when(add(AGENT, told=TOLD, person_id=WANG_WU)).then()


def test_the_same_person_told_otherwise_is_changed_and_not_added() -> None:
    given(*WITH_AGENT).when(add(replace(AGENT, is_customer=True), told=TOLD, person_id=WANG_WU)).refuses("party_known")


def test_nobody_complains_twice() -> None:
    given(*OPEN).when(add(CO, person_id=LI_NA)).refuses("party_known")


def test_one_may_complain_and_represent_the_others() -> None:
    given(*OPEN).when(add(SPEAKER, person_id=LI_NA)).then(
        happens(Complaint.PartyAdded, person_id=LI_NA, terms=SPEAKER, told=None)
    )


def test_there_is_one_complainant() -> None:
    given(*OPEN).when(add(PartyTerms(PartyRole.COMPLAINANT))).refuses("one_complainant")


def test_a_number_is_not_given_twice() -> None:
    past = (*WITH_AGENT, happened(Complaint.PartyRemoved))
    given(*past).when(add(CO)).then(
        happens(Complaint.PartyAdded, party_id="p3", person_id=uuid5(STREAM, "p3"), terms=CO, told=None)
    )


@pytest.mark.parametrize(
    ("terms", "code"),
    [
        (replace(AGENT, acts_for=("p9",)), "no_such_party"),
        (replace(AGENT, acts_for=("p2",)), "wrong_principal"),
        (replace(HEIR, acts_for=("p3",)), "wrong_principal"),
        (replace(CO, acts_for=("p1",)), "wrong_principal"),
        (replace(AGENT, authority=Authority("retired")), "unknown_code"),
        (replace(AGENT, authority=FILE), "no_such_attachment"),
    ],
)
def test_a_party_that_does_not_fit_is_refused(terms: PartyTerms, code: str) -> None:
    given(*WITH_AGENT, party("p3", HEIR)).when(add(terms)).refuses(code)


def test_an_agent_may_act_for_an_heir() -> None:
    terms = replace(AGENT, acts_for=("p2",))
    given(*OPEN, party("p2", HEIR)).when(add(terms)).then(
        happens(Complaint.PartyAdded, party_id="p3", person_id=uuid5(STREAM, "p3"), terms=terms, told=None)
    )


def test_evidence_may_be_a_file_of_the_case() -> None:
    terms = replace(AGENT, authority=FILE)
    given(*OPEN, happened(Complaint.EvidenceAttached)).when(add(terms, person_id=WANG_WU)).then(
        happens(Complaint.PartyAdded, terms=terms, told=None)
    )


def test_five_people_represent_the_others_and_no_sixth() -> None:
    five = tuple(party(f"p{n}", SPEAKER) for n in range(2, 7))
    given(*OPEN, *five).when(add(SPEAKER)).refuses("too_many_representatives")


def test_a_representative_whose_authority_has_ended_leaves_a_place() -> None:
    ended = replace(SPEAKER, authority=replace(PROOF, until=date(2026, 1, 2)))
    five = tuple(party(f"p{n}", ended if n == 4 else SPEAKER) for n in range(2, 7))
    given(*OPEN, *five).when(add(SPEAKER)).then(
        happens(Complaint.PartyAdded, party_id="p7", person_id=uuid5(STREAM, "p7"), terms=SPEAKER, told=None)
    )


def test_after_the_decision_nobody_joins_but_heirs_and_agents_do() -> None:
    given(*DECIDED).when(add(CO)).refuses("too_late_to_join")
    given(*DECIDED).when(add(HEIR, person_id=WANG_WU)).then(happens(Complaint.PartyAdded, terms=HEIR, told=None))


def test_a_closed_complaint_takes_no_party() -> None:
    given(*CLOSED).when(add(CO)).refuses("complaint_is_closed")


# at receipt


def test_the_people_of_a_receipt_are_added_with_it() -> None:
    told = intake(parties=(NewParty(CO), NewParty(AGENT, TOLD, WANG_WU)))
    given().when(receive(told)).then(
        RECEIVED[0],
        happened(Complaint.PartyAdded, RECEIVED_AT, person_id=uuid5(STREAM, "p2"), terms=CO, told=None),
        happened(Complaint.PartyAdded, RECEIVED_AT, party_id="p3"),
    )


@pytest.mark.parametrize(
    ("parties", "code"),
    [
        ((NewParty(PartyTerms(PartyRole.COMPLAINANT)),), "one_complainant"),
        ((NewParty(CO, person_id=LI_NA),), "party_known"),
        ((NewParty(replace(AGENT, acts_for=("p3",))),), "no_such_party"),
        ((NewParty(CO), NewParty(replace(CO, acts_for=("p2",)))), "wrong_principal"),
        ((NewParty(SPEAKER),) * 6, "too_many_representatives"),
        ((NewParty(replace(AGENT, authority=FILE)),), "no_such_attachment"),
        ((NewParty(replace(AGENT, authority=Authority("retired"))),), "unknown_code"),
    ],
)
def test_people_of_a_receipt_who_do_not_fit_are_refused(parties: tuple[NewParty, ...], code: str) -> None:
    given().when(receive(intake(parties=parties))).refuses(code)


def test_somebody_anonymous_has_no_name() -> None:
    nameless = facts(is_anonymous=True)
    given().when(receive(intake(facts=nameless))).refuses("anonymous_but_named")
    given().when(receive(intake(facts=nameless, complainant=None))).refuses("anonymous_but_named")
    unknown = intake(facts=nameless, complainant=None, complainant_id=None)
    given().when(receive(unknown)).then(
        happened(Complaint.Received, nameless.received_at, facts=nameless, complainant=None, complainant_id=None)
    )


def test_who_turns_out_to_have_a_name_is_not_anonymous_any_more() -> None:
    nameless = facts(is_anonymous=True)
    past = happened(Complaint.Received, nameless.received_at, facts=nameless, complainant=None, complainant_id=None)

    def correct(**changes: object) -> Callable[[Complaint], None]:
        return lambda c: c.correct(changes, "She rang again.", codes=CODES, by=ANN, now=NOW)

    given(past).when(correct(complainant=CONTACT)).refuses("anonymous_but_named")
    given(past).when(correct(complainant=CONTACT, is_anonymous=False)).then(
        happens(
            Complaint.Corrected,
            changed=("is_anonymous", "complainant"),
            reason="She rang again.",
            facts_before=nameless,
            facts_after=facts(),
            complainant_id=uuid5(STREAM, "complainant"),
            complainant_after=CONTACT,
        )
    )


# changing


def test_who_gets_letters_is_changed_with_both_values() -> None:
    given(*WITH_AGENT).when(change(receives_letters=False)).then(happens(Complaint.PartyChanged))


def test_what_holds_already_changes_nothing() -> None:
    given(*WITH_AGENT).when(change(receives_letters=None, authority=PROOF, contact=TOLD.contact)).then()


def test_an_authority_is_extended() -> None:
    longer = replace(PROOF, until=date(2027, 6, 30))
    given(*WITH_AGENT).when(change(authority=longer)).then(
        happens(Complaint.PartyChanged, changed=("authority",), terms_after=replace(AGENT, authority=longer))
    )


def test_how_a_party_is_reached_is_theirs() -> None:
    new = replace(TOLD, contact=Contact("王五", email="wang@example.com"))
    complaint = (
        given(*WITH_AGENT)
        .when(change(contact=new.contact))
        .then(
            happens(
                Complaint.PartyChanged,
                changed=("contact",),
                terms_before=None,
                terms_after=None,
                told_before=TOLD,
                told_after=new,
            )
        )
    )
    assert complaint.parties["p2"].told == new


def test_of_whom_nothing_was_told_something_is_told_later() -> None:
    given(*OPEN, party("p2", AGENT)).when(change(evidence="Signed before a notary.")).then(
        happens(
            Complaint.PartyChanged,
            changed=("evidence",),
            terms_before=None,
            terms_after=None,
            told_after=PartyWords(None, "Signed before a notary."),
        )
    )


def test_the_complainant_may_want_letters_beside_their_agent() -> None:
    given(*WITH_AGENT).when(change("p1", receives_letters=True)).then(
        happens(
            Complaint.PartyChanged,
            party_id="p1",
            person_id=None,
            terms_before=PartyTerms(PartyRole.COMPLAINANT),
            terms_after=PartyTerms(PartyRole.COMPLAINANT, receives_letters=True),
        )
    )


@pytest.mark.parametrize(
    ("key", "changes", "code"),
    [
        ("p9", {"receives_letters": True}, "no_such_party"),
        ("p2", {"role": "guardian"}, "unknown_term"),
        ("p1", {"contact": CONTACT}, "unknown_term"),
        ("p3", {"acts_for": ("p1",)}, "unknown_term"),
        ("p2", {"acts_for": ("p9",)}, "no_such_party"),
        ("p2", {"acts_for": ("p2",)}, "wrong_principal"),
        ("p2", {"authority": Authority("retired")}, "unknown_code"),
        ("p2", {"authority": FILE}, "no_such_attachment"),
    ],
)
def test_a_change_that_does_not_fit_is_refused(key: str, changes: dict[str, object], code: str) -> None:
    given(*WITH_AGENT, party("p3", HEIR)).when(change(key, **changes)).refuses(code)


def test_evidence_of_a_kind_that_is_not_used_any_more_stays() -> None:
    old = replace(AGENT, authority=Authority("retired"))
    given(*OPEN, party("p2", old)).when(change(receives_letters=False)).then(
        happens(Complaint.PartyChanged, terms_before=old, terms_after=replace(old, receives_letters=False))
    )


# removing


def test_a_party_is_removed() -> None:
    assert "p2" not in given(*WITH_AGENT).when(remove("p2")).then(happens(Complaint.PartyRemoved)).parties


def test_the_complainant_stays() -> None:
    given(*PAIR).when(remove("p1")).refuses("one_complainant")
    given(*PAIR).when(remove("p9")).refuses("no_such_party")


def test_whom_something_is_owed_stays() -> None:
    past = decided(party("p2", CO), remedies=(replace(refund(), party_id="p2"),), receivers=("p1", "p2"))
    given(*past).when(remove("p2")).refuses("party_has_open_remedy")


def test_when_the_only_one_who_has_not_answered_is_removed_the_complaint_follows_the_others() -> None:
    past = (
        *decided(party("p2", CO), receivers=("p1", "p2")),
        happened(Complaint.DecisionAccepted, party_id="p1", concludes=None),
    )
    complaint = given(*past).when(remove("p2")).then(happens(Complaint.PartyRemoved, concludes="accepted"))
    assert complaint.state == "accepted"


def test_when_everybody_else_has_withdrawn_removing_the_last_one_ends_it() -> None:
    past = (
        *PAIR,
        happened(Complaint.Withdrawn, party_id="p1", concludes=None),
    )
    complaint = given(*past).when(remove("p2")).then(happens(Complaint.PartyRemoved, concludes="withdrawn"))
    assert complaint.state == "withdrawn"


def test_the_versions_of_the_list_are_recorded() -> None:
    added = given(*OPEN).when(add(AGENT, told=TOLD, person_id=WANG_WU)).then(happens(Complaint.PartyAdded))
    assert added.parties["p2"].terms.authority == PROOF
    assert versions("authority_evidence") == EXAMPLES[Complaint.PartyAdded]["code_versions"]


def test_a_change_of_which_the_party_is_not_known_yet_changes_nothing() -> None:
    assert given(*OPEN, happened(Complaint.PartyChanged)).replayed().parties.keys() == {"p1"}

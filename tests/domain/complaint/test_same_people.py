"""The people of a complaint as another complaint takes them over."""

from domain.complaint import Complaint
from domain.complaint.party import PartyRole, PartyTerms
from domain.complaint.same_people import taken_over
from tests.domain.complaint.happenings import RECEIVED, happened, party
from tests.domain.language import given


def test_nobody_speaks_for_more_people_in_another_complaint_than_in_this() -> None:
    """p4 acts for p3, who inherits from p2, who has left: in the end p4 has nobody to act for."""
    people = (
        party("p2", PartyTerms(PartyRole.CO_COMPLAINANT)),
        party("p3", PartyTerms(PartyRole.HEIR, acts_for=("p2",))),
        party("p4", PartyTerms(PartyRole.AGENT, acts_for=("p3",))),
        party("p5", PartyTerms(PartyRole.AGENT)),
    )
    _, parties = taken_over(given(*RECEIVED, *people, happened(Complaint.PartyRemoved, party_id="p2")).replayed())
    assert [(one.terms.role, one.terms.acts_for) for one in parties] == [(PartyRole.AGENT, ())]
    _, parties = taken_over(given(*RECEIVED, *people).replayed())
    assert [(one.terms.role, one.terms.acts_for) for one in parties] == [
        (PartyRole.CO_COMPLAINANT, ()),
        (PartyRole.HEIR, ("p2",)),
        (PartyRole.AGENT, ("p3",)),
        (PartyRole.AGENT, ()),
    ]

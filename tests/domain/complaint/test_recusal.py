"""Recusal 回避 where the employee complained about heads a unit."""

from dataclasses import replace
from typing import Any

from domain.actor import Actor, Role
from domain.complaint import Complaint
from domain.organisation.structure import KnownUnit, Organisation
from tests.domain.complaint.happenings import PROPOSED, happened, received
from tests.domain.complaint.values import facts, intake
from tests.domain.fixed import ANN, BEN, CODES, NOW
from tests.domain.language import STREAM, given

BANK = Organisation(
    {
        "bank": KnownUnit("bank", head_id="director"),
        "shanghai": KnownUnit("shanghai", superior_id="bank", head_id="wang"),
        "desk": KnownUnit("desk", superior_id="shanghai"),
    }
)
BELOW = Actor("ann", Role.HANDLER, "desk", ANN.limit, frozenset({"wang", "director"}))
ABOUT_WANG = received(facts=facts(employee_id="wang"))


def test_a_complaint_about_the_head_is_received_by_the_superior_unit() -> None:
    told = replace(intake(), facts=facts(employee_id="wang"), unit_id="desk")
    complaint = Complaint.receive(
        told, stream_id=STREAM, reference="C-2026-000001-7", codes=CODES, by=BELOW, now=NOW, organisation=BANK
    )
    assert complaint.unit_id == "bank"


def test_nobody_is_above_the_top() -> None:
    told = replace(intake(), facts=facts(employee_id="director"), unit_id="bank")
    complaint = Complaint.receive(
        told, stream_id=STREAM, reference="C-2026-000001-7", codes=CODES, by=ANN, now=NOW, organisation=BANK
    )
    assert complaint.unit_id == "bank"


def test_whoever_works_below_the_employee_has_no_part_in_it() -> None:
    given(ABOUT_WANG).when(lambda x: x.take(by=BELOW, now=NOW)).refuses("conflict_of_interest")
    assert given(ABOUT_WANG).replayed().permitted(BELOW) == ()


def test_it_goes_to_no_unit_below_the_employee() -> None:
    assign = given(ABOUT_WANG).when(lambda x: x.assign("li", "desk", by=BEN, now=NOW, organisation=BANK))
    assign.refuses("conflict_of_interest")
    transfer = given(ABOUT_WANG).when(lambda x: x.transfer("desk", "Context.", by=BEN, now=NOW, organisation=BANK))
    transfer.refuses("conflict_of_interest")
    complaint = given(ABOUT_WANG).replayed()
    complaint.transfer("bank", "Context.", by=BEN, now=NOW, organisation=BANK)
    assert complaint.unit_id == "bank"


def test_it_moves_up_when_the_head_is_named_later() -> None:
    complaint = given(received(), happened(Complaint.Taken)).replayed()
    complaint.correct({"employee_id": "wang"}, "Named.", codes=CODES, by=BEN, now=NOW, organisation=BANK)
    assert [type(event).__name__ for event in complaint.collect_events()] == ["Corrected", "Transferred"]
    assert (complaint.unit_id, complaint.handler_id) == ("bank", None)


def test_where_nobody_is_above_the_head_the_handler_below_them_lets_go() -> None:
    told = replace(intake(), unit_id="bank")
    complaint = Complaint.receive(
        told, stream_id=STREAM, reference="C-2026-000001-7", codes=CODES, by=ANN, now=NOW, organisation=BANK
    )
    complaint.take(by=ANN, now=NOW)
    complaint.collect_events()
    complaint.correct({"employee_id": "director"}, "Named.", codes=CODES, by=BEN, now=NOW, organisation=BANK)
    assert [type(event).__name__ for event in complaint.collect_events()] == ["Corrected", "Released"]
    assert (complaint.unit_id, complaint.handler_id) == ("bank", None)


def test_it_is_about_whom_its_story_is_about() -> None:
    complaint = given(received(), happened(Complaint.Taken)).replayed()
    complaint.be_about(None, "R-2026-000001-1", organisation=BANK, now=NOW)
    assert not complaint.pending_events
    complaint.be_about("wang", "R-2026-000001-1", organisation=BANK, now=NOW)
    corrected, transferred = complaint.collect_events()
    assert isinstance(corrected, Complaint.Corrected)
    assert isinstance(transferred, Complaint.Transferred)
    assert (corrected.changed, corrected.reason) == (("employee_id",), "As in R-2026-000001-1.")
    assert corrected.facts_after == replace(complaint.facts, employee_id="wang")
    assert (complaint.unit_id, complaint.complainant) == ("bank", intake().complainant)


def test_what_somebody_below_the_head_proposed_counts_no_longer_once_the_head_is_named() -> None:
    complaint = given(*PROPOSED).replayed()
    assert complaint.proposed_by == "ann"
    named: dict[str, Any] = {"codes": CODES, "by": BEN, "now": NOW, "organisation": BANK}
    complaint.correct({"employee_id": "wang"}, "Named.", below=frozenset({"ann"}), **named)
    kinds = [type(event) for event in complaint.collect_events()]
    assert kinds == [Complaint.Corrected, Complaint.RecusalExtended, Complaint.Transferred]
    for command in ("send_decision", "approve_resolution"):
        refusal = complaint.refusal(command, BEN)
        assert refusal
        assert refusal.code == "proposal_tainted"
    complaint.correct({"employee_id": "somebody"}, "It was another.", **named)
    _, extended = complaint.collect_events()
    assert isinstance(extended, Complaint.RecusalExtended)
    assert (extended.employee_id, extended.user_ids, complaint.recused) == ("somebody", (), ())
    assert complaint.refusal("send_decision", BEN) is None
    complaint.be_about("wang", "R-2026-000001-1", organisation=BANK, now=NOW, below=frozenset({"ann"}))
    assert complaint.recused == ("ann",)


def test_who_comes_to_head_its_unit_has_no_part_in_it_from_then_on() -> None:
    complaint = given(ABOUT_WANG, happened(Complaint.Taken)).replayed()
    before = Organisation({**BANK.units, "shanghai": replace(BANK.units["shanghai"], head_id=None)})
    complaint.part_from_whom_it_is_about(before, frozenset(), NOW)
    assert not complaint.pending_events
    complaint.part_from_whom_it_is_about(BANK, frozenset(), NOW)
    complaint.part_from_whom_it_is_about(BANK, frozenset(), NOW)
    assert [type(event) for event in complaint.collect_events()] == [Complaint.Transferred]
    assert (complaint.unit_id, complaint.handler_id) == ("bank", None)

"""Any time: the superior unit looks at a result again."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

import pytest

from domain.complaint import Complaint
from domain.complaint.case_rules import CaseRules
from domain.complaint.party import PartyRole, PartyTerms
from domain.complaint.related import RecheckResult
from domain.complaint.values import CloseReason, Confidentiality, Precision, Words
from domain.documents import Document, InvalidDocument
from domain.organisation.structure import KnownUnit, Organisation
from tests.domain.complaint.happenings import (
    CLOSED,
    DECIDED,
    DECLINED,
    OPEN,
    PROPOSED,
    REJECTED,
    WITHDRAWN,
    decided_for,
    happened,
    happens,
    party,
    received,
)
from tests.domain.complaint.happenings_of_relations import OTHER_CASE, OTHER_CASE_REFERENCE
from tests.domain.complaint.pairs import Past, Two, complaint, other
from tests.domain.complaint.values import AGENT, FACTS, PROOF, REFERENCE, facts
from tests.domain.fixed import (
    ANN,
    BEFORE_RECEIPT,
    BEN,
    CASE_RULES,
    CODES,
    EARLIER,
    NOW,
    RECEIVED_AT,
    TOMORROW,
    YESTERDAY,
)
from tests.domain.language import STREAM, given

TEXT = "Nobody asked the shop."
THIS: dict[str, Any] = {"case_id": STREAM, "reference": REFERENCE}
BANK = Organisation(
    {
        "shanghai": KnownUnit("shanghai", superior_id="east"),
        "east": KnownUnit("east", superior_id="head"),
        "head": KnownUnit("head", head_id="zhou"),
    }
)
TAKEN = (*OPEN, happened(Complaint.Taken, handler_id="eve"))
ASKED = (*DECIDED, happened(Complaint.RecheckRequested))
RECHECK = (*OPEN, happened(Complaint.RecheckOpened))
CO = PartyTerms(PartyRole.CO_COMPLAINANT)
DELIVERED = happened(Complaint.DeliveryRecorded, EARLIER)
FAILED = happened(Complaint.DeliveryRecorded, EARLIER, delivered=False)


def request(first: Complaint, **told: Any) -> Complaint:  # noqa: ANN401 - what differs
    """Ask for a re-check."""
    usual: dict[str, Any] = {
        "at": EARLIER,
        "received_at": None,
        "stream_id": OTHER_CASE,
        "reference": OTHER_CASE_REFERENCE,
        "zone": "Asia/Shanghai",
        "rules": CASE_RULES,
        "codes": CODES,
        "by": ANN,
        "now": NOW,
        "organisation": BANK,
    }
    return first.request_recheck(told.pop("text", TEXT), told.pop("channel", "phone"), **{**usual, **told})


@pytest.mark.parametrize("past", [DECIDED, REJECTED, CLOSED, DECLINED])
def test_a_re_check_is_a_complaint_of_the_unit_above_and_both_know(past: Past) -> None:
    first = complaint(past)
    recheck = request(first, received_at=NOW)

    told = {"unit_id": "east", "received_at": NOW, "text": TEXT}
    assert first.collect_events() == [happens(Complaint.RecheckRequested, EARLIER, **told).placed(len(past) + 1)]
    begun = received(
        reference=OTHER_CASE_REFERENCE,
        unit_id="east",
        facts=replace(FACTS, received_at=NOW),
        words=Words(TEXT, "Charged twice", "Give the money back."),
    )
    hands = first.hands
    assert recheck.collect_events() == [
        replace(begun, at=NOW).placed(1, OTHER_CASE),
        happens(Complaint.RecheckOpened, **THIS, barred=hands, unit_of_the_first="shanghai").placed(2, OTHER_CASE),
    ]
    assert (recheck.kind, recheck.recheck_of, recheck.is_placed) == ("recheck", STREAM, True)
    assert first.kind == "complaint"


def test_a_re_check_is_received_to_the_second_whatever_is_known_of_the_first() -> None:
    day_only = (received(facts=facts(received_precision=Precision.DAY)), *DECIDED[1:])
    assert request(complaint(day_only)).facts.received_precision is Precision.SECOND


def test_a_re_check_is_of_the_same_people() -> None:
    agent = party("p4", replace(AGENT, acts_for=("p1", "p3", "p2")))
    people = (party("p2", CO), party("p3", CO, person_id=OTHER_CASE), agent)
    removed = happened(Complaint.PartyRemoved)
    past = (*decided_for(*people, receivers=("p4",)), removed)
    recheck = request(complaint(past), through="p4")
    assert [(key, one.terms.role.value, one.terms.acts_for) for key, one in recheck.parties.items()] == [
        ("p1", "complainant", ()),
        ("p2", "co_complainant", ()),
        ("p3", "agent", ("p1", "p2")),
    ]
    assert recheck.parties["p2"].person_id == OTHER_CASE


def test_the_people_of_the_first_are_those_of_the_re_check_and_nobody_tells_it_twice() -> None:
    proof = replace(PROOF, attachment="ab" * 32)
    co, agent = PartyTerms(PartyRole.CO_COMPLAINANT), PartyTerms(PartyRole.AGENT, acts_for=("p3",), authority=proof)
    past = (
        *OPEN,
        party("p2", PartyTerms(PartyRole.AGENT, authority=PROOF)),
        party("p3", co),
        party("p4", agent),
        party("p5", co),
        party("p6", replace(agent, acts_for=("p5",))),
        happened(Complaint.PartyRemoved, party_id="p2", reason="Not any more.", concludes=None),
        happened(Complaint.PartyRemoved, party_id="p5", reason="Not any more.", concludes=None),
        happened(Complaint.VulnerabilityRecorded),
        *PROPOSED[2:],
        happened(Complaint.DecisionSent),
    )
    first = complaint(past)

    recheck = request(first, party_id="p1")

    assert {key: one.terms for key, one in recheck.parties.items()} == {
        "p1": first.parties["p1"].terms,
        "p2": co,
        "p3": replace(agent, acts_for=("p2",), authority=PROOF),
    }
    assert recheck.parties["p2"].person_id == first.parties["p3"].person_id
    assert recheck.vulnerable == first.vulnerable


def test_a_request_is_written_however_the_people_came_at_first() -> None:
    mass = (received(facts=facts(joint_count=25, face_to_face=True)), *DECIDED[1:])
    recheck = request(complaint(mass))
    assert (recheck.facts.joint_count, recheck.facts.face_to_face, recheck.major) == (25, False, None)


def test_a_second_request_waits_for_the_first_to_be_over() -> None:
    given(*ASKED).when(request).refuses("recheck_open")
    known = (*ASKED, happened(Complaint.RecheckResultRecorded))
    for past, ended in ((known, frozenset()), (ASKED, frozenset({"k1"}))):
        first = complaint(past)
        request(first, ended=ended)
        assert list(first.rechecks) == ["k1", "k2"]


def test_of_several_who_complain_each_may_ask() -> None:
    both = (*decided_for(party("p2", CO), receivers=("p1", "p2")), happened(Complaint.RecheckRequested))
    given(*both).when(request).refuses("party_missing")
    given(*both).when(lambda c: request(c, party_id="p9")).refuses("no_such_party")
    given(*both).when(lambda c: request(c, party_id="p1")).refuses("recheck_open")
    first = complaint(both)
    request(first, party_id="p2")
    assert first.rechecks["k2"].parties == ("p2",)
    everybody = (*both[:-1], happened(Complaint.RecheckRequested, parties=()))
    given(*everybody).when(lambda c: request(c, party_id="p2")).refuses("recheck_open")


def test_who_acts_for_several_asks_for_them_and_nobody_else_does() -> None:
    agent = party("p3", replace(AGENT, acts_for=("p1", "p2")))
    past = decided_for(party("p2", CO), agent, receivers=("p3",))
    first = complaint(past)
    request(first, through="p3")
    assert first.rechecks["k1"].parties == ("p1", "p2")
    given(*past).when(lambda c: request(c, party_id="p3")).refuses("party_does_not_answer")
    given(*past).when(lambda c: request(c, party_id="p1", through="p2")).refuses("not_acting_for")


def test_a_re_check_of_a_re_check_goes_one_unit_higher_and_bars_all_who_were_there() -> None:
    opened = happened(Complaint.RecheckOpened, barred=("cheng",))
    again = (received(unit_id="east"), opened, *DECIDED[1:])
    second = request(complaint(again))
    assert (second.unit_id, second.unit_of_the_first) == ("head", "east")
    assert second.barred[-1] == "cheng"


def test_nobody_is_above_the_top() -> None:
    opened = happened(Complaint.RecheckOpened, barred=(), unit_of_the_first=None)
    given(received(unit_id="head"), opened, *DECIDED[1:]).when(request).refuses("no_unit_above")


def test_a_re_check_of_the_superior_unit_does_not_go_back() -> None:
    cheng = replace(BEN, user_id="cheng")
    line = Organisation({**BANK.units, "desk": KnownUnit("desk", superior_id="shanghai")})
    above = (received(unit_id="east"), happened(Complaint.RecheckOpened))
    for unit in ("shanghai", "desk"):
        transfer = partial(Complaint.transfer, unit_id=unit, handover="Yours.", by=cheng, now=NOW, organisation=line)
        given(*above).when(transfer).refuses("unit_of_the_first")
        assign = partial(Complaint.assign, handler_id="dora", unit_id=unit, by=cheng, now=NOW, organisation=line)
        given(*above).when(assign).refuses("unit_of_the_first")
    given(*above).when(lambda c: c.transfer("head", "Higher.", by=cheng, now=NOW, organisation=line)).then(
        happens(Complaint.Transferred, from_unit_id="east", unit_id="head", handover="Higher.")
    )


def test_at_the_top_the_re_check_stays_in_its_unit() -> None:
    own = (received(unit_id="head"), happened(Complaint.RecheckOpened, unit_of_the_first=None))
    cheng = replace(BEN, user_id="cheng")
    given(*own).when(lambda c: c.assign("dora", "head", by=cheng, now=NOW, organisation=BANK)).then(
        happens(Complaint.Assigned, handler_id="dora", unit_id="head")
    )


def test_at_the_top_it_is_the_unit_itself() -> None:
    top = (received(unit_id="head"), *DECIDED[1:])
    assert request(complaint(top)).unit_id == "head"
    unknown = (received(unit_id="somewhere"), *DECIDED[1:])
    assert request(complaint(unknown)).unit_id == "somewhere"


def test_a_closed_unit_checks_nothing() -> None:
    closed = Organisation({**BANK.units, "east": replace(BANK.units["east"], is_active=False)})
    assert request(complaint(DECIDED), organisation=closed).unit_id == "head"


def test_a_unit_below_the_employee_complained_about_checks_nothing() -> None:
    heads_east = Organisation({**BANK.units, "east": replace(BANK.units["east"], head_id="xu")})
    about_xu = (received(facts=facts(employee_id="xu")), *DECIDED[1:])
    assert request(complaint(about_xu), organisation=heads_east).unit_id == "head"


def test_whoever_had_a_part_in_the_first_has_none_in_the_re_check() -> None:
    past = (
        *TAKEN,
        happened(Complaint.Assigned, handler_id="cheng"),
        happened(Complaint.InterestDeclared, user_id="dora"),
        *PROPOSED[2:],
        happened(Complaint.ResolutionApproved),
        happened(Complaint.DecisionSent),
    )
    recheck = request(complaint(past))
    assert recheck.barred == ("eve", "cheng", "ann", "ben", "dora")


def test_who_is_barred_neither_handles_nor_decides_but_writes_down_what_the_customer_says() -> None:
    given(*RECHECK).when(lambda c: c.take(by=ANN, now=NOW)).refuses("handled_the_first")
    cheng = replace(BEN, user_id="cheng")
    given(*RECHECK).when(lambda c: c.assign("ben", "east", by=cheng, now=NOW)).refuses("handled_the_first")
    given(*RECHECK).when(lambda c: c.admit(by=BEN, now=NOW)).refuses("handled_the_first")
    given(*RECHECK).when(lambda c: c.add_note("She called.", by=ANN, now=NOW)).then(
        happens(Complaint.NoteAdded, text="She called.")
    )
    given(*RECHECK).when(lambda c: c.take(by=cheng, now=NOW)).then(happens(Complaint.Taken, handler_id="cheng"))


def test_only_a_result_that_was_told_is_checked() -> None:
    given(*PROPOSED).when(request).refuses("nothing_dispatched")
    given(*WITHDRAWN).when(request).refuses("complaint_is_withdrawn")
    unreachable = (*PROPOSED, happened(Complaint.Closed, reason=CloseReason.UNREACHABLE))
    given(*unreachable).when(request).refuses("nothing_dispatched")


def test_a_reopened_complaint_has_no_result_to_check() -> None:
    given(*CLOSED, happened(Complaint.Reopened)).when(request).refuses("nothing_dispatched")


def test_the_request_follows_the_receipt_and_its_arrival_follows_the_request() -> None:
    given(*DECIDED).when(lambda c: request(c, at=BEFORE_RECEIPT)).refuses("before_receipt")
    given(*DECIDED).when(lambda c: request(c, at=TOMORROW)).refuses("in_the_future")
    given(*DECIDED).when(lambda c: request(c, received_at=EARLIER - timedelta(seconds=1))).refuses("before_receipt")
    given(*DECIDED).when(lambda c: request(c, received_at=TOMORROW)).refuses("in_the_future")


def test_the_channel_is_one_of_the_list() -> None:
    given(*DECIDED).when(lambda c: request(c, channel="retired")).refuses("unknown_code")


# the window


def until(past: Past) -> date | None:
    """Return the last day of the window."""
    first = complaint(past)
    request(first)
    (asked,) = [event for event in first.pending_events if isinstance(event, Complaint.RecheckRequested)]
    found: date | None = asked.window_until
    return found


def test_without_a_delivery_the_window_runs_from_the_dispatch_plus_the_postal_days() -> None:
    assert until(DECIDED) == date(2026, 1, 7) + timedelta(days=37)  # half past midnight in Shanghai


def test_it_runs_from_the_delivery() -> None:
    assert until((*DECIDED, DELIVERED)) == date(2026, 1, 7) + timedelta(days=30)


def test_the_first_delivery_counts() -> None:
    assert until((*DECIDED, DELIVERED, happened(Complaint.DeliveryRecorded, NOW))) == date(2026, 1, 7) + timedelta(30)


def test_what_came_back_has_reached_nobody() -> None:
    assert until((*DECIDED, FAILED)) is None


def test_what_was_sent_again_counts_from_then() -> None:
    again = (*DECIDED, happened(Complaint.DispatchedAgain, EARLIER))
    assert until(again) == date(2026, 1, 7) + timedelta(days=37)
    assert until((*DECIDED, FAILED, happened(Complaint.DispatchedAgain, NOW))) == date(2026, 1, 7) + timedelta(days=37)


def test_a_later_decision_has_a_window_of_its_own() -> None:
    second = happened(Complaint.DecisionSent, NOW, version=2, round=2)
    assert until((*DECIDED, DELIVERED, second)) == date(2026, 1, 7) + timedelta(days=37)


def corrected(at: datetime, **after: str) -> Any:  # noqa: ANN401 - a happening
    """Return the correction of the delivery."""
    return happened(
        Complaint.ReportCorrected,
        of_version=len(DECIDED) + 1,
        of_topic="complaint.delivery_recorded",
        changed=("at",),
        happened_at=at,
        before={},
        after=after,
    )


def test_a_corrected_delivery_counts_as_it_is_right() -> None:
    assert until((*DECIDED, DELIVERED, corrected(YESTERDAY))) == date(2026, 1, 7) + timedelta(days=30)
    assert until((*DECIDED, DELIVERED, corrected(EARLIER, delivered="false"))) is None
    assert until((*DECIDED, FAILED, corrected(EARLIER, delivered="true"))) == date(2026, 1, 7) + timedelta(days=30)


def test_nothing_arrives_before_it_was_sent_and_shortens_the_window() -> None:
    early = RECEIVED_AT + timedelta(hours=1)
    report = DELIVERED.placed(len(DECIDED) + 1)

    def deliver(c: Complaint) -> None:
        c.record_delivery("Signed.", at=early, by=ANN, now=NOW)

    def come_back(c: Complaint) -> None:
        c.record_failed_delivery("Back.", at=early, by=ANN, now=NOW)

    def correct(c: Complaint) -> None:
        c.correct_report(report.originator_version, {"at": early}, "Earlier.", reported=report, by=ANN, now=NOW)

    given(*DECIDED).when(deliver).refuses("before_dispatch")
    given(*DECIDED).when(come_back).refuses("before_dispatch")
    given(*DECIDED, DELIVERED).when(correct).refuses("before_dispatch")
    # What was recorded so before, or where the dispatch turned out to be later.
    assert until((*DECIDED, DELIVERED, corrected(early))) == date(2026, 1, 7) + timedelta(days=30)


def rules(days: int, postal: int = 0) -> Document[CaseRules]:
    """Return rules with a window."""
    return Document("case_rules", 2, (CaseRules(3, 3, "service", recheck_window_days=days, postal_days=postal),))


def test_after_the_last_day_it_is_too_late() -> None:
    """The delivery was on the 7th in Shanghai, where it is the 8th from four in the afternoon."""
    late = datetime.fromisoformat("2026-01-08T16:00:00+00:00")
    delivered = (*DECIDED, DELIVERED)
    given(*delivered).when(lambda c: request(c, at=late, now=late, rules=rules(1))).refuses("recheck_window_closed")
    in_time = late - timedelta(seconds=1)
    assert request(complaint(delivered), at=in_time, now=late, rules=rules(1)).recheck_of == STREAM


def test_what_was_asked_in_time_may_be_recorded_later() -> None:
    delivered = (*DECIDED, DELIVERED)
    later = NOW + timedelta(days=90)
    assert request(complaint(delivered), at=EARLIER, received_at=EARLIER, now=later).facts.received_at == EARLIER


def test_a_window_is_open_on_a_day_at_least() -> None:
    for nonsense in ({"days": 0}, {"days": 1, "postal": -1}):
        with pytest.raises(InvalidDocument):
            rules(**nonsense)


# the result


def result(first: Complaint, recheck: Complaint | None, what: RecheckResult = RecheckResult.CHANGED) -> None:
    """Record the result."""
    first.record_recheck_result("k1", what, "The shop confirms two charges.", recheck=recheck, by=ANN, now=NOW)


def test_the_result_of_the_re_check_is_recorded_on_the_first() -> None:
    first, _ = Two(ASKED, other(DECIDED)).then(result, [happens(Complaint.RecheckResultRecorded)], [])
    assert first.rechecks["k1"].result is RecheckResult.CHANGED


def test_the_same_result_again_is_nothing_and_another_is_refused() -> None:
    recorded = (*ASKED, happened(Complaint.RecheckResultRecorded))
    Two(recorded, other(DECIDED)).then(result, [], [])
    Two(recorded, other(DECIDED)).refuses(
        lambda first, recheck: result(first, recheck, RecheckResult.KEPT), "recheck_result_recorded"
    )


def test_a_result_that_was_recorded_wrongly_is_corrected_with_a_reason() -> None:
    once = (*DECIDED, happened(Complaint.RecheckRequested, recheck_id="k0"))
    recorded = (*once, happened(Complaint.RecheckRequested), happened(Complaint.RecheckResultRecorded))
    first = complaint(recorded)
    told = happened(Complaint.RecheckResultRecorded).placed(len(recorded))
    changes = {"result": RecheckResult.KEPT}
    first.correct_report(len(recorded), changes, "The wrong button.", reported=told, by=ANN, now=NOW)
    (corrected_as,) = first.pending_events
    assert isinstance(corrected_as, Complaint.ReportCorrected)
    assert (corrected_as.before, corrected_as.after) == ({"result": "changed"}, {"result": "kept"})
    assert first.rechecks["k0"].result is None
    assert (first.rechecks["k1"].result, first.rechecks["k1"].text) == ("kept", "The shop confirms two charges.")


def test_who_had_a_part_in_the_first_does_not_say_what_came_of_the_re_check() -> None:
    barred = (*DECIDED, happened(Complaint.RecheckOpened, barred=("ann",)))
    Two(ASKED, other(barred)).refuses(result, "handled_the_first")
    close = (*DECIDED, happened(Complaint.InterestDeclared, user_id="ann"))
    Two(ASKED, other(close)).refuses(result, "interest_declared")


def test_an_undecided_re_check_has_no_result() -> None:
    Two(ASKED, other(PROPOSED)).refuses(result, "recheck_undecided")


def test_a_result_belongs_to_a_re_check() -> None:
    given(*DECIDED).when(lambda c: result(c, None)).refuses("no_recheck")
    given(*ASKED).when(lambda c: result(c, None)).refuses("no_such_recheck")


def test_a_result_does_not_come_before_its_request_as_of_an_earlier_instant() -> None:
    assert given(*DECIDED, happened(Complaint.RecheckResultRecorded)).replayed().rechecks == {}


def test_a_confidential_complaint_is_checked_in_confidence() -> None:
    secret = (*DECIDED, happened(Complaint.MarkedConfidential))
    recheck = request(given(*secret).replayed())
    assert recheck.confidentiality == Confidentiality("staff", "ann")
    assert request(given(*DECIDED).replayed()).confidentiality is None

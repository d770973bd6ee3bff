"""Tests: what a row of the reporting tables says of its case."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from domain.complaint import Complaint
from domain.complaint.party import NewParty, PartyRole, PartyTerms
from domain.complaint.values import ExecutionResult, Precision, Remedy, Vulnerability, Vulnerable
from domain.money import Money
from domain.reference import reference_for
from projections.reporting import cases
from projections.reporting_cases import Case
from projections.reporting_fold import total
from projections.reporting_history import TRAIL, Change
from projections.zones import Zones
from tests.domain.complaint.values import BY_POST, SERVICE, cny, facts, intake, offer, paid, refund, resolution
from tests.domain.fixed import ANN, BEN, CODES, EARLIER, NOW, RECEIVED_AT, YESTERDAY
from tests.projections.conftest import ZONES
from tests.projections.histories import case_id
from tests.projections.seen import folded, seen

FOLD = cases(Zones.parse(ZONES)).fold


def row(complaint: Complaint, zones: str = ZONES) -> Case:
    """Return the row that a complaint makes."""
    return folded(cases(Zones.parse(zones)).fold, complaint.pending_events)


def trail(complaint: Complaint) -> list[Change]:
    """Return the history that a complaint makes."""
    case, before, changes = None, None, list[Change]()
    for each in seen(complaint.pending_events):  # type: ignore[arg-type]
        if each.topic in FOLD.topics:
            before = TRAIL.watch(case) if case else None
            case = FOLD.apply(case, each)
            changes += TRAIL.added(before, case, each)
    return changes


def complaint(**told: Any) -> Complaint:  # noqa: ANN401 - facts
    """Receive a complaint in Shanghai."""
    reference = reference_for("C", RECEIVED_AT.date(), 1)
    given = replace(intake(), facts=facts(**told))
    return Complaint.receive(given, stream_id=case_id(1), reference=reference, codes=CODES, by=ANN, now=NOW)


def decided(*remedies: Remedy, **told: Any) -> Complaint:  # noqa: ANN401 - facts
    """Return a complaint to which a decision with remedies was sent."""
    case = complaint(**told)
    case.admit(by=ANN, now=NOW)
    case.start_investigation(by=ANN, now=NOW)
    case.record_finding("It was charged twice.", by=ANN, now=NOW)
    case.propose_resolution(resolution(*remedies), codes=CODES, by=ANN, now=NOW)
    if case.needs_approval:
        case.approve_resolution(by=BEN, now=NOW)
    case.send_decision("Dear ...", "Ombudsman", BY_POST, at=EARLIER, by=ANN, now=NOW)
    return case


def test_local_times_are_those_of_the_receiving_unit_for_good() -> None:
    case = complaint(received_at=datetime(2026, 1, 5, 17, 30, tzinfo=UTC))
    case.transfer("london", "See the letter.", by=ANN, now=NOW)
    made = row(case)

    assert (made.unit_id, made.received_by_unit_id, made.time_zone) == ("london", "shanghai", "Asia/Shanghai")
    assert made.received_at == datetime(2026, 1, 5, 17, 30, tzinfo=UTC)
    assert made.received_local == datetime(2026, 1, 6, 1, 30)  # noqa: DTZ001 - local time
    assert made.received_on == date(2026, 1, 6)
    assert row(case, zones="").received_on == date(2026, 1, 5)


@pytest.mark.parametrize(
    "start",
    [
        datetime(2026, 1, 5, 5, tzinfo=UTC),  # New York
        datetime(2026, 1, 4, 16, tzinfo=UTC),  # Shanghai
        datetime(2026, 1, 4, 11, tzinfo=UTC),  # Auckland
        datetime(2026, 1, 5, 0, tzinfo=UTC),  # London
    ],
)
def test_of_a_day_no_time_is_invented(start: datetime) -> None:
    made = row(complaint(received_at=start, received_precision=Precision.DAY))

    assert (made.received_on, made.received_local, made.received_precision) == (date(2026, 1, 5), None, "day")


def test_amounts_are_claimed_proposed_decided_and_paid() -> None:
    case = decided(refund(100), refund("28.50"), amount_claimed=cny(300))
    made = row(case)
    assert (made.claimed_amount, made.decided_amount, made.paid_amount) == (Decimal(300), Decimal("128.50"), None)

    case.execute_remedy("r1", ExecutionResult.PART, paid(60), by=ANN, now=NOW)
    case.execute_remedy("r1", ExecutionResult.FAILED, paid(None), by=ANN, now=NOW)
    case.execute_remedy("r1", ExecutionResult.WHOLE, paid(40), by=ANN, now=NOW)
    made = row(case)
    assert (made.paid_amount, made.paid_currency, made.has_other_currencies) == (Decimal(100), "CNY", False)


def test_a_corrected_payment_is_in_the_sum_as_it_was() -> None:
    case = decided(refund(100))
    case.execute_remedy("r1", ExecutionResult.WHOLE, paid(100), by=ANN, now=NOW)
    case.correct_execution("r1", 1, ExecutionResult.PART, paid(90), reason="Ledger.", by=ANN, now=NOW)
    assert row(case).paid_amount == Decimal(90)
    case.correct_execution("r1", 1, ExecutionResult.FAILED, paid(None), reason="Ledger.", by=ANN, now=NOW)
    assert row(case).paid_amount == Decimal(0)


def test_moments_follow_their_corrections() -> None:
    case = decided()
    sent = case.pending_events[-1]
    assert isinstance(sent, Complaint.DecisionSent)
    case.record_delivery("RR1", at=None, by=ANN, now=NOW)
    arrived = case.pending_events[-1]
    assert isinstance(arrived, Complaint.DeliveryRecorded)
    case.correct_report(case.version - 1, {"at": YESTERDAY}, "Letters.", reported=sent, by=ANN, now=NOW)
    assert (row(case).decided_at, row(case).delivered_at) == (YESTERDAY, NOW)

    version = arrived.originator_version
    case.correct_report(version, {"delivered": False}, "It came back.", reported=arrived, by=ANN, now=NOW)
    assert row(case).delivered_at is None
    case.correct_report(version, {"delivered": True, "at": EARLIER}, "It did not.", reported=arrived, by=ANN, now=NOW)
    assert row(case).delivered_at == EARLIER


def test_amounts_of_a_second_currency_are_in_no_sum_and_are_announced() -> None:
    assert total([cny(1), Money("GBP", Decimal(5)), cny(2)]) == (Decimal(3), "CNY", True)
    assert total([]) == (None, None, False)


def test_decision_delivery_and_end_have_their_instants_and_a_new_cycle_clears_them() -> None:
    case = decided(offer(50))
    case.record_failed_delivery("RR1", at=None, by=ANN, now=NOW)
    case.record_delivery("RR1", at=None, by=ANN, now=NOW)
    case.accept_decision("Fine.", at=None, by=ANN, now=NOW)
    case.execute_remedy("r1", ExecutionResult.WHOLE, paid(50), by=ANN, now=NOW)
    case.close(by=ANN, now=NOW)
    made = row(case)
    assert (made.decided_at, made.delivered_at, made.closed_at, made.ended_at) == (EARLIER, NOW, NOW, NOW)
    assert (made.outcome, made.close_reason, made.is_open, made.cycles) == ("upheld", "accepted", False, 1)

    case.reopen("error_found", "We erred.", codes=CODES, by=ANN, now=NOW)
    made = row(case)
    assert (made.decided_at, made.delivered_at, made.closed_at, made.ended_at) == (None, None, None, None)
    assert (made.outcome, made.close_reason, made.is_open, made.cycles) == (None, None, True, 2)
    assert (made.paid_amount, made.reopen_reason) == (Decimal(50), "error_found")


def test_a_history_that_a_source_closed_has_no_invented_end() -> None:
    case = complaint()
    case.state_source_outcome("Closed", timely_claim=True, disputed_claim=None, closes=True, by=ANN, now=NOW)
    made = row(case)

    assert (made.state, made.close_reason, made.closed_at, made.ended_at) == ("closed", "by_source", None, None)
    assert (made.outcome_is_sources, made.source_response, made.source_says_timely) == (True, "Closed", True)


def test_a_change_has_what_was_what_is_when_and_by_whom() -> None:
    case = complaint()
    case.classify(SERVICE, codes=CODES, by=ANN, now=NOW)
    case.assign("ben", "london", by=ANN, now=NOW)
    case.add_note("No change.", by=ANN, now=NOW)
    case.release("On leave.", by=ANN, now=NOW)
    changes = trail(case)

    assert [(c.version, c.aspect, c.from_value, c.to_value) for c in changes] == [
        (1, "state", None, "received"),
        (1, "unit", None, "shanghai"),
        (2, "class", None, "service"),
        (3, "unit", "shanghai", "london"),
        (3, "handler", None, "ben"),
        (5, "handler", "ben", None),
    ]
    assert {(c.user_id, c.role) for c in changes} == {("ann", "handler")}
    assert (changes[2].occurred_at, changes[2].occurred_on, changes[2].topic) == (
        NOW,
        date(2026, 1, 7),
        "complaint.classified",
    )


def test_zones_are_found_by_a_unit_or_by_how_it_begins() -> None:
    zones = Zones.parse("sh-*=Asia/Shanghai, london=Europe/London")

    assert [zones.of(unit) for unit in ("sh-cards", "london", "london-2", "paris")] == [
        "Asia/Shanghai",
        "Europe/London",
        "UTC",
        "UTC",
    ]
    assert str(zones) == "sh-*=Asia/Shanghai,london=Europe/London"
    for wrong in ("sh", "sh=Nowhere/Land", "=UTC", "sh=../etc/passwd"):
        with pytest.raises(ValueError, match=r"form unit=|no time zone"):
            Zones.parse(wrong)


def test_regimes_are_told_as_classified() -> None:
    case = complaint()
    assert row(case).regimes == ""
    case.classify(replace(SERVICE, regimes=("payment_services", "hardship")), codes=CODES, by=ANN, now=NOW)
    assert row(case).regimes == "hardship,payment_services"


def test_how_many_complain_and_how_is_told() -> None:
    case = row(complaint(joint_count=25, face_to_face=True))
    assert (case.is_major, case.joint_count, case.is_face_to_face, case.is_anonymous) == (True, 25, True, False)


def test_a_complaint_that_is_no_major_one_any_more_is_none() -> None:
    case = complaint()
    case.declare_major("media", "A newspaper.", codes=CODES, by=ANN, now=NOW)
    assert row(case).is_major
    case.undeclare_major("Another bank.", by=BEN, now=NOW)
    assert not row(case).is_major


def test_who_is_vulnerable_and_whether_it_is_about_that() -> None:
    case = complaint()
    case.add_party(NewParty(PartyTerms(PartyRole.CO_COMPLAINANT)), codes=CODES, by=ANN, now=NOW)
    ill, cause = Vulnerability(("health",)), Vulnerability(("health",), is_cause=True)
    case.record_vulnerability(Vulnerable(ill), codes=CODES, by=ANN, now=NOW)
    case.record_vulnerability(Vulnerable(cause), party_id="p2", codes=CODES, by=ANN, now=NOW)
    both = row(case)
    assert (both.vulnerable_parties, both.cause_parties) == ("p1,p2", "p2")
    assert (both.is_vulnerable, both.vulnerability_is_cause) == (True, True)
    case.remove_party("p2", "A slip.", by=ANN, now=NOW)
    case.record_vulnerability(Vulnerable(Vulnerability()), codes=CODES, by=ANN, now=NOW)
    nobody = row(case)
    assert (nobody.is_vulnerable, nobody.vulnerability_is_cause) == (False, False)

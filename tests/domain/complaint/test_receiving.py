"""Step 1: receive, acknowledge."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta, timezone
from typing import Any
from uuid import uuid5

import pytest

from domain.complaint import Complaint
from domain.complaint.receiving import Intake
from domain.complaint.values import DispatchWay, Precision
from domain.refusals import Refusal
from tests.domain.complaint.happenings import CLOSED, OPEN, RECEIVED, happened, happens, received
from tests.domain.complaint.values import REFERENCE, SOURCE_RECORD, WORDS, facts, intake
from tests.domain.fixed import ANN, BEFORE_RECEIPT, CODES, EARLIER, EVE, NOW, RECEIVED_AT, TOMORROW
from tests.domain.language import STREAM, given


def receive(told: Intake, **data: Any) -> Callable[[Complaint], Complaint]:  # noqa: ANN401 - lists and documents
    return lambda _: Complaint.receive(
        told, stream_id=STREAM, reference=REFERENCE, codes=CODES, by=ANN, now=NOW, **data
    )


def test_a_complaint_is_received_with_everything_that_was_told() -> None:
    complaint = given().when(receive(intake())).then(received())
    assert (complaint.version, complaint.reference, complaint.state) == (1, REFERENCE, "received")


def test_it_happened_when_it_reached_the_bank_and_not_when_it_was_typed_in() -> None:
    given().when(receive(intake())).then(happens(Complaint.Received, RECEIVED_AT))


def test_an_instant_in_another_zone_is_kept_in_utc() -> None:
    told = facts(received_at=RECEIVED_AT.astimezone(timezone(timedelta(hours=8))))
    complaint = given().when(receive(intake(facts=told))).then(received())
    assert complaint.facts.received_at.utcoffset() == timedelta(0)


def test_a_clock_that_runs_seconds_ahead_does_not_bring_the_future() -> None:
    ahead = facts(received_at=NOW + timedelta(seconds=4))
    expected = happens(Complaint.Received, NOW, facts=facts(received_at=NOW))
    given().when(receive(intake(facts=ahead))).then(expected)


def test_nothing_is_received_about_a_day_to_come() -> None:
    day = (TOMORROW + timedelta(days=1)).date()
    given().when(receive(intake(facts=facts(incident_on=day)))).refuses("in_the_future")
    given(*OPEN).when(lambda c: c.correct({"incident_on": day}, "A slip.", codes=CODES, by=ANN, now=NOW)).refuses(
        "in_the_future"
    )


def test_nothing_is_received_tomorrow() -> None:
    given().when(receive(intake(facts=facts(received_at=TOMORROW)))).refuses("in_the_future")


def test_a_day_stands_for_its_start() -> None:
    by_day = facts(received_precision=Precision.DAY)
    given().when(receive(intake(facts=by_day))).then(received(facts=by_day))


def test_codes_of_the_receipt_are_those_of_its_day() -> None:
    given().when(receive(intake(facts=facts(channel="pigeon")))).refuses("unknown_code")
    given().when(receive(intake(facts=facts(source="retired")))).refuses("unknown_code")
    given().when(receive(intake(facts=facts(complainant_type="alien")))).refuses("unknown_code")
    given().when(receive(intake(facts=facts(partner_type="pigeon_post")))).refuses("unknown_code")
    last_year = facts(received_at=RECEIVED_AT - timedelta(days=30), channel="retired", incident_on=None)
    given().when(receive(intake(facts=last_year))).then(
        happens(Complaint.Received, last_year.received_at, facts=last_year)
    )


def test_an_unknown_complainant_type_is_null_and_not_invented() -> None:
    told = facts(complainant_type=None)
    given().when(receive(intake(facts=told))).then(received(facts=told))


def test_a_complaint_about_oneself_is_entered_by_a_colleague() -> None:
    told = facts(employee_id="ann")
    given().when(receive(intake(facts=told))).refuses("conflict_of_interest")
    about_eve = facts(employee_id="eve")
    given().when(receive(intake(facts=about_eve))).then(received(facts=about_eve))


def test_a_new_complainant_becomes_a_person_of_their_own() -> None:
    given().when(receive(intake(complainant_id=None))).then(received(complainant_id=uuid5(STREAM, "complainant")))


def test_an_anonymous_complaint_makes_nobody() -> None:
    anonymous = intake(complainant_id=None, complainant=None)
    given().when(receive(anonymous)).then(received(complainant_id=None, complainant=None))


def test_the_record_of_another_system_is_kept() -> None:
    complaint = given().when(receive(intake(source_record=SOURCE_RECORD))).then(received(source_record=SOURCE_RECORD))
    assert complaint.source_record_fields == SOURCE_RECORD.fields


def test_a_receipt_is_acknowledged() -> None:
    given(*RECEIVED).when(lambda c: c.acknowledge(DispatchWay.SMS, at=None, by=ANN, now=NOW)).then(
        happens(Complaint.Acknowledged)
    )


def test_an_acknowledgement_counts_from_when_it_went_out() -> None:
    given(*RECEIVED).when(lambda c: c.acknowledge(DispatchWay.SMS, at=EARLIER, by=ANN, now=NOW)).then(
        happens(Complaint.Acknowledged, EARLIER)
    )


def test_acknowledging_the_same_way_again_does_nothing() -> None:
    past = (*RECEIVED, happened(Complaint.Acknowledged))
    given(*past).when(lambda c: c.acknowledge(DispatchWay.SMS, at=None, by=ANN, now=NOW)).then()


def test_acknowledging_another_way_is_another_fact() -> None:
    past = (*RECEIVED, happened(Complaint.Acknowledged))
    given(*past).when(lambda c: c.acknowledge(DispatchWay.POSTED, at=None, by=ANN, now=NOW)).then(
        happens(Complaint.Acknowledged, way=DispatchWay.POSTED)
    )


def test_a_reopened_complaint_is_acknowledged_anew() -> None:
    past = (*OPEN, happened(Complaint.Acknowledged), happened(Complaint.Withdrawn), happened(Complaint.Reopened))
    given(*past).when(lambda c: c.acknowledge(DispatchWay.SMS, at=None, by=ANN, now=NOW)).then(
        happens(Complaint.Acknowledged)
    )


def test_an_acknowledgement_lies_between_receipt_and_now() -> None:
    asked = given(*RECEIVED)
    asked.when(lambda c: c.acknowledge(DispatchWay.SMS, at=BEFORE_RECEIPT, by=ANN, now=NOW)).refuses("before_receipt")
    asked.when(lambda c: c.acknowledge(DispatchWay.SMS, at=TOMORROW, by=ANN, now=NOW)).refuses("in_the_future")


def test_a_closed_complaint_is_not_acknowledged() -> None:
    given(*CLOSED).when(lambda c: c.acknowledge(DispatchWay.SMS, at=None, by=ANN, now=NOW)).refuses(
        "complaint_is_closed"
    )


def test_the_employee_complained_about_does_nothing_with_it() -> None:
    about_eve = received(facts=facts(employee_id="eve"))
    given(about_eve).when(lambda c: c.acknowledge(DispatchWay.SMS, at=None, by=EVE, now=NOW)).refuses(
        "conflict_of_interest"
    )


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"facts": facts(authority_received_on=date(2199, 1, 1))}, "in_the_future"),
        ({"facts": facts(incident_on=date(2026, 1, 7))}, "after_receipt"),
        ({"facts": facts(incident_on=date(2027, 1, 7))}, "in_the_future"),
        ({"words": replace(WORDS, birth_year=2027)}, "in_the_future"),
    ],
)
def test_nothing_is_told_of_days_that_cannot_be(told: dict[str, Any], code: str) -> None:
    with pytest.raises(Refusal) as caught:
        Complaint.receive(intake(**told), stream_id=STREAM, reference="C-2026-000042-9", codes=CODES, by=ANN, now=NOW)
    assert caught.value.code == code
    changes = {
        name: value
        for group in told.values()
        for name in ("authority_received_on", "incident_on", "birth_year")
        if (value := getattr(group, name, None)) is not None
    }
    given(*RECEIVED).when(lambda c: c.correct(changes, "So.", codes=CODES, by=ANN, now=NOW)).refuses(code)


def test_a_correction_of_something_else_leaves_days_as_they_are() -> None:
    past = received(facts=facts(incident_on=date(2026, 1, 9)))
    complaint = given(past).replayed()
    complaint.correct({"branch": "pudong"}, "So.", codes=CODES, by=ANN, now=NOW)
    assert complaint.facts.branch == "pudong"

"""Tests: `reporting.contacts` says what the log says of contacts, and no word of anybody."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import Engine

from domain.interaction import Interaction
from domain.interaction.ending import Ending
from domain.interaction.values import Author, Beginning, Direction
from infrastructure.database import raw_cursor
from infrastructure.event_store import EventLog
from infrastructure.settings import Settings
from infrastructure.views import all_views
from projections import reporting
from tests.domain.fixed import BEN, CODES, FORMS
from tests.domain.interaction.examples import EXAMPLES, SCORE
from tests.projections.conftest import ZONES
from tests.projections.contacts import (
    BY,
    FIRST_CALL,
    LATER,
    be_with,
    complaint,
    contact,
    customer,
    link,
    named,
    new_events,
)
from tests.projections.following import append, begin, contents, follow, rebuild

VIEW = next(view for view in all_views(Settings(unit_zones=ZONES)) if view.name == reporting.NAME)
LI, WANG = named("person", 0), named("person", 1)
WORDS = ("我的卡被扣了两次。", "Teacher", "The day was not told.", "I have told it now.", "Her sister.")


@pytest.fixture
def told(engine: Engine, log: EventLog) -> Interaction:
    """A contact in which everything happened that may happen."""
    begin(engine, [VIEW])
    one, case, opened = contact(1, WANG), complaint(1, LI), complaint(2, LI)
    one.add_entry(Author.CUSTOMER, WORDS[0], at=None, **BY)
    be_with(one, LI)
    one.record_fact("occupation", WORDS[1], at=None, codes=CODES, **BY)
    link(one, case)
    one.open_complaint({}, None, "shanghai", case_id=opened.id, reference=opened.reference, **BY)
    one.end(Ending("solved", solved_claim=True), at=FIRST_CALL + timedelta(hours=1, minutes=5), codes=CODES, **BY)
    by_ben: dict[str, Any] = {"by": BEN, "now": LATER}
    for _ in range(2):
        one.sample_for_check("random", codes=CODES, **by_ben)
        one.score_check("call", SCORE.points, forms=FORMS, **by_ben)
        one.record_check_finding(WORDS[2], **by_ben)
        one.answer_check(WORDS[3], **BY)
        one.close_check(**by_ben)
    one.sample_for_check("random", codes=CODES, **by_ben)
    append(log, new_events(one, case, opened, customer(LI)))
    return one


def row(engine: Engine, one: Interaction) -> dict[str, Any]:
    """Return the row of a contact."""
    follow(engine, [VIEW])
    with raw_cursor(engine) as cursor:
        cursor.execute("SELECT * FROM reporting.contacts WHERE case_id = %s", (str(one.id),))
        (found,) = cursor.fetchall()
        return {column.name: value for column, value in zip(cursor.description or (), found, strict=True)}


def test_a_contact_is_reported_with_its_instants_counts_and_claim(engine: Engine, told: Interaction) -> None:
    found = row(engine, told)
    expected = {
        "reference": told.reference,
        "state": "ended",
        "direction": "inbound",
        "channel": "phone",
        "channel_level_1": "phone",
        "channel_level_2": None,
        "unit_id": "shanghai",
        "time_zone": "Asia/Shanghai",
        "agent_id": "ann",
        "offered_at": told.offered_at,
        "offered_local": datetime(2026, 1, 5, 18, 0),  # noqa: DTZ001 - local time
        "offered_on": date(2026, 1, 5),
        "answered_at": told.answered_at,
        "ended_at": told.ended_at,
        "is_abandoned": False,
        "wait_seconds": 12,
        "duration_seconds": 288,
        "outcome": "solved",
        "solved_claim": True,
        "verification_means": "id_card",
        "entries": 1,
        "facts": 1,
        "linked_cases": len(told.links),
        "opened_cases": 1,
        "checks": len(told.checks),
        "open_checks": 1,
        "check_form": "call",
        "check_score": SCORE.total,
        "check_maximum": SCORE.maximum,
    }
    assert {name: found[name] for name in expected} == expected


def test_no_word_of_anybody_is_in_the_table(engine: Engine, told: Interaction) -> None:
    said = str(row(engine, told))
    assert not [word for word in WORDS if word in said]
    assert str(LI) not in said


def test_what_nobody_took_is_abandoned_if_the_customer_sought_it(engine: Engine, log: EventLog) -> None:
    begin(engine, [VIEW])
    for number, (direction, is_abandoned) in enumerate(((Direction.INBOUND, True), (Direction.OUTBOUND, False))):
        told = Beginning(direction, "phone", FIRST_CALL, "london")
        stream = named("unanswered", number)
        one = Interaction.begin(told, stream_id=stream, reference=f"I-2026-00000{number}-0", codes=CODES, **BY)
        one.end(Ending("abandoned"), at=FIRST_CALL + timedelta(minutes=3), codes=CODES, **BY)
        append(log, new_events(one))
        found = row(engine, one)
        assert (found["is_abandoned"], found["wait_seconds"], found["duration_seconds"]) == (is_abandoned, None, None)
        assert (found["agent_id"], found["answered_at"], found["solved_claim"]) == (None, None, None)


def test_what_is_taken_later_has_waited_until_then(engine: Engine, log: EventLog) -> None:
    begin(engine, [VIEW])
    told = Beginning(Direction.INBOUND, "web", FIRST_CALL, "london")
    one = Interaction.begin(told, stream_id=named("waiting", 1), reference="I-2026-000001-7", codes=CODES, **BY)
    append(log, new_events(one))
    assert row(engine, one)["state"] == "offered"
    one.answer("eve", at=FIRST_CALL + timedelta(seconds=59, milliseconds=900), **BY)
    append(log, new_events(one))
    found = row(engine, one)
    assert (found["state"], found["agent_id"], found["wait_seconds"]) == ("answered", "eve", 59)


def test_a_case_that_is_unlinked_and_a_customer_nobody_knows_count_no_more(
    engine: Engine, told: Interaction, log: EventLog
) -> None:
    told.unlink_case(told.links[0].case_id, **BY)
    be_with(told, None)
    append(log, new_events(told))
    found = row(engine, told)
    assert (found["linked_cases"], found["verification_means"]) == (1, None)


def test_building_anew_gives_the_same_contacts(engine: Engine, told: Interaction) -> None:
    assert row(engine, told)
    lived = contents(engine, VIEW)["reporting.contacts"]
    rebuild(engine, VIEW)
    assert contents(engine, VIEW)["reporting.contacts"] == lived


def test_every_event_that_there_is_counts_as_the_stream_counts_it(engine: Engine, log: EventLog) -> None:
    begin(engine, [VIEW])
    begun, *rest = EXAMPLES.all_of_them()
    for told in (one for one in rest if one.cls is not Interaction.CaseUnlinked):  # which undoes what came before
        stream = uuid4()
        events = [replace(one.placed(version), originator_id=stream) for version, one in enumerate((begun, told), 1)]
        append(log, events)
        contact = Interaction.blank(stream).replay(events)
        found = row(engine, contact)
        assert (found["linked_cases"], found["entries"], found["facts"], found["checks"], found["state"]) == (
            len(contact.links),
            len(contact.entries),
            len(contact.facts),
            len(contact.checks) if told.cls is Interaction.SampledForCheck else 0,
            contact.state,
        ), told.cls

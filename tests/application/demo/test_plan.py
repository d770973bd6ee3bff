"""The plan of the demo: deterministic, complete, believable."""

import hashlib
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, time
from random import Random
from typing import Any
from uuid import UUID

import pytest

from application.demo.bank import BANKS
from application.demo.brief import make_brief
from application.demo.people import make_people
from application.demo.plan import Plan, case_key, make_plan, notable_cases
from application.demo.step import Step
from application.demo.stories import CONTACTS, FOURTEEN, REQUESTS, STORIES
from application.demo.texts import TOPICS, Topic
from application.permissions.complaints import COMMANDS as COMPLAINT_COMMANDS
from application.permissions.complaints import IMPORT_ONLY
from application.permissions.interactions import COMMANDS as INTERACTION_COMMANDS
from application.permissions.requests import COMMANDS as REQUEST_COMMANDS
from application.rights import may
from domain.complaint.receiving import Intake
from domain.complaint.state import ENDS as COMPLAINT_ENDS
from domain.complaint.state import State
from domain.complaint.values import Outcome
from domain.interaction.state import ENDS as CONTACT_ENDS
from domain.interaction.state import State as ContactState
from domain.request.state import ENDS as REQUEST_ENDS
from domain.request.state import State as RequestState

STARTS = datetime(2026, 3, 2, 9, tzinfo=UTC)
FEW = 90
ENDS = COMPLAINT_ENDS | REQUEST_ENDS | CONTACT_ENDS
TITLES = [
    "VIP phones about a double charge",
    "complaint by an heir",
    "regulator forward with mediation",
    "anonymous",
    "about the branch manager",
    "joint of 25",
    "turns out to be an inquiry",
    "request converted",
    "decision rejected, re-check in the superior unit, ombudsman",
    "repeat with new facts after closing",
    "wrong customer merged then unmerged",
    "withdrawn then reopened",
    "remedy paid late and in parts",
    "solved on the spot",
]
COMMANDS = {
    "complaints": COMPLAINT_COMMANDS.keys() - IMPORT_ONLY,
    "requests": REQUEST_COMMANDS.keys(),
    "interactions": INTERACTION_COMMANDS.keys(),
}
"""What a person can do with each kind of case."""
ACTIONS = {
    "complaints": "complaint",
    "requests": "service_request",
    "interactions": "interaction",
    "persons": "person",
    "customers": "customer",
}


@pytest.fixture(scope="module")
def small() -> Plan:
    return make_plan(STARTS, cases=FEW)


@pytest.fixture(scope="module")
def whole() -> Plan:
    return make_plan(STARTS)


def test_the_same_arguments_give_the_same_plan(small: Plan) -> None:
    again = make_plan(STARTS, cases=FEW)
    assert again == small
    assert again.id == small.id


@pytest.mark.parametrize("other", [{"starts": STARTS.replace(hour=10)}, {"cases": FEW + 1}, {"seed": 13}])
def test_other_arguments_give_another_plan(small: Plan, other: dict[str, Any]) -> None:
    assert make_plan(**{"starts": STARTS, "cases": FEW, **other}).id != small.id


@pytest.mark.parametrize("day", [1, 5, 9])
def test_a_small_demo_has_every_state_and_every_command(day: int) -> None:
    plan = make_plan(STARTS.replace(month=day, day=day), cases=FEW)
    assert {state for case in plan.told for state in case.states.values()} == {*State, *RequestState, *ContactState} - {
        # A story that is told to its end leaves nothing merged: it was taken out again.
        State.MERGED
    }
    given = {use_cases: {step.command for step in plan.steps if step.use_cases == use_cases} for use_cases in COMMANDS}
    # Commands that several kinds have in common are given to one of them.
    assert {name: COMMANDS[name] - given[name] for name in COMMANDS} == {name: set() for name in COMMANDS}


def test_each_of_the_fourteen_stories_is_told_first() -> None:
    assert [story.title for story in STORIES[:14]] == TITLES
    assert STORIES[:14] == FOURTEEN


def test_the_demo_has_requests_contacts_and_customers(whole: Plan) -> None:
    assert len(whole.requests) == 150
    assert len(whole.contacts) == 200
    assert len(whole.register) == 120


def test_the_demo_has_a_thousand_cases_of_three_hundred_people_in_both_cities(whole: Plan) -> None:
    intakes = [intake(step) for step in whole.steps if step.command == "receive"]
    people = {one.complainant_id for one in intakes} - {None}
    # Who calls is found out in the call.
    called = (step for case in whole.cases for step in case.steps if step.command == "identify_customer")
    people |= {UUID(str(step.arguments["person_id"])) for step in called}
    assert len(whole.cases) == 1000
    assert len(people) == 300
    assert Counter(one.facts.legal_entity for one in intakes).keys() == {bank.entity for bank in BANKS}
    assert {one.facts.language for one in intakes} == {"en", "zh"}
    assert {one.facts.about[0].product for one in intakes} == {topic.product[0] for topic in TOPICS}


def test_every_step_lies_within_the_demo_and_steps_of_a_case_in_order(whole: Plan) -> None:
    for case in whole.told:
        instants = [step.at for step in case.steps]
        assert whole.starts < instants[0]
        assert instants[-1] <= whole.ends
        assert instants == sorted(instants)
        assert [step.number for step in case.steps] == list(range(1, len(case.steps) + 1))


def test_business_time_lies_before_the_recording(whole: Plan) -> None:
    for step in whole.steps:
        told = step.arguments.get("intake")
        at = told.facts.received_at if isinstance(told, Intake) else step.arguments.get("at")
        assert at is None or (isinstance(at, datetime) and at <= step.at)


def test_who_gives_a_command_may_give_it(whole: Plan) -> None:
    # A repeat is received like any complaint.
    actions = [(step, f"{ACTIONS[step.use_cases]}.{step.command.removesuffix('_repeat')}") for step in whole.steps]
    assert not [step for step, action in actions if not may(step.by.role, action)]


def test_handlers_find_things_in_office_hours(whole: Plan) -> None:
    zones = {bank.city: bank.zone for bank in BANKS}
    for step in whole.steps:
        if step.command == "record_finding":
            local = step.at.astimezone(zones[step.by.unit_id.split("-")[0]])
            assert local.weekday() < 5
            assert time(9) <= local.time() <= time(17, 40)


def test_the_first_case_of_each_story_is_told_to_its_end(small: Plan) -> None:
    first = dict(notable_cases(FEW))
    assert len(first) == len(STORIES) + len(REQUESTS) + len(CONTACTS)
    told = {case.key: case for case in small.told}
    assert all(told[key].story is story for key, story in first.items())
    assert all((told[key].state in ENDS) is not story.waits for key, story in first.items())


def test_what_waits_has_been_worked_on_lately(whole: Plan) -> None:
    waiting = [case for case in whole.told if case.story.waits]
    assert len(waiting) > 100
    assert all((whole.ends - case.steps[-1].at).days < 8 for case in waiting)


def test_no_slot_of_a_text_is_left_open(whole: Plan) -> None:
    assert not [step for step in whole.steps if "{" in "".join(texts(step.arguments))]


@pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.name)
def test_every_text_of_a_topic_can_be_filled_in_either_language(topic: Topic) -> None:
    person = make_people(2, Random(1))[0]
    for outcome in Outcome:
        brief = make_brief(person, STARTS.date(), Random(1), topic_name=topic.name, outcome=outcome)
        for language in ("en", "zh"):
            one = replace(brief, person=replace(person, language=language))
            for template in texts({name: getattr(one.theirs, name) for name in one.theirs.__slots__}):
                assert "{" not in template.format(**one.slots(language))


def test_an_attachments_hash_is_that_of_its_bytes(small: Plan) -> None:
    attached = [step for step in small.steps if step.command == "attach_evidence"]
    for step in attached:
        assert step.content
        assert hashlib.sha256(step.content).hexdigest() in repr(step.arguments)


def test_the_employee_complained_about_does_nothing_on_the_case(whole: Plan) -> None:
    for case in whole.cases:
        told = case.steps[0].arguments.get("intake")
        about = told.facts.employee_id if isinstance(told, Intake) else None
        assert about is None or about not in {step.by.user_id for step in case.steps}


def test_cases_have_keys_of_their_own(whole: Plan) -> None:
    assert [case.key for case in whole.cases] == [case_key(number) for number in range(1, 1001)]


def intake(step: Step) -> Intake:
    found = step.arguments["intake"]
    assert isinstance(found, Intake)
    return found


def texts(value: object) -> list[str]:
    """Find every text in a step's arguments, or in a group of texts."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for one in value.values() for text in texts(one)]
    if isinstance(value, tuple):
        return [text for one in value for text in texts(one)]
    return texts({name: getattr(value, name) for name in getattr(value, "__slots__", ())})

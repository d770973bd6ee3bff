"""Every route of the interface, walked by those for whom a case does not exist.

A new route is walked by itself. Where it needs a word more (a query, an id in its body), the test fails until somebody
says how.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import httpx
import pytest

from domain.actor import Role
from tests.api import secrets_to_find as story
from tests.api.secrets_to_find import STORIES, WORDS, Outsider, Secret
from tests.api.server import Server, clocks_kept, receive

pytestmark = pytest.mark.long

CASE_PARAMETERS = {"complaint_id", "request_id", "case_id", "reference"}
"""What names a case in a path: for the outsider there is none."""
CONTACT_PARAMETERS = {"interaction_id"}
OTHER_PARAMETERS = {"person_id", "unit_id", "user_id", "digest", "name", "list_name"}
IDS_IN_BODIES: Mapping[str, str] = {
    **dict.fromkeys(("other", "into", "case_id", "cases", "repeat_of"), "complaint_id"),
    **dict.fromkeys(("interaction_id", "contact_id"), "interaction_id"),
    **dict.fromkeys(("person_id", "about_id", "survivor_id", "duplicate_id", "belongs_to"), "person_id"),
}
"""Fields of bodies that name something, and which of the story's ids they are given."""
QUERIES: Mapping[str, list[dict[str, str]]] = {
    "search": [{"q": word} for word in WORDS.values()],
    "read_worklist": [
        *({"text": word} for word in WORDS.values()),
        *({}, {"unit": "crown"}, {"handler": "ian"}, {"severity": "critical"}),
        *({"awaits_approval": "true"}, {"suspended": "true"}, {"class": "violation"}, {"limit": "1"}),
    ],
    "read_worklist_counts": [
        {},
        {"text": WORDS["recused"]},
        {"unit": "crown"},
        {"handler": "ian"},
        {"severity": "critical"},
    ],
    "read_requests": [{}],
    "read_clocks": [{}, {"breached": "true"}, {"unit": "crown"}, {"handler": "ian"}],
    "read_clock_counts": [{}, {"unit": "crown"}, {"handler": "ian"}],
    "read_load": [{}, {"unit": "crown"}, {"unit": "lab"}],
    "read_approvals": [{}, {"unit": "crown"}],
}
"""What lists are asked by beside nothing; a list with a required question has to stand here."""
SHOW_THE_STORY = {"search", "read_worklist", "read_load", "read_approvals", "read_requests", "read_clocks"}
"""Lists in which somebody of the unit meets the story."""
COUNT_THE_STORY = {"read_worklist_counts", "read_load", "read_clock_counts"}
"""Figures that the story changes for somebody of the unit."""
NOT_ABOUT_CASES = {
    "read_code_lists",
    "read_request_types",
    "read_me",
    "read_units",
    "read_users",
    "read_policies",
    "ask_what_if",
    "read_lists",
    "healthz",
    "readyz",
    "metrics",
}
BY_OTHER_MEANS = {"read_status": "the customer's own secret opens it, whoever asks"}
OPEN_TO_OTHER_UNITS = {"receive": "a case of another unit may be repeated anywhere, by who knows its id (ADR 125)"}


@dataclass(frozen=True)
class Operation:
    """One route with all that is needed to ask it."""

    name: str
    method: str
    path: str
    parameters: frozenset[str]
    asks: tuple[str, ...]
    body: Mapping[str, Any] | None
    ids_in_body: frozenset[str]


def operations(server: Server) -> Iterator[Operation]:
    """Read the description of the interface."""
    schema = server.anybody().get("/openapi.json").json()
    for path, methods in schema["paths"].items():
        for method, operation in methods.items():
            named = [one for one in operation.get("parameters", []) if "in" in one]
            content = operation.get("requestBody", {}).get("content", {}).get("application/json")
            shape = schema["components"]["schemas"][content["schema"]["$ref"].rpartition("/")[2]] if content else None
            yield Operation(
                operation["operationId"],
                method,
                path,
                frozenset(one["name"] for one in named if one["in"] == "path"),
                tuple(one["name"] for one in named if one["in"] == "query" and one.get("required")),
                shape["examples"][0] if shape else None,
                frozenset(name for name, told in shape["properties"].items() if "uuid" in json.dumps(told))
                if shape
                else frozenset(),
            )


@dataclass
class World:
    """The bank before and after the stories were told."""

    server: Server
    all: list[Operation]
    outsiders: dict[str, list[Outsider]]
    secrets: dict[str, list[Secret]]
    before: dict[str, dict[str, list[Any]]]
    after: dict[str, dict[str, list[Any]]]
    insider: httpx.Client
    changed: set[str]
    """Which lists and figures the first story has changed for the insider."""

    def stories(self, kind: str) -> list[Secret]:
        """Return the stories that one kind of outsider must not meet."""
        return self.secrets["cut off" if kind == "cut off" else "recused"]


def lists(world: list[Operation]) -> list[Operation]:
    """Return what is read without naming anything."""
    return [one for one in world if one.method == "get" and not one.parameters]


def read_lists(client: httpx.Client, world: list[Operation]) -> dict[str, list[Any]]:
    """Return what somebody reads in all lists and figures."""
    return {
        one.name: [told(client.get(one.path, params=query)) for query in QUERIES.get(one.name, [{}])]
        for one in lists(world)
        if one.name not in NOT_ABOUT_CASES
    }


def told(answer: httpx.Response) -> Any:  # noqa: ANN401 - any answer
    """Return what an answer says, without what names the request and the page after it."""
    content = answer.json()
    return {name: value for name, value in content.items() if name not in {"instance", "correlation_id", "next"}}


@pytest.fixture(scope="module")
def world(followed: Server) -> World:
    """Tell the stories one after the other, and note what everybody read before and after."""
    story.found_bank(followed)
    everything = list(operations(followed))
    outsiders = {kind: list(make(followed)) for kind, make in STORIES.items()}
    insider = followed.client("ines", Role.SUPERVISOR, "crown")
    other = receive(insider)

    def read_by_all() -> dict[str, dict[str, list[Any]]]:
        caught_up(followed, insider, other)
        everybody = {one.name: one.client for kind in outsiders for one in outsiders[kind]}
        return {name: read_lists(client, everything) for name, client in {**everybody, "insider": insider}.items()}

    before = read_by_all()
    about_mona = story.tell_at_length_about_mona(followed) + story.tell_at_length_and_name_mona_first(followed)
    secrets = {"recused": [story.tell_about_mona(followed), *about_mona]}
    after = read_by_all()
    changed = {name for name, answers in after["insider"].items() if answers != before["insider"][name]}
    in_confidence = story.tell_at_length_in_confidence(followed)
    secrets["cut off"] = [story.tell_in_confidence(followed), *in_confidence]
    caught_up(followed, insider, other)
    for secret in (*secrets["recused"], *secrets["cut off"]):
        secret.learn(insider)
    return World(followed, everything, outsiders, secrets, before, after, insider, changed)


def caught_up(server: Server, client: httpx.Client, case: str) -> None:
    """Wait until the lists show everything, clocks included."""
    clocks_kept(server)
    answer = client.post(f"{case}/add-note", json={"text": "Look."}, headers={"Prefer": "wait=10"})
    assert answer.headers["preference-applied"] == "wait"
    server.forget()


def leaks(text: str, secret: Secret, *sent: str) -> list[str]:
    """Return what of the story is in an answer, but for what the outsider said themselves."""
    return [one for one in secret.texts if one in text and one not in sent]


def everywhere(world: World, kind: str, wanted: Callable[[Operation], bool]) -> Iterator[tuple[Operation, Secret]]:
    """Yield each of some operations with each story that one kind of outsider must not meet."""
    yield from ((one, secret) for one in world.all if wanted(one) for secret in world.stories(kind))


def about_a_case(one: Operation) -> bool:
    """Tell whether an operation names a case in its path."""
    return bool(one.parameters & CASE_PARAMETERS)


KINDS = list(STORIES)


def test_every_list_is_known_and_shows_the_story_to_the_unit(world: World) -> None:
    named = {one.name for one in lists(world.all)} - NOT_ABOUT_CASES
    asked = [one.name for one in lists(world.all) if one.asks and one.name not in QUERIES]
    assert not asked, "Say in QUERIES what these lists are asked."
    shown = json.dumps(world.after["insider"])
    secret = world.secrets["recused"][0]
    showing = {
        name
        for name, answers in world.after["insider"].items()
        if secret.parameters["complaint_id"] in json.dumps(answers)
        or secret.parameters["request_id"] in json.dumps(answers)
    }
    assert secret.word in shown
    assert showing == SHOW_THE_STORY
    assert world.changed == SHOW_THE_STORY | COUNT_THE_STORY
    assert named == SHOW_THE_STORY | COUNT_THE_STORY, "Say whether a new list shows or counts cases."


@pytest.mark.parametrize("kind", KINDS)
def test_no_list_and_no_figure_tells_of_it(world: World, kind: str) -> None:
    for outsider in world.outsiders[kind]:
        read = read_lists(outsider.client, world.all)
        for secret in world.stories(kind):
            assert not leaks(json.dumps(read, ensure_ascii=False), secret), outsider.name


@pytest.mark.parametrize("kind", ["recused", "foreign"])
def test_no_list_and_no_figure_changes_by_it(world: World, kind: str) -> None:
    for outsider in world.outsiders[kind]:
        before, after = world.before[outsider.name], world.after[outsider.name]
        assert [name for name in after if after[name] != before[name]] == [], outsider.name


@pytest.mark.parametrize("kind", KINDS)
def test_whatever_is_read_by_name_tells_nothing(world: World, kind: str) -> None:
    for one, secret in everywhere(world, kind, lambda each: each.method == "get" and bool(each.parameters)):
        unknown = one.parameters - CASE_PARAMETERS - CONTACT_PARAMETERS - OTHER_PARAMETERS
        assert not unknown, f"Say what stands in the path of {one.name}: {unknown}"
        path = filled(one, secret.parameters, references(world, secret))
        assert one.parameters <= OTHER_PARAMETERS or world.insider.get(path).status_code in {200, 403, 404}, path
        for outsider in world.outsiders[kind]:
            answer = outsider.client.get(path)
            hides(one, answer, outsider, secret)
            own = filled(one, own_parameters(outsider, secret), {})
            text = outsider.client.get(own).text
            assert not leaks(text, secret, *secret.parameters.values()) or outsider.meets_contacts, (one.name, text)


@pytest.mark.parametrize("kind", KINDS)
def test_what_the_unit_reads_by_name_is_there(world: World, kind: str) -> None:
    for one, secret in everywhere(world, kind, lambda each: each.method == "get" and about_a_case(each)):
        if secret.request is None and "/requests/" in one.path:
            continue
        path = filled(one, secret.parameters, references(world, secret))
        assert world.insider.get(path).status_code == 200, (one.name, world.insider.get(path).text)


WALKERS = {
    *("mona as supervisor", "mona as compliance", "lou as handler", "fay as supervisor"),
    *("carl as handler", "hans as supervisor", "tom as handler", "quin as quality"),
}
"""Who tries the commands; the others have no more roles."""


@pytest.mark.parametrize("kind", KINDS)
def test_no_command_reaches_it(world: World, kind: str) -> None:
    nothing = dict.fromkeys(world.stories(kind)[0].parameters, str(uuid4()))
    for one, secret in everywhere(world, kind, lambda each: each.method == "post" and about_a_case(each)):
        for outsider in (each for each in world.outsiders[kind] if each.name in WALKERS):
            answer = ask(outsider, one, secret.parameters, one.body)
            hides(one, answer, outsider, secret)
            unknown = ask(outsider, one, {**secret.parameters, **nothing}, one.body)
            assert without_request(answer) == without_request(unknown), (outsider.name, one.name)


@pytest.mark.parametrize("kind", KINDS)
def test_no_command_on_something_else_brings_it_in(world: World, kind: str) -> None:
    for one, secret in everywhere(world, kind, lambda each: each.method == "post" and bool(each.ids_in_body)):
        unknown = one.ids_in_body - IDS_IN_BODIES.keys()
        assert not unknown, f"Say what the body of {one.name} names: {unknown}"
        about_cases = {name for name in one.ids_in_body if IDS_IN_BODIES[name] in {"complaint_id", "interaction_id"}}
        if not about_cases or (one.name in OPEN_TO_OTHER_UNITS and kind == "foreign"):
            continue
        for outsider in (each for each in world.outsiders[kind] if each.name in WALKERS):
            body = {**(one.body or {})}
            for name in about_cases:
                named = secret.parameters[IDS_IN_BODIES[name]]
                body[name] = [named] if name == "cases" else named
            answer = ask(outsider, one, own_parameters(outsider, secret), body)
            assert not leaks(answer.text, secret, *secret.parameters.values()), (outsider.name, one.name, answer.text)
            if one.name == "reassign" and answer.is_success:
                assert [each["code"] for each in answer.json()] == ["not_found"], outsider.name
            elif "interaction_id" not in {IDS_IN_BODIES[name] for name in about_cases} or not outsider.meets_contacts:
                assert answer.status_code in {403, 404}, (outsider.name, one.name, answer.text)
                assert answer.json()["code"] in {"not_found", "role_forbidden"}, (outsider.name, one.name, answer.text)


@pytest.mark.parametrize("kind", ["recused", "cut off"])
def test_no_contact_is_linked_to_a_request_of_it(world: World, kind: str) -> None:
    for request in {secret.parameters["request_id"] for secret in world.stories(kind) if secret.request}:
        for outsider in (each for each in world.outsiders[kind] if each.name in WALKERS):
            answer = outsider.client.post(
                f"{outsider.contact}/link-case", json={"case_id": request, "kind": "service_request"}
            )
            assert answer.json()["code"] in {"not_found", "role_forbidden"}, (outsider.name, answer.text)


def test_every_command_is_walked_or_about_no_case(world: World) -> None:
    """What begins something, and what is about persons, units and users, names no case."""
    left = {
        one.name
        for one in world.all
        if one.method == "post" and not one.parameters & (CASE_PARAMETERS | CONTACT_PARAMETERS) and not one.ids_in_body
    }
    assert {
        name for name in left if not name.startswith(("found_", "register_"))
    } <= ABOUT_NO_CASE | BY_OTHER_MEANS.keys()


ABOUT_NO_CASE = {
    *("service_request_submit", "begin_interaction"),
    *("rename_unit", "move_unit", "appoint_head", "relieve_head", "close_unit", "reopen_unit"),
    *("set_jurisdiction", "publish_policy", "publish_reference_data", "ask_what_if"),
    *("move_to_unit", "grant_role", "revoke_role", "set_limit", "set_grade", "deactivate", "reactivate"),
    *("record_death", "retract_death", "place_hold_on_person", "release_hold_of_person", "restrict_person"),
    *("lift_restriction", "request_access", "request_correction", "request_deletion", "check_identity"),
    *("refuse_request", "complete_request"),
}


def hides(one: Operation, answer: httpx.Response, outsider: Outsider, secret: Secret) -> None:
    """Check that for an outsider there is nothing."""
    is_contact = one.parameters & CONTACT_PARAMETERS and outsider.meets_contacts
    allowed = {secret.word} if is_contact else set[str]()
    assert not leaks(answer.text, secret, *allowed), (outsider.name, one.name, answer.text)
    if one.parameters & CASE_PARAMETERS or (one.parameters & CONTACT_PARAMETERS and not is_contact):
        assert answer.status_code in {403, 404}, (outsider.name, one.name, answer.text)
        assert answer.json()["code"] in {"not_found", "role_forbidden"}, (outsider.name, one.name, answer.text)


def ask(
    outsider: Outsider, one: Operation, parameters: Mapping[str, str], body: Mapping[str, Any] | None
) -> httpx.Response:
    """Give a command."""
    path = filled(one, parameters, {})
    if one.name == "attach_evidence":
        return outsider.client.post(path, content=b"x", headers=story.TEXT_FILE)
    return outsider.client.post(path, json=body)


def filled(one: Operation, parameters: Mapping[str, str], references: Mapping[str, str]) -> str:
    """Write the path of an operation."""
    path = one.path
    for name in one.parameters:
        value = references.get(one.name) if name == "reference" else parameters[name]
        path = path.replace(f"{{{name}}}", value or "R-2026-999999-9")
    return path


def references(world: World, secret: Secret) -> dict[str, str]:
    """Return what people call the cases, by the operation that takes it."""
    case = world.insider.get(secret.complaint).json()
    found = {"read_case_by_reference": case["reference"]}
    if secret.request is not None:
        found["read_request_by_reference"] = world.insider.get(secret.request).json()["reference"]
    return found


def own_parameters(outsider: Outsider, secret: Secret) -> dict[str, str]:
    """Return the ids of what an outsider may know, and those of the story where there is nothing of theirs."""
    own, contact = outsider.own.rpartition("/")[2], outsider.contact.rpartition("/")[2]
    known = {"complaint_id": own, "case_id": own, "interaction_id": contact}
    return {**secret.parameters, "request_id": str(uuid4()), **known}


def without_request(answer: httpx.Response) -> dict[str, Any]:
    """Return an answer without what names the request."""
    return {name: value for name, value in answer.json().items() if name not in {"instance", "correlation_id"}}

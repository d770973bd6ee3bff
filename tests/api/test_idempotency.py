"""One key, one effect, one answer; and the version that the caller saw."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from domain.actor import Role
from tests.api.server import INTAKE, Server, give, key, receive

ANSWER_HEADERS = ("etag", "location", "content-type")


def test_a_receipt_sent_again_answers_with_the_same_case(server: Server) -> None:
    client, once = server.client(), key()

    answers = [client.post("/v1/complaints", json=INTAKE, headers=once) for _ in range(3)]

    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.content for answer in answers}) == 1
    assert len({tuple(answer.headers.get(name) for name in ANSWER_HEADERS) for answer in answers}) == 1


def test_a_repeat_gets_the_first_answer_after_the_state_moved_on(server: Server) -> None:
    client, once = server.client(), key()
    case = receive(client)
    first = client.post(f"{case}/withdraw", json={"statement": "Never mind."}, headers=once)
    give(client, case, "reopen", reason="customer_back", explanation="They called again.")

    again = client.post(f"{case}/withdraw", json={"statement": "Never mind."}, headers=once)

    assert again.content == first.content
    assert again.headers["etag"] == first.headers["etag"] == '"2"'
    assert client.get(case).json()["state"] == "open"


def test_another_body_under_a_used_key_is_refused_and_its_word_is_not_lost(server: Server) -> None:
    client, once = server.client(), key()
    case = receive(client)
    client.post(f"{case}/add-note", json={"text": "They called."}, headers=once)

    second = client.post(f"{case}/add-note", json={"text": "They want a call back."}, headers=once)

    assert (second.status_code, second.json()["code"]) == (422, "key_reused")
    assert client.post(f"{case}/add-note", json={"text": "They want a call back."}, headers=key()).json()["events"] == 1


def test_another_receipt_under_a_used_key_is_refused(server: Server) -> None:
    client, once = server.client(), key()
    client.post("/v1/complaints", json=INTAKE, headers=once)

    second = client.post("/v1/complaints", json={**INTAKE, "narrative": "Another one."}, headers=once)

    assert (second.status_code, second.json()["code"]) == (422, "key_reused")


def test_an_answer_tells_whether_it_is_a_repeats(server: Server) -> None:
    client, once = server.client(), key()
    case = receive(client)

    answers = [client.post(f"{case}/acknowledge", json={"way": "phone"}, headers=once) for _ in range(2)]

    assert [answer.headers.get("idempotent-replayed") for answer in answers] == [None, "true"]
    assert len({answer.content for answer in answers}) == 1


def test_no_body_and_an_empty_one_say_the_same(server: Server) -> None:
    client, once = server.client(), key()
    case = receive(client)

    answers = [client.post(f"{case}/take", headers=once), client.post(f"{case}/take", json={}, headers=once)]

    assert [answer.status_code for answer in answers] == [200, 200]


def test_the_same_key_means_something_else_on_another_path_and_for_another_user(server: Server) -> None:
    client, colleague, once = server.client(), server.client("zhao"), key()
    case = receive(client)

    notes = [
        asking.post(f"{case}/{command}", json={"text": "Noted."}, headers=once)
        for asking in (client, colleague)
        for command in ("add-note", "record-finding")
    ]

    assert [note.json()["version"] for note in notes] == [2, 3, 4, 5]


def test_without_a_key_every_note_counts(server: Server) -> None:
    client = server.client()
    case = receive(client)

    assert [give(client, case, "add-note", text="Noted.").json()["version"] for _ in range(3)] == [2, 3, 4]


def test_a_command_that_changes_nothing_says_so(server: Server) -> None:
    client = server.client()
    case = receive(client)
    give(client, case, "take")

    again = give(client, case, "take")

    assert again.json()["events"] == 0
    assert again.headers["etag"] == '"2"'


def test_eight_at_once_under_one_key_are_one(server: Server) -> None:
    case, once, token = receive(server.client()), key(), server.token()
    clients = [server.anybody(Authorization=f"Bearer {token}") for _ in range(8)]

    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(lambda c: c.post(f"{case}/add-note", json={"text": "x"}, headers=once), clients))

    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.content for answer in answers}) == 1


def test_a_command_on_the_version_that_was_seen_is_carried_out(server: Server) -> None:
    client = server.client()
    case = receive(client)
    seen = client.get(case).headers["etag"]

    assert client.post(f"{case}/take", headers={"If-Match": seen}).status_code == 200


def test_a_command_on_a_version_that_has_passed_is_refused(server: Server) -> None:
    client = server.client()
    case = receive(client)
    seen = client.get(case).headers["etag"]
    give(client, case, "add-note", text="Meanwhile.")

    late = client.post(f"{case}/take", headers={"If-Match": seen})

    assert late.status_code == 412
    assert late.json()["code"] == "version_mismatch"


def test_any_version_will_do_with_a_star(server: Server) -> None:
    client = server.client()

    assert client.post(f"{receive(client)}/take", headers={"If-Match": "*"}).status_code == 200


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("If-Match", "1"),
        ("If-Match", 'W/"1"'),
        ("If-Match", '"1", "2"'),
        ("If-Match", '"x"'),
        ("Idempotency-Key", ""),
        ("Idempotency-Key", "a b"),
        ("Idempotency-Key", "x" * 201),
    ],
)
def test_a_header_without_its_form_is_refused(server: Server, header: str, value: str) -> None:
    client = server.client()

    answer = client.post(f"{receive(client)}/take", headers={header: value})

    assert (answer.status_code, answer.json()["code"]) == (400, "malformed_header")


def test_a_refusal_is_not_remembered(server: Server) -> None:
    client, once = server.client(), key()
    case = receive(client)
    assert client.post(f"{case}/start-investigation", headers=once).status_code == 409

    give(client, case, "admit")

    assert client.post(f"{case}/start-investigation", headers=once).status_code == 200


def test_who_gave_a_command_stands_in_the_history(server: Server) -> None:
    client = server.client("wang.fang", Role.SUPERVISOR, "beijing")
    case = receive(client)

    by = client.get(case).json()["history"][0]["by"]

    assert by == {"user_id": "wang.fang", "role": "supervisor", "unit_id": "beijing", "on_behalf_of": None}

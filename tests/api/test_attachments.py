"""Files of a case."""

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest

from domain.actor import Role
from tests.api.server import Server, give, key, receive

NAME = {"Content-Disposition": 'attachment; filename="receipt.pdf"'}
PDF = {"Content-Type": "application/pdf", **NAME}


@pytest.fixture(scope="module")
def client(server: Server) -> httpx.Client:
    return server.client()


def kept(server: Server) -> set[Path]:
    """Return every file under the attachments."""
    root = server.redress.settings.data_directory / "attachments"
    return {path for path in root.rglob("*") if path.is_file()}


def test_a_file_comes_back_as_it_was(client: httpx.Client) -> None:
    case, content = receive(client), os.urandom(3_000_000)
    header = {"Content-Type": "image/jpeg", "Content-Description": quote("柜台收据 & more")}
    name = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote('收据 1.jpg')}"}

    sent = client.post(f"{case}/attachments", content=content, headers={**header, **name})

    assert sent.status_code == 201
    digest = hashlib.sha256(content).hexdigest()
    assert sent.headers["location"] == f"{case}/attachments/{digest}"
    got = client.get(sent.headers["location"])
    assert got.content == content
    assert got.headers["content-type"] == "image/jpeg"
    assert got.headers["content-disposition"] == f"attachment; filename*=UTF-8''{quote('收据 1.jpg')}"
    (exhibit,) = client.get(case).json()["attachments"]
    assert exhibit["description"] == "柜台收据 & more"
    assert exhibit["attachment"] == {
        "digest": digest,
        "size_bytes": 3_000_000,
        "media_type": "image/jpeg",
        "file_name": "收据 1.jpg",
    }


def test_the_same_bytes_again_are_one_file_and_one_event(server: Server, client: httpx.Client) -> None:
    case, content = receive(client), os.urandom(1000)
    first = client.post(f"{case}/attachments", content=content, headers=PDF)
    before = kept(server)

    again = client.post(f"{case}/attachments", content=content, headers=PDF)

    assert (first.json()["events"], again.json()["events"]) == (1, 0)
    assert kept(server) == before


def test_a_repeat_gets_the_first_answer(client: httpx.Client) -> None:
    case, once = receive(client), key()
    answers = [client.post(f"{case}/attachments", content=b"receipt", headers={**PDF, **once}) for _ in range(2)]

    assert answers[0].content == answers[1].content
    assert answers[0].headers["location"] == answers[1].headers["location"]


@pytest.mark.parametrize("said", [True, False])
def test_a_file_above_the_limit_is_refused_and_nothing_stays(
    server: Server, client: httpx.Client, *, said: bool
) -> None:
    case, before, size = receive(client), kept(server), server.redress.settings.attachment_bytes + 1

    def chunks() -> Iterator[bytes]:
        for _ in range(size // 65_536 + 1):
            yield b"x" * 65_536

    content = b"x" * size if said else chunks()
    answer = client.post(f"{case}/attachments", content=content, headers=PDF)

    assert (answer.status_code, answer.json()["code"]) == (413, "body_too_large")
    assert kept(server) == before


@pytest.mark.parametrize("media_type", ["text/html", "image/svg+xml", "application/x-msdownload", ""])
def test_a_type_that_a_browser_would_run_is_not_taken(client: httpx.Client, media_type: str) -> None:
    answer = client.post(f"{receive(client)}/attachments", content=b"x", headers={**NAME, "Content-Type": media_type})

    assert (answer.status_code, answer.json()["code"]) == (415, "file_type_not_taken")


def test_an_empty_file_is_refused(client: httpx.Client) -> None:
    answer = client.post(f"{receive(client)}/attachments", content=b"", headers=PDF)

    assert (answer.status_code, answer.json()["code"]) == (422, "file_empty")


@pytest.mark.parametrize(
    "header",
    [
        {},
        {"Content-Disposition": "attachment"},
        {"Content-Disposition": 'attachment; filename=""'},
        {"Content-Disposition": f'attachment; filename="{"x" * 201}"'},
        {"Content-Disposition": "attachment; filename*=UTF-8''a%00b"},
        {"Content-Disposition": "attachment; filename*=nonsense''a%ff"},
        {"Content-Disposition": 'attachment; filename=".."'},
        {**NAME, "Content-Description": "%ff"},
        {**NAME, "Content-Description": "%00"},
        {**NAME, "Content-Description": "x" * 501},
    ],
)
def test_a_file_without_a_proper_name_or_description_is_refused(client: httpx.Client, header: dict[str, str]) -> None:
    answer = client.post(
        f"{receive(client)}/attachments", content=b"x", headers={"Content-Type": "text/plain", **header}
    )

    assert (answer.status_code, answer.json()["code"]) == (400, "malformed_header")


@pytest.mark.parametrize("name", ["../../etc/passwd", "C:\\\\scans\\\\passwd"])
def test_the_folders_in_a_name_are_left_out(client: httpx.Client, name: str) -> None:
    case = receive(client)

    client.post(f"{case}/attachments", content=b"x", headers={**PDF, "Content-Disposition": f'x; filename="{name}"'})

    assert client.get(case).json()["attachments"][0]["attachment"]["file_name"] == "passwd"


def test_a_case_that_takes_no_files_refuses_before_it_reads_one(server: Server, client: httpx.Client) -> None:
    case, before = receive(client), kept(server)
    give(client, case, "refer", to="another", explanation="Theirs.", notice={"way": "sms", "proof": "1"})

    answer = client.post(f"{case}/attachments", content=os.urandom(100), headers=PDF)

    assert (answer.status_code, answer.json()["code"]) == (409, "complaint_is_referred")
    assert kept(server) == before


def test_files_are_shown_to_those_who_read_cases(server: Server, client: httpx.Client) -> None:
    case = receive(client)
    location = client.post(f"{case}/attachments", content=b"receipt", headers=PDF).headers["location"]

    assert server.client("qi", Role.QUALITY).get(location).content == b"receipt"
    assert server.client("in", Role.INTAKE).get(location).status_code == 403


def test_a_file_of_another_case_is_not_found(client: httpx.Client) -> None:
    location = client.post(f"{receive(client)}/attachments", content=b"theirs", headers=PDF).headers["location"]
    digest = location.rpartition("/")[2]

    assert client.get(f"{receive(client)}/attachments/{digest}").status_code == 404
    assert client.get(f"{receive(client)}/attachments/{'0' * 64}").status_code == 404
    assert client.get(f"{receive(client)}/attachments/..%2F..%2Fetc").status_code in {404, 422}


def test_another_file_or_another_name_under_a_used_key_is_refused(client: httpx.Client) -> None:
    case, once = receive(client), {"Idempotency-Key": "upload-1"}
    first = client.post(f"{case}/attachments", content=b"one", headers={**PDF, **once})

    other = client.post(f"{case}/attachments", content=b"two", headers={**PDF, **once})
    named = {**PDF, "Content-Disposition": 'attachment; filename="other.pdf"'}
    renamed = client.post(f"{case}/attachments", content=b"one", headers={**named, **once})
    again = client.post(f"{case}/attachments", content=b"one", headers={**PDF, **once})

    assert (first.status_code, again.status_code) == (201, 201)
    assert [answer.json()["code"] for answer in (other, renamed)] == ["key_reused"] * 2
    assert (again.content, again.headers["idempotent-replayed"]) == (first.content, "true")
    assert len(client.get(case).json()["attachments"]) == 1

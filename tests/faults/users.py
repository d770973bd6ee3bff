"""Users at work over HTTP, each in a thread, who keep what they gave and what was answered."""

import random
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from threading import Event
from typing import Any

import httpx

from tests.api.server import DISPATCH, INTAKE, remedy
from tests.faults.given import Answer, Given

COMPLAINTS = "/v1/complaints"
MOST_SECONDS = 15
"""No request may take longer, whatever happens to the database behind it."""
PAUSE_SECONDS = 0.1
"""Between two attempts: more impatient than the answers ask for."""
NO_TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
"""Nothing is encrypted here; without it every client would read all certificates of this machine first."""
TEXTS = {"text", "narrative", "basis", "notice", "statement"}


class StoppedError(Exception):
    """The user is to give no further command."""


@dataclass
class Shift:
    """What users share: when they stop, and the case on which all of them write."""

    enough: Event = field(default_factory=Event)
    """Give no further command."""
    gone: Event = field(default_factory=Event)
    """Nobody answers any more: do not even wait for the answer to the one that was given."""
    common_case: str = ""


@dataclass(frozen=True)
class Failure:
    """A request that was not carried out as far as the user knows. `began_at` is monotonic."""

    began_at: float
    kind: str


class User:
    """A handler who takes cases through the steps; what was not answered is repeated under its key."""

    def __init__(self, name: str, token: str, shift: Shift) -> None:
        """Work in a shift; the name seeds all choices."""
        self.name = name
        self.given: list[Given] = []
        self.failures: list[Failure] = []
        self._shift = shift
        self._random = random.Random(name)
        self._headers = {"Authorization": f"Bearer {token}"}

    @property
    def answered(self) -> int:
        """How many commands were acknowledged."""
        return sum(one.answer is not None for one in self.given)

    def work(self, url: str) -> None:
        """Handle case after case until the shift ends."""
        with self._client(url) as client:
            try:
                while True:
                    self._handle_a_case(client)
            except StoppedError:
                return

    def receive(self, url: str) -> str:
        """Receive one complaint and return its path."""
        with self._client(url) as client:
            return self._received(client)

    def repeat(self, url: str) -> list[Given]:
        """Give every command once more under its key; return those that were answered otherwise than before."""
        with self._client(url) as client:
            return [one for one in self.given if not self._repeated(client, one)]

    def _client(self, url: str) -> httpx.Client:
        return httpx.Client(base_url=url, headers=self._headers, timeout=MOST_SECONDS, verify=NO_TLS)

    def _repeated(self, client: httpx.Client, one: Given) -> bool:
        first = one.answer
        one.answer = Answer.of(self._until_answered(lambda: post(client, one)))
        return first in {None, one.answer}

    def _handle_a_case(self, client: httpx.Client) -> None:
        case = self._received(client)
        for command, body in self._steps():
            self._give(client, f"{case}/{command}", body)
            chance = self._random.random()
            if chance < 0.3:
                self._read(client, self._random.choice([case, COMPLAINTS, "/v1/search?q=twice"]))
            elif chance < 0.4 and self._shift.common_case:
                self._give(client, f"{self._shift.common_case}/add-note", {"text": "Compared with mine."})

    def _read(self, client: httpx.Client, path: str) -> None:
        self._until_answered(lambda: client.get(path))

    def _received(self, client: httpx.Client) -> str:
        answer = self._give(client, COMPLAINTS, {**INTAKE, "narrative": "Charged twice."})
        assert answer.location
        return answer.location

    def _steps(self) -> list[tuple[str, dict[str, Any]]]:
        """Return what is done with one case, from review to closure, never twice the same."""
        notes = [("add-note", {"text": "Called at nine."})] * self._random.randint(0, 3)
        findings = [("record-finding", {"text": "The statement shows it."})] * self._random.randint(1, 3)
        paid = {"currency": "CNY", "amount": "300.00"}
        proposal = {"outcome": "upheld", "root_cause": "system", "remedies": [remedy()]}
        return [
            ("acknowledge", {"way": "sms"}),
            ("admit", {}),
            ("classify", {"complaint_class": "product", "category": "fee", "severity": "high"}),
            ("take", {}),
            *notes,
            ("start-investigation", {}),
            ("ask-customer", {"text": "On which day?"}),
            ("record-customer-answer", {"text": "On Monday.", "question_id": "q1"}),
            *findings,
            ("complete-investigation", {}),
            ("propose-resolution", {"basis": "Charged twice.", **proposal}),
            ("send-decision", {"notice": "You are right.", "ways_of_appeal": "Head office.", "dispatch": DISPATCH}),
            ("record-delivery", {"proof": "signed"}),
            ("accept-decision", {"statement": "Thank you."}),
            ("execute-remedy", {"remedy_id": "r1", "result": "whole", "executed_on": "2026-01-09", "amount": paid}),
            ("close", {}),
        ]

    def _give(self, client: httpx.Client, path: str, body: dict[str, Any]) -> Answer:
        """Give a new command, its key in its text, and keep it whatever comes."""
        if self._shift.enough.is_set():
            raise StoppedError
        key = f"{self.name}-{len(self.given)}"
        marked = {field: f"{said} #{key}#" if field in TEXTS else said for field, said in body.items()}
        one = Given(self.name, path, key, marked)
        self.given.append(one)
        one.answer = Answer.of(self._until_answered(lambda: post(client, one)))
        return one.answer

    def _until_answered(self, ask: Callable[[], httpx.Response]) -> httpx.Response:
        """Ask again and again until there is an answer that is none of 'try again'."""
        while not self._shift.gone.is_set():
            began_at = time.monotonic()
            try:
                response = ask()
            except httpx.TransportError as error:
                self.failures.append(Failure(began_at, type(error).__name__))
            else:
                if response.status_code < HTTPStatus.MULTIPLE_CHOICES:
                    return response
                if not is_overtaken(response):
                    self.failures.append(Failure(began_at, reason_to_repeat(response)))
            self._shift.gone.wait(PAUSE_SECONDS)
        raise StoppedError


def post(client: httpx.Client, one: Given) -> httpx.Response:
    """Send a command."""
    return client.post(one.path, json=one.body or None, headers={"Idempotency-Key": one.key})


def is_overtaken(response: httpx.Response) -> bool:
    """Say whether others kept changing the same case, which is nobody's failure."""
    return response.status_code == HTTPStatus.CONFLICT and response.json()["code"] == "version_conflict"


def reason_to_repeat(response: httpx.Response) -> str:
    """Return the code of an answer that asks for the same request again; any other would be wrong here."""
    assert response.status_code == HTTPStatus.SERVICE_UNAVAILABLE, response.text
    assert response.headers["content-type"] == "application/problem+json"
    assert response.headers["retry-after"] == "1"
    code = str(response.json()["code"])
    assert code in {"unavailable", "outcome_unknown"}
    return code

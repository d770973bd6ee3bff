"""The application behind uvicorn in a thread, and those who talk to it."""

import itertools
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import uvicorn
from fastapi import FastAPI

from api.app import create_app
from domain.actor import Role
from infrastructure.approval_limits import approval_limits
from infrastructure.database import raw_cursor
from infrastructure.registration import register
from infrastructure.tokens import Tokens
from infrastructure.wiring import Redress, open_redress, publish_shipped_lists
from tests.conftest import Database
from tests.processes import eventually

INTAKE: dict[str, Any] = {
    "received_at": "2026-01-05T09:00:00+08:00",
    "channel": "phone",
    "narrative": "The annual fee was charged twice.",
    "complainant": {"name": "Zhang San", "phone": "+86 21 5555 0100"},
}
DISPATCH = {"way": "posted", "proof": "EMS 1"}
numbers = itertools.count(1)


@dataclass
class Server:
    """A running server with its database."""

    url: str
    redress: Redress
    tokens: Tokens
    app: FastAPI = field(default_factory=FastAPI)
    clients: list[httpx.Client] = field(default_factory=list)

    def token(self, user: str = "li.wei", role: Role = Role.HANDLER, unit: str = "shanghai") -> str:
        """Make a token of a user who is registered."""
        register(self.redress, user, role, unit)
        # The application may have known the user for some seconds without this role.
        self.forget()
        return self.tokens.create(user, role, unit, timedelta(hours=1)).text

    @property
    def hour(self) -> timedelta:
        """For how long tokens of tests work."""
        return timedelta(hours=1)

    def forget(self) -> None:
        """Let the application ask the log for users and units again."""
        authenticator = self.app.state.services.authenticator
        authenticator.forget()
        authenticator._directory.forget()
        self.redress.directory.forget()

    def client(self, user: str = "li.wei", role: Role = Role.HANDLER, unit: str = "shanghai") -> httpx.Client:
        """Return a client that speaks for a user."""
        return self.anybody(Authorization=f"Bearer {self.token(user, role, unit)}")

    def anybody(self, **headers: str) -> httpx.Client:
        """Return a client with these headers only."""
        client = httpx.Client(base_url=self.url, headers=headers, timeout=30)
        self.clients.append(client)
        return client


@contextmanager
def running_server(database: Database, data_directory: Path, **settings: Any) -> Iterator[Server]:  # noqa: ANN401 - settings
    """Run the application on a free port until the block ends."""
    chosen = database.settings.replace(data_dir=data_directory, **settings)
    redress = open_redress(chosen)
    publish_shipped_lists(redress)
    server = Server("", redress, Tokens(redress.engine, approval_limits(chosen.approval_limits), redress.directory))
    try:
        server.app = create_app(chosen)
        with serving(server.app) as server.url:
            yield server
    finally:
        for client in server.clients:
            client.close()
        redress.close()


@contextmanager
def following(server: Server) -> Iterator[None]:
    """Keep the views up to date, in a process of its own as in life, until the block ends."""
    environment = {**os.environ, **server.redress.settings.to_environment()}
    daemon = subprocess.Popen([sys.executable, "-P", "-m", "api.command_line", "daemon"], env=environment)
    try:
        with httpx.Client(base_url=server.url) as client:
            eventually(lambda: client.get("/readyz").status_code == 200)
        yield
    finally:
        daemon.terminate()
        daemon.wait()


def clocks_kept(server: Server) -> None:
    """Wait until the clocks of all cases are kept as far as the log goes now."""
    keeper = "SELECT position FROM view.position WHERE view = 'clock keeper'"
    with raw_cursor(server.redress.engine) as cursor:
        cursor.execute("SELECT max(position) FROM log.event")
        [(last,)] = cursor.fetchall()

        def is_there() -> bool:
            cursor.execute(keeper)
            return any(position >= last for (position,) in cursor.fetchall())

        eventually(is_there)


@contextmanager
def serving(app: FastAPI) -> Iterator[str]:
    """Serve an application in a thread and lend its address."""
    config = uvicorn.Config(
        app, loop="uvloop", http="httptools", access_log=False, log_config=None, server_header=False
    )
    uvicorn_server = uvicorn.Server(config)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=uvicorn_server.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            uvicorn_server.should_exit = True
            thread.join()


def receive(client: httpx.Client, **differently: Any) -> str:  # noqa: ANN401 - any fields
    """Receive a complaint and return its path."""
    answer = client.post("/v1/complaints", json={**INTAKE, **differently})
    assert answer.status_code == 201, answer.text
    return str(answer.headers["location"])


def give(client: httpx.Client, case: str, command: str, **body: Any) -> httpx.Response:  # noqa: ANN401 - any fields
    """Give a command that is taken."""
    answer = client.post(f"{case}/{command}", json=body or None)
    assert answer.status_code == 200, answer.text
    return answer


def under_investigation(client: httpx.Client) -> str:
    """Bring a new complaint to its first finding and return its path."""
    case = receive(client)
    for command in ("admit", "take", "start-investigation"):
        give(client, case, command)
    give(client, case, "record-finding", text="The statement shows the fee twice.")
    return case


def remedy(amount: str = "300.00", *, is_offer: bool = False) -> dict[str, Any]:
    """Return a refund."""
    money = {"currency": "CNY", "amount": amount}
    return {"kind": "refund", "description": "The second fee", "is_offer": is_offer, "amount": money}


def propose(client: httpx.Client, case: str, *remedies: dict[str, Any]) -> httpx.Response:
    """Propose a resolution."""
    body = {"outcome": "upheld", "basis": "Charged twice.", "root_cause": "system", "remedies": list(remedies)}
    return give(client, case, "propose-resolution", **body)


def send_decision(client: httpx.Client, case: str, **more: Any) -> httpx.Response:  # noqa: ANN401 - any fields
    """Send the decision."""
    told = {"notice": "You are right.", "ways_of_appeal": "Head office.", "dispatch": DISPATCH, **more}
    return give(client, case, "send-decision", **told)


def key() -> dict[str, str]:
    """Return a header with a key that no other test has."""
    return {"Idempotency-Key": f"key-{next(numbers)}"}

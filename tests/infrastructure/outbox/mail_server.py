"""A mail server on loopback that keeps what it is given."""

import ssl
from asyncio import Server
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope, LoginPassword

CERTIFICATE = Path(__file__).parents[2] / "data" / "loopback.pem"
USER, PASSWORD = "redress", "a word for tests"


class MailServer:
    """Takes mail, or answers what a test wants it to."""

    def __init__(self) -> None:
        self.envelopes: list[Envelope] = []
        self.port = 0
        self.answer_to_recipient: Callable[[str], str | None] = lambda _: None
        self.answer_to_mail = "250 OK"
        self.when_mail_comes: Callable[[], None] = lambda: None

    @property
    def mails(self) -> list[EmailMessage]:
        """What came, as it is read."""
        return [message_from_bytes(one.content, policy=policy.default) for one in self.envelopes]  # type: ignore[arg-type]

    @property
    def recipients(self) -> list[str]:
        """Whom mail came for."""
        return [address for one in self.envelopes for address in one.rcpt_tos]

    async def handle_RCPT(  # noqa: N802 - the library's name
        self, _server: object, _session: object, envelope: Envelope, address: str, _options: object
    ) -> str:
        """Take a recipient, unless a test says otherwise."""
        if refused := self.answer_to_recipient(address):
            return refused
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: object, _session: object, envelope: Envelope) -> str:  # noqa: N802 - the same
        """Take a mail."""
        if self.answer_to_mail.startswith("2"):
            self.envelopes.append(envelope)
        self.when_mail_comes()
        return self.answer_to_mail


class OnAnyPort(Controller):
    """Knows which port it got when it asked for any."""

    def _trigger_server(self) -> None:
        assert isinstance(self.server, Server)
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()  # type: ignore[no-untyped-call]  # the library's


@contextmanager
def mail_server(**options: Any) -> Iterator[MailServer]:  # noqa: ANN401 - the library's
    """Run a server on a free port until the block ends."""
    server = MailServer()
    controller = OnAnyPort(server, hostname="127.0.0.1", port=0, **options)
    controller.start()
    try:
        server.port = controller.port
        yield server
    finally:
        controller.stop()


def secured() -> dict[str, Any]:
    """Return options of a server that takes mail only on a secured connection, from who logs in."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    return {"tls_context": context, "require_starttls": True, "authenticator": authenticate, "auth_required": True}


def authenticate(_server: object, _session: object, _envelope: object, _mechanism: str, given: Any) -> AuthResult:  # noqa: ANN401 - the library's
    """Let the user of the tests in."""
    is_known = isinstance(given, LoginPassword) and (given.login, given.password) == (USER.encode(), PASSWORD.encode())
    return AuthResult(success=is_known, handled=False)

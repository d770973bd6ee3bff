"""Messages as mail, by SMTP."""

import smtplib
import ssl
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import SMTP
from enum import StrEnum
from typing import Final

from application.notices.message import Message, NotDeliveredError
from application.notices.wording import subject_of, text_of
from infrastructure.outbox.addresses import Addresses

LASTING: Final = 500
"""From this reply code on a server says that it will not do otherwise later. Source: RFC 5321, 4.2.1."""


class Security(StrEnum):
    """How the connection is kept from others."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where mail is handed over, and as whom. Without a user nobody logs in."""

    host: str
    port: int
    security: Security
    sender: str
    timeout_seconds: float
    user: str | None = None
    password: str | None = field(default=None, repr=False)


class SmtpNotifier:
    """Sends one mail for each message, on a connection of its own."""

    def __init__(
        self, server: MailServer, addresses: Addresses, tls: Callable[[], ssl.SSLContext] = ssl.create_default_context
    ) -> None:
        """Send through a server; `tls` makes what its certificate is checked by."""
        self._server = server
        self._addresses = addresses
        self._tls = tls

    def notify(self, message: Message) -> None:
        """Send the mail.

        Raises:
            NotDeliveredError: The server did not take it.
        """
        mail = self.mail(message)
        try:
            with self._connected() as connection:
                connection.send_message(mail)
        except smtplib.SMTPRecipientsRefused as error:
            codes = [code for code, _ in error.recipients.values()]
            text = f"the mail server refused the recipient ({', '.join(map(str, codes))})"
            raise NotDeliveredError(text, is_final=min(codes, default=0) >= LASTING) from None
        except smtplib.SMTPDataError as error:
            text = f"the mail server refused the mail ({error.smtp_code})"
            raise NotDeliveredError(text, is_final=error.smtp_code >= LASTING) from None
        except smtplib.SMTPResponseException as error:
            # What is wrong with the sender or the login, the operator puts right.
            raise NotDeliveredError(f"the mail server answered {error.smtp_code}", is_down=True) from None
        except (OSError, smtplib.SMTPException) as error:
            # Its text may quote the server's, and that the login.
            raise NotDeliveredError(f"the mail server cannot be used ({type(error).__name__})", is_down=True) from None

    def mail(self, message: Message) -> EmailMessage:
        """Return the mail; the same message makes the same mail, whose Message-ID tells a repeat."""
        domain = self._server.sender.rpartition("@")[2]
        mail = EmailMessage(policy=SMTP)
        mail["From"] = self._server.sender
        mail["To"] = self._addresses.of(message.recipient)
        mail["Subject"] = subject_of(message)
        mail["Date"] = message.written_at
        mail["Message-ID"] = f"<{message.id}@{domain}>"
        mail["Auto-Submitted"] = "auto-generated"
        mail.set_content(text_of(message))
        return mail

    def _connected(self) -> smtplib.SMTP:
        """Connect, secure and log in."""
        server = self._server
        if server.security is Security.TLS:
            connection: smtplib.SMTP = smtplib.SMTP_SSL(
                server.host, server.port, timeout=server.timeout_seconds, context=self._tls()
            )
        else:
            connection = smtplib.SMTP(server.host, server.port, timeout=server.timeout_seconds)
        try:
            if server.security is Security.STARTTLS:
                connection.starttls(context=self._tls())
            if server.user is not None:
                connection.login(server.user, server.password or "")
        except BaseException:
            with suppress(OSError):
                connection.close()
            raise
        return connection

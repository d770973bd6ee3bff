"""Messages as signed requests to a system of the bank."""

import hashlib
import hmac
import http.client
import json
import ssl
from collections.abc import Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Final
from urllib.parse import urlsplit

from application.notices.message import Message, NotDeliveredError
from application.notices.wording import data_of

SIGNATURE: Final = "Redress-Signature"
"""The header with `sha256=` and the HMAC-SHA256 of the body under the shared secret, in hexadecimal."""
ABOUT_THE_BODY: Final = frozenset(
    {
        HTTPStatus.BAD_REQUEST,
        HTTPStatus.GONE,
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
        HTTPStatus.UNPROCESSABLE_ENTITY,
    }
)
"""Answers that the same request would get again. Other refusals, and redirections, an operator puts right."""


@dataclass(frozen=True, slots=True)
class Webhook:
    """Where requests go, http or https, and the secret that they are signed with."""

    url: str
    secret: str = field(repr=False)
    timeout_seconds: float


class WebhookNotifier:
    """Posts one request for each message. It follows nobody elsewhere."""

    def __init__(self, webhook: Webhook, tls: Callable[[], ssl.SSLContext] = ssl.create_default_context) -> None:
        """Post to a webhook; `tls` makes what its certificate is checked by."""
        self._webhook = webhook
        self._tls = tls

    def notify(self, message: Message) -> None:
        """Post the message.

        Raises:
            NotDeliveredError: The answer is not one of 2xx, or there is none.
        """
        body = json.dumps(data_of(message), ensure_ascii=False, separators=(",", ":")).encode()
        headers = {
            "Content-Type": "application/json",
            "Idempotency-Key": str(message.id),
            SIGNATURE: signature(self._webhook.secret, body),
            "User-Agent": "redress",
        }
        try:
            status = self._post(body, headers)
        except (OSError, http.client.HTTPException) as error:
            raise NotDeliveredError(f"the webhook cannot be reached ({type(error).__name__})", is_down=True) from None
        if not HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
            is_final = status in ABOUT_THE_BODY
            raise NotDeliveredError(f"the webhook answered {status}", is_final=is_final, is_down=not is_final)

    def _post(self, body: bytes, headers: dict[str, str]) -> int:
        """Send one request and return the status of the answer, whose body nobody reads."""
        address = urlsplit(self._webhook.url)
        host, port, timeout = address.hostname or "", address.port, self._webhook.timeout_seconds
        if address.scheme == "https":
            connection: http.client.HTTPConnection = http.client.HTTPSConnection(
                host, port, timeout=timeout, context=self._tls()
            )
        else:
            connection = http.client.HTTPConnection(host, port, timeout=timeout)
        target = address.path or "/"
        try:
            connection.request("POST", f"{target}?{address.query}" if address.query else target, body, headers)
            return connection.getresponse().status
        finally:
            connection.close()


def signature(secret: str, body: bytes) -> str:
    """Return what the header says about a body."""
    return f"sha256={hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()}"

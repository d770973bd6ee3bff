"""The notifiers of an installation, one for each way, as its settings want them."""

import ssl
from collections.abc import Callable
from typing import Final
from urllib.parse import urlsplit

from application.notices.message import Message, NotDeliveredError, Notifier
from domain.notices.notice import Way
from infrastructure.outbox.addresses import Addresses
from infrastructure.outbox.log_notifier import LogNotifier
from infrastructure.outbox.sender import Patience
from infrastructure.outbox.smtp_notifier import MailServer, Security, SmtpNotifier
from infrastructure.outbox.webhook_notifier import Webhook, WebhookNotifier
from infrastructure.settings import SettingError, Settings, variable_of

NEEDED: Final = {
    Way.LOG: (),
    Way.SMTP: ("notify_smtp_host", "notify_smtp_sender", "notify_address", "notify_queue_address"),
    Way.WEBHOOK: ("notify_webhook_url", "notify_webhook_secret"),
}
"""Without which settings a way cannot be gone."""


class NotSetUp:
    """Stands for a way that a rule names and the settings do not know."""

    def __init__(self, missing: str) -> None:
        """Say which setting is missing."""
        self._missing = missing

    def notify(self, message: Message) -> None:  # noqa: ARG002 - nothing can be done with it
        """Take nothing.

        Raises:
            NotDeliveredError: Always.
        """
        raise NotDeliveredError(f"{variable_of(self._missing)} is not set", is_down=True)


def notifiers(settings: Settings) -> Callable[[Way], Notifier]:
    """Return the notifier of each way.

    Raises:
        SettingError: The way that is taken where no rule says otherwise lacks a setting, or one cannot be read.
    """
    default = default_way(settings)
    for name in missing(settings, default):
        raise SettingError(f"{variable_of(name)} must be set where {variable_of('notify_way')} is {default}.")
    made = {way: _made(way, settings) for way in Way}
    return made.__getitem__


def default_way(settings: Settings) -> Way:
    """Return the way that notices go where no rule says otherwise.

    Raises:
        SettingError: There is no such way.
    """
    try:
        return Way(settings.notify_way)
    except ValueError:
        ways = ", ".join(Way)
        raise SettingError(f"{variable_of('notify_way')} must be one of {ways}, not {settings.notify_way!r}.") from None


def patience(settings: Settings) -> Patience:
    """Return how often a message is tried."""
    return Patience(settings.notify_attempts, settings.notify_retry_seconds)


def missing(settings: Settings, way: Way) -> list[str]:
    """Name the settings that a way lacks."""
    return [name for name in NEEDED[way] if not getattr(settings, name)]


def _made(way: Way, settings: Settings) -> Notifier:
    for name in missing(settings, way):
        return NotSetUp(name)
    if way is Way.LOG:
        return LogNotifier()
    return _smtp(settings) if way is Way.SMTP else _webhook(settings)


def _smtp(settings: Settings) -> SmtpNotifier:
    try:
        security = Security(settings.notify_smtp_security)
    except ValueError:
        text = f"must be one of {', '.join(Security)}, not {settings.notify_smtp_security!r}."
        raise SettingError(f"{variable_of('notify_smtp_security')} {text}") from None
    for name in ("notify_smtp_sender", "notify_address", "notify_queue_address"):
        local, at, domain = getattr(settings, name).rpartition("@")
        if not (local and at and domain) or not getattr(settings, name).isprintable():
            raise SettingError(f"{variable_of(name)} must be a mail address.")
    if settings.notify_smtp_user and security is Security.NONE:
        raise SettingError(f"{variable_of('notify_smtp_password')} is sent over a secured connection only.")
    server = MailServer(
        host=settings.notify_smtp_host,
        port=settings.notify_smtp_port,
        security=security,
        sender=settings.notify_smtp_sender,
        timeout_seconds=settings.notify_timeout_seconds,
        user=settings.notify_smtp_user or None,
        password=settings.notify_smtp_password or None,
    )
    addresses = Addresses(settings.notify_address, settings.notify_queue_address)
    return SmtpNotifier(server, addresses, lambda: _tls(settings))


def _webhook(settings: Settings) -> WebhookNotifier:
    try:
        address = urlsplit(settings.notify_webhook_url)
        fits = address.scheme in {"http", "https"} and bool(address.hostname) and address.port != 0
    except ValueError:
        fits = False
    if not fits or address.username is not None or not settings.notify_webhook_url.isprintable():
        # The address itself is not said: a path may be a secret.
        raise SettingError(f"{variable_of('notify_webhook_url')} must be an http or https address without a user.")
    webhook = Webhook(settings.notify_webhook_url, settings.notify_webhook_secret, settings.notify_timeout_seconds)
    return WebhookNotifier(webhook, lambda: _tls(settings))


def _tls(settings: Settings) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=settings.notify_ca_file)

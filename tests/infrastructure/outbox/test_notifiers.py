"""Settings of notices: refused in one sentence where they cannot work, and secrets are never said."""

from typing import Any

import pytest

from application.notices.message import NotDeliveredError
from domain.notices.notice import Way
from infrastructure.outbox.log_notifier import LogNotifier
from infrastructure.outbox.notifiers import notifiers
from infrastructure.outbox.sender import Patience
from infrastructure.settings import SettingError, Settings
from tests.infrastructure.outbox.told import message

MAIL = {
    "notify_smtp_host": "mail.bank.example",
    "notify_smtp_sender": "redress@bank.example",
    "notify_address": "{user}@bank.example",
    "notify_queue_address": "{unit}.{role}@bank.example",
}
HOOK = {"notify_webhook_url": "https://bank.example/h", "notify_webhook_secret": "s3cr3t"}


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"notify_way": "pigeon"}, "REDRESS_NOTIFY_WAY must be one of log, smtp, webhook"),
        ({"notify_way": "smtp", **MAIL, "notify_smtp_host": ""}, "REDRESS_NOTIFY_SMTP_HOST must be set"),
        ({"notify_way": "smtp", **MAIL, "notify_address": ""}, "REDRESS_NOTIFY_ADDRESS must be set"),
        ({**MAIL, "notify_address": "user"}, "REDRESS_NOTIFY_ADDRESS must be a mail address"),
        ({**MAIL, "notify_smtp_sender": "a@b\r\nBcc: c@d"}, "REDRESS_NOTIFY_SMTP_SENDER must be a mail address"),
        ({**MAIL, "notify_smtp_security": "ssl"}, "REDRESS_NOTIFY_SMTP_SECURITY must be one of starttls, tls, none"),
        ({**MAIL, "notify_smtp_security": "none", "notify_smtp_user": "u"}, "over a secured connection only"),
        ({"notify_way": "webhook", **HOOK, "notify_webhook_secret": ""}, "REDRESS_NOTIFY_WEBHOOK_SECRET must be set"),
        ({**HOOK, "notify_webhook_url": "ftp://bank.example/s3cr3t"}, "REDRESS_NOTIFY_WEBHOOK_URL must be an http"),
        ({**HOOK, "notify_webhook_url": "file:///etc/passwd"}, "REDRESS_NOTIFY_WEBHOOK_URL must be an http"),
        ({**HOOK, "notify_webhook_url": "https://u:s3cr3t@bank.example"}, "without a user"),
        ({**HOOK, "notify_webhook_url": "https://bank.example:s3cr3t"}, "REDRESS_NOTIFY_WEBHOOK_URL must be an http"),
        ({"notify_attempts": 0}, "REDRESS_NOTIFY_ATTEMPTS must be 1 or more"),
    ],
)
def test_settings_that_cannot_work_are_refused_with_their_name(given: dict[str, Any], said: str) -> None:
    with pytest.raises(SettingError, match=said) as caught:
        notifiers(Settings(**given))
    assert "s3cr3t" not in str(caught.value)


def test_a_way_that_only_a_rule_names_takes_nothing_until_it_is_set_up() -> None:
    with pytest.raises(NotDeliveredError, match="REDRESS_NOTIFY_WEBHOOK_URL is not set") as caught:
        notifiers(Settings())(Way.WEBHOOK).notify(message())
    assert not caught.value.is_final
    assert isinstance(notifiers(Settings())(Way.LOG), LogNotifier)


def test_secrets_are_in_no_description_of_the_settings() -> None:
    settings = Settings(notify_smtp_password="s3cr3t", notify_webhook_secret="s3cr3t")  # noqa: S106 - nobody's
    assert "s3cr3t" not in repr(settings)
    assert Settings.from_environment(settings.to_environment()) == settings


def test_waits_double_up_to_an_hour() -> None:
    patience = Patience(attempts=24, first_wait_seconds=30)
    assert [patience.wait_after(n) for n in (1, 2, 3, 7, 8, 2000)] == [30, 60, 120, 1920, 3600, 3600]

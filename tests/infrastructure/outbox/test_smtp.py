"""Mail goes out by SMTP, to a real server on loopback."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from application.notices.message import NotDeliveredError, Notifier
from domain.actor import Role
from domain.notices.notice import Kind, Recipient, Way
from infrastructure.outbox.notifiers import notifiers
from infrastructure.settings import Settings
from tests.infrastructure.outbox.mail_server import CERTIFICATE, PASSWORD, USER, MailServer, mail_server, secured
from tests.infrastructure.outbox.told import MAILBOX, message, notice


def sending_to(port: int, **settings: Any) -> Notifier:  # noqa: ANN401 - settings
    """Return what sends mail to a port of loopback."""
    chosen = {
        "notify_way": "smtp",
        "notify_smtp_host": "127.0.0.1",
        "notify_smtp_port": port,
        "notify_smtp_security": "none",
        "notify_smtp_sender": "redress@bank.example",
        "notify_address": "{user}@bank.example",
        "notify_queue_address": "{unit}.{role}@bank.example",
        "notify_timeout_seconds": 5,
        **settings,
    }
    return notifiers(Settings(**chosen))(Way.SMTP)


@pytest.fixture
def server() -> Iterator[MailServer]:
    """A server that takes everything."""
    with mail_server() as running:
        yield running


def test_a_notice_is_one_mail_that_names_case_milestone_and_due_date(server: MailServer) -> None:
    sending_to(server.port).notify(message())

    (mail,), (envelope,) = server.mails, server.envelopes
    assert envelope.rcpt_tos == ["li.wei@bank.example"]
    assert mail["From"] == "redress@bank.example"
    assert mail["To"] == "li.wei@bank.example"
    assert mail["Subject"] == "Deadline near 即将到期: CMP-2026-000001-7, decide"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail.get_content().splitlines() == [
        "Deadline near 即将到期 (80%)",
        "  case 案件: CMP-2026-000001-7, unit sh-pudong",
        "  deadline 时限: decide (cn-nfra-2020-3), stage 1",
        "  due 到期: 2026-03-10 23:00:00 Asia/Shanghai",
    ]


def test_several_notices_are_one_mail_with_the_most_urgent_first(server: MailServer) -> None:
    warnings = [notice(1), notice(2)]
    sending_to(server.port).notify(message(*warnings, notice(3, kind=Kind.BREACH)))

    (mail,) = server.mails
    assert mail["Subject"] == "Deadline missed 已超时: 1; Deadline near 即将到期: 2"
    references = [line.split()[2].rstrip(",") for line in mail.get_content().splitlines() if "案件" in line]
    assert references == ["CMP-2026-000003-7", "CMP-2026-000001-7", "CMP-2026-000002-7"]


def test_a_mail_that_is_sent_again_is_the_same_to_the_byte(server: MailServer) -> None:
    for _ in range(2):
        sending_to(server.port).notify(message())

    first, second = server.envelopes
    assert first.content == second.content
    assert server.mails[0]["Message-ID"] == f"<{message().id}@bank.example>"


def test_without_a_person_the_mailbox_of_the_role_in_the_unit_is_told(server: MailServer) -> None:
    sending_to(server.port).notify(message(notice(1, MAILBOX)))
    assert server.envelopes[0].rcpt_tos == ["sh-pudong.supervisor@bank.example"]


def test_an_id_that_makes_no_address_is_given_up_and_changes_no_header(server: MailServer) -> None:
    for user_id in ("a@b", "a\r\nBcc: all@bank.example", "a,b", ""):
        odd = Recipient("u" * 3, Role.HANDLER, user_id or None) if user_id else Recipient("a b,c@", Role.HANDLER)
        with pytest.raises(NotDeliveredError) as caught:
            sending_to(server.port).notify(message(notice(1, odd)))
        assert caught.value.is_final
    assert server.envelopes == []


def test_a_recipient_whom_the_server_does_not_know_is_given_up_one_who_is_full_is_not(server: MailServer) -> None:
    for answer, is_final in (("550 no such user", True), ("452 mailbox full", False)):
        server.answer_to_recipient = lambda _, answer=answer: answer  # type: ignore[misc]
        with pytest.raises(NotDeliveredError) as caught:
            sending_to(server.port).notify(message())
        assert caught.value.is_final is is_final
        assert answer[:3] in str(caught.value)


def test_what_the_server_does_not_want_now_is_sent_later(server: MailServer) -> None:
    for answer, is_final in (("451 come again", False), ("554 no", True)):
        server.answer_to_mail = answer
        with pytest.raises(NotDeliveredError) as caught:
            sending_to(server.port).notify(message())
        assert caught.value.is_final is is_final


def test_starttls_and_login_are_kept_to() -> None:
    with mail_server(**secured()) as server:
        secure = {"notify_smtp_security": "starttls", "notify_smtp_user": USER, "notify_smtp_password": PASSWORD}
        sending_to(server.port, notify_ca_file=CERTIFICATE, **secure).notify(message())
        assert len(server.envelopes) == 1

        wrong = {**secure, "notify_smtp_password": "another"}
        with pytest.raises(NotDeliveredError, match="535") as caught:
            sending_to(server.port, notify_ca_file=CERTIFICATE, **wrong).notify(message())
        assert not caught.value.is_final
        assert "another" not in str(caught.value)

        with pytest.raises(NotDeliveredError, match="SSLCertVerificationError"):
            sending_to(server.port, **secure).notify(message())
        assert len(server.envelopes) == 1


def test_a_server_without_starttls_gets_no_password(server: MailServer) -> None:
    secure = {"notify_smtp_security": "starttls", "notify_smtp_user": USER, "notify_smtp_password": PASSWORD}
    with pytest.raises(NotDeliveredError, match="SMTPNotSupportedError"):
        sending_to(server.port, **secure).notify(message())


def test_nobody_there_and_nobody_who_answers_are_waited_for_within_limits() -> None:
    with pytest.raises(NotDeliveredError, match="ConnectionRefusedError") as refused:
        sending_to(1).notify(message())
    assert not refused.value.is_final
    with silent_server() as port, pytest.raises(NotDeliveredError, match="cannot be used") as silent:
        sending_to(port, notify_timeout_seconds=1).notify(message())
    assert not silent.value.is_final


@contextmanager
def silent_server() -> Iterator[int]:
    """Listen and say nothing."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        accepted: list[socket.socket] = []
        thread = threading.Thread(target=lambda: accepted.append(listener.accept()[0]))
        thread.start()
        try:
            yield listener.getsockname()[1]
        finally:
            thread.join()
            accepted[0].close()

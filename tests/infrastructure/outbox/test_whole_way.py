"""The whole way in a real daemon: a letter is entered late, its deadline is found to be past, and people hear of it."""

from datetime import UTC, datetime, timedelta

from domain.complaint import Complaint
from infrastructure.outbox.queue import figures
from tests.conftest import Database
from tests.infrastructure.log_tools import until
from tests.infrastructure.outbox.bank import opened_bank
from tests.infrastructure.outbox.mail_server import mail_server
from tests.infrastructure.outbox.test_daemon_sends import daemon
from tests.processes import LIMIT_SECONDS


def test_a_letter_entered_three_weeks_late_is_told_to_handler_supervisor_and_the_head_above(database: Database) -> None:
    with opened_bank(database, at_noon=False) as bank, mail_server() as server:
        case = bank.case(received_at=datetime.now(UTC) - timedelta(days=21))
        reference = bank.redress.ledger.look(Complaint, case).aggregate.reference

        with daemon(database, server):
            until(
                lambda: is_told(server.recipients, "wang") and not figures(bank.redress.engine).waiting, LIMIT_SECONDS
            )

        told = {mail["To"]: mail for mail in server.mails}
        assert {"li@bank.example", "chen@bank.example", "wang@bank.example"} <= told.keys()
        for mail in told.values():
            assert reference in mail.get_content()
            assert "超时" in mail.get_content() or "升级" in mail.get_content()
        entries = bank.redress.ledger.event_log.history(case)
        escalated = [one for one in entries if isinstance(one.event, Complaint.Escalated)]
        assert {one.metadata["user"] for one in escalated} == {"system"}
        assert {"chen", "wang"} <= {one.event.to for one in escalated if isinstance(one.event, Complaint.Escalated)}
        assert len({one.metadata["command_id"] for one in escalated}) == len(escalated)


def is_told(recipients: list[str], user_id: str) -> bool:
    """Tell whether a mail to a user has come."""
    return f"{user_id}@bank.example" in recipients

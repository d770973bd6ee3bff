"""Messages as lines of the process's log."""

import logging

from application.notices.message import Message
from application.notices.wording import in_order, notice_data

logger = logging.getLogger("redress.notices")


class LogNotifier:
    """Writes one line for each notice, for whatever reads the log."""

    def notify(self, message: Message) -> None:
        """Write."""
        recipient = message.recipient
        for notice in in_order(message):
            told = {name: value for name, value in notice_data(notice).items() if name not in {"id", "unit_id"}}
            logger.info(
                "notice",
                extra={
                    "message_id": str(message.id),
                    "notice_id": str(notice.id),
                    "to_user": recipient.user_id,
                    "to_unit": recipient.unit_id,
                    "to_role": str(recipient.role),
                    "case_unit": notice.unit_id,
                    **told,
                },
            )

"""Messages as lines of the process's log."""

import logging

from application.notices.message import Message
from application.notices.wording import in_order, notice_data

logger = logging.getLogger("redress.notices")


class LogNotifier:
    """Writes one line for each message, for whatever reads the log."""

    def notify(self, message: Message) -> None:
        """Write."""
        recipient = message.recipient
        told = [notice_data(notice) for notice in in_order(message)]
        about = [f"{one['kind']} {one['reference']} {one['milestone']} {one['due_at']}" for one in told]
        logger.info(
            "notice",
            extra={
                "message_id": str(message.id),
                "to_user": recipient.user_id,
                "to_unit": recipient.unit_id,
                "to_role": str(recipient.role),
                "about": "; ".join(about),
            },
        )

"""Mail addresses of recipients, made from their ids by the bank's own pattern."""

import re
from dataclasses import dataclass
from email.headerregistry import Address
from typing import Final

from application.notices.message import NotDeliveredError
from domain.notices.notice import Recipient

LOCAL: Final = re.compile(r"[\w!#$%&'*+/=?^`{|}~-]+(\.[\w!#$%&'*+/=?^`{|}~-]+)*")
DOMAIN: Final = re.compile(r"[\w-]+(\.[\w-]+)*")
"""What needs no quoting. Source: RFC 5322, 3.2.3, and RFC 6531 for other letters."""


@dataclass(frozen=True, slots=True)
class Addresses:
    """Two patterns: of users, such as `{user}@bank.example`, and of mailboxes, such as `{unit}.{role}@bank.example`."""

    of_users: str
    of_mailboxes: str

    def of(self, recipient: Recipient) -> Address:
        """Return a recipient's address.

        Raises:
            NotDeliveredError: The id makes no address.
        """
        pattern = self.of_users if recipient.user_id else self.of_mailboxes
        local, _, domain = pattern.rpartition("@")
        names = {"user": recipient.user_id or "", "unit": recipient.unit_id, "role": str(recipient.role)}
        for name, value in names.items():
            local, domain = local.replace(f"{{{name}}}", value), domain.replace(f"{{{name}}}", value)
        if not LOCAL.fullmatch(local) or not DOMAIN.fullmatch(domain):
            raise NotDeliveredError("no mail address can be made of this recipient's id", is_final=True)
        return Address(username=local, domain=domain)

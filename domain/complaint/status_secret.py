"""Step 1, the secret 查询码 with which, and with the reference, a customer sees how far the complaint is."""

from datetime import datetime

from domain.actor import Actor
from domain.complaint.record import ComplaintEvent, ComplaintRecord
from domain.complaint.step import ComplaintStep
from domain.complaint.values import DispatchWay
from domain.personal import Digest


class StatusSecretIssued(ComplaintEvent):
    """The customer was given a secret, of which only a hash is kept; an earlier one opens nothing any more."""

    topic = "complaint.status_secret_issued"

    number: int
    secret_hash: Digest
    way: DispatchWay

    def apply(self, complaint: ComplaintRecord) -> None:
        """Remember how many there were."""
        complaint.status_secrets = self.number


class IssuingStatusSecret(ComplaintStep):
    """The command that replaces a secret; the first one goes out with the acknowledgement."""

    def issue_status_secret(self, way: DispatchWay, *, secret_hash: str, by: Actor, now: datetime) -> None:
        """Give the customer a new secret. Each one counts, and only the last one opens the status page.

        Raises:
            NotInThisState: The complaint was referred, merged or converted.
        """
        self._permit("issue_status_secret", by)
        self._record_status_secret(way, secret_hash, now)

    def _record_status_secret(self, way: DispatchWay, secret_hash: str, at: datetime) -> None:
        """Record the next secret."""
        number = self.status_secrets + 1
        self.record(StatusSecretIssued, number=number, secret_hash=secret_hash, way=way, occurred_at=at)

"""The use cases of complaints that give the customer the secret of the status page."""

from datetime import datetime
from uuid import UUID

from application.command import Command, Receipt
from application.ledger import Ledger
from application.ports import Keyed
from application.rights import Rights
from application.status_secrets import SecretReceipt, hash_of, secret_of
from application.use_cases import CaseUseCases
from domain.actor import Actor
from domain.complaint import Complaint
from domain.complaint.values import DispatchWay


class Acknowledging(CaseUseCases[Complaint]):
    """Acknowledgements and secrets; `Complaints` says what they all raise."""

    def __init__(self, ledger: Ledger, rights: Rights, keyed: Keyed) -> None:
        """Work on a ledger with the installation's key."""
        super().__init__(ledger, rights)
        self._keyed = keyed

    def acknowledge(self, of: UUID, way: DispatchWay, *, at: datetime | None, command: Command) -> SecretReceipt:
        """Record that the receipt was confirmed to the complainant; the answer has the secret that goes with it."""

        def acknowledge(complaint: Complaint, *, by: Actor, now: datetime) -> None:
            complaint.acknowledge(way, at=at, secret_hash=self._next_secret_hash(complaint), by=by, now=now)

        return self._with_secret(self._change(of, command, acknowledge))

    def issue_status_secret(self, of: UUID, way: DispatchWay, *, command: Command) -> SecretReceipt:
        """Replace the customer's secret; the answer has the new one."""

        def issue_status_secret(complaint: Complaint, *, by: Actor, now: datetime) -> None:
            complaint.issue_status_secret(way, secret_hash=self._next_secret_hash(complaint), by=by, now=now)

        return self._with_secret(self._change(of, command, issue_status_secret))

    def _next_secret_hash(self, complaint: Complaint) -> str:
        """Return the hash of the secret that would come next."""
        secret = secret_of(self._keyed, complaint.id, complaint.status_secrets + 1)
        return hash_of(complaint.reference, secret)

    def _with_secret(self, receipt: Receipt) -> SecretReceipt:
        """Add to an answer the secret that was in force then, so that a repeat prints the same.

        Nothing recorded is nothing to print; so is a secret of another installation key, which would open nothing.
        """
        around = (receipt.id, receipt.reference, receipt.version, receipt.events, receipt.position)
        history = self._ledger.event_log.history(receipt.id) if receipt.events else ()
        issued = [entry.event for entry in history if isinstance(entry.event, Complaint.StatusSecretIssued)]
        in_force = [event for event in issued if event.originator_version <= receipt.version]
        if not in_force:
            return SecretReceipt(*around, repeated=receipt.repeated)
        secret = secret_of(self._keyed, receipt.id, in_force[-1].number)
        is_ours = hash_of(receipt.reference, secret) == in_force[-1].secret_hash
        return SecretReceipt(*around, secret if is_ours else None, repeated=receipt.repeated)

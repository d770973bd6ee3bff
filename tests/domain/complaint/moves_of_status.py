"""Moves that give the customer the secret of the status page."""

from domain.complaint.values import DispatchWay
from tests.domain.complaint.drawing import Drawing, Move


class Secrets(Drawing):
    """Acknowledgements with the first secret, and later ones."""

    def acknowledge(self) -> Move:
        way = self.pick(DispatchWay.SMS, DispatchWay.POSTED)
        secret_hash = self.pick("5e" * 32, None)
        at, flaw = self.at()

        def effect() -> list[str]:
            if way in self.model.acknowledged:
                return []
            self.model.acknowledged.add(way)
            if secret_hash is None or self.model.secrets:
                return ["Acknowledged"]
            self.model.secrets = 1
            return ["Acknowledged", "StatusSecretIssued"]

        return Move(lambda c: c.acknowledge(way, at=at, secret_hash=secret_hash, **self.asked), flaw, effect)

    def issue_status_secret(self) -> Move:
        def effect() -> list[str]:
            self.model.secrets += 1
            return ["StatusSecretIssued"]

        return Move(
            lambda c: c.issue_status_secret(DispatchWay.HANDED_OVER, secret_hash="5f" * 32, **self.asked), None, effect
        )

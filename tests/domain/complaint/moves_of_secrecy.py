"""Moves about confidentiality."""

from tests.domain.complaint.drawing import Drawing, Move
from tests.domain.fixed import CODES


class Secrets(Drawing):
    """The commands of confidentiality."""

    def mark_confidential(self) -> Move:
        reason, flaw = self.code("staff")
        secrecy = self.model.secrecy

        def effect() -> list[str]:
            was_open = secrecy.closed_by is None
            secrecy.closed_by = secrecy.closed_by or self.by.user_id
            return ["MarkedConfidential"] if was_open else []

        return Move(lambda c: c.mark_confidential(reason, "Why.", codes=CODES, **self.asked), flaw, effect)

    def unmark_confidential(self) -> Move:
        def effect() -> list[str]:
            self.model.secrecy.closed_by = None
            return ["UnmarkedConfidential"]

        return Move(lambda c: c.unmark_confidential("So.", **self.asked), None, effect)

"""What all commands of a person share: they ask the rules before they record."""

from domain.actor import Actor
from domain.person.record import PersonRecord
from domain.person.rules import standing_refusal
from domain.person.state import ALLOWED
from domain.refusals import Refusal, refuse_first


class PersonStep(PersonRecord):
    """One group of a person's commands."""

    def refusal(self, command: str, by: Actor) -> Refusal | None:
        """Return why `by` may not give `command` now as far as no argument is needed to know it, or None."""
        return standing_refusal(self, command, by)

    def permitted(self, by: Actor) -> tuple[str, ...]:
        """Name the commands that `by` could give now."""
        return tuple(command for command in ALLOWED if self.refusal(command, by) is None)

    def _permit(self, command: str, by: Actor, *found: Refusal | None) -> None:
        """Let the command pass.

        Raises:
            Refusal: What the standing rules or the rules about the arguments (`found`) say.
        """
        refuse_first(self.refusal(command, by), *found)

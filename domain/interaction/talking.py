"""What is said and written in a contact."""

from datetime import datetime

from domain.actor import Actor
from domain.case.instants import happened
from domain.interaction.record import InteractionEvent, InteractionRecord
from domain.interaction.rules import out_of_contact
from domain.interaction.step import InteractionStep
from domain.interaction.values import Author
from domain.personal import CaseText


class EntryAdded(InteractionEvent):
    """Somebody said or wrote something; `occurred_at` is when."""

    topic = "interaction.entry_added"

    author: Author
    text: CaseText

    def apply(self, interaction: InteractionRecord) -> None:
        """Keep it: a case that follows takes the words along."""
        interaction.entries = (*interaction.entries, (self.author, self.text))


class Talking(InteractionStep):
    """The command of whoever writes along."""

    def add_entry(self, author: Author, text: str, *, at: datetime | None, by: Actor, now: datetime) -> None:
        """Write down what was said or written. Each entry counts, also after the end.

        Raises:
            BeforeContact, InTheFuture: `at` is out of time.
        """
        self._permit("add_entry", by, out_of_contact(self, at, now))
        self.record(EntryAdded, author=author, text=text, occurred_at=happened(at, now))

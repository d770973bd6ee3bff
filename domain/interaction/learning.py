"""What a contact teaches about the customer."""

from datetime import datetime
from uuid import UUID

from domain.actor import Actor
from domain.case.instants import happened
from domain.codes import Codes
from domain.interaction.record import InteractionEvent, InteractionRecord
from domain.interaction.rules import out_of_contact
from domain.interaction.step import InteractionStep
from domain.interaction.values import FactValue, LearntFact
from domain.personal import Code, Id


class FactLearnt(InteractionEvent):
    """Something about the customer came up; where they are registered, the customer's stream has it as well."""

    topic = "interaction.fact_learnt"

    fact_id: Id
    person_id: UUID
    kind: Code
    value: FactValue
    code_versions: dict[Code, int]

    def apply(self, interaction: InteractionRecord) -> None:
        """Keep it with the contact that it comes from."""
        learnt = LearntFact(self.fact_id, self.kind, self.value, self.occurred_at)
        interaction.facts = (*interaction.facts, learnt)


class Learning(InteractionStep):
    """The command of whoever listens."""

    def record_fact(
        self, kind: str, value: str, *, at: datetime | None, codes: Codes, by: Actor, now: datetime
    ) -> LearntFact:
        """Record a fact of a kind of the list `customer_fact`; it gets the next id `f1`, `f2`, ... Return it.

        Raises:
            NotIdentified: A fact is somebody's: identify the customer first.
            UnknownCode: No such kind on that day.
            BeforeContact, InTheFuture: `at` is out of time.
        """
        self._permit(
            "record_fact", by, codes.refusal("customer_fact", kind, (at or now).date()), out_of_contact(self, at, now)
        )
        assert self.customer is not None  # noqa: S101 (the standing rule has looked)
        self.record(
            FactLearnt,
            fact_id=f"f{len(self.facts) + 1}",
            person_id=self.customer.person_id,
            kind=kind,
            value=value,
            code_versions=codes.versions("customer_fact"),
            occurred_at=happened(at, now),
        )
        return self.facts[-1]

"""Who the customer is 身份核实."""

from datetime import datetime
from uuid import UUID

from domain.actor import Actor
from domain.codes import Codes
from domain.interaction.record import InteractionEvent, InteractionRecord
from domain.interaction.rules import IdentifiedOtherwise
from domain.interaction.step import InteractionStep
from domain.interaction.values import Identification
from domain.personal import CaseText, Code
from domain.refusals import Refusal


class CustomerIdentified(InteractionEvent):
    """The customer was found to be somebody."""

    topic = "interaction.customer_identified"

    person_id: UUID
    means: Code
    code_versions: dict[Code, int]

    def apply(self, interaction: InteractionRecord) -> None:
        """Know the customer."""
        interaction.customer = Identification(self.person_id, self.means)


class IdentificationCorrected(InteractionEvent):
    """The customer is somebody else than was thought, or nobody knows who; both values are kept."""

    topic = "interaction.identification_corrected"

    before: Identification
    after: Identification | None
    reason: CaseText
    code_versions: dict[Code, int]

    def apply(self, interaction: InteractionRecord) -> None:
        """Know the right one."""
        interaction.customer = self.after


class Identifying(InteractionStep):
    """The commands about who the customer is."""

    def identify_customer(self, person_id: UUID, means: str, *, codes: Codes, by: Actor, now: datetime) -> None:
        """State who the customer is, found by a means of the list `verification_means`. The same again does nothing.

        Raises:
            IdentifiedOtherwise: It was somebody else before; correct that.
            UnknownCode: No such means today.
        """
        self._permit(
            "identify_customer",
            by,
            identified_otherwise(self, person_id),
            codes.refusal("verification_means", means, now.date()),
        )
        if self.customer != Identification(person_id, means):
            versions = codes.versions("verification_means")
            self.record(CustomerIdentified, person_id=person_id, means=means, code_versions=versions, occurred_at=now)

    def correct_identification(
        self, right: Identification | None, reason: str, *, codes: Codes, by: Actor, now: datetime
    ) -> None:
        """Put another person in the place of the one that the customer was taken for; None: nobody knows who it was.

        The one who holds already does nothing.

        Raises:
            NotIdentified: Nobody was identified yet.
            UnknownCode: No such means of verification today.
        """
        means = right.means if right else None
        self._permit("correct_identification", by, codes.refusal("verification_means", means, now.date()))
        if self.customer is not None and right != self.customer:
            self.record(
                IdentificationCorrected,
                before=self.customer,
                after=right,
                reason=reason,
                code_versions=codes.versions("verification_means"),
                occurred_at=now,
            )


def identified_otherwise(interaction: InteractionRecord, person_id: UUID) -> Refusal | None:
    """Refuse to replace an identification without saying why."""
    if interaction.customer is None or interaction.customer.person_id == person_id:
        return None
    return IdentifiedOtherwise("The customer was identified as somebody else; correct that with a reason.")

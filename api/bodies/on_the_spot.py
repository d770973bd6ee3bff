"""The body of what is solved on the spot 当场解决."""

from typing import Annotated

from pydantic import Field

from api.bodies.classifying import Classify
from api.bodies.fields import MOST_ITEMS, Body, Code, Day, LongText, Name, example
from api.bodies.resolving import ProposeResolution
from api.bodies.shared import Dispatch
from domain.complaint.on_the_spot import Solution

RESOLUTION = {
    "outcome": "upheld",
    "basis": "The journal of the counter shows it.",
    "root_cause": "system",
    "remedies": [
        {
            "kind": "refund",
            "description": "The second fee",
            "is_offer": False,
            "amount": {"currency": "CNY", "amount": "30.00"},
        }
    ],
}


class SolveOnTheSpot(Body):
    """Everything that happened while the customer was there."""

    model_config = example(
        {
            "finding": "The fee was taken twice.",
            "resolution": RESOLUTION,
            "notice": "You are right. The second fee is back on your account.",
            "ways_of_appeal": "You may ask our head office to look at it again within 30 days.",
            "dispatch": {"way": "handed_over", "proof": "slip 118"},
            "statement": "Thank you, that is all I wanted.",
            "executed_on": "2026-03-05",
            "payment_reference": "P-118",
        }
    )

    classification: Annotated[Classify | None, Field(description="Where the case has none yet.")] = None
    finding: LongText
    resolution: ProposeResolution
    notice: LongText
    ways_of_appeal: LongText
    dispatch: Dispatch
    statement: Annotated[LongText, Field(description="In which words the customer agreed.")]
    executed_on: Annotated[Day, Field(description="When the remedies were carried out, all of them whole.")]
    payment_reference: Name | None = None
    blocks: Annotated[
        tuple[Code, ...], Field(max_length=MOST_ITEMS, description="What the notice consists of: blocks of the layout.")
    ] = ()

    def value(self) -> Solution:
        """Return it as the domain's value."""
        return Solution(
            classification=self.classification.value() if self.classification else None,
            finding=self.finding,
            resolution=self.resolution.value(),
            notice=self.notice,
            ways_of_appeal=self.ways_of_appeal,
            dispatch=self.dispatch.value(),
            statement=self.statement,
            executed_on=self.executed_on,
            payment_reference=self.payment_reference,
            blocks=self.blocks,
        )

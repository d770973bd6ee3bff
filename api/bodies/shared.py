"""The parts that several bodies have: dispatches, contacts, products."""

from typing import Annotated
from uuid import UUID

from pydantic import Field, StrictBool

import domain.complaint.party as domain_party
import domain.complaint.values as domain_values
from api.bodies.fields import Body, ItemId, Name, ShortText, example
from domain.complaint.values import DispatchWay

PartyId = Annotated[
    ItemId | None, Field(description="Which of the people who complain; needed where there are several.")
]
Through = Annotated[
    ItemId | None,
    Field(description="Who said it for them; without `party_id`, for everybody whom they act for."),
]


class Dispatch(Body):
    """How a notice left the bank, and what proves it (tracking number, message id, call id)."""

    model_config = example({"way": "posted", "proof": "EMS 1234567890"})

    way: DispatchWay
    proof: ShortText

    def value(self) -> domain_values.Dispatch:
        """Return it as the domain's value."""
        return domain_values.Dispatch(self.way, self.proof)


class Contact(Body):
    """Who a person is and how to reach them, as told on this case."""

    name: Name
    phone: Name | None = None
    email: Name | None = None
    address: ShortText | None = None

    def value(self) -> domain_values.Contact:
        """Return it as the domain's value."""
        return domain_values.Contact(self.name, self.phone, self.email, self.address)


class Complainant(Contact):
    """The complainant; `person_id` where the bank knows the person already."""

    person_id: UUID | None = None
    is_customer: StrictBool | None = None
    receives_letters: Annotated[
        StrictBool | None, Field(description="Null: they get letters where nobody who acts for them does.")
    ] = None

    def terms(self) -> domain_party.PartyTerms:
        """Return what they are to the case."""
        role = domain_party.PartyRole.COMPLAINANT
        return domain_party.PartyTerms(role, is_customer=self.is_customer, receives_letters=self.receives_letters)


class ProductIssue(Body):
    """One product and what is wrong with it, in codes or in the words of the source."""

    product: Name
    sub_product: Name | None = None
    issue: Name | None = None
    sub_issue: Name | None = None

    def value(self) -> domain_values.ProductIssue:
        """Return it as the domain's value."""
        return domain_values.ProductIssue(self.product, self.sub_product, self.issue, self.sub_issue)

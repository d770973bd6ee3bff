"""The parts that several bodies have: dispatches, contacts, products."""

from uuid import UUID

import domain.complaint.values as domain_values
from api.bodies.fields import Body, Name, ShortText, example
from domain.complaint.values import DispatchWay


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


class ProductIssue(Body):
    """One product and what is wrong with it, in codes or in the words of the source."""

    product: Name
    sub_product: Name | None = None
    issue: Name | None = None
    sub_issue: Name | None = None

    def value(self) -> domain_values.ProductIssue:
        """Return it as the domain's value."""
        return domain_values.ProductIssue(self.product, self.sub_product, self.issue, self.sub_issue)

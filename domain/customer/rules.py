"""The rules that refuse a customer's commands: named pure functions, the same for asking and for acting."""

from domain.actor import Actor
from domain.customer.record import CustomerRecord
from domain.customer.state import ALLOWED, State
from domain.lifecycle import not_in_this_state
from domain.refusals import Refusal


class CustomerExists(Refusal):
    """The person was registered as a customer before, with other data."""

    code = "customer_exists"


class SameCustomer(Refusal):
    """A customer is no duplicate of themselves."""

    code = "same_customer"


class SurvivorMerged(Refusal):
    """The other one is a duplicate itself; the refusal names whom to merge into."""

    code = "survivor_merged"


class NotTheSurvivor(Refusal):
    """The duplicate was merged into another customer."""

    code = "not_the_survivor"


class NothingLeftOver(Refusal):
    """Nothing of this kind with this id was recorded on the customer while the duplicate was merged into it."""

    code = "nothing_left_over"


class NotOneOfThem(Refusal):
    """What is left over belongs to the survivor or to the one who was merged into it."""

    code = "not_one_of_them"


def standing_refusal(customer: CustomerRecord, command: str, _: Actor) -> Refusal | None:
    """Return the refusal that is known without arguments: that of the state."""
    refusal = not_in_this_state("customer", customer.state, command, ALLOWED)
    if refusal is not None and customer.state is State.MERGED:
        refusal.args = (f"{refusal} The customer is shown as {customer.merged_into}.",)
    return refusal

"""The bodies of step 6, reply and ask opinion 回复客户 征求意见."""

from typing import Annotated

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

import domain.complaint.letters as domain_letters
import domain.complaint.values as domain_values
from api.bodies.fields import MOST_ITEMS, MOST_PARTIES, Body, Code, Instant, ItemId, LongText, ShortText, example
from api.bodies.shared import Dispatch, PartyId, Through

LetterTo = Annotated[ItemId | None, Field(description="Whose letter; needed where several get one.")]


class Letter(Dispatch):
    """How the letter to one party left the bank."""

    model_config = example({"party_id": "p26", "way": "posted", "proof": "EMS 1234567891"})

    party_id: ItemId

    def letter(self) -> domain_letters.Letter:
        """Return it as the domain's value."""
        return domain_letters.Letter(self.party_id, self.value())


class SendDecision(Body):
    """The decision as it left the bank."""

    model_config = example(
        {
            "notice": "You are right: the fee was charged twice. We pay back CNY 300.00.",
            "ways_of_appeal": "You may ask our head office to look at it again within 30 days.",
            "dispatch": {"way": "posted", "proof": "EMS 1234567890"},
            "blocks": ["outcome", "reasons", "remedies", "ways_of_appeal"],
        }
    )

    notice: LongText
    ways_of_appeal: LongText
    dispatch: Annotated[Dispatch | None, Field(description="The only letter.")] = None
    at: Annotated[Instant | None, Field(description="When it left the bank; of several letters, the last.")] = None
    blocks: Annotated[
        tuple[Code, ...], Field(max_length=MOST_ITEMS, description="What the notice consists of: blocks of the layout.")
    ] = ()
    letters: Annotated[
        tuple[Letter, ...], Field(max_length=MOST_PARTIES, description="One for each who gets letters.")
    ] = ()

    @model_validator(mode="after")
    def sent_somehow(self) -> "SendDecision":
        """Refuse a decision that did not leave the bank."""
        if self.dispatch is None and not self.letters:
            raise PydanticCustomError("not_sent", "must have a dispatch, or letters to each who gets one")
        return self

    def first_dispatch(self) -> domain_values.Dispatch:
        """Return how the only letter left, or the first of several."""
        return (self.dispatch or self.letters[0]).value()


class DispatchAgain(Body):
    """By which way it left the bank once more."""

    model_config = example({"dispatch": {"way": "email", "proof": "message 20260306-7"}})

    dispatch: Dispatch
    at: Instant | None = None
    party_id: LetterTo = None


class RecordDelivery(Body):
    """What shows that it arrived."""

    model_config = example({"proof": "signed on 5 March"})

    proof: ShortText
    at: Instant | None = None
    party_id: LetterTo = None


class RecordFailedDelivery(Body):
    """What shows that it did not arrive."""

    model_config = example({"proof": "returned on 9 March: moved"})

    proof: ShortText
    at: Instant | None = None
    party_id: LetterTo = None


class Acceptance(Body):
    """In which words the complainant agreed."""

    model_config = example({"statement": "I agree, thank you."})

    statement: LongText
    at: Instant | None = None
    party_id: PartyId = None
    through: Through = None


class Rejection(Body):
    """In which words the complainant disagreed."""

    model_config = example({"statement": "I do not agree: the interest on the fee is still missing."})

    statement: LongText
    at: Instant | None = None
    party_id: PartyId = None
    through: Through = None

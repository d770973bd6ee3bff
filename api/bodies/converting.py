"""The bodies of conversion between complaints and service requests."""

from typing import Annotated, Self
from uuid import UUID

from pydantic import Field, model_validator

from api.bodies.any_time import NamedValues, values_of
from api.bodies.fields import Body, Code, Instant, LongText, example
from api.bodies.shared import Dispatch
from domain.case.conversion import Dissatisfaction


class ConvertToComplaint(Body):
    """Since when the customer was dissatisfied, and what is known of the complaint beside what the request says."""

    model_config = example(
        {"since": "contact", "told": {"narrative": "I have been waiting for a week. 等了一个星期。"}}
    )

    since: Annotated[
        Dissatisfaction,
        Field(description="`first_words`: the request itself was a complaint. `contact`: it became one in a contact."),
    ] = Dissatisfaction.CONTACT
    at: Annotated[
        Instant | None,
        Field(description="When that contact was; without it, when `contact_id` was offered, or now."),
    ] = None
    contact_id: Annotated[UUID | None, Field(description="The contact that led to it; the complaint shows it.")] = None
    told: Annotated[
        NamedValues,
        Field(
            default_factory=NamedValues,
            description="Values of the complaint by name; what is not named is carried over from the request.",
        ),
    ]

    @model_validator(mode="after")
    def _first_words_have_an_instant(self) -> Self:
        """Refuse an instant that would not count."""
        if self.since is Dissatisfaction.FIRST_WORDS and self.at is not None:
            raise ValueError("first words were said when the request was received: leave `at` out")
        return self

    def values(self) -> dict[str, object]:
        """Return the named values as the domain's."""
        return values_of(self.told)


class RequestConversion(Body):
    """What it is instead of a complaint, and why."""

    model_config = example(
        {
            "request_type": "inquiry",
            "reason": "no_dissatisfaction",
            "explanation": "She only asks how fees are counted.",
        }
    )

    request_type: Code
    reason: Code
    explanation: LongText


class ConvertToServiceRequest(Body):
    """How the complainant was told that it goes on as a request, and why."""

    model_config = example({"notice": {"way": "sms", "proof": "SMS 20260302-92"}})

    notice: Dispatch
    at: Instant | None = None


class RefuseConversion(Body):
    """Why it is a complaint."""

    model_config = example({"comment": "She is dissatisfied with the fee; that is a complaint."})

    comment: LongText

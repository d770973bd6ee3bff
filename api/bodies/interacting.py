"""The bodies of commands on contacts with customers."""

from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints

from api.bodies.any_time import NamedValues, values_of
from api.bodies.fields import Body, Code, Identifier, Instant, LongText, ShortText, example
from api.bodies.requests import NamedRequestValues
from api.bodies.shared import Contact
from domain.interaction.ending import Ending
from domain.interaction.values import Author, Beginning, CaseKind, Direction, Identification

MOST_CRITERIA = 50

Digest = Annotated[
    str,
    StringConstraints(pattern=r"^[0-9a-f]{64}$"),
    Field(description="SHA-256 of the recording, in small hexadecimal digits; the recording stays where it is."),
]
Agent = Annotated[Identifier | None, Field(description="Who talks for the bank; without one, who says so.")]
HASH = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"


class BeginInteraction(Body):
    """A contact that was offered, and perhaps answered already."""

    model_config = example(
        {
            "direction": "inbound",
            "channel": "hotline",
            "offered_at": "2026-03-02T09:29:48+08:00",
            "answered_at": "2026-03-02T09:30:00+08:00",
        }
    )

    direction: Direction
    channel: Code
    offered_at: Annotated[Instant, Field(description="When the customer called, wrote or came, or the bank dialled.")]
    answered_at: Annotated[Instant | None, Field(description="When somebody took it; none: nobody has yet.")] = None
    agent_id: Agent = None
    unit_id: Annotated[Identifier | None, Field(description="Where it came in; without one, the user's.")] = None
    recording: Digest | None = None

    def value(self, unit_id: str) -> Beginning:
        """Return it as the domain's value, in `unit_id` where nothing else was said."""
        return Beginning(
            self.direction,
            self.channel,
            self.offered_at,
            self.unit_id or unit_id,
            self.answered_at,
            self.agent_id,
            self.recording,
        )


class AnswerInteraction(Body):
    """Who took it, and when."""

    model_config = example({"at": "2026-03-02T09:30:00+08:00"})

    agent_id: Agent = None
    at: Instant | None = None


class AddEntry(Body):
    """What was said or written, by whom."""

    model_config = example({"author": "customer", "text": "我的信用卡年费被重复扣了两次。"})

    author: Author
    text: LongText
    at: Instant | None = None


class IdentifyCustomer(Body):
    """Who the customer is, and how that is known."""

    model_config = example({"person_id": "7d0d5c0e-6f4b-4c7e-9d7b-1b6a6a0c8f10", "means": "id_card"})

    person_id: UUID
    means: Code

    def value(self) -> Identification:
        """Return it as the domain's value."""
        return Identification(self.person_id, self.means)


class CorrectIdentification(Body):
    """Who the customer really is, as far as that is known."""

    model_config = example(
        {
            "right": {"person_id": "2c1f7a52-52b3-4a3e-9d52-0f3f5a6b7c11", "means": "id_card"},
            "reason": "Her sister called from the same number.",
        }
    )

    right: Annotated[IdentifyCustomer | None, Field(description="None: nobody knows who it was.")]
    reason: LongText


class RecordFact(Body):
    """What came up about the customer."""

    model_config = example({"kind": "occupation", "value": "Teaches at a secondary school"})

    kind: Code
    value: ShortText
    at: Instant | None = None


class CaseOfContact(Body):
    """The case that the contact is about."""

    model_config = example({"case_id": "f4c9fcc9-58ce-5ea7-8e48-ce7157d5a1e0"})

    case_id: UUID
    kind: CaseKind = CaseKind.COMPLAINT


class OpenComplaint(Body):
    """What is known of the complaint beside what the contact says: its channel, customer, words and instant."""

    model_config = example({"told": {"subject": "Annual fee charged twice", "incident_on": "2026-01-01"}})

    told: Annotated[
        NamedValues,
        Field(
            default_factory=NamedValues,
            description="Values by name. `received_at`: when dissatisfaction was first told, where that was later than "
            "the contact was offered. `narrative`: in place of the customer's entries. The channel is the contact's.",
        ),
    ]
    complainant: Annotated[Contact | None, Field(description="How to reach the customer, as told now.")] = None
    unit_id: Annotated[Identifier | None, Field(description="The unit that owns it; without one, the user's.")] = None

    def values(self) -> dict[str, object]:
        """Return the named values as the domain's."""
        return values_of(self.told)


class OpenRequest(Body):
    """What the customer wants, and what is known of it beside what the contact says."""

    model_config = example({"request_type": "inquiry", "told": {"subject": "Opening hours"}})

    request_type: Code
    told: Annotated[
        NamedRequestValues,
        Field(
            default_factory=NamedRequestValues,
            description="By name. `narrative`: in place of the customer's entries. The channel is the contact's.",
        ),
    ]
    requester: Annotated[Contact | None, Field(description="How to reach the customer, as told now.")] = None
    unit_id: Annotated[
        Identifier | None, Field(description="The unit that was told, where its type has none; else the user's.")
    ] = None

    def values(self) -> dict[str, object]:
        """Return the named values as the domain's."""
        return dict(self.told)


class EndInteraction(Body):
    """How it ended."""

    model_config = example({"outcome": "solved", "solved_at_first_contact": True})

    outcome: Code
    solved_at_first_contact: Annotated[bool | None, Field(description="The agent's claim.")] = None
    recording: Digest | None = None
    at: Instant | None = None

    def value(self) -> Ending:
        """Return it as the domain's value."""
        return Ending(self.outcome, self.solved_at_first_contact, self.recording)


class SampleForCheck(Body):
    """Why the contact is looked at."""

    model_config = example({"reason": "random"})

    reason: Code


class ScoreCheck(Body):
    """The points of each criterion of a form."""

    model_config = example({"form": "message", "points": {"speed": 20, "answer": 45, "wording": 25}})

    form: Code
    points: Annotated[dict[Code, Annotated[int, Field(ge=0, le=1_000)]], Field(max_length=MOST_CRITERIA)]


class CheckFinding(Body):
    """What was noticed."""

    model_config = example({"finding": "The fee was explained, but not when it is paid back."})

    finding: LongText


class AnswerCheck(Body):
    """What the agent says to it."""

    model_config = example({"answer": "I have called back and told the day."})

    answer: LongText


class LinkInteraction(Body):
    """A contact with the customer."""

    model_config = example({"interaction_id": "5fa140fb-6a38-5d52-a82b-640a91c52df5"})

    interaction_id: UUID

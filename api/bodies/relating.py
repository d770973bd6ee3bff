"""The bodies of commands that concern another complaint."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from api.bodies.fields import Body, Code, Instant, ItemId, LongText, example
from api.bodies.shared import PartyId, Through
from domain.complaint.related import RecheckResult

ANOTHER = "f4c9fcc9-58ce-5ea7-8e48-ce7157d5a1e0"
"""The case of the examples."""


class LinkCase(Body):
    """Which other complaint has to do with it, and how."""

    model_config = example({"other": ANOTHER, "kind": "same_incident"})

    other: Annotated[UUID, Field(description="The id of the other complaint.")]
    kind: Annotated[Code, Field(description="A code of the list `relation_kind`.")]


class UnlinkCase(Body):
    """Which other complaint has nothing to do with it in this way."""

    model_config = example({"other": ANOTHER, "kind": "same_incident"})

    other: UUID
    kind: Code


class Merge(Body):
    """In which complaint it goes on, and why."""

    model_config = example({"into": ANOTHER, "reason": "The customer told the same thing at the counter."})

    into: Annotated[UUID, Field(description="The id of the complaint in which it goes on.")]
    reason: LongText


class Unmerge(Body):
    """Why it stands for itself after all."""

    model_config = example({"reason": "It is about another charge of the same day."})

    reason: LongText


class RequestRecheck(Body):
    """Why the complainant wants the result to be looked at again, and when they asked."""

    model_config = example({"text": "Nobody asked the shop, which has the receipt.", "channel": "letter"})

    text: LongText
    channel: Annotated[Code, Field(description="How the request came, a code of the list `channel`.")]
    at: Annotated[Instant | None, Field(description="When the complainant asked.")] = None
    received_at: Annotated[Instant | None, Field(description="When the superior unit received it.")] = None
    party_id: PartyId = None
    through: Through = None


class RecordRecheckResult(Body):
    """What the re-check made of the result."""

    model_config = example({"recheck_id": "k1", "result": "changed", "text": "The shop confirms one charge only."})

    recheck_id: ItemId
    result: RecheckResult
    text: LongText

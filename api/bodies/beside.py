"""The bodies of what runs beside the steps: new facts, other bodies, authorities, holds."""

from typing import Annotated

from pydantic import Field, StringConstraints

from api.bodies.fields import MOST_ITEMS, Body, Code, Day, Instant, ItemId, LongText, Name, example
from api.bodies.shared import Dispatch

Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
"""The name of an attached file: SHA-256 of its bytes in hexadecimal."""


class RecordNewFacts(Body):
    """What the complainant came again with."""

    model_config = example(
        {"text": "The receipt of the terminal shows one charge only.", "at": "2026-03-04T14:00:00+08:00"}
    )

    text: LongText
    evidence: Annotated[
        tuple[Digest, ...], Field(max_length=MOST_ITEMS, description="Files of the case, by their digest.")
    ] = ()
    at: Annotated[Instant | None, Field(description="When the material was received.")] = None


class ConfirmNewFacts(Body):
    """Which new facts are new."""

    model_config = example({"new_facts_id": "n1"})

    new_facts_id: ItemId


class RefuseNewFacts(Body):
    """Why nothing in it is new."""

    model_config = example({"new_facts_id": "n1", "reason": "The receipt was on file from the first day."})

    new_facts_id: ItemId
    reason: LongText


class ReferToExternal(Body):
    """Before whom the complaint came, and how."""

    model_config = example(
        {
            "body": "mediation",
            "external_reference": "SH-MED-2026-0815",
            "text": "The customer asked the mediation centre to settle it.",
        }
    )

    body: Annotated[Code, Field(description="A code of the list `external_body`.")]
    external_reference: Annotated[Name | None, Field(description="Its number there.")] = None
    text: LongText
    at: Instant | None = None


class RecordExternalOutcome(Body):
    """What came of it there."""

    model_config = example(
        {"referral_id": "x1", "outcome": "settled", "text": "The bank pays half of the fee, both sides agreed."}
    )

    referral_id: ItemId
    outcome: Annotated[Code, Field(description="A code of the list `external_outcome`.")]
    text: LongText
    at: Instant | None = None


class RecordAuthorityQuestion(Body):
    """What an authority wants to know, and until when."""

    model_config = example(
        {
            "authority": "nfra",
            "authority_reference": "NFRA-SH-2026-118",
            "text": "Report on how the fee was calculated.",
            "due_on": "2026-03-20",
        }
    )

    authority: Annotated[Code, Field(description="A code of the list `authority`.")]
    authority_reference: Annotated[Name | None, Field(description="The number of its letter.")] = None
    text: LongText
    due_on: Day | None = None
    at: Instant | None = None


class AnswerAuthority(Body):
    """What the authority was answered, and how the answer left."""

    model_config = example(
        {
            "question_id": "a1",
            "text": "The fee follows the list of prices of 2025; the calculation is enclosed.",
            "dispatch": {"way": "posted", "proof": "EMS 1234567890"},
        }
    )

    question_id: ItemId
    text: LongText
    dispatch: Dispatch
    at: Instant | None = None


class PlaceHold(Body):
    """Why nothing may be erased."""

    model_config = example({"reason": "litigation", "explanation": "The customer's lawyer announced an action."})

    reason: Annotated[Code, Field(description="A code of the list `hold_reason`.")]
    explanation: LongText


class ReleaseHold(Body):
    """Which hold ends, and why."""

    model_config = example({"hold_id": "h1", "explanation": "The action was withdrawn."})

    hold_id: ItemId
    explanation: LongText


class MarkConfidential(Body):
    """Why only a few may see it."""

    model_config = example({"reason": "staff", "explanation": "The customer works in the branch that it is about."})

    reason: Annotated[Code, Field(description="A code of the list `confidentiality_reason`.")]
    explanation: LongText


class UnmarkConfidential(Body):
    """Why all who had to do with it may see it again."""

    model_config = example({"explanation": "The customer agreed."})

    explanation: LongText

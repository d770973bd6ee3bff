"""What may happen to a contact, and the pasts that tests begin with."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from domain.interaction import Interaction
from domain.interaction.values import Author, Beginning, CaseKind, Direction, Identification, Link, Score
from domain.linked_interaction import LinkedInteraction
from tests.domain.complaint.values import LI_NA
from tests.domain.complaint.values import REFERENCE as CASE_REFERENCE
from tests.domain.examples import Examples
from tests.domain.fixed import ANN, NOW, versions
from tests.domain.language import STREAM, Given, Happening
from tests.domain.request.values import REFERENCE as REQUEST_REFERENCE

OFFERED_AT = datetime(2026, 1, 6, 16, 29, 48, tzinfo=UTC)
ANSWERED_AT = datetime(2026, 1, 6, 16, 30, tzinfo=UTC)
REFERENCE = "I-2026-000043-0"
CASE = UUID("00000000-0000-4000-8000-0000000000c1")
WANG = UUID("00000000-0000-4000-8000-0000000000bb")
DIGEST = "ab" * 32

BEGINNING = Beginning(Direction.INBOUND, "phone", OFFERED_AT, "shanghai", ANSWERED_AT, "ann", DIGEST)
SEEN = Identification(LI_NA, "id_card")
LINK = Link(CASE, CaseKind.COMPLAINT, CASE_REFERENCE)
SCORE = Score("call", 1, {"manner": 9, "answer": 5}, 14, 15)
LINKED = LinkedInteraction(STREAM, REFERENCE, "inbound", "phone", OFFERED_AT)

EXAMPLES = Examples(
    {
        Interaction.Begun: {
            "begun_by": "ann",
            "reference": REFERENCE,
            "unit_id": "shanghai",
            "direction": Direction.INBOUND,
            "channel": "phone",
            "channel_line": ("phone",),
            "answered_at": ANSWERED_AT,
            "agent_id": "ann",
            "recording": DIGEST,
            "code_versions": versions("channel"),
        },
        Interaction.Answered: {"agent_id": "ann"},
        Interaction.EntryAdded: {"author": Author.CUSTOMER, "text": "我的卡被扣了两次。"},
        Interaction.CustomerIdentified: {
            "person_id": LI_NA,
            "means": "id_card",
            "code_versions": versions("verification_means"),
        },
        Interaction.IdentificationCorrected: {
            "before": SEEN,
            "after": Identification(WANG, "id_card"),
            "reason": "Her sister called.",
            "code_versions": versions("verification_means"),
        },
        Interaction.FactLearnt: {
            "fact_id": "f1",
            "person_id": LI_NA,
            "kind": "occupation",
            "value": "Teacher",
            "code_versions": versions("customer_fact"),
        },
        Interaction.CaseLinked: {"case_id": CASE, "kind": CaseKind.COMPLAINT, "reference": CASE_REFERENCE},
        Interaction.CaseUnlinked: {"case_id": CASE, "kind": CaseKind.COMPLAINT, "reference": CASE_REFERENCE},
        Interaction.ComplaintOpened: {"case_id": CASE, "reference": CASE_REFERENCE},
        Interaction.RequestOpened: {"case_id": CASE, "reference": REQUEST_REFERENCE},
        Interaction.Ended: {
            "outcome": "solved",
            "solved_claim": True,
            "recording": None,
            "code_versions": versions("interaction_outcome"),
        },
        Interaction.SampledForCheck: {
            "check_id": "k1",
            "reason": "random",
            "code_versions": versions("check_reason"),
        },
        Interaction.CheckScored: {"check_id": "k1", "score": SCORE},
        Interaction.CheckFindingRecorded: {"check_id": "k1", "finding": "The day was not told."},
        Interaction.CheckAnswered: {"check_id": "k1", "answer": "I have told it now."},
        Interaction.CheckClosed: {"check_id": "k1"},
    }
)

happened, now = EXAMPLES.happened, EXAMPLES.now
BY_ANN: dict[str, Any] = {"by": ANN, "now": NOW}


def begun(at: datetime = OFFERED_AT, **told: object) -> Happening:
    """Return the beginning of a contact, which happened when it was offered."""
    return Happening(Interaction.Begun, at, happened(Interaction.Begun, **told).fields)


ANSWERED = begun()
WAITING = begun(answered_at=None, agent_id=None, recording=None)
IDENTIFIED = (ANSWERED, happened(Interaction.CustomerIdentified))
ENDED = (ANSWERED, Happening(Interaction.Ended, ANSWERED_AT + timedelta(minutes=5), happened(Interaction.Ended).fields))
SAMPLED = (*ENDED, happened(Interaction.SampledForCheck))
SCORED = (*SAMPLED, happened(Interaction.CheckScored))


def given(*past: Happening) -> Given[Interaction]:
    """Begin with a contact to which this happened."""
    return Given(Interaction, *past)

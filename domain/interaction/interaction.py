"""The interaction as a whole: a contents page of its events and commands."""

from domain.aggregate import Aggregate
from domain.interaction import beginning, checking, ending, identifying, learning, linking, opening, talking
from domain.interaction.record import InteractionEvent
from domain.interaction.rules import STANDING
from domain.interaction.state import ALLOWED, ENDS, State
from domain.lifecycle import Lifecycle


class Interaction(
    Aggregate,
    beginning.Starting,
    talking.Talking,
    identifying.Identifying,
    learning.Learning,
    linking.Linking,
    opening.Opening,
    ending.EndingContact,
    checking.Checking,
):
    """One contact with a customer, in either direction, from offered to ended, and what was made of it."""

    Event = InteractionEvent  # type: ignore[assignment]
    lifecycle = Lifecycle("interaction", State, ENDS, ALLOWED, STANDING)

    Begun = beginning.Begun
    Answered = beginning.Answered
    EntryAdded = talking.EntryAdded
    CustomerIdentified = identifying.CustomerIdentified
    IdentificationCorrected = identifying.IdentificationCorrected
    FactLearnt = learning.FactLearnt
    CaseLinked = linking.CaseLinked
    CaseUnlinked = linking.CaseUnlinked
    ComplaintOpened = opening.ComplaintOpened
    RequestOpened = opening.RequestOpened
    Ended = ending.Ended
    # Quality check 质检
    SampledForCheck = checking.SampledForCheck
    CheckScored = checking.CheckScored
    CheckFindingRecorded = checking.CheckFindingRecorded
    CheckAnswered = checking.CheckAnswered
    CheckClosed = checking.CheckClosed

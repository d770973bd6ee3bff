"""The service request as a whole: a contents page of its events and steps."""

from typing import ClassVar

from domain.aggregate import Aggregate
from domain.lifecycle import Lifecycle
from domain.request import any_time, assigning, converting, ending, interactions, submitting, working
from domain.request.record import RequestEvent
from domain.request.rules import STANDING
from domain.request.state import ALLOWED, ENDS, State


class ServiceRequest(
    Aggregate,
    submitting.Submitting,
    assigning.Assigning,
    working.Working,
    ending.Ending,
    converting.Converting,
    any_time.AnyTime,
    interactions.LinkingInteractions,
):
    """One wish of a customer that is no complaint, from receipt to closure. Its commands live with their step."""

    Event = RequestEvent  # type: ignore[assignment]
    lifecycle: ClassVar[Lifecycle] = Lifecycle("service_request", State, ENDS, ALLOWED, STANDING)

    # receive 受理
    Submitted = submitting.Submitted
    Triaged = submitting.Triaged
    FirstFeedbackGiven = submitting.FirstFeedbackGiven
    # route 分派
    Assigned = assigning.Assigned
    Taken = assigning.Taken
    Transferred = assigning.Transferred
    Released = assigning.Released
    TaskGiven = assigning.TaskGiven
    TaskAnswered = assigning.TaskAnswered
    TaskCancelled = assigning.TaskCancelled
    # handle 办理
    Started = working.Started
    CustomerAsked = working.CustomerAsked
    CustomerAnswered = working.CustomerAnswered
    DocumentReceived = working.DocumentReceived
    Suspended = working.Suspended
    Resumed = working.Resumed
    # answer and end 答复 办结
    Fulfilled = ending.Fulfilled
    Confirmed = ending.Confirmed
    Declined = ending.Declined
    Cancelled = ending.Cancelled
    Closed = ending.Closed
    Reopened = ending.Reopened
    # become a complaint, or have been one 转为投诉
    ConvertedToComplaint = converting.ConvertedToComplaint
    BegunFromComplaint = converting.BegunFromComplaint
    # any time
    NoteAdded = any_time.NoteAdded
    Corrected = any_time.Corrected
    InteractionLinked = interactions.InteractionLinked
    InteractionUnlinked = interactions.InteractionUnlinked

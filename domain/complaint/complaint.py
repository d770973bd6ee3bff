"""The complaint as a whole: a contents page of its events and steps."""

from typing import ClassVar

from domain.aggregate import Aggregate
from domain.complaint import (
    answering,
    any_time,
    authorities,
    carrying_out,
    classifying,
    confidentiality,
    contacting,
    converting,
    correcting,
    crediting,
    emergency,
    extending,
    following_up,
    holding,
    importing,
    interactions,
    interest,
    investigating,
    linking,
    major,
    merging,
    new_facts,
    on_the_spot,
    outside,
    parties,
    receiving,
    rechecking,
    repeating,
    replying,
    resolving,
    reviewing,
    routing,
    status_secret,
    tasks,
    unreachable,
    vulnerability,
)
from domain.complaint.record import ComplaintEvent
from domain.complaint.rules import STANDING
from domain.complaint.state import ALLOWED, ENDS, State
from domain.lifecycle import Lifecycle


class Complaint(
    Aggregate,
    rechecking.Rechecking,
    repeating.Repeating,
    receiving.Receiving,
    on_the_spot.SolvingOnTheSpot,
    reviewing.Reviewing,
    converting.Converting,
    classifying.Classifying,
    routing.Routing,
    merging.Merging,
    interest.DeclaringInterest,
    linking.Linking,
    tasks.Tasking,
    investigating.Investigating,
    contacting.Contacting,
    crediting.Crediting,
    extending.Extending,
    resolving.Resolving,
    replying.Replying,
    answering.Answering,
    carrying_out.CarryingOut,
    following_up.FollowingUp,
    unreachable.ClosingUnreachable,
    any_time.AnyTime,
    correcting.Correcting,
    new_facts.BringingNewFacts,
    outside.GoingOutside,
    authorities.AnsweringAuthorities,
    holding.Holding,
    confidentiality.KeepingConfidential,
    interactions.LinkingInteractions,
    importing.Importing,
):
    """One grievance, from receipt to closure. Its commands live with the step that they belong to."""

    Event = ComplaintEvent  # type: ignore[assignment]
    lifecycle: ClassVar[Lifecycle] = Lifecycle("complaint", State, ENDS, ALLOWED, STANDING)
    state_schema = 2

    # 1 receive 接收投诉
    Received = receiving.Received
    Acknowledged = receiving.Acknowledged
    StatusSecretIssued = status_secret.StatusSecretIssued
    # 2 preliminary review 初步审核
    Admitted = reviewing.Admitted
    Declined = reviewing.Declined
    Referred = reviewing.Referred
    ConversionRequested = converting.ConversionRequested
    ConversionRefused = converting.ConversionRefused
    ConvertedToServiceRequest = converting.ConvertedToServiceRequest
    BegunFromRequest = converting.BegunFromRequest
    # 3 classify and route 分类处理
    Classified = classifying.Classified
    Routed = routing.Routed
    Assigned = classifying.Assigned
    Taken = classifying.Taken
    Transferred = classifying.Transferred
    Released = classifying.Released
    InterestDeclared = interest.InterestDeclared
    InterestsTakenOver = interest.InterestsTakenOver
    RecusalExtended = interest.RecusalExtended
    TaskGiven = tasks.TaskGiven
    TaskAnswered = tasks.TaskAnswered
    TaskCancelled = tasks.TaskCancelled
    # 4 investigate 调查核实
    InvestigationStarted = investigating.InvestigationStarted
    FindingRecorded = investigating.FindingRecorded
    EvidenceAttached = investigating.EvidenceAttached
    CustomerAsked = investigating.CustomerAsked
    CustomerAnswered = investigating.CustomerAnswered
    Suspended = investigating.Suspended
    Resumed = investigating.Resumed
    ContactAttempted = contacting.ContactAttempted
    ProgressSent = contacting.ProgressSent
    HoldingResponseSent = contacting.HoldingResponseSent
    DeadlineAgreed = contacting.DeadlineAgreed
    MannerAgreed = contacting.MannerAgreed
    ProvisionalCreditGiven = crediting.ProvisionalCreditGiven
    ProvisionalCreditReversed = crediting.ProvisionalCreditReversed
    Extended = extending.Extended
    ExtensionRequested = extending.ExtensionRequested
    ExtensionApproved = extending.ExtensionApproved
    ExtensionRefused = extending.ExtensionRefused
    Escalated = investigating.Escalated
    InvestigationCompleted = investigating.InvestigationCompleted
    # 5 resolve 制定解决方案
    ResolutionProposed = resolving.ResolutionProposed
    ResolutionApproved = resolving.ResolutionApproved
    ApprovalLapsed = resolving.ApprovalLapsed
    SentBack = resolving.SentBack
    # 6 reply, ask opinion 回复客户 征求意见
    DecisionSent = replying.DecisionSent
    DispatchedAgain = replying.DispatchedAgain
    DeliveryRecorded = replying.DeliveryRecorded
    DecisionAccepted = answering.DecisionAccepted
    DecisionRejected = answering.DecisionRejected
    ResponseWindowEnded = answering.ResponseWindowEnded
    # 7 carry out 执行方案
    RemedyExecuted = carrying_out.RemedyExecuted
    RemedyWaived = carrying_out.RemedyWaived
    RemedyLapsed = carrying_out.RemedyLapsed
    # 8 follow up 跟踪反馈
    Closed = following_up.Closed
    QuickClosed = following_up.QuickClosed
    FoundUnreachable = unreachable.FoundUnreachable
    Reopened = following_up.Reopened
    # any time
    NoteAdded = any_time.NoteAdded
    Corrected = any_time.Corrected
    ReportCorrected = correcting.ReportCorrected
    ExecutionCorrected = correcting.ExecutionCorrected
    Withdrawn = any_time.Withdrawn
    LinkedAsRepeat = repeating.LinkedAsRepeat
    Repeated = repeating.Repeated
    RecheckRequested = rechecking.RecheckRequested
    RecheckOpened = rechecking.RecheckOpened
    RecheckResultRecorded = rechecking.RecheckResultRecorded
    Linked = linking.Linked
    Unlinked = linking.Unlinked
    Merged = merging.Merged
    MergedIn = merging.MergedIn
    Unmerged = merging.Unmerged
    SourceUnmerged = merging.SourceUnmerged
    NewFactsRecorded = new_facts.NewFactsRecorded
    NewFactsConfirmed = new_facts.NewFactsConfirmed
    NewFactsRefused = new_facts.NewFactsRefused
    ReferredToExternal = outside.ReferredToExternal
    ExternalOutcomeRecorded = outside.ExternalOutcomeRecorded
    AuthorityAsked = authorities.AuthorityAsked
    AuthorityAnswered = authorities.AuthorityAnswered
    HoldPlaced = holding.HoldPlaced
    HoldReleased = holding.HoldReleased
    MarkedConfidential = confidentiality.MarkedConfidential
    UnmarkedConfidential = confidentiality.UnmarkedConfidential
    InteractionLinked = interactions.InteractionLinked
    InteractionUnlinked = interactions.InteractionUnlinked
    # any time: the people
    PartyAdded = parties.PartyAdded
    PartyChanged = parties.PartyChanged
    PartyRemoved = parties.PartyRemoved
    MajorDeclared = major.MajorDeclared
    MajorUndeclared = major.MajorUndeclared
    EmergencyPlanStarted = emergency.EmergencyPlanStarted
    EmergencyStepCompleted = emergency.EmergencyStepCompleted
    VulnerabilityRecorded = vulnerability.VulnerabilityRecorded
    # history taken over from elsewhere
    SourceOutcomeStated = importing.SourceOutcomeStated
    SourceRecordRevised = importing.SourceRecordRevised

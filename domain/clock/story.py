"""The story of a case as clocks see it: what happened when, what it is about, how long it waited for others."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from domain.clock.happening import Entry, Happening
from domain.complaint import (
    any_time,
    classifying,
    contacting,
    correcting,
    extending,
    following_up,
    importing,
    investigating,
    merging,
    new_facts,
    receiving,
    rechecking,
    replying,
    reviewing,
    routing,
)
from domain.complaint.converting import ConvertedToServiceRequest
from domain.interaction import beginning
from domain.interaction.values import Direction
from domain.request import any_time as request_any_time
from domain.request import assigning as request_assigning
from domain.request import converting as request_converting
from domain.request import ending as request_ending
from domain.request import submitting, working
from domain.sla.selection import CaseFacts

REOPENED = frozenset({following_up.Reopened.topic, request_ending.Reopened.topic})
MERGED = merging.Merged.topic
EXTENDED = extending.Extended.topic
AGREED = contacting.DeadlineAgreed.topic

ENDS_WAITING: frozenset[str] = frozenset(
    kind.topic
    for kind in (
        *(replying.DecisionSent, reviewing.Declined, reviewing.Referred, any_time.Withdrawn, merging.Merged),
        *(following_up.Closed, following_up.QuickClosed, ConvertedToServiceRequest, importing.SourceOutcomeStated),
        *(request_ending.Fulfilled, request_ending.Declined, request_ending.Cancelled, request_ending.Closed),
        request_converting.ConvertedToComplaint,
    )
)
"""With these nothing is waited for any more."""


@dataclass(slots=True)
class Waiting:
    """A suspension: from one happening to another, or still going on."""

    reason: str
    began: Happening
    told: bool
    """Whether the complainant was told of it."""
    ended: Happening | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """Since when the case is about something else; `at` is when that was recorded, `version` by which event."""

    version: int
    at: datetime
    facts: CaseFacts
    priority: str | None
    """The severity of a complaint, the priority of a request."""
    unit_id: str


@dataclass(slots=True)
class Taken:
    """Another complaint that goes on in this one: since when its deadlines ran, and since when it is here."""

    period_from: datetime
    merged: Happening


@dataclass(slots=True)
class Story:
    """What is known of a case after some of its events; events are taken in the order of their versions."""

    kind: str = ""
    unit_id: str = ""
    handler_id: str | None = None
    received: Happening | None = None
    is_imported: bool = False
    happenings: dict[int, Happening] = field(default_factory=dict)
    beside: list[Happening] = field(default_factory=list)
    """What happened with an event that says something else, too: a contact that is answered as it begins."""
    waitings: list[Waiting] = field(default_factory=list)
    turns: list[Turn] = field(default_factory=list)
    merged_in: dict[str, Taken] = field(default_factory=dict)
    facts_of_period: dict[str, int] = field(default_factory=dict)
    """By id of new facts the version of the event that recorded them."""
    cycle_ends: tuple[date, ...] = ()
    _in_time: list[Happening] | None = None
    _open: dict[str, Waiting] = field(default_factory=dict)
    _priority: str | None = None
    _facts: CaseFacts = field(default_factory=lambda: CaseFacts("", ""))
    _channel: str | None = None
    _source: str | None = None

    def take(self, entry: Entry) -> Happening | None:
        """Take the next event in; None where it makes no difference to any clock."""
        event = entry.event
        here = Happening(
            topic=event.topic,
            version=event.originator_version,
            at=event.occurred_at,
            recorded_at=entry.recorded_at,
            event=event,
            role=entry.role,
            channel=self._channel,
            source=self._source,
        )
        self.happenings[here.version] = here
        self._in_time = None
        change = CHANGES.get(event.topic)
        if change is not None:
            change(self, here)
        if here.topic in ENDS_WAITING and here.counts:
            self._stop_waiting(here)
        return here

    def in_time(self) -> list[Happening]:
        """Return what happened in the order of the instants that count; at the same instant, as recorded."""
        if self._in_time is None:
            self._in_time = sorted((*self.happenings.values(), *self.beside), key=lambda each: (each.at, each.version))
        return self._in_time

    # How single events change it: registered below, by topic.

    def begin(self, here: Happening, kind: str, channel: str, source: str | None) -> None:
        """Begin with the receipt."""
        self.kind = kind
        self.received = here
        self.unit_id = here.event.unit_id
        self._channel, self._source = channel, source
        here.channel, here.source = channel, source

    def turn(self, here: Happening, **facts: Any) -> None:  # noqa: ANN401 - fields of the facts
        """Let the case be about something else from now on."""
        self._facts = replace(self._facts, kind=self.kind, **facts)
        turn = Turn(here.version, here.recorded_at, self._facts, self._priority, self.unit_id)
        if not self.turns or (turn.facts, turn.priority) != (self.turns[-1].facts, self.turns[-1].priority):
            self.turns.append(turn)

    def set_priority(self, priority: str) -> None:
        """Remember how urgent it is."""
        self._priority = priority

    def suspend(self, here: Happening) -> None:
        """Begin to wait."""
        event = here.event
        waiting = Waiting(event.reason, here, told=event.notice_sent)
        self._open[event.suspension_id] = waiting
        self.waitings.append(waiting)

    def resume(self, here: Happening) -> None:
        """Wait no longer."""
        waiting = self._open.pop(here.event.suspension_id, None)
        if waiting is not None:
            waiting.ended = here

    def _stop_waiting(self, here: Happening) -> None:
        for waiting in self._open.values():
            waiting.ended = here
        self._open.clear()


def _received(story: Story, here: Happening) -> None:
    facts = here.event.facts
    story.begin(here, "complaint", facts.channel, facts.source)
    story.is_imported = here.event.source_record is not None
    story.cycle_ends = facts.billing_cycle_ends
    story.turn(here, source=facts.source, products=_products(facts.about))


def _recheck_opened(story: Story, here: Happening) -> None:
    story.kind = "recheck"
    story.turns.clear()
    story.turn(here)


def _classified(story: Story, here: Happening) -> None:
    told = here.event.classification
    story.set_priority(told.severity)
    story.turn(
        here,
        complaint_class=told.complaint_class,
        category=told.category,
        complexity=told.complexity,
        regimes=frozenset(getattr(told, "regimes", ())),
        products=_products(told.about) or _products_at_receipt(story),
    )


def _moved(story: Story, here: Happening) -> None:
    story.unit_id = here.event.unit_id
    story.handler_id = getattr(here.event, "handler_id", None)


def _taken(story: Story, here: Happening) -> None:
    story.handler_id = here.event.handler_id


def _routed(story: Story, here: Happening) -> None:
    story.unit_id = here.event.unit_id or story.unit_id
    story.turns.append(Turn(here.version, here.recorded_at, story._facts, story._priority, story.unit_id))  # noqa: SLF001


def _corrected(story: Story, here: Happening) -> None:
    after = here.event.facts_after
    if after is None or story.received is None:
        return
    story.received.at = after.received_at
    story.received.channel, story.received.source = after.channel, after.source
    story.cycle_ends = getattr(after, "billing_cycle_ends", ())
    story.turn(here, source=after.source)


def _report_corrected(story: Story, here: Happening) -> None:
    """Let what was reported have happened when it did. New facts count since they came, whoever confirmed them when."""
    reported = story.happenings.get(here.event.of_version)
    if reported is None:
        return
    if reported.topic not in WHEN_RECORDED:
        reported.at = here.event.happened_at
    after = here.event.after
    if "dispatch" in after:
        reported.way = after["dispatch"].partition(":")[0]
    for waiting in story.waitings:
        if waiting.began is reported and "notice_sent" in after:
            waiting.told = after["notice_sent"] == "true"
    for happening in story.happenings.values():
        if happening.topic == new_facts.NewFactsConfirmed.topic and _recorded_by(story, happening) == reported.version:
            happening.at = here.event.happened_at


def _recorded_by(story: Story, confirmed: Happening) -> int | None:
    return story.facts_of_period.get(confirmed.event.new_facts_id)


def _new_facts_recorded(story: Story, here: Happening) -> None:
    story.facts_of_period[here.event.new_facts_id] = here.version


def _new_facts_confirmed(_: Story, here: Happening) -> None:
    here.at = here.event.received_at


def _counts_when_recorded(_: Story, here: Happening) -> None:
    here.at = here.recorded_at


def _of_dispatch(_: Story, here: Happening) -> None:
    here.way = here.event.dispatch.way.value


def _notice(_: Story, here: Happening) -> None:
    here.way = here.event.notice.way.value


def _if_concluded(_: Story, here: Happening) -> None:
    here.counts = here.event.concludes is not None


def _if_delivered(_: Story, here: Happening) -> None:
    here.counts = here.event.delivered


def _merged_in(story: Story, here: Happening) -> None:
    story.merged_in[str(here.event.case_id)] = Taken(here.event.period_from, here)


def _source_unmerged(story: Story, here: Happening) -> None:
    story.merged_in.pop(str(here.event.case_id), None)


def _unmerged(story: Story, _: Happening) -> None:
    """Let it never have been merged: the time in between counts."""
    for happening in story.happenings.values():
        if happening.topic == MERGED:
            happening.counts = False


def _imported(story: Story, _: Happening) -> None:
    story.is_imported = True


def _submitted(story: Story, here: Happening) -> None:
    event = here.event
    story.begin(here, "service_request", event.facts.channel, event.facts.source)
    story.set_priority(event.priority)
    products = frozenset({event.facts.product}) if event.facts.product else frozenset[str]()
    story.turn(here, source=event.facts.source, category=event.request_type.code, products=products)


def _triaged(story: Story, here: Happening) -> None:
    story.set_priority(here.event.priority)
    story.turn(here, complexity=here.event.complexity)


def _begun(story: Story, here: Happening) -> None:
    event = here.event
    if event.direction is not Direction.INBOUND:
        return
    story.begin(here, "interaction", event.channel, None)
    story.turn(here)
    if event.answered_at is not None:
        answered = replace(here, topic=beginning.Answered.topic, at=event.answered_at)
        story.beside.append(answered)


def _products(about: Iterable[Any]) -> frozenset[str]:
    return frozenset(code for pair in about for code in (pair.product, pair.sub_product) if code)


def _products_at_receipt(story: Story) -> frozenset[str]:
    return story.turns[0].facts.products if story.turns else frozenset()


CHANGES: Mapping[str, Callable[[Story, Happening], None]] = {
    receiving.Received.topic: _received,
    rechecking.RecheckOpened.topic: _recheck_opened,
    classifying.Classified.topic: _classified,
    classifying.Assigned.topic: _moved,
    classifying.Taken.topic: _taken,
    classifying.Transferred.topic: _moved,
    routing.Routed.topic: _routed,
    any_time.Corrected.topic: _corrected,
    any_time.Withdrawn.topic: _if_concluded,
    correcting.ReportCorrected.topic: _report_corrected,
    new_facts.NewFactsRecorded.topic: _new_facts_recorded,
    new_facts.NewFactsConfirmed.topic: _new_facts_confirmed,
    investigating.Suspended.topic: Story.suspend,
    investigating.Resumed.topic: Story.resume,
    extending.Extended.topic: _counts_when_recorded,
    extending.ExtensionApproved.topic: _counts_when_recorded,
    contacting.DeadlineAgreed.topic: _counts_when_recorded,
    contacting.HoldingResponseSent.topic: _of_dispatch,
    contacting.ProgressSent.topic: _of_dispatch,
    replying.DecisionSent.topic: _of_dispatch,
    replying.DeliveryRecorded.topic: _if_delivered,
    reviewing.Declined.topic: _notice,
    reviewing.Referred.topic: _notice,
    following_up.QuickClosed.topic: _of_dispatch,
    merging.MergedIn.topic: _merged_in,
    merging.SourceUnmerged.topic: _source_unmerged,
    merging.Unmerged.topic: _unmerged,
    importing.SourceOutcomeStated.topic: _imported,
    submitting.Submitted.topic: _submitted,
    submitting.Triaged.topic: _triaged,
    submitting.FirstFeedbackGiven.topic: _of_dispatch,
    request_assigning.Assigned.topic: _moved,
    request_assigning.Taken.topic: _taken,
    request_assigning.Transferred.topic: _moved,
    request_any_time.Corrected.topic: _corrected,
    working.Suspended.topic: Story.suspend,
    working.Resumed.topic: Story.resume,
    beginning.Begun.topic: _begun,
}
"""What an event changes, beside that it happened."""

WHEN_RECORDED = frozenset({EXTENDED, extending.ExtensionApproved.topic, AGREED})
"""What counts since it was recorded, whenever it was said to have happened."""

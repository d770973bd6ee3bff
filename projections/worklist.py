"""The worklist: which cases wait for whom, the most urgent first."""

from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, Date, DateTime, Index, MetaData, SmallInteger, Table, Text, func
from sqlalchemy.dialects.postgresql import ARRAY, JSON

from domain.aggregate import DomainEvent
from domain.complaint import (
    any_time,
    classifying,
    contacting,
    following_up,
    holding,
    investigating,
    major,
    new_facts,
    receiving,
    rechecking,
    replying,
    resolving,
    routing,
    tasks,
)
from domain.complaint.rules import RISKS_THAT_NEED_APPROVAL
from domain.complaint.state import State
from domain.complaint.values import Classification, Facts
from projections import elsewhere
from projections.lifecycle import MOVES, is_open, state_after
from projections.sharing import Owned, begun, owned_columns, share_complaints, story_columns
from projections.view import Fold, Part, Recorded, Spread, Tally, View
from projections.work_by_clocks import no_clocks, order_by_clocks
from projections.worklist_requests import follow_requests

URGENCY = {"critical": 0, "high": 2, "normal": 4, "low": 6}
"""Place of the major cases of each severity in the order of work; the others of that severity come next."""

ANSWERED = frozenset({State.DECIDED, State.ACCEPTED, State.UNANSWERED})
"""States in which the answer is out, and nothing is due any more."""

NOT_CLASSIFIED = "normal"
"""The severity that counts until somebody has classified the case, or where a list has codes of its own."""


@dataclass(slots=True)
class Entry(Owned):
    """One case in the list. `urgency` rises as urgency falls; closed cases stay, as they may be reopened.

    `clocks`: what goes on or was breached, by pack, milestone and cycle; `clock_rank` 0: not decided, and a regime's
    deadline has passed; 1: a regime's comes; 2: one of the bank's own; 3: none, and `clock_at` lies in the year 9999.
    `due_on`: the day agreed with the complainant, a local date of the owning unit. `open_tasks`: what other units were
    asked for and have not answered, by task, each with the unit and a local day; `waiting_units` names those units.
    `kind` is complaint, recheck or service_request; of a request, `severity` is its priority.
    """

    reference: str
    kind: str
    state: str
    is_open: bool
    queue: str | None
    complaint_class: str | None
    category: str | None
    reason: str | None
    request_type: str | None
    severity: str
    is_major: bool
    urgency: int
    received_at: datetime
    received_precision: str
    subject: str
    channel: str
    source: str
    language: str | None
    is_risky: bool
    needs_approval: bool
    proposed_by: str | None
    proposed_at: datetime | None
    state_since: datetime
    suspensions: list[str]
    due_on: date | None
    open_tasks: dict[str, dict[str, str | None]]
    waiting_units: list[str]
    new_facts: list[str]
    """Those that wait for a second person."""
    holds: list[str]
    clocks: dict[str, dict[str, Any]]
    clock_rank: int
    clock_at: datetime
    regulatory_due_on: date | None
    internal_due_on: date | None
    has_regulatory_breach: bool
    has_internal_breach: bool

    def wait_for(self, open_tasks: dict[str, dict[str, str | None]]) -> None:
        """Wait for these tasks and no others."""
        self.open_tasks = open_tasks
        self.waiting_units = sorted({str(task["unit_id"]) for task in open_tasks.values()})


@dataclass(slots=True)
class EntryRow(Entry):
    """One case as it is kept: with what rights ask for and nobody is shown."""

    tells: list[str]
    told_in: list[str]


TABLE = Table(
    "worklist",
    MetaData(),
    *owned_columns(),
    Column("reference", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("is_open", Boolean, nullable=False),
    Column("queue", Text),
    Column("complaint_class", Text),
    Column("category", Text),
    Column("reason", Text),
    Column("request_type", Text),
    Column("severity", Text, nullable=False),
    Column("is_major", Boolean, nullable=False),
    Column("urgency", SmallInteger, nullable=False),
    Column("received_at", DateTime(timezone=True), nullable=False),
    Column("received_precision", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("channel", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("language", Text),
    Column("is_risky", Boolean, nullable=False),
    Column("needs_approval", Boolean, nullable=False),
    Column("proposed_by", Text),
    Column("proposed_at", DateTime(timezone=True)),
    Column("state_since", DateTime(timezone=True), nullable=False),
    Column("suspensions", ARRAY(Text), nullable=False),
    Column("due_on", Date),
    Column("open_tasks", JSON, nullable=False),
    Column("waiting_units", ARRAY(Text), nullable=False),
    Column("new_facts", ARRAY(Text), nullable=False),
    Column("holds", ARRAY(Text), nullable=False),
    Column("clocks", JSON, nullable=False),
    Column("clock_rank", SmallInteger, nullable=False),
    Column("clock_at", DateTime(timezone=True), nullable=False),
    Column("regulatory_due_on", Date),
    Column("internal_due_on", Date),
    Column("has_regulatory_breach", Boolean, nullable=False),
    Column("has_internal_breach", Boolean, nullable=False),
    *story_columns(),
    schema="view",
)
ROW = TABLE.columns
SHOWN = tuple(ROW[each.name] for each in fields(Entry))
"""What an entry is made of."""
ORDER = (ROW.clock_rank, ROW.clock_at, ROW.urgency, ROW.received_at, ROW.case_id)
"""By clocks (`projections/work_by_clocks.py`), then the most urgent first, then whoever waits longest."""

Index("worklist_reference", ROW.reference)
IS_SUSPENDED = func.cardinality(ROW.suspensions) > 0
HAS_NEW_FACTS = func.cardinality(ROW.new_facts) > 0
IS_HELD = func.cardinality(ROW.holds) > 0
AWAITS_APPROVAL = (ROW.needs_approval | ROW.is_risky) & (ROW.state == State.PROPOSED.value)
"""A risk that was seen after the proposal needs approval, too."""

Index("worklist_order", *ORDER, postgresql_where=ROW.is_open)
Index("worklist_handler", ROW.handler_id, *ORDER, postgresql_where=ROW.is_open)
Index("worklist_unit", ROW.unit_id, *ORDER, postgresql_where=ROW.is_open)
Index("worklist_queue", ROW.unit_id, *ORDER, postgresql_where=ROW.is_open & ROW.handler_id.is_(None))
Index("worklist_named_queue", ROW.queue, *ORDER, postgresql_where=ROW.is_open & ROW.queue.is_not(None))
Index("worklist_kind", ROW.kind, *ORDER, postgresql_where=ROW.is_open)
Index("worklist_state", ROW.state, *ORDER, postgresql_where=ROW.is_open)
Index("worklist_severity", ROW.severity, *ORDER, postgresql_where=ROW.is_open)
Index("worklist_unit_severity", ROW.unit_id, ROW.severity, *ORDER, postgresql_where=ROW.is_open)

Index("worklist_suspended", ROW.unit_id, *ORDER, postgresql_where=ROW.is_open & IS_SUSPENDED)
Index("worklist_new_facts", ROW.unit_id, *ORDER, postgresql_where=ROW.is_open & HAS_NEW_FACTS)
Index("worklist_held", ROW.unit_id, *ORDER, postgresql_where=ROW.is_open & IS_HELD)
Index("worklist_approval", ROW.unit_id, *ORDER, postgresql_where=ROW.is_open & AWAITS_APPROVAL)
Index("worklist_proposed", ROW.proposed_at, ROW.case_id, postgresql_where=ROW.is_open & AWAITS_APPROVAL)
IS_WAITED_FOR = func.cardinality(ROW.waiting_units) > 0

Index("worklist_due", ROW.due_on, postgresql_where=ROW.is_open & ROW.due_on.is_not(None))
IS_BREACHED = ROW.has_regulatory_breach | ROW.has_internal_breach
for day in (ROW.regulatory_due_on, ROW.internal_due_on):
    Index(f"worklist_{day.key}", day, postgresql_where=ROW.is_open & day.is_not(None))
Index("worklist_breached", ROW.unit_id, postgresql_where=ROW.is_open & IS_BREACHED)
Index("worklist_waiting", ROW.case_id, postgresql_where=ROW.is_open & IS_WAITED_FOR)
Index("worklist_longest", ROW.state, ROW.state_since, postgresql_where=ROW.is_open)
Index("worklist_longest_unit", ROW.unit_id, ROW.state, ROW.state_since, postgresql_where=ROW.is_open)
Index("worklist_received", ROW.received_by, *ORDER, postgresql_where=ROW.is_open)
Index("worklist_confidential", ROW.unit_id, postgresql_where=ROW.is_open & ROW.is_confidential)
Index("worklist_employee", ROW.employee_id, postgresql_where=ROW.is_open & ROW.employee_id.is_not(None))
IS_TOLD_ELSEWHERE = func.cardinality(ROW.told_in) > 0
"""Open or not: what such a case is about may hide another one that is open."""

Index("worklist_told_secret", ROW.unit_id, postgresql_where=ROW.is_confidential & IS_TOLD_ELSEWHERE)
Index("worklist_told_employee", ROW.employee_id, postgresql_where=ROW.employee_id.is_not(None) & IS_TOLD_ELSEWHERE)

TALLY = Table(
    "worklist_tally",
    MetaData(),
    *(Column(name, Text, primary_key=True) for name in ("unit_id", "handler_id", "kind", "state", "severity")),
    Column("number", BigInteger, nullable=False),
    Index("worklist_tally_handler", "handler_id"),
    schema="view",
)
NOBODY = ""
"""The handler of what waits in a queue, in the tally."""

FOLD: Fold[EntryRow] = Fold()
share_complaints(FOLD)
follow_requests(FOLD, EntryRow)


@FOLD.begins(receiving.Received)
def received(seen: Recorded[receiving.Received]) -> EntryRow:
    """Put the case into its unit's queue."""
    event = seen.event
    facts = event.facts
    return EntryRow(
        **begun(seen),
        reference=event.reference,
        kind="complaint",
        state=State.RECEIVED,
        is_open=True,
        queue=seen.event.queue,
        complaint_class=None,
        category=None,
        reason=None,
        request_type=None,
        severity=NOT_CLASSIFIED,
        is_major=False,
        urgency=urgency(NOT_CLASSIFIED, is_major=False),
        received_at=facts.received_at,
        received_precision=facts.received_precision,
        subject=event.words.subject,
        channel=facts.channel,
        source=facts.source,
        language=facts.language,
        is_risky=False,
        needs_approval=False,
        proposed_by=None,
        proposed_at=None,
        state_since=seen.occurred_at,
        suspensions=[],
        due_on=None,
        open_tasks={},
        waiting_units=[],
        new_facts=[],
        holds=[],
        **no_clocks(),
    )


@FOLD.changes(rechecking.RecheckOpened)
def checks_again(entry: Entry, _: Recorded[rechecking.RecheckOpened]) -> None:
    """Say that it looks at another one again."""
    entry.kind = "recheck"


@FOLD.changes(*MOVES)
def moved(entry: Entry, seen: Recorded[DomainEvent]) -> None:
    """Follow the state; a decision and every end put an end to waiting."""
    state = state_after(entry.state, seen.event)
    if state != entry.state:
        entry.state, entry.state_since = state, seen.occurred_at
    entry.is_open = is_open(entry.state)
    if isinstance(seen.event, replying.DecisionSent) or not entry.is_open:
        entry.suspensions = []
        entry.new_facts = []
    if not entry.is_open:
        entry.wait_for({})


@FOLD.changes(classifying.Assigned, classifying.Taken, classifying.Transferred)
def placed(entry: Entry, _: Recorded[DomainEvent]) -> None:
    """Take the case out of the queue that a rule has put it into."""
    entry.queue = None


@FOLD.changes(routing.Routed)
def routed(entry: Entry, seen: Recorded[routing.Routed]) -> None:
    """Put the case where a rule says."""
    entry.queue = seen.event.queue


@FOLD.changes(classifying.Classified)
def classified(entry: Entry, seen: Recorded[classifying.Classified]) -> None:
    """Take over the axes that lists are made by."""
    classification: Classification = seen.event.classification
    entry.complaint_class = classification.complaint_class
    entry.category = classification.category
    entry.reason = classification.reason
    entry.severity = classification.severity
    entry.is_risky = not RISKS_THAT_NEED_APPROVAL.isdisjoint(classification.risk_flags)
    entry.urgency = urgency(classification.severity, is_major=entry.is_major)


@FOLD.changes(major.MajorDeclared, major.MajorUndeclared)
def weighed(entry: Entry, seen: Recorded[DomainEvent]) -> None:
    """Put the major ones first within their severity."""
    entry.is_major = isinstance(seen.event, major.MajorDeclared)
    entry.urgency = urgency(entry.severity, is_major=entry.is_major)


@FOLD.changes(resolving.ResolutionProposed)
def proposed(entry: Entry, seen: Recorded[resolving.ResolutionProposed]) -> None:
    """Remember whether somebody has to approve, and whose proposal it is."""
    entry.needs_approval = seen.event.needs_approval
    entry.proposed_by, entry.proposed_at = seen.event.proposed_by, seen.occurred_at


@FOLD.changes(resolving.ResolutionApproved, resolving.SentBack, following_up.Reopened)
def answered(entry: Entry, _: Recorded[DomainEvent]) -> None:
    """Nobody has to approve any more."""
    entry.needs_approval = False


@FOLD.changes(resolving.ApprovalLapsed)
def lapsed(entry: Entry, seen: Recorded[resolving.ApprovalLapsed]) -> None:
    """Somebody has to approve again where that was needed."""
    entry.needs_approval = seen.event.needs_approval


@FOLD.changes(investigating.Suspended)
def suspended(entry: Entry, seen: Recorded[investigating.Suspended]) -> None:
    """Note what is waited for."""
    entry.suspensions = [*entry.suspensions, seen.event.suspension_id]


@FOLD.changes(new_facts.NewFactsRecorded)
def brought(entry: Entry, seen: Recorded[new_facts.NewFactsRecorded]) -> None:
    """Let what is new wait for a second person."""
    entry.new_facts = [*entry.new_facts, seen.event.new_facts_id]


@FOLD.changes(new_facts.NewFactsConfirmed, new_facts.NewFactsRefused)
def judged(entry: Entry, seen: Recorded[Any]) -> None:
    """Let it wait no longer."""
    entry.new_facts = [each for each in entry.new_facts if each != seen.event.new_facts_id]


@FOLD.changes(holding.HoldPlaced)
def held(entry: Entry, seen: Recorded[holding.HoldPlaced]) -> None:
    """Note that nothing of it may be erased."""
    entry.holds = [*entry.holds, seen.event.hold_id]


@FOLD.changes(holding.HoldReleased)
def let_go(entry: Entry, seen: Recorded[holding.HoldReleased]) -> None:
    """Note that one hold is over."""
    entry.holds = [each for each in entry.holds if each != seen.event.hold_id]


@FOLD.changes(investigating.Resumed)
def resumed(entry: Entry, seen: Recorded[investigating.Resumed]) -> None:
    """Wait no longer."""
    entry.suspensions = [each for each in entry.suspensions if each != seen.event.suspension_id]


@FOLD.changes(contacting.DeadlineAgreed)
def agreed(entry: Entry, seen: Recorded[contacting.DeadlineAgreed]) -> None:
    """Note until when the answer is to be sent, unless it was."""
    if entry.state not in ANSWERED:
        entry.due_on = seen.event.until


@FOLD.changes(replying.DecisionSent, following_up.Reopened)
def owed_no_longer(entry: Entry, _: Recorded[DomainEvent]) -> None:
    """Forget until when the answer was to be sent: it is out, or a new cycle begins."""
    entry.due_on = None


@FOLD.changes(tasks.TaskGiven)
def task_given(entry: Entry, seen: Recorded[tasks.TaskGiven]) -> None:
    """Note what another unit is asked for."""
    due_on = seen.event.due_on.isoformat() if seen.event.due_on else None
    entry.wait_for({**entry.open_tasks, seen.event.task_id: {"unit_id": seen.event.unit_id, "due_on": due_on}})


@FOLD.changes(tasks.TaskAnswered, tasks.TaskCancelled)
def task_over(entry: Entry, seen: Recorded[Any]) -> None:
    """Wait for it no longer."""
    entry.wait_for({key: task for key, task in entry.open_tasks.items() if key != seen.event.task_id})


@FOLD.changes(any_time.Corrected)
def corrected(entry: Entry, seen: Recorded[any_time.Corrected]) -> None:
    """Take over what turned out to be right."""
    facts, words = seen.event.facts_after, seen.event.words_after
    if facts:
        take_facts(entry, facts)
    if words:
        entry.subject = words.subject


def take_facts(entry: Entry, facts: Facts) -> None:
    """Fill the columns that are told and not decided."""
    entry.received_at = facts.received_at
    entry.received_precision = facts.received_precision
    entry.channel = facts.channel
    entry.source = facts.source
    entry.language = facts.language


order_by_clocks(FOLD)


def urgency(severity: str, *, is_major: bool) -> int:
    """Return the place in the order of work, 0 first: by severity, within a severity the major ones first."""
    return URGENCY.get(severity, URGENCY[NOT_CLASSIFIED]) + (not is_major)


def alike(entry: Entry) -> tuple[str, ...] | None:
    """Return the group in which an open case is counted."""
    if not entry.is_open:
        return None
    return (entry.unit_id, entry.handler_id or NOBODY, entry.kind, entry.state, entry.severity)


PART = Part(
    table=TABLE,
    row=EntryRow,
    fold=FOLD,
    tally=Tally[EntryRow](table=TALLY, alike=alike),
    spread=Spread[EntryRow](table=elsewhere.TABLE, row=elsewhere.SeenElsewhere, over=elsewhere.seen_elsewhere),
)
VIEW = View(name="worklist", version=12, parts=(PART,))

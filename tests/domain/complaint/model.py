"""A second opinion about complaints: the state table as people wrote it down, worked out without the engine's code."""

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from tests.domain.complaint.model_beside import TAKEN_BESIDE, Beside
from tests.domain.complaint.model_of_conversion import TAKEN_OF_CONVERSION, Conversion
from tests.domain.complaint.model_of_parties import COMMANDS_ABOUT_PEOPLE, RARE_ABOUT_PEOPLE, People
from tests.domain.complaint.model_of_relations import TAKEN_OF_RELATIONS, Relations
from tests.domain.complaint.model_of_secrecy import SECRECY, Secrecy

BEFORE_DECISION = {"received", "open", "investigating", "proposed", "approved"}
AFTER_DECISION = {"decided", "accepted", "rejected", "unanswered"}
BEFORE_END = BEFORE_DECISION | AFTER_DECISION
ENDS = {"closed", "declined", "referred", "withdrawn", "merged", "converted"}

TRANSITIONS: dict[str, dict[str, str]] = {
    "received": {"admit": "open", "decline": "declined", "refer": "referred"},
    "open": {"start_investigation": "investigating"},
    "investigating": {"complete_investigation": "investigating", "propose_resolution": "proposed"},
    "proposed": {
        "approve_resolution": "approved",
        "propose_resolution": "proposed",
        "send_back": "investigating",
        "send_decision": "decided",
    },
    "approved": {"send_decision": "decided", "propose_resolution": "proposed"},
    "decided": {"accept_decision": "accepted", "reject_decision": "rejected", "end_response_window": "unanswered"},
    "accepted": {"close": "closed"},
    "unanswered": {"accept_decision": "accepted", "reject_decision": "unanswered", "close": "closed"},
    "rejected": {"start_investigation": "investigating", "propose_resolution": "proposed", "close": "closed"},
    "closed": {"reopen": "open"},
    "declined": {"reopen": "open"},
    "withdrawn": {"reopen": "open"},
}
"""From a state by a command to a state."""

FORWARD: dict[str, set[str]] = {
    "received": {"admit"},
    "open": {"start_investigation"},
    "investigating": {"record_finding", "propose_resolution"},
    "proposed": {"approve_resolution", "send_decision", "send_back", "classify"},
    "approved": {"send_decision", "propose_resolution", "correct", "declare_interest"},
    "decided": {
        "accept_decision",
        "reject_decision",
        "end_response_window",
        "execute_remedy",
        "lapse_remedy",
        "record_contact_attempt",
        "close_as_unreachable",
    },
    "accepted": {"execute_remedy", "waive_remedy", "close"},
    "unanswered": {
        "accept_decision",
        "execute_remedy",
        "waive_remedy",
        "lapse_remedy",
        "close",
        "record_contact_attempt",
        "close_as_unreachable",
    },
    "rejected": {"start_investigation", "propose_resolution", "waive_remedy", "lapse_remedy", "close"},
    "closed": {"reopen"},
    "declined": {"reopen"},
    "withdrawn": {"reopen"},
}
"""What leads on or what much depends on, so that arbitrary walks get somewhere."""

RARE = {
    *("answer_task", "resume", "approve_extension", "refuse_extension", "extend", "decline", "refer"),
    *("give_provisional_credit", "reverse_provisional_credit", "record_contact_attempt", "close_as_unreachable"),
    *("merge", "unmerge", "unlink", "request_recheck", "record_recheck_result"),
    *("record_external_outcome", "answer_authority", "release_hold", "confirm_new_facts", "refuse_new_facts"),
    *("solve_on_the_spot", "lapse_remedy", "correct_execution", "unlink_interaction"),
    *RARE_ABOUT_PEOPLE,
}
"""What walks that choose evenly hardly come to."""

BEFORE_DECISION_ONLY = {"quick_close": "closed", "withdraw": "withdrawn", "solve_on_the_spot": "closed"}

DECISION_MADE = {"proposed", "approved", "decided", "unanswered"}
"""From here a complainant who cannot be reached is given up."""

IN_EVERY_STATE_BEFORE_AN_END = {
    *SECRECY,
    *("acknowledge", "issue_status_secret", "classify", "assign", "take", "transfer", "release"),
    *("record_finding", "attach_evidence", "ask_customer", "record_customer_answer"),
    *("declare_interest", "give_task", "answer_task", "cancel_task"),
    *("record_contact_attempt", "send_progress", "send_holding_response", "agree_deadline", "agree_manner"),
    *("give_provisional_credit", "reverse_provisional_credit"),
    *("approve_extension", "refuse_extension", "dispatch_again", "record_failed_delivery"),
    *("suspend", "resume", "extend", "escalate", "add_note", "correct", "correct_report", "correct_execution"),
    # What was promised is carried out and what was sent is delivered whenever it was promised or sent.
    *("execute_remedy", "waive_remedy", "lapse_remedy", "record_delivery"),
    "state_source_outcome",
    *("link_interaction", "unlink_interaction"),
    *COMMANDS_ABOUT_PEOPLE,
}

LATE = {"dispatch_again", "record_failed_delivery", "issue_status_secret"} | {
    "add_note",
    "attach_evidence",
    "record_delivery",
    "execute_remedy",
    "correct",
    "correct_report",
    "correct_execution",
    "state_source_outcome",
    "link_interaction",
    "unlink_interaction",
}
AFTER_THE_END: dict[str, set[str]] = {
    "closed": LATE,
    "declined": LATE,
    "withdrawn": LATE,
    "referred": {"add_note", "correct", "correct_report"},
    "converted": {"add_note", "correct", "correct_report"},
    "merged": set(),
}
"""What an end still takes, beside reopening."""

ALWAYS = {"revise_source_record"}

COMMANDS = sorted(
    IN_EVERY_STATE_BEFORE_AN_END
    | ALWAYS
    | BEFORE_DECISION_ONLY.keys()
    | {"close_as_unreachable"}
    | TAKEN_BESIDE.keys()
    | TAKEN_OF_CONVERSION.keys()
    | TAKEN_OF_RELATIONS.keys()
    | {command for row in TRANSITIONS.values() for command in row}
)


def takes(state: str, command: str) -> bool:
    """Tell whether a state takes a command."""
    return (
        command in ALWAYS
        or state in TAKEN_BESIDE.get(command, ())
        or state in TAKEN_OF_CONVERSION.get(command, ())
        or state in TAKEN_OF_RELATIONS.get(command, ())
        or command in TRANSITIONS.get(state, {})
        or (state in DECISION_MADE and command == "close_as_unreachable")
        or (state in BEFORE_DECISION and command in BEFORE_DECISION_ONLY)
        or (state in BEFORE_END and command in IN_EVERY_STATE_BEFORE_AN_END)
        or command in AFTER_THE_END.get(state, ())
    )


@dataclass
class Promise:
    """A remedy of a decision. `left` is what is still to be paid; None where it is no money. `of`: whose it is."""

    is_offer: bool
    left: int | None
    status: str = "open"
    accepted: bool = False
    reports: list[tuple[str, int | None, date]] = field(default_factory=list)
    of: str | None = None
    waived_by: set[str] = field(default_factory=set)

    def rest_without(self, number: int) -> int | None:
        """Return what would be left if a report had not been made."""
        result, amount, _ = self.reports[number - 1]
        return self.left if self.left is None or result == "failed" else self.left + (amount or 0)


@dataclass
class Proposal:
    """What is proposed: a list of (offer or owed, amount), and whose each is."""

    by: str
    remedies: list[tuple[bool, int | None]]
    needs_approval: bool
    approved_by: str | None = None
    owners: list[str | None] = field(default_factory=list)
    replaces: tuple[str, ...] = ()

    @property
    def total(self) -> int:
        """Return the sum of its amounts."""
        return sum(amount or 0 for _, amount in self.remedies)


@dataclass
class Model:
    """A complaint as a careful clerk would keep it on paper."""

    limits: dict[str, int]
    state: str = "received"
    employee: str | None = None
    handler: str | None = None
    unit: str = "shanghai"
    queue: str | None = None
    placed: bool = False
    acknowledged: set[str] = field(default_factory=set)
    secrets: int = 0
    interested: set[str] = field(default_factory=set)
    tasks: dict[str, str] = field(default_factory=dict)
    classified_as: tuple[str, ...] | None = None
    regimes: tuple[str, ...] = ()
    risks: set[str] = field(default_factory=set)
    findings: int = 0
    completed: bool = False
    evidence: set[str] = field(default_factory=set)
    questions: int = 0
    tries: list[tuple[datetime, date]] = field(default_factory=list)
    in_touch: datetime | None = None
    agreed: dict[str, str] = field(default_factory=dict)
    credits: dict[str, int] = field(default_factory=dict)
    reversed: set[str] = field(default_factory=set)
    suspensions: set[str] = field(default_factory=set)
    suspensions_ever: int = 0
    stage: int = 1
    asked_by: str | None = None
    proposal: Proposal | None = None
    proposals: int = 0
    dispatched: bool = False
    promises: dict[str, Promise] = field(default_factory=dict)
    paid: int = 0
    round: int = 1
    cycle: int = 1
    branch: str | None = "shanghai-01"
    is_anonymous: bool = False
    contacts: set[UUID] = field(default_factory=set)
    note: str = "Called back, no answer."
    source_says: tuple[str, bool] | None = None
    source_issue: str | None = None
    beside: Beside = field(default_factory=Beside)
    conversion: Conversion = field(default_factory=Conversion)
    relations: Relations = field(default_factory=Relations)
    people: People = field(default_factory=People)
    secrecy: Secrecy = field(default_factory=Secrecy)

    def permitted(self, who: str) -> set[str]:
        """Name the commands that somebody could give now."""
        return {command for command in COMMANDS if self.standing(command, who) is None}

    def standing(self, command: str, who: str) -> str | None:
        """Return the code with which a command is refused whatever its arguments are."""
        if who == self.employee:
            return "conflict_of_interest"
        if command not in {"declare_interest", "add_note", "record_customer_answer"}:
            if who in self.relations.barred:
                return "handled_the_first"
            if who in self.interested:
                return "interest_declared"
        if not takes(self.state, command):
            return f"complaint_is_{self.state}"
        rule = getattr(self, f"_{command}", None)
        code: str | None = rule(who) if rule else self.beside.standing(command) or self._of_relations(command)
        code = code or self.secrecy.standing(command, who)
        code = code or self.conversion.standing(command, who, self.relations.hands)
        return code or (self.stays_behind() if command in {"refer", "convert_to_service_request"} else None)

    def _of_relations(self, command: str) -> str | None:
        return self.relations.standing(command, dispatched=self.dispatched)

    def open_promises(self) -> list[str]:
        """Name what is still to be carried out."""
        return [key for key, promise in self.promises.items() if promise.status == "open"]

    @property
    def tried(self) -> set[date]:
        """Name the days on which nobody was reached since somebody last was."""
        return {on for at, on in self.tries if self.in_touch is None or at > self.in_touch}

    def is_in_touch(self, at: datetime) -> None:
        """Hear from the complainant."""
        self.in_touch = max(at, self.in_touch or at)

    def is_legal(self) -> bool:
        """Tell whether a classification has ever said legal or regulatory."""
        return bool({"legal", "regulatory"} & self.risks)

    def granted(self, replaced: tuple[str, ...] = ()) -> int:
        """Add up what was paid, what is credited, and what is owed still; what is replaced is not."""
        owed = sum(
            promise.left or 0
            for key, promise in self.promises.items()
            if promise.status == "open" and (promise.accepted or not promise.is_offer) and key not in replaced
        )
        return self.paid + owed + sum(one for key, one in self.credits.items() if key not in self.reversed)

    def stays_behind(self) -> str | None:
        """Return the code that keeps it from going on elsewhere."""
        if self.beside.is_held:
            return "case_held"
        if self.beside.unanswered:
            return "authority_unanswered"
        return "credit_stands" if self.credits.keys() - self.reversed else None

    def supersede(self, replaced: tuple[str, ...] = ()) -> None:
        """Let a later decision take the place of offers without a yes, and of what it replaces."""
        for key, promise in self.promises.items():
            kept = promise.accepted or (not promise.is_offer and key not in replaced)
            promise.status = "superseded" if promise.status == "open" and not kept else promise.status

    def _release(self, _: str) -> str | None:
        return None if self.handler else "not_assigned"

    def _answer_task(self, _: str) -> str | None:
        return None if "open" in self.tasks.values() else "no_open_task"

    _cancel_task = _answer_task

    def _resume(self, _: str) -> str | None:
        return None if self.suspensions else "not_suspended"

    def _approve_extension(self, _: str) -> str | None:
        return None if self.asked_by else "no_extension_requested"

    _refuse_extension = _approve_extension

    def _reverse_provisional_credit(self, _: str) -> str | None:
        return None if self.credits.keys() - self.reversed else "no_open_credit"

    def _unlink_interaction(self, _: str) -> str | None:
        return None if self.contacts else "interaction_not_linked"

    def _complete_investigation(self, _: str) -> str | None:
        return None if self.findings else "finding_missing"

    _propose_resolution = _complete_investigation

    def _tainted(self) -> str | None:
        proposal = self.proposal
        assert proposal
        known = {proposal.by, proposal.approved_by} - {None}
        return "proposal_tainted" if {self.employee, *self.interested} & known else None

    def _approve_resolution(self, who: str) -> str | None:
        proposal = self.proposal
        assert proposal
        if tainted := self._tainted():
            return tainted
        if who == proposal.by:
            return "second_person_needed"
        return "limit_exceeded" if self.granted(proposal.replaces) + proposal.total > self.limits[who] else None

    def _send_decision(self, _: str) -> str | None:
        proposal = self.proposal
        assert proposal
        if tainted := self._tainted():
            return tainted
        unapproved = self.state == "proposed" and (proposal.needs_approval or self.is_legal())
        gone = set(proposal.owners) - {None, *self.people.left()}
        return "approval_missing" if unapproved else "remedy_owner_gone" if gone else None

    def _record_delivery(self, _: str) -> str | None:
        return None if self.dispatched else "nothing_dispatched"

    _record_failed_delivery = _dispatch_again = _record_delivery

    def _waive_remedy(self, _: str) -> str | None:
        return None if self.open_promises() else "no_open_remedy"

    def _execute_remedy(self, who: str) -> str | None:
        waiting = [self.promises[key] for key in self.open_promises()]
        only_offers = all(promise.is_offer and not promise.accepted for promise in waiting)
        return self._waive_remedy(who) or ("offer_not_accepted" if only_offers else None)

    def _lapse_remedy(self, who: str) -> str | None:
        waiting = [self.promises[key] for key in self.open_promises()]
        turned_down = self.state != "decided" and any(p.is_offer and not p.accepted for p in waiting)
        return self._waive_remedy(who) or (None if turned_down else "remedy_does_not_lapse")

    def _close(self, _: str) -> str | None:
        return "remedies_open" if self.open_promises() else None

    def _quick_close(self, who: str) -> str | None:
        return self._joint() or self._close(who)

    def _joint(self) -> str | None:
        return "joint_complaint" if len(self.people.left()) > 1 else None

    def _solve_on_the_spot(self, _: str) -> str | None:
        risky = self.classified_as or self.is_legal()
        owed = [one for one in map(self.promises.__getitem__, self.open_promises()) if one.accepted or not one.is_offer]
        code = self._joint() or ("major_complaint" if self.people.major else "remedies_open" if owed else None)
        return code or ("risk_flagged" if risky else None)

    def _undeclare_major(self, who: str) -> str | None:
        declared_by = self.people.major
        return None if declared_by and declared_by != who else "second_person_needed" if declared_by else "not_major"

    def _start_emergency_plan(self, _: str) -> str | None:
        return None if self.people.major else "not_major"

    def _complete_emergency_step(self, _: str) -> str | None:
        return "no_emergency_plan" if self.people.steps is None else None

    def _close_as_unreachable(self, who: str) -> str | None:
        if joint := self._joint():
            return joint
        if self.state in BEFORE_DECISION:
            assert self.proposal
            if code := self._send_decision(who):
                return code
            if any(not is_offer for is_offer, _ in self.proposal.remedies):
                return "remedies_open"
        return self._close(who)

    def move(self, command: str) -> None:
        """Go where the table leads; an end ends all suspensions."""
        self.state = TRANSITIONS.get(self.state, {}).get(command) or BEFORE_DECISION_ONLY.get(command, "closed")
        if command == "refer":
            self.beside.refer_elsewhere()
        if self.state in ENDS:
            self.stop_waiting()

    def place(self, unit: str, handler: str | None) -> None:
        """Give it to somebody by a person's word."""
        self.unit, self.handler, self.queue, self.placed = unit, handler, None, True
        self.relations.hands |= {handler} - {None}  # type: ignore[arg-type]

    def route(self) -> list[str]:
        """Put what a class is known of before the press desk, the rest into no queue that anybody looks after."""
        if self.placed or self.state not in BEFORE_END:
            return []
        before = (self.unit, self.queue)
        self.unit, self.queue = ("london", "press") if self.classified_as is not None else (self.unit, "unrouted")
        return [] if before == (self.unit, self.queue) else ["Routed"]

    def stop_waiting(self) -> None:
        """End what waited for somebody."""
        self.suspensions.clear()
        self.asked_by = None
        self.beside.stop_waiting()
        self.conversion.asked = None
        self.tasks = {key: "ended" if state == "open" else state for key, state in self.tasks.items()}

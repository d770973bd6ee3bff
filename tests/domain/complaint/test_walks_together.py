"""Arbitrary walks of several complaints of one customer, against a second opinion about their relations."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID, uuid5

from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, rule

from domain.actor import Actor, Role
from domain.aggregate import DomainEvent
from domain.complaint import Complaint
from domain.refusals import Refusal
from infrastructure.mapper import read_event, write_event
from tests.domain.complaint.values import BY_POST, facts, intake, resolution
from tests.domain.fixed import BEN, CASE_RULES, CODES, RECEIVED_AT
from tests.domain.language import STREAM

UNDECIDED = {"received", "open"}
MOST = 7
TOLD = intake(facts=facts(received_at=RECEIVED_AT))

Place = int
"""Which of the complaints."""


@dataclass
class Sheet:
    """What a careful clerk notes of one complaint."""

    state: str = "received"
    links: set[tuple[str, Place]] = field(default_factory=set)
    merged_into: Place | None = None
    stood: str | None = None
    decided: bool = False
    recheck_of: Place | None = None
    repeat_of: Place | None = None


class Walk(RuleBasedStateMachine):
    """Complaints, the clerk's sheets, and the log."""

    places = Bundle("places")

    def __init__(self) -> None:
        """Begin with nothing."""
        super().__init__()
        self.now: datetime = RECEIVED_AT + timedelta(hours=1)
        self.complaints: list[Complaint] = []
        self.sheets: list[Sheet] = []
        self.logs: list[list[DomainEvent]] = []

    @initialize(target=places)
    def receive_the_first(self) -> Place:
        """Receive the first complaint."""
        return self.add(self.received(), Sheet())

    @rule(target=places)
    def receive(self) -> Place:
        """Receive another one, while there are few."""
        return self.add(self.received(), Sheet()) if len(self.sheets) < MOST else 0

    @rule(one=places)
    def admit(self, one: Place) -> None:
        """Take one in."""
        sheet = self.sheets[one]
        code = None if sheet.state == "received" else f"complaint_is_{sheet.state}"
        if self.give(lambda: self.complaints[one].admit(by=worker(one), now=self.now), code):
            sheet.state = "open"

    @rule(one=places)
    def decide(self, one: Place) -> None:
        """Bring one to its decision, if it is undecided."""
        complaint, sheet, asked = self.complaints[one], self.sheets[one], {"by": worker(one), "now": self.now}
        if sheet.state not in UNDECIDED:
            return
        if sheet.state == "received":
            complaint.admit(**asked)  # type: ignore[arg-type]
        complaint.start_investigation(**asked)  # type: ignore[arg-type]
        complaint.record_finding("Found.", **asked)  # type: ignore[arg-type]
        complaint.propose_resolution(resolution(), codes=CODES, **asked)  # type: ignore[arg-type]
        complaint.send_decision("Dear.", "Court.", BY_POST, at=None, **asked)  # type: ignore[arg-type]
        sheet.state, sheet.decided = "decided", True
        self.save()

    @rule(one=places)
    def withdraw(self, one: Place) -> None:
        """Let the customer take one back."""
        sheet = self.sheets[one]
        code = None if sheet.state in UNDECIDED else f"complaint_is_{sheet.state}"
        if self.give(lambda: self.complaints[one].withdraw("No.", at=None, by=worker(one), now=self.now), code):
            sheet.state = "withdrawn"

    @rule(one=places, other=places, kind=st.sampled_from(["related", "duplicate"]))
    def link(self, one: Place, other: Place, kind: str) -> None:
        """Link two."""
        mine, another = self.complaints[one], self.complaints[other]
        if self.give(lambda: mine.link(another, kind, codes=CODES, by=BEN, now=self.now), self.unlinkable(one, other)):
            self.sheets[one].links.add((kind, other))
            self.sheets[other].links.add((kind, one))

    @rule(one=places, other=places, kind=st.sampled_from(["related", "duplicate"]))
    def unlink(self, one: Place, other: Place, kind: str) -> None:
        """Take a link away."""
        mine, another = self.complaints[one], self.complaints[other]
        if self.give(lambda: mine.unlink(another, kind, by=BEN, now=self.now), self.unlinkable(one, other)):
            self.sheets[one].links.discard((kind, other))
            self.sheets[other].links.discard((kind, one))

    @rule(one=places, into=places)
    def merge(self, one: Place, into: Place) -> None:
        """Let one go on in another."""
        mine, target, sheet = self.complaints[one], self.complaints[into], self.sheets[one]
        if self.give(lambda: mine.merge(target, "Told twice.", by=BEN, now=self.now), self.unmergeable(one, into)):
            sheet.state, sheet.stood, sheet.merged_into = "merged", sheet.state, into

    @rule(one=places)
    def unmerge(self, one: Place) -> None:
        """Let one stand for itself again."""
        mine, sheet = self.complaints[one], self.sheets[one]
        if sheet.merged_into is None:
            self.give(lambda: mine.unmerge(mine, "What?", by=BEN, now=self.now), f"complaint_is_{sheet.state}")
            return
        target = self.complaints[sheet.merged_into]
        before, decisions = target.version, target.decisions_sent
        self.give(lambda: mine.unmerge(target, "Another.", by=BEN, now=self.now), None)
        last = self.logs[one][-1]
        assert isinstance(last, Complaint.Unmerged)
        assert (last.meanwhile_to, last.was_decided) == (before, decisions > 0)
        merged_in = self.logs[sheet.merged_into][last.meanwhile_from - 2]
        assert isinstance(merged_in, Complaint.MergedIn)
        assert merged_in.case_id == mine.id
        assert sheet.stood
        sheet.state, sheet.stood, sheet.merged_into = sheet.stood, None, None

    @rule(target=places, one=places)
    def ask_again(self, one: Place) -> Place:
        """Ask for a re-check."""
        sheet = self.sheets[one]
        code = f"complaint_is_{sheet.state}" if sheet.state in {"withdrawn", "merged"} else None
        code = code or (None if sheet.decided else "nothing_dispatched")
        states = [sheet.state for sheet in self.sheets if sheet.recheck_of == one]
        ended = frozenset(f"k{n}" for n, state in enumerate(states, start=1) if state in {"withdrawn", "merged"})
        code = code or (None if len(ended) == len(states) else "recheck_open")
        code = code or (None if sheet.recheck_of is None else "no_unit_above")
        return self.begin(
            lambda stream: self.complaints[one].request_recheck(
                "Again.",
                "phone",
                at=None,
                received_at=None,
                stream_id=stream,
                reference=reference(len(self.sheets)),
                zone="Asia/Shanghai",
                rules=CASE_RULES,
                codes=CODES,
                by=BEN,
                now=self.now,
                ended=ended,
            ),
            code,
            Sheet(recheck_of=one),
        )

    @rule(target=places, one=places)
    def repeat(self, one: Place) -> Place:
        """Complain again after the end."""
        state = self.sheets[one].state
        code = {"withdrawn": None, "merged": "complaint_is_merged"}.get(state, "not_ended")
        return self.begin(
            lambda stream: self.complaints[one].receive_repeat(
                TOLD,
                "Another terminal.",
                stream_id=stream,
                reference=reference(len(self.sheets)),
                codes=CODES,
                by=BEN,
                now=self.now,
            ),
            code,
            Sheet(repeat_of=one),
        )

    def unlinkable(self, one: Place, other: Place) -> str | None:
        """Return the code that refuses a link, or to take one away."""
        if self.sheets[one].state == "merged":
            return "complaint_is_merged"
        if one == other:
            return "same_case"
        return "complaint_is_merged" if self.sheets[other].state == "merged" else None

    def unmergeable(self, one: Place, into: Place) -> str | None:
        """Return the code that refuses a merge."""
        mine, target = self.sheets[one], self.sheets[into]
        for sheet in (mine, target):
            if sheet.state not in UNDECIDED:
                return f"complaint_is_{sheet.state}"
        if one == into:
            return "same_case"
        return "other_kind" if mine.recheck_of != target.recheck_of else None

    def received(self) -> Complaint:
        """Receive a complaint of the same customer."""
        place = len(self.sheets)
        return Complaint.receive(
            TOLD, stream_id=uuid5(STREAM, str(place)), reference=reference(place), codes=CODES, by=BEN, now=self.now
        )

    def begin(self, make: Callable[[UUID], Complaint], code: str | None, sheet: Sheet) -> Place:
        """Begin a complaint by a command on another one, while there are few."""
        if len(self.sheets) >= MOST:
            return 0
        made: list[Complaint] = []
        stream = uuid5(STREAM, str(len(self.sheets)))
        if not self.give(lambda: made.append(make(stream)), code):
            return 0
        return self.add(made[0], sheet)

    def add(self, complaint: Complaint, sheet: Sheet) -> Place:
        """Put a new complaint among the others."""
        self.complaints.append(complaint)
        self.sheets.append(sheet)
        self.logs.append([])
        self.save()
        return len(self.sheets) - 1

    def give(self, command: Callable[[], object], expected: str | None) -> bool:
        """Give a command and compare with what is expected; tell whether it was taken."""
        try:
            command()
        except Refusal as refusal:
            assert refusal.code == expected  # noqa: PT017
            assert all(not complaint.pending_events for complaint in self.complaints)
            return False
        assert expected is None
        self.save()
        return True

    def save(self) -> None:
        """Write what happened, and read it back."""
        for complaint, log in zip(self.complaints, self.logs, strict=True):
            for event in complaint.collect_events():
                assert isinstance(event, DomainEvent)
                state, version = write_event(event), event.originator_version
                log.append(read_event(event.topic, event.schema_version, state, complaint.id, version))
        self.now += timedelta(minutes=1)

    @invariant()
    def every_complaint_stands_as_the_clerk_noted(self) -> None:
        """Compare states and relations; each relation is known on both sides."""
        for place, (complaint, sheet) in enumerate(zip(self.complaints, self.sheets, strict=True)):
            assert complaint.state == sheet.state
            found = {(link.kind, self.place_of(link.case_id)) for link in complaint.links}
            assert found == sheet.links
            assert all((kind, place) in self.sheets[other].links for kind, other in sheet.links)
            into = complaint.merged_into
            assert (self.place_of(into.case_id) if into else None) == sheet.merged_into
            for told, noted in ((complaint.recheck_of, sheet.recheck_of), (complaint.repeat_of, sheet.repeat_of)):
                assert (None if told is None else self.place_of(told)) == noted

    @invariant()
    def what_goes_on_in_a_complaint_is_what_was_merged_into_it(self) -> None:
        """Read it off the other side's events."""
        for place, log in enumerate(self.logs):
            inside: set[UUID] = set()
            for event in log:
                if isinstance(event, Complaint.MergedIn):
                    inside.add(event.case_id)
                if isinstance(event, Complaint.SourceUnmerged):
                    inside.remove(event.case_id)
            assert {self.place_of(one) for one in inside} == {
                other for other, sheet in enumerate(self.sheets) if sheet.merged_into == place
            }

    @invariant()
    def replay_equals_live(self) -> None:
        """Fold each log anew."""
        for complaint, log in zip(self.complaints, self.logs, strict=True):
            assert Complaint.blank(complaint.id).replay(log) == complaint

    def place_of(self, case_id: UUID) -> Place:
        """Return which complaint an id stands for."""
        return next(place for place, complaint in enumerate(self.complaints) if complaint.id == case_id)


def worker(place: Place) -> Actor:
    """Return who works on a complaint, and on no other."""
    return Actor(f"worker-{place}", Role.HANDLER, "shanghai")


def reference(place: Place) -> str:
    """Return the reference of a complaint."""
    return f"C-2026-{place:06}-0"


TestWalksTogether = Walk.TestCase

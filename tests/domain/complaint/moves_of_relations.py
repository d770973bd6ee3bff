"""Moves between two complaints: links, merging, re-checks. The other one is as the move needs it."""

from typing import Any
from uuid import uuid4

from domain.complaint import Complaint
from domain.complaint.case_rules import CaseRules
from domain.complaint.receiving import owner_of
from domain.complaint.related import RecheckResult
from domain.complaint.values import Classification
from domain.documents import Document
from tests.domain.complaint.drawing import Move
from tests.domain.complaint.happenings import DECIDED, OPEN, PROPOSED, SECOND_ROUND, happened
from tests.domain.complaint.happenings_of_relations import OTHER_CASE as OTHER
from tests.domain.complaint.model_of_relations import POSTAL, WINDOW
from tests.domain.complaint.moves_beside import MovesBeside
from tests.domain.complaint.pairs import complaint, other
from tests.domain.complaint.values import CONTACT, LI_NA, facts
from tests.domain.fixed import CODES
from tests.domain.language import STREAM

RULES = Document(
    "case_rules", 1, (CaseRules(3, 3, "service", recheck_window_days=WINDOW.days, postal_days=POSTAL.days),)
)
PERSONS = {"li na": LI_NA, "told later": owner_of(CONTACT, STREAM)}
OTHERS = {"alike": OPEN, "decided": DECIDED, "second round": SECOND_ROUND}


class MovesOfRelations(MovesBeside):
    """The commands that concern another complaint."""

    def link(self) -> Move:
        kind, flaw = self.code("related")
        links = self.model.relations.links

        def effect() -> list[str]:
            known = kind in links
            links.add(kind)
            return [] if known else ["Linked"]

        return Move(lambda c: c.link(self.linked(c), kind, codes=CODES, **self.asked), flaw, effect)

    def unlink(self) -> Move:
        kind = self.pick("related", "duplicate")
        links = self.model.relations.links

        def effect() -> list[str]:
            known = kind in links
            links.discard(kind)
            return ["Unlinked"] if known else []

        return Move(lambda c: c.unlink(self.linked(c), kind, **self.asked), None, effect)

    def linked(self, mine: Complaint) -> Complaint:
        """Return the other complaint with the links that this one has."""
        found = complaint(other(OPEN), OTHER)
        found.links = mine.links
        return found

    def merge(self) -> Move:
        which = self.pick(
            "alike", "alike", "alike", "decided", "second round", "stranger", "other employee", "open", "same"
        )
        is_guarded = self.pick(True, True, True, False)  # noqa: FBT003 - one of both
        into = self.target(which, is_guarded=is_guarded)
        relations = self.model.relations

        def effect() -> list[str]:
            relations.merged_from = self.model.state
            self.model.state = "merged"
            self.model.stop_waiting()
            return ["Merged"]

        return Move(
            lambda c: c.merge(c if which == "same" else into, "Told twice.", **self.asked),
            self.unlike(which, is_guarded=is_guarded),
            effect,
        )

    def target(self, which: str, *, is_guarded: bool) -> Complaint:
        """Return a complaint to merge into."""
        known = PERSONS[self.model.relations.person] if self.model.relations.person else None
        person = uuid4() if which == "stranger" else known
        employee = "zoe" if which == "other employee" else self.model.employee
        past = other(OTHERS.get(which, OPEN), complainant_id=person, facts=facts(employee_id=employee))
        if self.model.relations.barred:
            past = (*past, happened(Complaint.RecheckOpened, barred=()))
        if self.model.secrecy.closed_by is not None and which != "open":
            past = (*past, happened(Complaint.MarkedConfidential))
        if is_guarded:
            classification = Classification("service", risk_flags=tuple(sorted(self.model.risks)))
            past = (*past, happened(Complaint.Classified, classification=classification))
            past = (*past, happened(Complaint.MajorDeclared), happened(Complaint.EmergencyPlanStarted))
        return complaint(past, OTHER)

    def unlike(self, which: str, *, is_guarded: bool) -> str | None:
        """Return the code that refuses to merge."""
        if which in {"decided", "same"}:
            return "complaint_is_decided" if which == "decided" else "same_case"
        is_alone = self.model.people.voices() == ["p1"]
        if not is_alone or self.model.relations.person is None or which == "stranger":
            return "other_complainants"
        if which == "other employee":
            return "about_another_employee"
        if self.model.secrecy.closed_by is not None and which == "open":
            return "less_confidential"
        if self.model.relations.decisions or which == "second round":
            return "decision_sent"
        return self.less_guarded(is_guarded=is_guarded)

    def less_guarded(self, *, is_guarded: bool) -> str | None:
        """Return the code that keeps it here: fewer people would look, or something would be left behind."""
        if not is_guarded and (self.model.risks or self.model.people.major or self.model.people.steps is not None):
            return "less_guarded"
        awaited = "outcome_awaited" if None in self.model.beside.referrals.values() else None
        return self.model.stays_behind() or awaited

    def unmerge(self) -> Move:
        def effect() -> list[str]:
            relations = self.model.relations
            assert relations.merged_from
            self.model.state, relations.merged_from = relations.merged_from, None
            return ["Unmerged"]

        return Move(lambda c: c.unmerge(complaint(other(DECIDED), OTHER), "Another.", **self.asked), None, effect)

    def request_recheck(self) -> Move:
        channel, unknown = self.code("phone")
        at, late = self.at()
        relations = self.model.relations
        asked_at = min(at or self.now, self.now)
        over = "recheck_window_closed" if relations.sendings and relations.is_too_late(asked_at) else None
        who, through = self.asking()
        silent = self.model.people.unfit(who, through)
        silent = None if silent in {"authority_missing", "authority_ended"} else silent
        asking = [] if silent else self.model.people.meant(who, through)
        again = "recheck_open" if relations.is_open(asking) else None
        top = "no_unit_above" if relations.barred else None

        def effect() -> list[str]:
            key = f"k{len(relations.rechecks) + 1}"
            relations.rechecks[key], relations.asked_by[key] = None, set(asking)
            return ["RecheckRequested"]

        return Move(
            lambda c: self.ask_again(c, channel, at, party_id=who, through=through),
            unknown or late or over or silent or again or top,
            effect,
        )

    def asking(self) -> tuple[str | None, str | None]:
        """Draw who asks, and by whom."""
        people = self.model.people
        helpers = [key for key in people.listed if people.speaks_for(key)]
        return self.pick(None, *people.listed), self.pick(None, None, "p98", *helpers)

    def ask_again(self, first: Complaint, channel: str, at: object, **who: Any) -> None:  # noqa: ANN401 - who asks
        """Ask for a re-check; its complaint lives elsewhere."""
        recheck = first.request_recheck(
            "Again.",
            channel,
            at=at,  # type: ignore[arg-type]
            received_at=None,
            stream_id=uuid4(),
            reference="C-2026-000044-5",
            zone="Asia/Shanghai",
            rules=RULES,
            codes=CODES,
            **self.asked,
            **who,
        )
        assert set(recheck.barred) == self.model.relations.hands | self.model.interested

    def record_recheck_result(self) -> Move:
        rechecks = self.model.relations.rechecks
        key, is_decided = self.pick("k0", *rechecks), not self.rarely()
        result = self.pick(RecheckResult.KEPT, RecheckResult.CHANGED)
        recheck = None if key not in rechecks else complaint(other(DECIDED if is_decided else PROPOSED), OTHER)
        flaw = "no_such_recheck" if recheck is None else None if is_decided else "recheck_undecided"
        if flaw is None and rechecks[key] not in {None, (result.value, "So.")}:
            flaw = "recheck_result_recorded"

        def effect() -> list[str]:
            same = rechecks[key] == (result.value, "So.")
            rechecks[key] = (result.value, "So.")
            return [] if same else ["RecheckResultRecorded"]

        return Move(lambda c: c.record_recheck_result(key, result, "So.", recheck=recheck, **self.asked), flaw, effect)

"""Arbitrary commands on a contact, what may be wrong with them, and what they do on paper."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, TypeAlias
from uuid import UUID

from hypothesis import strategies as st

from domain.actor import Actor
from domain.interaction import Interaction
from domain.interaction.ending import Ending
from domain.interaction.values import Author, CaseKind, Identification, Link
from tests.domain import walking
from tests.domain.complaint.values import LI_NA
from tests.domain.fixed import CODES, FORMS
from tests.domain.interaction.examples import DIGEST, WANG
from tests.domain.interaction.model import CheckOnPaper, Model
from tests.domain.lots import Lots

CASES = tuple(UUID(f"00000000-0000-4000-8000-0000000000{n:02x}") for n in (0xC1, 0xC2))
NEW_CASE = UUID("00000000-0000-4000-8000-0000000000c3")


Move: TypeAlias = walking.Move[Interaction]


class Moves(Lots):
    """Every command of a contact: one method each."""

    def __init__(self, model: Model, draw: Callable[[st.SearchStrategy[Any]], Any], by: Actor, now: datetime) -> None:
        """Set the scene."""
        super().__init__(draw, by, now)
        self.model = model

    def of(self, command: str) -> Move:
        """Draw a move of a command."""
        move: Move = getattr(self, command)()
        return move

    def at(self) -> tuple[datetime | None, str | None]:
        """Draw business time, and the code that refuses it."""
        early = self.model.offered_at - timedelta(seconds=1), "before_contact"
        late = self.now + timedelta(days=1), "in_the_future"
        if self.rarely():
            return self.pick(early, late)
        return self.pick(None, self.now - timedelta(minutes=1)), None

    def step_at(self, after: datetime) -> tuple[datetime | None, str | None]:
        """Draw when the next step of the contact happened, and the code that refuses it."""
        early = after - timedelta(seconds=1), "instants_out_of_order"
        late = self.now + timedelta(days=1), "in_the_future"
        if self.rarely():
            return self.pick(early, late)
        return self.pick(None, after, self.now + timedelta(seconds=3)), None

    def settled(self, at: datetime | None) -> datetime:
        """Return the business time that counts."""
        return self.now if at is None else min(at, self.now)

    # the contact

    def answer(self) -> Move:
        who, (at, flaw) = self.pick(None, "ann", "eve"), self.step_at(self.model.offered_at)

        def effect() -> list[str]:
            self.model.answered_at, self.model.agent = self.settled(at), who or self.by.user_id
            return ["Answered"]

        return Move(lambda c: c.answer(who, at=at, **self.asked), flaw, effect)

    def add_entry(self) -> Move:
        author, (at, flaw) = self.pick(*Author), self.at()

        def effect() -> list[str]:
            if author is Author.CUSTOMER:
                self.model.words.append(f"Words {len(self.model.words)}.")
            return ["EntryAdded"]

        text = f"Words {len(self.model.words)}."
        return Move(lambda c: c.add_entry(author, text, at=at, **self.asked), flaw, effect)

    def end(self) -> Move:
        outcome, unknown = self.code("solved")
        claim = self.draw(st.none() | st.booleans())
        at, flaw = (None, None) if unknown else self.step_at(self.model.answered_at or self.model.offered_at)
        recording = self.pick(None, DIGEST, DIGEST) if unknown or flaw or not self.rarely() else "short"
        if claim and self.model.answered_at is None:
            flaw = "never_answered"
        elif recording == "short":
            flaw = "not_a_digest"

        def effect() -> list[str]:
            self.model.ended_at = self.settled(at)
            return ["Ended"]

        told = Ending(outcome, claim, recording)
        return Move(lambda c: c.end(told, at=at, codes=CODES, **self.asked), flaw or unknown, effect)

    # the customer

    def identify_customer(self) -> Move:
        person = self.pick(LI_NA, LI_NA, WANG)
        means, unknown = self.code(self.pick("id_card", "logged_in"))
        known = self.model.customer
        flaw = "identified_otherwise" if known and known[0] != person else unknown

        def effect() -> list[str]:
            same = self.model.customer == (person, means)
            self.model.customer = (person, means)
            return [] if same else ["CustomerIdentified"]

        return Move(lambda c: c.identify_customer(person, means, codes=CODES, **self.asked), flaw, effect)

    def correct_identification(self) -> Move:
        means, flaw = self.code("id_card")
        person = LI_NA if flaw else self.pick(None, LI_NA, WANG)
        right = Identification(person, means) if person else None

        def effect() -> list[str]:
            before = self.model.customer
            self.model.customer = (person, means) if person else None
            return [] if self.model.customer == before else ["IdentificationCorrected"]

        return Move(lambda c: c.correct_identification(right, "So.", codes=CODES, **self.asked), flaw, effect)

    def record_fact(self) -> Move:
        kind, unknown = self.code("likes")
        at, late = (None, None) if unknown else self.at()

        def effect() -> list[str]:
            self.model.facts.append(f"f{len(self.model.facts) + 1}")
            return ["FactLearnt"]

        return Move(lambda c: c.record_fact(kind, "Tea", at=at, codes=CODES, **self.asked), unknown or late, effect)

    # cases

    def be_about(self, case_id: UUID) -> None:
        """Be about a case, which comes last."""
        self.model.about = [*(one for one in self.model.about if one != case_id), case_id]

    def link_case(self) -> Move:
        case_id = self.pick(*CASES)

        def effect() -> list[str]:
            if case_id in self.model.about:
                return []
            self.be_about(case_id)
            return ["CaseLinked"]

        link = Link(case_id, CaseKind.COMPLAINT, "C-2026-000042-9")
        return Move(lambda c: c.link_case(link, **self.asked), None, effect)

    def unlink_case(self) -> Move:
        case_id = self.pick(*CASES)

        def effect() -> list[str]:
            self.model.about.remove(case_id)
            return ["CaseUnlinked"]

        flaw = None if case_id in self.model.about else "case_not_linked"
        return Move(lambda c: c.unlink_case(case_id, **self.asked), flaw, effect)

    def opening(self) -> tuple[dict[str, Any], str | None]:
        """Draw what is told of a case beside the contact, and the code that refuses it."""
        told: dict[str, Any] = {"narrative": "Charged twice."} if self.pick(*"yn") == "y" else {}
        if not told and not self.model.words:
            return told, "nothing_told"
        if self.rarely():
            return {**told, "channel": "web"}, "unknown_fact"
        at, flaw = self.at()
        return {**told, "received_at": at} if at else told, flaw

    def open_complaint(self) -> Move:
        told, flaw = self.opening()

        def effect() -> list[str]:
            self.be_about(NEW_CASE)
            return ["ComplaintOpened"]

        new: dict[str, Any] = {"case_id": NEW_CASE, "reference": "C-2026-000043-7"}
        return Move(lambda c: c.open_complaint(told, None, "shanghai", **new, **self.asked), flaw, effect)

    def open_request(self) -> Move:
        told, flaw = self.opening()

        def effect() -> list[str]:
            self.be_about(NEW_CASE)
            return ["RequestOpened"]

        new: dict[str, Any] = {"case_id": NEW_CASE, "reference": "S-2026-000044-5"}
        return Move(lambda c: c.open_request(told, "loss", None, "shanghai", **new, **self.asked), flaw, effect)

    # the quality check

    def sample_for_check(self) -> Move:
        reason, flaw = self.code("random")

        def effect() -> list[str]:
            if self.model.check:
                return []
            self.model.checks.append(CheckOnPaper())
            return ["SampledForCheck"]

        return Move(lambda c: c.sample_for_check(reason, codes=CODES, **self.asked), flaw, effect)

    def score_check(self) -> Move:
        manner = self.pick(9, 10, 10, 11)
        flaw = "wrong_points" if manner == 11 else None

        def effect() -> list[str]:
            check = self.model.check
            assert check
            before, check.points = check.points, manner + 5
            return [] if before == check.points else ["CheckScored"]

        points = {"manner": manner, "answer": 5}
        return Move(lambda c: c.score_check("call", points, forms=FORMS, **self.asked), flaw, effect)

    def record_check_finding(self) -> Move:
        def effect() -> list[str]:
            assert self.model.check
            self.model.check.findings += 1
            return ["CheckFindingRecorded"]

        return Move(lambda c: c.record_check_finding("So.", **self.asked), None, effect)

    def answer_check(self) -> Move:
        return Move(lambda c: c.answer_check("So.", **self.asked), None, lambda: ["CheckAnswered"])

    def close_check(self) -> Move:
        def effect() -> list[str]:
            assert self.model.check
            self.model.check.is_over = True
            return ["CheckClosed"]

        return Move(lambda c: c.close_check(**self.asked), None, effect)

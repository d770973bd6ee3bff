"""Moves of the first half of a complaint's life: review, classify and route, investigate."""

from typing import Any

from domain.complaint.values import Attachment, Classification
from tests.domain.complaint.drawing import Move
from tests.domain.complaint.moves_of_status import Secrets
from tests.domain.complaint.values import BY_POST
from tests.domain.fixed import CASE_RULES, CODES


class Work(Secrets):
    """The commands up to the end of an investigation."""

    # 2 review

    def admit(self) -> Move:
        return Move(lambda c: c.admit(**self.asked), None, self.moving("admit", "Admitted"))

    def decline(self) -> Move:
        reason, unknown = self.code("not_a_complaint")
        at, late = self.at()
        return Move(
            lambda c: c.decline(reason, "Why.", BY_POST, at=at, codes=CODES, **self.asked),
            unknown or late,
            self.sending("decline", "Declined", at),
        )

    def refer(self) -> Move:
        at, flaw = self.at()
        return Move(
            lambda c: c.refer("Elsewhere", "Why.", BY_POST, at=at, **self.asked), flaw, self.moving("refer", "Referred")
        )

    # 3 classify and route

    def classify(self) -> Move:
        flags = self.pick((), (), ("media",), ("legal",), ("regulatory", "media"))
        regime, wrong = self.code("payment_services")
        name, flaw = self.code("service")

        def effect() -> list[str]:
            same = (self.model.classified_as, self.model.regimes) == (flags, (regime,))
            self.model.classified_as, self.model.regimes = flags, (regime,)
            self.model.risks |= set(flags)
            return [] if same else ["Classified"]

        classification = Classification(name, risk_flags=flags, regimes=(regime,))
        return Move(lambda c: c.classify(classification, codes=CODES, **self.asked), flaw or wrong, effect)

    def assign(self) -> Move:
        handler, unit = self.pick("ann", "ben", "eve"), self.pick("shanghai", "london")
        flaw = "interest_declared" if handler in self.model.interested else None
        flaw = "handled_the_first" if handler in self.model.relations.barred else flaw
        flaw = "conflict_of_interest" if handler == self.model.employee else flaw

        def effect() -> list[str]:
            same = (self.model.handler, self.model.unit) == (handler, unit)
            if same:
                return []
            self.model.place(unit, handler)
            return ["Assigned"]

        return Move(lambda c: c.assign(handler, unit, **self.asked), flaw, effect)

    def take(self) -> Move:
        def effect() -> list[str]:
            same = self.model.handler == self.by.user_id
            if same:
                return []
            self.model.place(self.model.unit, self.by.user_id)
            return ["Taken"]

        return Move(lambda c: c.take(**self.asked), None, effect)

    def transfer(self) -> Move:
        unit = self.pick("shanghai", "london")

        def effect() -> list[str]:
            if unit == self.model.unit:
                return []
            self.model.place(unit, None)
            return ["Transferred"]

        return Move(lambda c: c.transfer(unit, "Context.", **self.asked), None, effect)

    def release(self) -> Move:
        def effect() -> list[str]:
            self.model.handler = None
            return ["Released"]

        return Move(lambda c: c.release("Leave.", **self.asked), None, effect)

    # 4 investigate

    def start_investigation(self) -> Move:
        def effect() -> list[str]:
            self.model.round += self.model.state == "rejected"
            self.model.completed = False
            self.model.move("start_investigation")
            return ["InvestigationStarted"]

        return Move(lambda c: c.start_investigation(**self.asked), None, effect)

    def record_finding(self) -> Move:
        def effect() -> list[str]:
            self.model.findings += 1
            return ["FindingRecorded"]

        return Move(lambda c: c.record_finding("Found.", **self.asked), None, effect)

    def attach_evidence(self) -> Move:
        digest = self.pick("aa", "bb")
        file = Attachment(digest, 1, "text/plain", "a.txt")

        def effect() -> list[str]:
            known = digest in self.model.evidence
            self.model.evidence.add(digest)
            return [] if known else ["EvidenceAttached"]

        return Move(lambda c: c.attach_evidence(file, "A file", **self.asked), None, effect)

    def ask_customer(self) -> Move:
        def effect() -> list[str]:
            self.model.questions += 1
            return ["CustomerAsked"]

        return Move(lambda c: c.ask_customer("When?", **self.asked), None, effect)

    def record_customer_answer(self) -> Move:
        question = self.pick(None, 1, 2, 3)
        unknown = "unknown_question" if question and question > self.model.questions else None
        at, late = self.at()
        key = f"q{question}" if question else None

        def effect() -> list[str]:
            self.model.is_in_touch(self.happened(at))
            return ["CustomerAnswered"]

        return Move(lambda c: c.record_customer_answer("Then.", key, at=at, **self.asked), unknown or late, effect)

    def suspend(self) -> Move:
        reason, unknown = self.code("third_party")
        at, late = self.at()

        def effect() -> list[str]:
            self.model.suspensions_ever += 1
            self.model.suspensions.add(f"s{self.model.suspensions_ever}")
            return ["Suspended"]

        return Move(
            lambda c: c.suspend(reason, at=at, notice_sent=True, codes=CODES, **self.asked), unknown or late, effect
        )

    def resume(self) -> Move:
        key = self.pick("s0", "s1", *sorted(self.model.suspensions))
        at, late = self.at()

        def effect() -> list[str]:
            self.model.suspensions.remove(key)
            return ["Resumed"]

        flaw = late if key in self.model.suspensions else "not_suspended"
        return Move(lambda c: c.resume(key, at=at, **self.asked), flaw, effect)

    def extend(self) -> Move:
        (reason, flaw), (granted_at, late) = self.code("complex_case"), self.at()
        further = None if self.model.stage < 3 else "no_further_extension"
        if self.model.stage == 2 and granted_at is not None:
            late = "granted_by_superior_unit"

        def effect() -> list[str]:
            if self.model.stage == 1:
                self.model.stage = 2
                return ["Extended"]
            same = self.model.asked_by == self.by.user_id
            self.model.asked_by = self.by.user_id
            return [] if same else ["ExtensionRequested"]

        told: dict[str, Any] = {"notice_sent": True, "granted_at": granted_at, "rules": CASE_RULES, "codes": CODES}
        return Move(lambda c: c.extend(reason, "Why.", **told, **self.asked), flaw or further or late, effect)

    def approve_extension(self) -> Move:
        def effect() -> list[str]:
            self.model.stage, self.model.asked_by = 3, None
            return ["ExtensionApproved", "Extended"]

        granted_at, late = self.at()
        flaw = "second_person_needed" if self.by.user_id == self.model.asked_by else late
        return Move(lambda c: c.approve_extension(notice_sent=True, granted_at=granted_at, **self.asked), flaw, effect)

    def refuse_extension(self) -> Move:
        def effect() -> list[str]:
            self.model.asked_by = None
            return ["ExtensionRefused"]

        return Move(lambda c: c.refuse_extension("No.", **self.asked), None, effect)

    def escalate(self) -> Move:
        return Move(lambda c: c.escalate("head-office", "Why.", **self.asked), None, lambda: ["Escalated"])

    def complete_investigation(self) -> Move:
        def effect() -> list[str]:
            known, self.model.completed = self.model.completed, True
            return [] if known else ["InvestigationCompleted"]

        return Move(lambda c: c.complete_investigation(**self.asked), None, effect)

"""Moves that concern the complainant: contacts, agreements, credits, giving up, and solving on the spot."""

from dataclasses import replace
from datetime import date, timedelta

from domain.complaint.case_rules import CaseRules
from domain.complaint.values import Classification
from domain.documents import Document
from tests.domain.complaint.drawing import Effect, Move
from tests.domain.complaint.model import Promise
from tests.domain.complaint.moves_of_people import People
from tests.domain.complaint.values import BY_POST, cny, refund, resolution, solution
from tests.domain.fixed import CODES

SHANGHAI = timedelta(hours=8)


class Contacts(People):
    """The commands about being in touch, and the two ways to the end that come of it."""

    def record_contact_attempt(self) -> Move:
        way, unknown = self.code("phone")
        at, late = self.at()
        reached = self.rarely()
        when = self.happened(at)

        def effect() -> list[str]:
            if reached:
                self.model.is_in_touch(when)
            else:
                self.model.tries.append((when, (when + SHANGHAI).date()))
            return ["ContactAttempted"]

        return Move(
            lambda c: c.record_contact_attempt(
                way, reached=reached, zone="Asia/Shanghai", at=at, codes=CODES, **self.asked
            ),
            unknown or late,
            effect,
        )

    def send_progress(self) -> Move:
        at, flaw = self.at()
        return Move(lambda c: c.send_progress("Soon.", BY_POST, at=at, **self.asked), flaw, lambda: ["ProgressSent"])

    def send_holding_response(self) -> Move:
        at, flaw = self.at()
        return Move(
            lambda c: c.send_holding_response("Wait.", None, BY_POST, at=at, **self.asked),
            flaw,
            lambda: ["HoldingResponseSent"],
        )

    def agreeing(self, what: str, value: str, event: str) -> Effect:
        """Return the effect of an agreement."""

        def effect() -> list[str]:
            same = self.model.agreed.get(what) == value
            self.model.agreed[what] = value
            return [] if same else [event]

        return effect

    def agree_deadline(self) -> Move:
        until = self.pick(date(2026, 2, 1), date(2026, 3, 1), date(2025, 12, 31))
        at, late = self.at()
        passed = "deadline_passed" if until.year == 2025 else None
        effect = self.agreeing("deadline", str(until), "DeadlineAgreed")
        return Move(lambda c: c.agree_deadline(until, "Yes.", at=at, **self.asked), late or passed, effect)

    def agree_manner(self) -> Move:
        manner = self.pick("By phone.", "In writing.")
        at, late = self.at()
        effect = self.agreeing("manner", manner, "MannerAgreed")
        return Move(lambda c: c.agree_manner(manner, at=at, **self.asked), late, effect)

    def give_provisional_credit(self) -> Move:
        amount = self.pick(0, 100, 100, 400)
        model = self.model
        proposal = model.proposal if model.state in {"proposed", "approved"} else None
        known = model.granted(proposal.replaces) + proposal.total if proposal else model.granted()
        above = known + amount > model.limits[self.by.user_id]
        flaw = "wrong_amount" if not amount else "limit_exceeded" if above else None
        days_ahead = self.pick(0, 0, 0, 2)
        on = (self.now + timedelta(days=days_ahead)).date()

        def effect() -> list[str]:
            model.credits[f"c{len(model.credits) + 1}"] = amount
            return ["ProvisionalCreditGiven"]

        too_soon = "in_the_future" if days_ahead else None
        return Move(lambda c: c.give_provisional_credit(cny(amount), on, None, **self.asked), flaw or too_soon, effect)

    def reverse_provisional_credit(self) -> Move:
        key = self.pick("c0", "c1", *self.model.credits)
        at, late = self.at()
        flaw = "credit_reversed" if key in self.model.reversed else None
        flaw = flaw if key in self.model.credits else "no_such_credit"

        def effect() -> list[str]:
            self.model.reversed.add(key)
            return ["ProvisionalCreditReversed"]

        return Move(
            lambda c: c.reverse_provisional_credit(
                key, self.now.date(), None, reason="Paid.", notice=BY_POST, at=at, **self.asked
            ),
            flaw or late,
            effect,
        )

    def close_as_unreachable(self) -> Move:
        needed = self.pick(1, 2, 3)
        flaw = "still_reachable" if len(self.model.tried) < needed else None
        rules = Document("case_rules", 1, (CaseRules(needed, 3, "service"),))

        def effect() -> list[str]:
            self.model.move("close_as_unreachable")
            return ["FoundUnreachable", "Closed"]

        return Move(lambda c: c.close_as_unreachable(rules=rules, **self.asked), flaw, effect)

    def solve_on_the_spot(self) -> Move:
        model = self.model
        flags = self.pick((), (), (), ("media",))
        amount = self.pick(None, 100, 4000)
        told = replace(
            solution(resolution(refund(amount, key=""))), classification=Classification("service", risk_flags=flags)
        )
        counted = flags if model.classified_as is None else model.classified_as
        above = model.granted() + (amount or 0) > model.limits[self.by.user_id]
        flaw = "risk_flagged" if counted else "limit_exceeded" if above else None
        unproven = model.people.listed[model.people.left()[0]].flaw
        flaw = flaw or unproven or ("letter_missing" if len(model.people.post()) > 1 else None)
        rules = Document("case_rules", 1, (CaseRules(3, 3, "service"),))
        return Move(
            lambda c: c.solve_on_the_spot(told, rules=rules, codes=CODES, **self.asked),
            flaw,
            lambda: self.solved(amount, counted),
        )

    def solved(self, amount: int | None, flags: tuple[str, ...]) -> list[str]:
        """Go through all steps."""
        model, before = self.model, self.model.state
        events = ["Admitted"] if before == "received" else []
        events += ["Classified"] if model.classified_as is None else []
        events += ["Taken"] if model.handler != self.by.user_id else []
        events += ["InvestigationStarted"] if before in {"received", "open"} else []
        model.completed = False if before in {"received", "open"} else model.completed
        model.classified_as = flags
        model.risks |= set(flags)
        if model.handler != self.by.user_id:
            model.place(model.unit, self.by.user_id)
        model.findings += 1
        model.dispatched = True
        model.relations.decisions += 1
        model.relations.send(self.now)
        model.relations.hands.add(self.by.user_id)
        model.people.ask_anew()
        model.people.tell(model.people.post())
        model.people.addressed = model.people.post()
        model.people.said[model.people.left()[0]] = ("accepted", model.round)
        model.supersede()
        left = None if amount is None else 0
        model.promises[f"r{len(model.promises) + 1}"] = Promise(
            is_offer=False,
            left=left,
            status="executed",
            accepted=True,
            reports=[("whole", amount, date(2026, 1, 5))],
        )
        model.paid += amount or 0
        model.move("solve_on_the_spot")
        model.conversion.was_decided = True
        steps = ("FindingRecorded", "ResolutionProposed", "DecisionSent", "DecisionAccepted", "RemedyExecuted")
        return [*events, *steps, "Closed"]

"""Moves of the second half of a complaint's life: resolve, reply, carry out, follow up, and of any time."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from domain.complaint import Complaint
from domain.complaint.values import Contact, ExecutionResult, SourceRecord
from tests.domain.complaint.drawing import Effect, Move
from tests.domain.complaint.happenings import happened
from tests.domain.complaint.model import BEFORE_END
from tests.domain.complaint.moves_of_conversion import Conversions
from tests.domain.complaint.moves_of_links import Links
from tests.domain.complaint.moves_of_parties import Parties
from tests.domain.complaint.moves_of_relations import MovesOfRelations
from tests.domain.complaint.moves_of_secrecy import Secrets
from tests.domain.complaint.values import CONTACT, paid
from tests.domain.fixed import CODES


class Moves(MovesOfRelations, Links, Conversions, Parties, Secrets):
    """Every command of the complaint: one method each."""

    def of(self, command: str) -> Move:
        """Draw a move of a command."""
        move: Move = getattr(self, command)()
        return move

    # 5 resolve

    def approve_resolution(self) -> Move:
        def effect() -> list[str]:
            assert self.model.proposal
            self.model.proposal.approved_by = self.by.user_id
            self.model.relations.hands.add(self.by.user_id)
            self.model.move("approve_resolution")
            return ["ResolutionApproved"]

        return Move(lambda c: c.approve_resolution(**self.asked), None, effect)

    def send_back(self) -> Move:
        def effect() -> list[str]:
            self.model.completed = False
            self.model.move("send_back")
            return ["SentBack"]

        return Move(lambda c: c.send_back("Look again.", **self.asked), None, effect)

    # 7 carry out

    def execute_remedy(self) -> Move:
        key, promise, flaw = self.promise()
        result = self.pick(*ExecutionResult, ExecutionResult.WHOLE, ExecutionResult.WHOLE)
        left = promise.left if promise else None
        amount = self.pick(None, 1, 100, left, left)
        if promise and not flaw:
            unaccepted = promise.is_offer and not promise.accepted
            flaw = "offer_not_accepted" if unaccepted else misfit(promise.left, result, amount)
        days_ahead = self.pick(0, 0, 0, 2)
        execution = replace(paid(amount), executed_on=(self.asked["now"] + timedelta(days=days_ahead)).date())

        def effect() -> list[str]:
            assert promise
            promise.reports.append((result.value, amount, execution.executed_on))
            if result is not ExecutionResult.FAILED and promise.left is not None:
                promise.left -= amount or 0
                self.model.paid += amount or 0
            if result is ExecutionResult.WHOLE:
                promise.status = "executed"
            return ["RemedyExecuted"]

        too_soon = "in_the_future" if days_ahead else None
        return Move(lambda c: c.execute_remedy(key, result, execution, **self.asked), flaw or too_soon, effect)

    def correct_execution(self) -> Move:
        reported = [(key, n + 1) for key, one in self.model.promises.items() for n in range(len(one.reports))]
        key, number = self.pick(("r9", 1), *(reported * 3))
        promise = self.model.promises.get(key)
        result = self.pick(*ExecutionResult)
        amount = self.pick(None, 1, 100)
        execution = replace(paid(amount), executed_on=date(2026, 1, 5))
        rest = promise.rest_without(number) if promise else None
        flaw = misfit(rest, result, amount) if promise else "no_such_execution"

        def effect() -> list[str]:
            assert promise
            before, after = promise.reports[number - 1], (result.value, amount, execution.executed_on)
            promise.reports[number - 1] = after
            counted = 0 if result is ExecutionResult.FAILED else amount or 0
            if rest is not None and promise.left is not None:
                self.model.paid += promise.left - (rest - counted)
                promise.left = rest - counted
            if promise.status in {"open", "executed"}:
                is_whole = any(one == "whole" for one, _, _ in promise.reports) and not promise.left
                promise.status = "executed" if is_whole else "open"
            return [] if before == after else ["ExecutionCorrected"]

        return Move(
            lambda c: c.correct_execution(key, number, result, execution, reason="Ledger.", **self.asked), flaw, effect
        )

    def lapse_remedy(self) -> Move:
        key, promise, flaw = self.promise()
        if promise and not flaw:
            turned_down = promise.is_offer and not promise.accepted and self.model.state != "decided"
            flaw = None if turned_down else "remedy_does_not_lapse"

        def effect() -> list[str]:
            assert promise
            promise.status = "lapsed"
            return ["RemedyLapsed"]

        return Move(lambda c: c.lapse_remedy(key, **self.asked), flaw, effect)

    # 8 follow up

    # any time

    def add_note(self) -> Move:
        return Move(lambda c: c.add_note("Note.", **self.asked), None, lambda: ["NoteAdded"])

    def correct(self) -> Move:
        what = self.pick("employee", "employee", "branch", "contact", "nonsense", "channel")
        if what == "nonsense":
            return self.correcting({"state": "closed"}, "unknown_fact", list)
        if what == "channel":
            return self.correcting({"channel": "retired"}, "unknown_code", list)
        if what == "contact":
            return self.correct_contact(self.pick(None, CONTACT))
        if what == "branch":
            return self.correct_branch(self.pick(None, "shanghai-01", "london-02"))
        return self.correct_employee(self.pick(None, None, "ann", "ben", "eve"))

    def correct_report(self) -> Move:
        text = self.pick("Called back, no answer.", "Called back, she answered.")
        flawed = self.rarely()
        reported = happened(Complaint.FindingRecorded if flawed else Complaint.NoteAdded, text=self.model.note)
        what = {"text": text, "at": None} if flawed else {"text": text}

        def effect() -> list[str]:
            same = self.model.note == text
            self.model.note = text
            return [] if same else ["ReportCorrected"]

        flaw = "unknown_fact" if flawed else None
        return Move(
            lambda c: c.correct_report(1, what, "Log.", reported=reported.placed(1), **self.asked), flaw, effect
        )

    def correcting(self, changes: dict[str, Any], flaw: str | None, effect: Effect) -> Move:
        """Return a correction."""
        return Move(lambda c: c.correct(changes, "Told again.", codes=CODES, **self.asked), flaw, effect)

    def correct_contact(self, contact: Contact | None) -> Move:
        """Correct who complains."""

        def effect() -> list[str]:
            same = self.model.is_anonymous is (contact is None)
            self.model.is_anonymous = contact is None
            if contact and self.model.relations.person is None:
                self.model.relations.person = "told later"
            return [] if same else ["Corrected"]

        return self.correcting({"complainant": contact}, None, effect)

    def correct_branch(self, branch: str | None) -> Move:
        """Correct a fact that no rule asks for."""

        def effect() -> list[str]:
            same = self.model.branch == branch
            self.model.branch = branch
            return [] if same else ["Corrected"]

        return self.correcting({"branch": branch}, None, effect)

    def correct_employee(self, employee: str | None) -> Move:
        """Correct whom the complaint is about, which may take it out of their hands."""

        def effect() -> list[str]:
            if self.model.employee == employee:
                return []
            self.model.employee = employee
            if employee is None or self.model.handler != employee:
                return ["Corrected"]
            self.model.handler = None
            return ["Corrected", "Released"]

        return self.correcting({"employee_id": employee}, None, effect)

    # history of elsewhere

    def state_source_outcome(self) -> Move:
        said = self.pick(("Closed", True), ("In progress", False), ("Closed with relief", True))

        def effect() -> list[str]:
            if self.model.source_says == said:
                return []
            self.model.source_says = said
            if said[1] and self.model.state in BEFORE_END:
                self.model.state = "closed"
                self.model.stop_waiting()
            return ["SourceOutcomeStated"]

        return Move(
            lambda c: c.state_source_outcome(
                said[0], timely_claim=None, disputed_claim=None, closes=said[1], **self.asked
            ),
            None,
            effect,
        )

    def revise_source_record(self) -> Move:
        issue = self.pick("Fee", "Interest")
        record = SourceRecord("cfpb", "1", "cfpb", "2025", {"Issue": issue})

        def effect() -> list[str]:
            same = self.model.source_issue == issue
            self.model.source_issue = issue
            return [] if same else ["SourceRecordRevised"]

        return Move(lambda c: c.revise_source_record(record, **self.asked), None, effect)


def misfit(left: int | None, result: ExecutionResult, amount: int | None) -> str | None:
    """Return the code that refuses a payment of which so much is left; None: it is no money."""
    if amount == 0 or (result is ExecutionResult.FAILED and amount is not None):
        return "wrong_amount"
    if left is None:
        return "wrong_amount" if amount is not None else None
    rest = left - (amount or 0)
    return "wrong_amount" if rest < 0 or (rest > 0 and result is ExecutionResult.WHOLE) else None

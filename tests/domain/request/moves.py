"""Arbitrary arguments of a request's commands, what may be wrong with them, and what follows for the model."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, TypeAlias
from uuid import UUID

from hypothesis import strategies as st

from domain.actor import Actor
from domain.case.conversion import Dissatisfaction
from domain.request import ServiceRequest
from tests.domain import walking
from tests.domain.fixed import CODES, RECEIVED_AT, REQUEST_TYPES
from tests.domain.lots import Lots
from tests.domain.request.happenings import COMPLAINT, COMPLAINT_REFERENCE
from tests.domain.request.model import Model
from tests.domain.request.values import BY_SMS, CALL
from tests.domain.walking import Effect

Move: TypeAlias = walking.Move[ServiceRequest]


class Moves(Lots):
    """Every command of the request: one method each."""

    def __init__(self, model: Model, draw: Callable[[st.SearchStrategy[Any]], Any], by: Actor, now: datetime) -> None:
        """Set the scene."""
        super().__init__(draw, by, now)
        self.model = model

    def of(self, command: str) -> Move:
        """Draw a move of a command."""
        move: Move = getattr(self, command)()
        return move

    def moving(self, command: str, event: str) -> Effect:
        """Return the effect of a command that does nothing but go to its state."""

        def effect() -> list[str]:
            self.model.move(command)
            return [event]

        return effect

    def setting(self, event: str, **values: object) -> Effect:
        """Return the effect of setting what may hold already."""

        def effect() -> list[str]:
            same = all(getattr(self.model, name) == value for name, value in values.items())
            for name, value in values.items():
                setattr(self.model, name, value)
            return [] if same else [event]

        return effect

    # receive

    def triage(self) -> Move:
        priority, unknown = self.code(self.pick("normal", "high"))
        complexity, wrong = self.code(self.pick("simple", "complex"))
        effect = self.setting("Triaged", priority=priority, complexity=complexity)
        return Move(lambda r: r.triage(priority, complexity, codes=CODES, **self.asked), unknown or wrong, effect)

    def give_first_feedback(self) -> Move:
        at, flaw = self.at()

        def effect() -> list[str]:
            self.model.feedback = True
            return ["FirstFeedbackGiven"]

        return Move(lambda r: r.give_first_feedback("Soon.", BY_SMS, at=at, **self.asked), flaw, effect)

    # route

    def assign(self) -> Move:
        handler, unit = self.pick("ann", "ben", "eve"), self.pick("shanghai", "london")
        flaw = "conflict_of_interest" if handler == self.model.employee else None
        effect = self.setting("Assigned", handler=handler, unit=unit)
        return Move(lambda r: r.assign(handler, unit, **self.asked), flaw, effect)

    def take(self) -> Move:
        return Move(lambda r: r.take(**self.asked), None, self.setting("Taken", handler=self.by.user_id))

    def transfer(self) -> Move:
        unit = self.pick("shanghai", "london")

        def effect() -> list[str]:
            if unit == self.model.unit:
                return []
            self.model.unit, self.model.handler = unit, None
            return ["Transferred"]

        return Move(lambda r: r.transfer(unit, "Context.", **self.asked), None, effect)

    def release(self) -> Move:
        def effect() -> list[str]:
            self.model.handler = None
            return ["Released"]

        return Move(lambda r: r.release("Leave.", **self.asked), None, effect)

    def give_task(self) -> Move:
        def effect() -> list[str]:
            self.model.tasks[f"t{len(self.model.tasks) + 1}"] = "open"
            return ["TaskGiven"]

        # A day that was over everywhere on earth three days ago, or one that has begun nowhere yet.
        days = self.pick(2, -3)
        due_on, flaw = self.now.date() + timedelta(days=days), "in_the_past" if days < 0 else None
        return Move(lambda r: r.give_task("cards", "Look.", due_on, **self.asked), flaw, effect)

    def ending_task(self, state: str, event: str) -> tuple[str, str | None, Effect]:
        """Draw a task that ends."""
        key = self.pick("t9", *self.model.tasks)
        found = self.model.tasks.get(key)
        flaw = {None: "no_such_task", "open": None}.get(found, "task_over")

        def effect() -> list[str]:
            self.model.tasks[key] = state
            return [event]

        return key, flaw, effect

    def answer_task(self) -> Move:
        key, flaw, effect = self.ending_task("answered", "TaskAnswered")
        at, late = self.at()
        return Move(lambda r: r.answer_task(key, "Seen.", at=at, **self.asked), flaw or late, effect)

    def cancel_task(self) -> Move:
        key, flaw, effect = self.ending_task("cancelled", "TaskCancelled")
        return Move(lambda r: r.cancel_task(key, "Why.", **self.asked), flaw, effect)

    # handle

    def start(self) -> Move:
        return Move(lambda r: r.start(**self.asked), None, self.moving("start", "Started"))

    def ask_customer(self) -> Move:
        def effect() -> list[str]:
            self.model.questions += 1
            return ["CustomerAsked"]

        return Move(lambda r: r.ask_customer("When?", **self.asked), None, effect)

    def record_customer_answer(self) -> Move:
        question = self.pick(None, 1, 2, 3)
        unknown = "unknown_question" if question and question > self.model.questions else None
        key = f"q{question}" if question else None
        at, late = self.at()
        return Move(
            lambda r: r.record_customer_answer("Then.", key, at=at, **self.asked),
            unknown or late,
            lambda: ["CustomerAnswered"],
        )

    def receive_document(self) -> Move:
        document, unknown = self.code(self.pick("identity_document", "application_form"))
        at, late = self.at()

        def effect() -> list[str]:
            known = document in self.model.documents
            self.model.documents.add(document)
            return [] if known else ["DocumentReceived"]

        return Move(
            lambda r: r.receive_document(document, already_held=True, at=at, codes=CODES, **self.asked),
            unknown or late,
            effect,
        )

    def suspend(self) -> Move:
        reason, unknown = self.code("third_party")
        at, late = self.at()

        def effect() -> list[str]:
            self.model.suspensions_ever += 1
            self.model.suspensions.add(f"s{self.model.suspensions_ever}")
            return ["Suspended"]

        return Move(
            lambda r: r.suspend(reason, at=at, notice_sent=True, codes=CODES, **self.asked), unknown or late, effect
        )

    def resume(self) -> Move:
        key = self.pick("s0", "s1", *sorted(self.model.suspensions))
        at, late = self.at()

        def effect() -> list[str]:
            self.model.suspensions.remove(key)
            return ["Resumed"]

        flaw = late if key in self.model.suspensions else "not_suspended"
        return Move(lambda r: r.resume(key, at=at, **self.asked), flaw, effect)

    # answer and end

    def fulfil(self) -> Move:
        at, flaw = self.at()
        return Move(lambda r: r.fulfil("Done.", BY_SMS, at=at, **self.asked), flaw, self.moving("fulfil", "Fulfilled"))

    def confirm(self) -> Move:
        at, flaw = self.at()
        return Move(lambda r: r.confirm("Fine.", at=at, **self.asked), flaw, self.moving("confirm", "Confirmed"))

    def decline(self) -> Move:
        reason, unknown = self.code("not_offered")
        at, late = self.at()
        return Move(
            lambda r: r.decline(reason, "Why.", BY_SMS, at=at, codes=CODES, **self.asked),
            unknown or late,
            self.moving("decline", "Declined"),
        )

    def cancel(self) -> Move:
        at, flaw = self.at()
        return Move(lambda r: r.cancel("Never mind.", at=at, **self.asked), flaw, self.moving("cancel", "Cancelled"))

    def close(self) -> Move:
        return Move(lambda r: r.close(**self.asked), None, self.moving("close", "Closed"))

    def reopen(self) -> Move:
        reason, flaw = self.code("not_solved")

        def effect() -> list[str]:
            self.model.move("reopen")
            self.model.cycle += 1
            self.model.feedback = False
            return ["Reopened"]

        return Move(lambda r: r.reopen(reason, "Why.", codes=CODES, **self.asked), flaw, effect)

    # become a complaint

    def convert_to_complaint(self) -> Move:
        since, (at, flaw) = self.pick(*Dissatisfaction), self.at()
        employee = self.pick(None, "ben")

        def effect() -> list[str]:
            self.model.move("convert_to_complaint")
            self.model.employee = employee
            return ["ConvertedToComplaint"]

        def convert(request: ServiceRequest) -> None:
            received_at = request.convert_to_complaint(
                since,
                at=at,
                contact=None,
                employee_id=employee,
                case_id=COMPLAINT,
                reference=COMPLAINT_REFERENCE,
                **self.asked,
            )
            first = since is Dissatisfaction.FIRST_WORDS
            assert received_at == (RECEIVED_AT if first else min(at or self.now, self.now))

        return Move(convert, flaw, effect)

    # any time

    def add_note(self) -> Move:
        return Move(lambda r: r.add_note("Note.", **self.asked), None, lambda: ["NoteAdded"])

    def link_interaction(self) -> Move:
        number = self.pick(1, 2)

        def effect() -> list[str]:
            known = number in self.model.contacts
            self.model.contacts.add(number)
            return [] if known else ["InteractionLinked"]

        contact = replace(CALL, interaction_id=UUID(int=number))
        return Move(lambda r: r.link_interaction(contact, **self.asked), None, effect)

    def unlink_interaction(self) -> Move:
        number = self.pick(1, 2)
        flaw = None if number in self.model.contacts else "interaction_not_linked"

        def effect() -> list[str]:
            self.model.contacts.remove(number)
            return ["InteractionUnlinked"]

        return Move(lambda r: r.unlink_interaction(UUID(int=number), **self.asked), flaw, effect)

    def correct(self) -> Move:
        name, value, flaw = self.pick(
            ("branch", "london-02", None),
            ("branch", "shanghai-01", None),
            ("request_type", "loss_report", None),
            ("request_type", "inquiry", None),
            ("request_type", "moon_trip", "unknown_request_type"),
            ("employee_id", self.pick("eve", "ben", self.model.handler), None),
            ("channel", "retired", "unknown_code"),
            ("mood", "good", "unknown_fact"),
        )
        column = {"request_type": "of_type", "employee_id": "employee"}.get(name, name)

        def effect() -> list[str]:
            if getattr(self.model, column) == value:
                return []
            setattr(self.model, column, value)
            if self.model.handler is None or self.model.handler != self.model.employee:
                return ["Corrected"]
            self.model.handler = None
            return ["Corrected", "Released"]

        return Move(
            lambda r: r.correct({name: value}, "Why.", types=REQUEST_TYPES, codes=CODES, **self.asked), flaw, effect
        )

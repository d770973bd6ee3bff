"""Moves about who may and who contributes: interests and tasks."""

from datetime import timedelta

from tests.domain.complaint.drawing import Effect, Move
from tests.domain.complaint.moves_of_work import Work
from tests.domain.fixed import CODES


class People(Work):
    """The commands about interests and tasks."""

    def declare_interest(self) -> Move:
        reason, flaw = self.code("relative")

        def effect() -> list[str]:
            model, who = self.model, self.by.user_id
            if who in model.interested:
                return []
            model.interested.add(who)
            events = ["InterestDeclared"]
            if model.handler == who:
                model.handler = None
                events.append("Released")
            if model.state == "approved" and model.proposal and model.proposal.approved_by == who:
                model.state, model.proposal.approved_by = "proposed", None
                events.append("ApprovalLapsed")
            return events

        return Move(lambda c: c.declare_interest(reason, codes=CODES, **self.asked), flaw, effect)

    def give_task(self) -> Move:
        unit = self.pick("cards", "london")

        def effect() -> list[str]:
            self.model.tasks[f"t{len(self.model.tasks) + 1}"] = "open"
            return ["TaskGiven"]

        # A day that was over everywhere on earth three days ago, or one that has begun nowhere yet.
        days = self.pick(2, -3)
        due_on, flaw = self.now.date() + timedelta(days=days), "in_the_past" if days < 0 else None
        return Move(lambda c: c.give_task(unit, "Look.", due_on, **self.asked), flaw, effect)

    def task(self, becomes: str, event: str) -> tuple[str, str | None, Effect]:
        """Draw a task, the code that refuses to end it, and what ending it does."""
        key = self.pick("t0", "t1", *self.model.tasks)
        state = self.model.tasks.get(key)
        flaw = "no_such_task" if state is None else None if state == "open" else "task_over"

        def effect() -> list[str]:
            self.model.tasks[key] = becomes
            return [event]

        return key, flaw, effect

    def answer_task(self) -> Move:
        key, flaw, effect = self.task("answered", "TaskAnswered")
        at, late = self.at()
        return Move(lambda c: c.answer_task(key, "Here.", at=at, **self.asked), flaw or late, effect)

    def cancel_task(self) -> Move:
        key, flaw, effect = self.task("cancelled", "TaskCancelled")
        return Move(lambda c: c.cancel_task(key, "Not needed.", **self.asked), flaw, effect)

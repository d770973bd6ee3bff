"""Moves about what runs beside the steps: new facts, other bodies, authorities, holds."""

from datetime import date

from tests.domain.complaint.drawing import Effect, Move
from tests.domain.complaint.moves_of_contacts import Contacts
from tests.domain.complaint.values import BY_POST
from tests.domain.fixed import CODES


class MovesBeside(Contacts):
    """The commands that belong to no step and concern somebody outside."""

    def record_new_facts(self) -> Move:
        beside, named = self.model.beside, self.pick((), ("aa",))
        at, late = self.at()
        unknown = "evidence_unknown" if set(named) - self.model.evidence else None

        def effect() -> list[str]:
            key = f"n{len(beside.new_facts) + 1}"
            beside.new_facts[key], beside.brought_by[key] = "waiting", self.by.user_id
            beside.shown |= {key} if named else set()
            return ["NewFactsRecorded"]

        return Move(lambda c: c.record_new_facts("New.", named, at=at, **self.asked), unknown or late, effect)

    def judged(self, becomes: str, event: str) -> tuple[str, str | None, Effect]:
        """Draw new facts, the code that refuses to judge them, and what judging does."""
        beside = self.model.beside
        key = self.pick("n0", *beside.new_facts)
        state = beside.new_facts.get(key)
        flaw = "no_such_new_facts" if state is None else None if state == "waiting" else "new_facts_over"
        own = "second_person_needed" if beside.brought_by.get(key) == self.by.user_id else None

        def effect() -> list[str]:
            beside.new_facts[key] = becomes
            if becomes == "confirmed":
                self.model.stage, self.model.asked_by = 1, None
            return [event]

        return key, flaw or own, effect

    def confirm_new_facts(self) -> Move:
        key, flaw, effect = self.judged("confirmed", "NewFactsConfirmed")
        flaw = flaw or (None if key in self.model.beside.shown else "evidence_missing")
        return Move(lambda c: c.confirm_new_facts(key, **self.asked), flaw, effect)

    def refuse_new_facts(self) -> Move:
        key, flaw, effect = self.judged("refused", "NewFactsRefused")
        return Move(lambda c: c.refuse_new_facts(key, "Known.", **self.asked), flaw, effect)

    def refer_to_external(self) -> Move:
        body, unknown = self.code("ombudsman")
        at, late = self.at()

        def effect() -> list[str]:
            self.model.beside.refer_elsewhere()
            return ["ReferredToExternal"]

        return Move(
            lambda c: c.refer_to_external(body, None, "There.", at=at, codes=CODES, **self.asked),
            unknown or late,
            effect,
        )

    def record_external_outcome(self) -> Move:
        referrals = self.model.beside.referrals
        key = self.pick("x0", *referrals)
        outcome, unknown = self.code("settled")
        text = self.pick("Half.", "Nothing.")
        at, late = self.at()
        missing = None if key in referrals else "no_such_referral"

        def effect() -> list[str]:
            same = referrals[key] == (outcome, text)
            referrals[key] = (outcome, text)
            return [] if same else ["ExternalOutcomeRecorded"]

        return Move(
            lambda c: c.record_external_outcome(key, outcome, text, at=at, codes=CODES, **self.asked),
            missing or unknown or late,
            effect,
        )

    def record_authority_question(self) -> Move:
        authority, unknown = self.code("nfra")
        at, late = self.at()

        def effect() -> list[str]:
            self.model.beside.questions += 1
            return ["AuthorityAsked"]

        return Move(
            lambda c: c.record_authority_question(
                authority, "N-1", "Why?", date(2026, 2, 1), at=at, codes=CODES, **self.asked
            ),
            unknown or late,
            effect,
        )

    def answer_authority(self) -> Move:
        number = self.pick(1, 2, 3)
        at, late = self.at()
        missing = "no_such_authority_question" if number > self.model.beside.questions else None

        def effect() -> list[str]:
            self.model.beside.answered.add(number)
            return ["AuthorityAnswered"]

        return Move(
            lambda c: c.answer_authority(f"a{number}", "So.", BY_POST, at=at, **self.asked),
            missing or late,
            effect,
        )

    def place_hold(self) -> Move:
        reason, flaw = self.code("litigation")

        def effect() -> list[str]:
            holds = self.model.beside.holds
            holds[f"h{len(holds) + 1}"] = True
            return ["HoldPlaced"]

        return Move(lambda c: c.place_hold(reason, "Why.", codes=CODES, **self.asked), flaw, effect)

    def release_hold(self) -> Move:
        holds = self.model.beside.holds
        key = self.pick("h0", *holds)
        lasts = holds.get(key)
        flaw = "no_such_hold" if lasts is None else None if lasts else "hold_released"

        def effect() -> list[str]:
            holds[key] = False
            return ["HoldReleased"]

        return Move(lambda c: c.release_hold(key, "Over.", **self.asked), flaw, effect)

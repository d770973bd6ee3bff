"""Moves that depend on who complains: the people themselves, and what each of them is told and says."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from hypothesis import strategies as st

from domain.complaint import Complaint
from domain.complaint.case_rules import CaseRules
from domain.complaint.letters import Letter
from domain.complaint.party import Authority, NewParty, PartyRole, PartyTerms
from domain.complaint.values import RemedyKind, Resolution, Vulnerability, Vulnerable
from domain.documents import Document
from tests.domain.complaint.drawing import Effect, Move
from tests.domain.complaint.model import Promise, Proposal
from tests.domain.complaint.model_of_parties import GRIEVED, People, Person
from tests.domain.complaint.model_of_relations import POSTAL, WINDOW
from tests.domain.complaint.moves_of_contacts import Contacts
from tests.domain.complaint.values import BY_POST, PROOF, offer, refund, resolution
from tests.domain.fixed import CODES, PLAN

SHOWN = {
    "no": None,
    "yes": PROOF,
    "over": Authority("power_of_attorney", until=date(2026, 1, 2)),
}
"""What shows that somebody may act, by what the clerk notes."""


YES_OR_NO = (True, False)


class Parties(Contacts):
    """The commands about parties, and those that each of them is asked about."""

    @property
    def people(self) -> People:
        """The clerk's list."""
        return self.model.people

    def somebody(self) -> str:
        """Draw one of the people, rarely one that there is not."""
        return "p99" if self.rarely() else self.pick(*self.people.listed)

    # the people themselves

    def add_party(self) -> Move:
        role = self.pick(*(one.value for one in PartyRole), "co_complainant")
        of = (self.somebody(),) if role not in GRIEVED and self.pick(*YES_OR_NO) else ()
        shown, letters = self.pick(*SHOWN, "yes"), self.pick(None, None, *YES_OR_NO)
        party = NewParty(PartyTerms(PartyRole(role), of, None, letters, SHOWN[shown]))

        def effect() -> list[str]:
            self.people.add(Person(role, of, shown, letters))
            return ["PartyAdded"]

        flaw = self.misfit(role, of)
        return Move(lambda c: c.add_party(party, codes=CODES, **self.asked), flaw, effect)

    def misfit(self, role: str, of: tuple[str, ...]) -> str | None:
        """Return the code that refuses somebody in a role."""
        listed = self.people.listed
        if role in GRIEVED and self.model.state in {"decided", "accepted", "rejected", "unanswered"}:
            return "too_late_to_join"
        if role == "complainant":
            return "one_complainant"
        if of and of[0] not in listed:
            return "no_such_party"
        if of and listed[of[0]].role not in (GRIEVED if role == "heir" else GRIEVED | {"heir"}):
            return "wrong_principal"
        standing = [one for one in listed.values() if one.role == role == "representative" and one.shown != "over"]
        return "too_many_representatives" if len(standing) > 4 else None

    def change_party(self) -> Move:
        key, letters, shown = self.somebody(), self.pick(None, *YES_OR_NO), self.pick(*SHOWN)
        one = self.people.listed.get(key)
        changes = {"receives_letters": letters, "authority": SHOWN[shown]}

        def effect() -> list[str]:
            assert one
            same = (one.letters, one.shown) == (letters, shown)
            one.letters, one.shown = letters, shown
            return [] if same else ["PartyChanged"]

        flaw = None if one else "no_such_party"
        return Move(lambda c: c.change_party(key, changes, "Told.", codes=CODES, **self.asked), flaw, effect)

    def remove_party(self) -> Move:
        key = self.somebody()
        owed = any(one.of == key for one in self.model.promises.values() if one.status == "open")
        flaw = "party_has_open_remedy" if owed else None
        flaw = "one_complainant" if key == "p1" else flaw
        flaw = flaw if key in self.people.listed else "no_such_party"

        def effect() -> list[str]:
            del self.people.listed[key]
            self.people.said.pop(key, None)
            self.follow()
            return ["PartyRemoved"]

        return Move(lambda c: c.remove_party(key, "A slip.", **self.asked), flaw, effect)

    def record_vulnerability(self) -> Move:
        key, kinds, note = self.somebody(), self.pick((), ("health",), ("unheard_of",)), self.pick(None, "Words.")
        flaw = "unknown_code" if kinds == ("unheard_of",) else None
        flaw = flaw if key in self.people.listed else "no_such_party"
        known = (kinds, False, note)

        def effect() -> list[str]:
            same = self.people.vulnerable.get(key, ((), False, None)) == known
            self.people.vulnerable[key] = known
            return [] if same else ["VulnerabilityRecorded"]

        told = Vulnerable(Vulnerability(kinds), note)
        return Move(lambda c: c.record_vulnerability(told, party_id=key, codes=CODES, **self.asked), flaw, effect)

    def declare_major(self) -> Move:
        reason, flaw = self.code("media")

        def effect() -> list[str]:
            known, self.people.major = self.people.major, self.people.major or self.by.user_id
            return [] if known else ["MajorDeclared"]

        return Move(lambda c: c.declare_major(reason, "Why.", codes=CODES, **self.asked), flaw, effect)

    def undeclare_major(self) -> Move:
        def effect() -> list[str]:
            self.people.major = self.people.steps = None
            return ["MajorUndeclared"]

        return Move(lambda c: c.undeclare_major("Why.", **self.asked), None, effect)

    def start_emergency_plan(self) -> Move:
        def effect() -> list[str]:
            if self.people.steps is not None:
                return []
            self.people.steps = {"lead": False, "report": False}
            return ["EmergencyPlanStarted"]

        return Move(lambda c: c.start_emergency_plan(PLAN, **self.asked), None, effect)

    def complete_emergency_step(self) -> Move:
        step, authority = self.pick("lead", "report", "dance"), self.pick(None, "nfra")
        at, late = self.at()
        flaw = "no_such_step" if step == "dance" else None
        flaw = "authority_not_named" if step == "report" and not authority else flaw

        def effect() -> list[str]:
            assert self.people.steps is not None
            done, self.people.steps[step] = self.people.steps[step], True
            return [] if done else ["EmergencyStepCompleted"]

        return Move(
            lambda c: c.complete_emergency_step(step, "Done.", at=at, authority=authority, codes=CODES, **self.asked),
            flaw or late,
            effect,
        )

    # what they are told

    def propose_resolution(self) -> Move:
        remedies: list[tuple[bool, int | None]] = self.draw(
            st.lists(st.tuples(st.booleans(), st.sampled_from([None, 100, 300, 4000])), max_size=2)
        )
        of = [self.pick(None, None, *self.people.left(), *self.people.left(), "p99") for _ in remedies]
        told = [offer(amount, key="") if is_offer else refund(amount, key="") for is_offer, amount in remedies]
        told = [replace(one, party_id=whose) for one, whose in zip(told, of, strict=True)]
        odd = self.pick(0, 0, 0, 0, 1, 2)
        told += [replace(refund(None, key=""), kind=RemedyKind.INTEREST)] if odd == 1 else []
        told += [refund(0, key="")] if odd == 2 else []
        unpayable = (None, "amount_missing", "wrong_amount")[odd]
        basis, baseless = self.words("basis_missing")
        cause, unknown = self.code("system")
        owed = [key for key in self.model.open_promises() if not self.model.promises[key].is_offer]
        instead = self.pick((), (), tuple(owed), (*owed[:1], "r99"))
        proposal: Resolution = replace(resolution(*told), basis=basis, root_cause=cause, replaces=instead)
        gone = "no_such_party" if "p99" in of else "not_replaceable" if "r99" in instead else None

        def effect() -> list[str]:
            model = self.model
            total = sum(amount or 0 for _, amount in remedies)
            needs_approval = model.is_legal() or model.granted(instead) + total > model.limits[self.by.user_id]
            model.proposal = Proposal(self.by.user_id, remedies, needs_approval, owners=of, replaces=instead)
            model.proposals += 1
            model.relations.hands.add(self.by.user_id)
            model.round += model.state == "rejected"
            model.move("propose_resolution")
            return ["ResolutionProposed"]

        return Move(
            lambda c: c.propose_resolution(proposal, codes=CODES, **self.asked),
            baseless or unpayable or unknown or gone,
            effect,
        )

    def letters(self) -> tuple[tuple[Letter, ...], list[str], str | None]:
        """Draw letters, whom they go to, and the code that refuses them."""
        post = self.people.post()
        if len(post) == 1 and self.pick(*YES_OR_NO):
            return (), post, None
        keys = self.pick(post, post, post, [*post, self.somebody()], post[1:])
        return tuple(Letter(key, BY_POST) for key in keys), keys, self.misdirected(keys)

    def misdirected(self, keys: list[str]) -> str | None:
        """Return the code that refuses to write to these and to nobody else."""
        people, post = self.people, self.people.post()
        if not keys:
            if not post:
                return people.listed[people.left()[0]].flaw
            return "letter_missing" if len(post) > 1 else None
        if set(keys) - people.listed.keys():
            return "no_such_party"
        flaws = [flaw for key in keys if (flaw := people.listed[key].flaw)]
        flaws += ["letter_not_due"] if set(keys) - set(post) else []
        return flaws[0] if flaws else "letter_missing" if set(post) - set(keys) else None

    def send_decision(self) -> Move:
        appeal, missing = self.words("ways_of_appeal_missing")
        at, late = self.at()
        letters, keys, astray = self.letters()

        def effect() -> list[str]:
            model = self.model
            assert model.proposal
            model.move("send_decision")
            model.suspensions.clear()
            model.asked_by = None
            model.beside.stop_waiting()
            model.conversion.asked = None
            model.conversion.was_decided = True
            model.dispatched = True
            model.relations.decisions += 1
            model.relations.send(self.happened(at))
            self.people.ask_anew()
            self.people.addressed = keys or self.people.post()
            self.people.tell(self.people.addressed)
            model.supersede(model.proposal.replaces)
            for (is_offer, amount), of in zip(model.proposal.remedies, model.proposal.owners, strict=True):
                model.promises[f"r{len(model.promises) + 1}"] = Promise(is_offer, amount, of=of)
            return ["DecisionSent"]

        return Move(
            lambda c: c.send_decision("Dear.", appeal, BY_POST, at=at, letters=letters, **self.asked),
            missing or late or astray,
            effect,
        )

    def to_whom(self, candidates: list[str]) -> tuple[str | None, str | None]:
        """Draw whose letter it is, and the code that refuses not to say it clearly."""
        key = self.pick(None, self.somebody(), *candidates)
        if key is None:
            return None, "party_missing" if len(candidates) > 1 else None
        return key, None if key in self.people.listed else "no_such_party"

    def whose_letter(self) -> tuple[str | None, str | None]:
        """Draw whose letter came to its end, and the code that refuses to say so."""
        sent = [key for key in self.people.addressed if key in self.people.listed] or self.people.post()
        key, flaw = self.to_whom(sent)
        return key, flaw or ("no_letter_sent" if key and key not in sent else None)

    def record_delivery(self) -> Move:
        at, late = self.at()
        key, flaw = self.whose_letter()
        effect = self.reporting("delivered", "DeliveryRecorded", at)
        late = late or self.too_early(at)
        return Move(lambda c: c.record_delivery("Proof", at=at, party_id=key, **self.asked), late or flaw, effect)

    def record_failed_delivery(self) -> Move:
        at, late = self.at()
        key, flaw = self.whose_letter()
        effect = self.reporting("failed", "DeliveryRecorded", at)
        late = late or self.too_early(at)
        return Move(lambda c: c.record_failed_delivery("Back", at=at, party_id=key, **self.asked), late or flaw, effect)

    def too_early(self, at: datetime | None) -> str | None:
        """Return the code that refuses that something arrived before it was sent."""
        sent = [when for kind, when in self.model.relations.sendings if kind == "dispatched"]
        return "before_dispatch" if sent and self.happened(at) < min(sent) else None

    def reporting(self, kind: str, event: str, at: datetime | None) -> Effect:
        """Return the effect of hearing how far a result came."""

        def effect() -> list[str]:
            self.model.relations.report(kind, self.happened(at))
            return [event]

        return effect

    def dispatch_again(self) -> Move:
        at, late = self.at()
        people = self.people
        key, flaw = self.to_whom(people.post())
        flaw = flaw or (people.listed[key].flaw if key else self.misdirected([]))
        astray = key is not None and key not in {*people.post(), *people.addressed}
        flaw = flaw or ("letter_not_due" if astray else None)

        def effect() -> list[str]:
            to = key or people.post()[0]
            people.tell([to])
            people.addressed += [to] if people.addressed and to not in people.addressed else []
            self.model.relations.report("dispatched", self.happened(at))
            return ["DispatchedAgain"]

        return Move(lambda c: c.dispatch_again(BY_POST, at=at, party_id=key, **self.asked), late or flaw, effect)

    # what they say

    def follow(self) -> None:
        """Let the complaint go where what everybody said leads."""
        self.model.state = self.people.verdict(self.model.state)
        if self.model.state == "withdrawn":
            self.model.stop_waiting()

    def speakers(self) -> tuple[str | None, str | None]:
        """Draw for whom something is said, and by whom."""
        helpers = [key for key in self.people.listed if self.people.speaks_for(key)]
        through = self.pick(None, None, None, self.somebody(), *helpers)
        who = self.pick(None, self.somebody(), self.pick(*self.people.left()))
        return who, through

    def saying(self, word: str, event: str, give: Callable[..., None]) -> Move:
        """Return the move of saying yes or no to a decision."""
        people, model = self.people, self.model
        at, late = self.at()
        who, through = self.speakers()
        flaw = people.unfit(who, through)
        done = {
            key
            for key, (said, n) in people.said.items()
            if n == model.round and (said == "accepted" or (said == "rejected" and model.state == "decided"))
        }
        meant = (
            []
            if flaw
            else [key for key in people.meant(who, through) if who is not None or through is None or key not in done]
        )
        if not flaw and (not meant or done & set(meant)):
            flaw = "party_answered"

        def effect() -> list[str]:
            for key in meant:
                people.said[key] = (word, model.round)
                if word == "accepted":
                    self.keep_promises()
                else:
                    model.is_in_touch(self.happened(at))
                self.follow()
            return [event] * len(meant)

        return Move(lambda c: give(c, at=at, party_id=who, through=through), late or flaw, effect)

    def keep_promises(self) -> None:
        """Accept what everybody whose it is has accepted in this round."""
        yes = {key for key, said in self.people.said.items() if said == ("accepted", self.model.round)}
        for key in self.model.open_promises():
            promise = self.model.promises[key]
            promise.accepted |= set(self.people.owners(promise.of)) <= yes

    def accept_decision(self) -> Move:
        def give(c: Complaint, **told: Any) -> None:  # noqa: ANN401 - whatever was drawn
            c.accept_decision("Yes.", **told, **self.asked)

        return self.saying("accepted", "DecisionAccepted", give)

    def reject_decision(self) -> Move:
        def give(c: Complaint, **told: Any) -> None:  # noqa: ANN401 - whatever was drawn
            c.reject_decision("No.", **told, **self.asked)

        return self.saying("rejected", "DecisionRejected", give)

    def withdraw(self) -> Move:
        people = self.people
        at, late = self.at()
        who, through = self.speakers()
        flaw = people.unfit(who, through)
        meant = [] if flaw else people.meant(who, through)

        def effect() -> list[str]:
            for key in meant:
                people.said[key] = ("withdrawn", self.model.round)
                self.follow()
            return ["Withdrawn"] * len(meant)

        return Move(
            lambda c: c.withdraw("No.", at=at, party_id=who, through=through, **self.asked), late or flaw, effect
        )

    def end_response_window(self) -> Move:
        people = self.people

        def effect() -> list[str]:
            said_no = any(people.said.get(voice, ("", 0))[0] == "rejected" for voice in people.voices())
            self.model.state = "rejected" if said_no else "unanswered"
            return ["ResponseWindowEnded"]

        early = "window_not_over" if self.model.state == "decided" and self.still_time() else None
        flaw = "letter_missing" if people.untold() else early
        rules = Document(
            "case_rules", 1, (CaseRules(3, 3, "service", postal_days=POSTAL.days, response_window_days=WINDOW.days),)
        )
        return Move(lambda c: c.end_response_window(rules=rules, zone="Asia/Shanghai", **self.asked), flaw, effect)

    def still_time(self) -> bool:
        """Tell whether the customer may still answer."""
        return self.model.relations.may_still_answer(self.now)

    def promise(self) -> tuple[str, Promise | None, str | None]:
        """Draw a remedy, and the code that refuses to touch it."""
        key = self.pick("r9", *self.model.promises, *self.model.open_promises() * 3)
        promise = self.model.promises.get(key)
        if promise is None:
            return key, None, "no_such_remedy"
        return key, promise, None if promise.status == "open" else "remedy_settled"

    def waive_remedy(self) -> Move:
        people = self.people
        key, promise, settled = self.promise()
        at, late = self.at()
        who, through = self.speakers()
        flaw = people.unfit(who, through)
        meant = [] if flaw else people.meant(who, through)
        theirs = people.owners(promise.of) if promise else []
        if promise and not flaw and not set(meant) & set(theirs):
            flaw = "not_their_remedy"

        def effect() -> list[str]:
            assert promise
            new = [one for one in meant if one in theirs and one not in promise.waived_by]
            promise.waived_by |= set(new)
            if new and promise.waived_by >= set(theirs):
                promise.status = "waived"
            return ["RemedyWaived"] * len(new)

        return Move(
            lambda c: c.waive_remedy(key, "No.", at=at, party_id=who, through=through, **self.asked),
            settled or late or flaw,
            effect,
        )

    # how it ends for all of them

    def close(self) -> Move:
        flaw = "letter_missing" if self.people.untold() else None
        return Move(lambda c: c.close(**self.asked), flaw, self.moving("close", "Closed"))

    def unproven(self) -> str | None:
        """Return the code that refuses the word of an heir who has shown nothing."""
        return next((flaw for key in self.people.left() if (flaw := self.people.listed[key].flaw)), None)

    def quick_close(self) -> Move:
        summary, missing = self.words("acceptance_or_summary_missing")
        at, late = self.at()
        effect = self.sending("quick_close", "QuickClosed", at)
        flaw = missing or late or self.unproven()
        return Move(lambda c: c.quick_close("Yes.", summary, BY_POST, at=at, **self.asked), flaw, effect)

    def reopen(self) -> Move:
        reason, flaw = self.code("error_found")

        def effect() -> list[str]:
            model = self.model
            gone = {} if model.state == "withdrawn" else self.people.said
            self.people.said = {key: word for key, word in gone.items() if word[0] == "withdrawn"}
            model.move("reopen")
            model.cycle += 1
            model.round = model.stage = 1
            model.is_in_touch(self.now)
            model.agreed.clear()
            model.acknowledged.clear()
            model.completed = model.dispatched = False
            model.proposal = None
            model.relations.sendings = []
            self.people.told.clear()
            self.people.addressed = []
            return ["Reopened"]

        return Move(lambda c: c.reopen(reason, "Why.", codes=CODES, **self.asked), flaw, effect)

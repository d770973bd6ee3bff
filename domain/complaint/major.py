"""Any time, major complaints 重大投诉: declared by a person, or by twenty people who came in person."""

from datetime import datetime
from typing import Annotated

from domain.actor import Actor
from domain.codes import Codes
from domain.complaint.emergency import HandlingEmergency, PlanStep
from domain.complaint.investigating import Escalated
from domain.complaint.party import COMPLAINING
from domain.complaint.record import ComplaintEvent, ComplaintRecord
from domain.complaint.values import Major
from domain.documents import Document
from domain.organisation.structure import Organisation
from domain.personal import CaseText, Code, Id, Personal

MAJOR_FROM = 20
"""How many people face to face make a complaint major.

Source: 银行业保险业消费投诉处理管理办法 (CBIRC Order 2020 No. 3), article 29.
"""

BY_NUMBER = "joint_face_to_face"
"""The reason where their number decides."""


class MajorDeclared(ComplaintEvent):
    """The complaint is a major one. `by_rule`: the number of people made it so when `declared_by` recorded them."""

    topic = "complaint.major_declared"

    reason: Code
    explanation: Annotated[str | None, Personal("case")]
    people: int
    declared_by: Id
    by_rule: bool
    code_versions: dict[Code, int]

    def apply(self, complaint: ComplaintRecord) -> None:
        """Remember who declared it."""
        complaint.major = Major(self.declared_by, self.by_rule)


class MajorUndeclared(ComplaintEvent):
    """A second person found that it is no major complaint; its emergency plan is called off."""

    topic = "complaint.major_undeclared"

    reason: CaseText
    undeclared_by: Id

    def apply(self, complaint: ComplaintRecord) -> None:
        """Forget it, with the plan."""
        complaint.major = None
        complaint.emergency_plan = None
        complaint.emergency_steps = {}


class DeclaringMajor(HandlingEmergency):
    """The commands about major complaints."""

    def declare_major(self, reason: str, explanation: str, *, codes: Codes, by: Actor, now: datetime) -> None:
        """Declare the complaint a major one for a reason of the list `major_reason`. Repeating it does nothing.

        Raises:
            NotInThisState: The complaint has ended.
            UnknownCode: No such reason today.
        """
        self._permit("declare_major", by, codes.refusal("major_reason", reason, now.date()))
        if self.major is None:
            self.record(
                MajorDeclared,
                reason=reason,
                explanation=explanation,
                people=people(self),
                declared_by=by.user_id,
                by_rule=False,
                code_versions=codes.versions("major_reason"),
                occurred_at=now,
            )

    def undeclare_major(self, reason: str, *, by: Actor, now: datetime) -> None:
        """State that it is no major complaint, as a second person.

        Raises:
            NotInThisState: The complaint has ended.
            NotMajor: It is none.
            SecondPersonNeeded: Who declared it does not take it back.
            SupervisorNeeded: The number of people made it one; a supervisor decides.
        """
        self._permit("undeclare_major", by)
        self.record(MajorUndeclared, reason=reason, undeclared_by=by.user_id, occurred_at=now)

    def _declare_by_number(
        self,
        *,
        was_mass: bool,
        organisation: Organisation,
        plan: Document[PlanStep],
        codes: Codes,
        by: Actor,
        now: datetime,
    ) -> None:
        """Declare it a major one where the number of people has just come to say so; escalate, and start the plan."""
        if was_mass or self.major is not None or not is_mass(self):
            return
        self.record(
            MajorDeclared,
            reason=BY_NUMBER,
            explanation=None,
            people=people(self),
            declared_by=by.user_id,
            by_rule=True,
            code_versions=codes.versions("major_reason"),
            occurred_at=now,
        )
        self.record(Escalated, to=next_above(organisation, self.unit_id), reason=BY_NUMBER, occurred_at=now)
        self._start(plan, now)


def people(complaint: ComplaintRecord) -> int:
    """Return how many people complain: as many as were told, or as many as are named where those are more."""
    named = sum(party.terms.role in COMPLAINING for party in complaint.parties.values())
    return max(named, complaint.facts.joint_count or 1)


def is_mass(complaint: ComplaintRecord) -> bool:
    """Tell whether so many people came in person that their number alone makes the complaint a major one."""
    return complaint.facts.face_to_face and people(complaint) >= MAJOR_FROM


def next_above(organisation: Organisation, unit_id: str) -> str:
    """Return the unit above another one; nobody is above the top, which then looks after it itself."""
    line = [unit.unit_id for unit in organisation.line(unit_id)]
    return line[1] if len(line) > 1 else unit_id

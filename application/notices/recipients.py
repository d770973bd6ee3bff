"""Whom a deadline is told to: people who answer for the case and may know of it, or else the next above."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

from application.hiding import Case, hidden_by_its_story
from application.ports import Directory, Log
from application.rights import Rights
from domain.actor import Actor, Role
from domain.complaint import Complaint
from domain.notices.notice import Recipient
from domain.organisation.structure import KnownUnit, KnownUser

READING: Final = "read_case"


class Recipients:
    """Finds people in the directory. Recusal 回避 and confidentiality hold: a notice tells that there is a case."""

    def __init__(self, log: Log, directory: Directory, rights: Rights) -> None:
        """Know units and users, and who may see what."""
        self._log = log
        self._directory = directory
        self._rights = rights
        self._found: dict[str, Callable[[Case], list[Recipient]]] = {
            "handler": self._handler,
            "supervisor": self._supervisors,
            "unit_head": self._head,
            "superior_unit_head": self._superior_head,
            "compliance": self._compliance,
            "quality": self._quality,
        }

    def of(self, case: Case, *to: str) -> list[Recipient]:
        """Return who is told of a case that clocks escalate `to`, in words of the packs; each once, never nobody."""
        found = [recipient for word in to for recipient in self._found[word](case)]
        return list({recipient.key: recipient for recipient in found}.values())

    def still(self, case: Case, recipients: Iterable[Recipient]) -> list[Recipient]:
        """Return those of some recipients who may know of the case now; a mailbox stays one."""
        return [one for one in recipients if one.user_id is None or self._permission(case, one.user_id, ())]

    def _handler(self, case: Case) -> list[Recipient]:
        return self._permitted(case, [case.handler_id]) or self._supervisors(case)

    def _supervisors(self, case: Case) -> list[Recipient]:
        """Return the supervisors of the lowest unit that has any, or who heads it."""
        for unit in self._line(case):
            if found := self._working(case, unit.unit_id, Role.SUPERVISOR) or self._permitted(case, [unit.head_id]):
                return found
        return self._compliance(case, Role.SUPERVISOR)

    def _head(self, case: Case) -> list[Recipient]:
        return self._lowest_head(case, self._line(case))

    def _superior_head(self, case: Case) -> list[Recipient]:
        line = self._line(case)
        # Nobody is above the top, which then looks after it itself.
        return self._lowest_head(case, line[1:] or line)

    def _lowest_head(self, case: Case, line: Sequence[KnownUnit]) -> list[Recipient]:
        """Return who heads the lowest unit that has a head, or those who supervise it."""
        for unit in line:
            if found := self._permitted(case, [unit.head_id]) or self._working(case, unit.unit_id, Role.SUPERVISOR):
                return found
        return self._compliance(case, Role.SUPERVISOR)

    def _compliance(self, case: Case, mailbox_of: Role = Role.COMPLIANCE) -> list[Recipient]:
        return self._nearest(case, Role.COMPLIANCE) or [self._mailbox(case, mailbox_of)]

    def _quality(self, case: Case) -> list[Recipient]:
        return self._nearest(case, Role.QUALITY) or self._compliance(case)

    def _nearest(self, case: Case, role: Role) -> list[Recipient]:
        """Return those in a role who work in the lowest unit of the line that has any, else in the whole bank."""
        for unit_id in (*(unit.unit_id for unit in self._line(case)), None):
            if found := self._working(case, unit_id, role):
                return found
        return []

    def _mailbox(self, case: Case, role: Role) -> Recipient:
        """Return the mailbox of the lowest unit in which nobody shares it from whom the case is kept."""
        employee, line = case.facts.employee_id, self._line(case)
        sharing = {user.unit_id for user in self._kept_from(case) if role in user.roles}
        organisation = self._directory.organisation(case.unit_id)
        for unit in line:
            is_under = employee is not None and organisation.is_under(unit.unit_id, employee)
            if unit.unit_id not in sharing and not is_under:
                return Recipient(unit.unit_id, role)
        return Recipient(line[-1].unit_id if line else case.unit_id, Role.COMPLIANCE)

    def _working(self, case: Case, unit_id: str | None, role: Role) -> list[Recipient]:
        return self._permitted(case, sorted(self._directory.working_in(unit_id, role)), role)

    def _permitted(self, case: Case, user_ids: Iterable[str | None], *roles: Role) -> list[Recipient]:
        """Return those of some users who may know of a case, in the given roles or in whichever they have."""
        return [found for user_id in user_ids if user_id and (found := self._permission(case, user_id, roles))]

    def _permission(self, case: Case, user_id: str, roles: Sequence[Role]) -> Recipient | None:
        """Return in which role somebody may know of a case, or None; whom nobody registered is not known to."""
        user = self._directory.user(user_id)
        if user is None or not user.is_active or user_id in apart_from(case):
            return None
        for role in user.roles:
            if (not roles or role in roles) and self._may_see(case, user, role):
                return Recipient(user.unit_id, role, user_id)
        return None

    def _may_see(self, case: Case, user: KnownUser, role: Role) -> bool:
        above = self._directory.organisation(user.unit_id).recusing(user.unit_id, role)
        by = Actor(user.user_id, role, user.unit_id, under=above - {user.user_id})
        if self._rights.refusal(by, READING, case.belonging) is not None:
            return False
        return hidden_by_its_story(self._log, self._rights, case, by) is None

    def _kept_from(self, case: Case) -> Iterator[KnownUser]:
        """Yield the known users who have no part in a case."""
        for user_id in {case.facts.employee_id, *apart_from(case)} - {None}:
            if user := self._directory.user(str(user_id)):
                yield user

    def _line(self, case: Case) -> list[KnownUnit]:
        return list(self._directory.organisation(case.unit_id).line(case.unit_id))


def apart_from(case: Case) -> frozenset[str]:
    """Return who declared an interest in a complaint, or had a part in what it looks at again."""
    return frozenset((*case.interested, *case.barred)) if isinstance(case, Complaint) else frozenset()

"""To whom cases are assigned: who takes them, in some role."""

from dataclasses import replace

import pytest

from application.complaints import Complaints
from application.requests import Requests
from domain.actor import Role
from domain.organisation.structure import KnownUser
from domain.refusals import Refusal
from tests.application.asking import Desk, Everybody, asked, desk, keyed
from tests.domain.fixed import BEN, CODES, DOCUMENTS
from tests.domain.request.values import intake as request_intake


class Staff(Everybody):
    """A directory in which somebody has one role, the name of which they bear."""

    def user(self, user_id: str) -> KnownUser | None:
        """Return somebody."""
        return KnownUser(user_id, "shanghai", (Role(user_id),))


def bank() -> Desk:
    """Return a desk of such people."""
    made, documents = desk(), DOCUMENTS.__getitem__
    complaints = Complaints(made.ledger, lambda: CODES, Staff(), documents, lambda _: "Asia/Shanghai", keyed=keyed)
    return replace(
        made, complaints=complaints, requests=Requests(made.ledger, lambda: CODES, Staff(), documents, complaints)
    )


@pytest.mark.parametrize("role", [Role.HANDLER, Role.SUPERVISOR])
def test_whoever_takes_cases_is_made_responsible(role: Role) -> None:
    made = bank()
    case, request = made.receive(), made.requests.submit(request_intake(), command=asked()).id
    assert made.complaints.assign(case, role.value, "shanghai", command=asked(BEN)).events == 1
    assert made.requests.assign(request, role.value, "shanghai", command=asked(BEN)).events == 1


@pytest.mark.parametrize("role", [Role.QUALITY, Role.COMPLIANCE, Role.INTAKE, Role.REPORTING, Role.ADMIN])
def test_nobody_else_is(role: Role) -> None:
    made = bank()
    case, request = made.receive(), made.requests.submit(request_intake(), command=asked()).id
    for use_cases, of in ((made.complaints, case), (made.requests, request)):
        with pytest.raises(Refusal) as caught:
            use_cases.assign(of, role.value, "shanghai", command=asked(BEN))
        assert caught.value.code == "cannot_handle"

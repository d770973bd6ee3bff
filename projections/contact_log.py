"""The contact log: a customer's contacts, or those about a case, the newest first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

from sqlalchemy import CTE, ColumnElement, Connection, Engine, Row, any_, cast, exists, literal, not_, or_, select
from sqlalchemy.dialects.postgresql import ARRAY, UUID

from domain.sight import Sight
from projections.contact_rows import CASE, CONTACT, CONTACTS, CUSTOMER
from projections.keyset import Keyset, Page, limited
from projections.visible import permitted, visible

NEWEST = Keyset((CONTACT.offered_at, CONTACT.case_id), descending=True)
"""Who was in touch last comes first."""


@dataclass(frozen=True, slots=True)
class AboutCase:
    """A case that a contact is about."""

    case_id: str
    kind: str
    reference: str


@dataclass(frozen=True, slots=True)
class Contact:
    """One contact in the log. `person_id` is whom it was recorded for, also where they are shown as another."""

    interaction_id: str
    reference: str
    state: str
    direction: str
    channel: str
    unit_id: str
    agent_id: str | None
    person_id: str | None
    offered_at: datetime
    answered_at: datetime | None
    ended_at: datetime | None
    outcome: str | None
    solved_claim: bool | None
    cases: tuple[AboutCase, ...]

    @classmethod
    def of(cls, row: Row[Any], cases: Sequence[AboutCase]) -> Self:
        """Make it of its row and of the cases that the user may know of."""
        return cls(
            interaction_id=row.case_id,
            reference=row.reference,
            state=row.state,
            direction=row.direction,
            channel=row.channel,
            unit_id=row.unit_id,
            agent_id=row.agent_id,
            person_id=row.person_id,
            offered_at=row.offered_at,
            answered_at=row.answered_at,
            ended_at=row.ended_at,
            outcome=row.outcome,
            solved_claim=row.solved_claim,
            cases=tuple(case for case in cases if case.case_id in row.about),
        )


@dataclass(frozen=True, slots=True)
class LeftOverItems:
    """Contacts and cases that were recorded for somebody in a stretch of time."""

    contacts: tuple[Contact, ...]
    cases: tuple[AboutCase, ...]


class ContactLog:
    """Asks for contacts. A case that the user does not see is not there, but a contact about it is, without the case.

    A contact about a case that is kept from the user (it is about them, or confidential) is not there, but for one of
    their own: they have heard it already.
    """

    def __init__(self, engine: Engine) -> None:
        """Ask through `engine`."""
        self._engine = engine

    def of_customer(self, person_id: str, *, asking: Sight, after: str | None = None, limit: int = 50) -> Page[Contact]:
        """Return the contacts with a person, and with all whom they were found to be one with.

        Raises:
            InvalidCursor: `after` was not given by this list.
        """
        one = everybody_who_is(person_id)
        return self._page(CONTACT.person_id.in_(select(one.c.person_id)), asking, after, limit)

    def of_case(
        self, case_id: str, *, asking: Sight, after: str | None = None, limit: int = 50
    ) -> Page[Contact] | None:
        """Return the contacts about a case; None: there is no such case, or not for this user.

        Raises:
            InvalidCursor: `after` was not given by this list.
        """
        with self._engine.connect() as connection:
            if connection.scalar(select(CASE.case_id).where(CASE.case_id == case_id, visible(CASE, asking))) is None:
                return None
        return self._page(CONTACT.about.contains([case_id]), asking, after, limit)

    def recorded_for(self, person_id: str, start: datetime, end: datetime, *, asking: Sight) -> LeftOverItems:
        """Return what was recorded for a person, and no other who is one with them, in [start, end)."""
        contacts = select(CONTACTS).where(
            CONTACT.person_id == person_id,
            CONTACT.identified_at >= start,
            CONTACT.identified_at < end,
            not_about_hidden(asking),
        )
        cases = select(CASE.case_id, CASE.kind, CASE.reference).where(
            CASE.person_id == person_id, CASE.recorded_at >= start, CASE.recorded_at < end, visible(CASE, asking)
        )
        with self._engine.connect() as connection:
            found = connection.execute(contacts.order_by(*NEWEST.order)).all()
            about = cases_of(connection, found, asking)
            own = connection.execute(cases.order_by(CASE.recorded_at, CASE.case_id)).all()
        return LeftOverItems(tuple(Contact.of(row, about) for row in found), tuple(AboutCase(*row) for row in own))

    def _page(self, wanted: ColumnElement[bool], asking: Sight, after: str | None, limit: int) -> Page[Contact]:
        limit = limited(limit)
        rows = select(CONTACTS).where(wanted, not_about_hidden(asking)).order_by(*NEWEST.order).limit(limit + 1)
        if after is not None:
            rows = rows.where(NEWEST.beyond(after))
        with self._engine.connect() as connection:
            page = NEWEST.page(connection.execute(rows).all(), limit)
            cases = cases_of(connection, page.items, asking)
        return Page([Contact.of(row, cases) for row in page.items], page.next)


def one_with(engine: Engine, person_id: str) -> list[str]:
    """Return all who were found to be one with a person, the person among them."""
    with engine.connect() as connection:
        return list(connection.scalars(select(everybody_who_is(person_id).c.person_id)))


def everybody_who_is(person_id: str) -> CTE:
    """Return all who were found to be one with a person: as whom they are shown, and who is shown as that one."""
    own = select(literal(person_id, UUID(as_uuid=False)).label("person_id"))
    up = own.cte("up", recursive=True)
    up = up.union(
        select(CUSTOMER.merged_into).where(CUSTOMER.person_id == up.c.person_id, CUSTOMER.merged_into.is_not(None))
    )
    everybody = select(up.c.person_id).cte("everybody", recursive=True)
    return everybody.union(select(CUSTOMER.person_id).where(CUSTOMER.merged_into == everybody.c.person_id))


def not_about_hidden(asking: Sight) -> ColumnElement[bool]:
    """Return the condition for contacts that a user may know of."""
    about = CASE.case_id == any_(cast(CONTACT.about, ARRAY(UUID)))
    hidden = exists().where(about, not_(permitted(CASE, asking)))
    return or_(CONTACT.agent_id == asking.user_id, ~hidden)


def cases_of(connection: Connection, contacts: Iterable[Row[Any]], asking: Sight) -> list[AboutCase]:
    """Return the cases of contacts, as far as a user may know of them."""
    about = {case_id for contact in contacts for case_id in contact.about}
    wanted = select(CASE.case_id, CASE.kind, CASE.reference).where(CASE.case_id.in_(about), visible(CASE, asking))
    return (
        [AboutCase(*row) for row in connection.execute(wanted.order_by(CASE.recorded_at, CASE.case_id))]
        if about
        else []
    )

"""Step 3, routing 分派规则: rules of the bank say which unit and queue a complaint waits in."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from domain.complaint.record import UNROUTED, ComplaintEvent, ComplaintRecord
from domain.complaint.state import BEFORE_END
from domain.complaint.step import ComplaintStep
from domain.documents import Document, InvalidDocument
from domain.organisation.structure import Organisation
from domain.personal import Code, Id


@dataclass(frozen=True, slots=True)
class RoutingRule:
    """One row of the document `routing`; the first one that matches wins. What is not named does not matter.

    The amount claimed lies in [`amount_from`, `amount_below`) in whole units of `currency`. `queue` None: the unit's
    ordinary queue.
    """

    rule: str
    unit_id: str
    queue: str | None = None
    complaint_class: str | None = None
    category: str | None = None
    product: str | None = None
    branch: str | None = None
    employee_id: str | None = None
    currency: str | None = None
    amount_from: Decimal | None = None
    amount_below: Decimal | None = None

    def __post_init__(self) -> None:
        """Refuse bounds that say nothing."""
        if self.currency is None and (self.amount_from, self.amount_below) != (None, None):
            raise InvalidDocument(f"The rule '{self.rule}' bounds an amount without a currency.")

    def matches(self, complaint: ComplaintRecord) -> bool:
        """Tell whether the rule is about a complaint as it is known now."""
        facts, classification = complaint.facts, complaint.classification
        known = (
            (self.complaint_class, classification.complaint_class if classification else None),
            (self.category, classification.category if classification else None),
            (self.branch, facts.branch),
            (self.employee_id, facts.employee_id),
        )
        return (
            all(wanted in {None, value} for wanted, value in known)
            and (self.product is None or self.product in products(complaint))
            and self.covers_amount(complaint)
        )

    def covers_amount(self, complaint: ComplaintRecord) -> bool:
        """Tell whether the amount claimed lies within the bounds."""
        if self.currency is None:
            return True
        claimed = complaint.facts.amount_claimed
        if claimed is None or claimed.currency != self.currency:
            return False
        return (self.amount_from is None or claimed.amount >= self.amount_from) and (
            self.amount_below is None or claimed.amount < self.amount_below
        )


class Routed(ComplaintEvent):
    """A rule said where the complaint waits, or none matched: then it waits in the queue `unrouted` of its unit.

    `document_version` 0: the bank has no rules, and it came for a unit that takes no cases.
    """

    topic = "complaint.routed"

    from_unit_id: Id
    unit_id: Id
    queue: Code | None
    rule: Code | None
    document_version: int

    def apply(self, complaint: ComplaintRecord) -> None:
        """Put it there."""
        complaint.move_to(self.unit_id)
        complaint.queue = self.queue
        complaint.routed_by = self.rule


class Routing(ComplaintStep):
    """What is done after a receipt and a classification, by no person."""

    def route(
        self, routing: Document[RoutingRule], organisation: Organisation, *, now: datetime, is_lost: bool = False
    ) -> None:
        """Put the complaint where the rules say, as long as no person has placed it.

        Without any rule it stays in its unit's queue, unless it `is_lost`: nobody takes cases where it was sent. A rule
        that names a unit which is unknown or closed matches nothing; one that leads below the employee complained about
        leads to the unit above them.
        """
        if not (routing.rows or is_lost) or self.is_placed or self.state not in BEFORE_END:
            return
        rule, unit_id = next(matching(self, routing, organisation), (None, self.unit_id))
        queue = rule.queue if rule else UNROUTED
        name = rule.rule if rule else None
        if (unit_id, queue, name) != (self.unit_id, self.queue, self.routed_by):
            self.record(
                Routed,
                from_unit_id=self.unit_id,
                unit_id=unit_id,
                queue=queue,
                rule=name,
                document_version=routing.version,
                occurred_at=now,
            )


def matching(
    complaint: ComplaintRecord, routing: Document[RoutingRule], organisation: Organisation
) -> Iterator[tuple[RoutingRule, str]]:
    """Yield the rules that match, each with the unit to which it leads."""
    employee = complaint.facts.employee_id
    for rule in routing.rows:
        unit = organisation.units.get(rule.unit_id)
        if unit is not None and unit.is_active and rule.matches(complaint):
            superior = organisation.superior_of(rule.unit_id, employee) if employee else None
            yield rule, superior or rule.unit_id


def products(complaint: ComplaintRecord) -> set[str]:
    """Name the products that a complaint is about, as told and as classified."""
    classified = complaint.classification.about if complaint.classification else ()
    return {pair.product for pair in (*complaint.facts.about, *classified)}

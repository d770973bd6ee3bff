"""History taken over from another system: what the source says became of the complaint."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated

from domain.actor import Actor
from domain.complaint.record import ComplaintEvent, ComplaintRecord
from domain.complaint.state import ENDS, State
from domain.complaint.step import ComplaintStep
from domain.complaint.values import SourceRecord
from domain.personal import Code, Personal, PublicText


class SourceOutcomeStated(ComplaintEvent):
    """The source's own response and its claim to have been in time; no clock follows from either."""

    topic = "complaint.source_outcome_stated"

    response: PublicText
    timely_claim: bool | None
    disputed_claim: bool | None
    closes: bool

    def apply(self, complaint: ComplaintRecord) -> None:
        """Close the complaint by source where the response says so."""
        complaint.source_response = self.response
        complaint.source_claims = (self.timely_claim, self.disputed_claim)
        if self.closes:
            complaint.end(State.CLOSED)


class SourceRecordRevised(ComplaintEvent):
    """The source published other values for the same record; both are kept."""

    topic = "complaint.source_record_revised"

    changed: tuple[Code, ...]
    before: Annotated[dict[str, str], Personal("case")]
    record: Annotated[SourceRecord, Personal("case")]

    def apply(self, complaint: ComplaintRecord) -> None:
        """Remember the newest record, and those before it."""
        complaint.earlier_source_records = (*complaint.earlier_source_records, self.before)
        complaint.source_record_fields = self.record.fields


class Importing(ComplaintStep):
    """The commands of an import."""

    def state_source_outcome(
        self,
        response: str,
        *,
        timely_claim: bool | None,
        disputed_claim: bool | None,
        closes: bool,
        by: Actor,
        now: datetime,
    ) -> None:
        """Record what the source says became of the complaint. The same response and claims do nothing.

        `closes`: it says that the complaint is over; one that has ended already stays as it ended. A response that was
        stated before closes no second time: the bank may have taken the case up again.

        Raises:
            NotInThisState: The complaint went elsewhere.
        """
        self._permit("state_source_outcome", by)
        claims = (timely_claim, disputed_claim)
        if (response, claims) != (self.source_response, self.source_claims):
            self.record(
                SourceOutcomeStated,
                response=response,
                timely_claim=timely_claim,
                disputed_claim=disputed_claim,
                closes=closes and self.state not in ENDS and response != self.source_response,
                occurred_at=now,
            )

    def revise_source_record(self, record: SourceRecord, *, by: Actor, now: datetime) -> None:
        """Record that the source changed its record. The same fields do nothing; an absent one is an empty one."""
        self._permit("revise_source_record", by)
        before = self.source_record_fields or {}
        if changed := changed_fields(before, record.fields):
            self.record(SourceRecordRevised, changed=changed, before=before, record=record, occurred_at=now)


def changed_fields(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[str, ...]:
    """Name the fields in which two records differ."""
    return tuple(sorted(name for name in before.keys() | after.keys() if before.get(name, "") != after.get(name, "")))

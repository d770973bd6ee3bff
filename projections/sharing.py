"""Whose a case is, as every read model that shows cases keeps it: who may see a row is a matter of the row alone."""

from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import Boolean, Column, Text
from sqlalchemy.dialects.postgresql import ARRAY, JSON, UUID

from domain.complaint import any_time as complaint_any_time
from domain.complaint import classifying, confidentiality, merging, receiving, rechecking, routing
from domain.complaint import converting as complaint_converting
from domain.complaint import tasks as complaint_tasks
from domain.request import any_time as request_any_time
from domain.request import assigning, converting, submitting
from projections.view import KEY, Fold, Recorded


@dataclass(slots=True)
class Owned:
    """The part of a row that says whose a case is.

    `other_units`: those that owned the case before, and those with a task on it that was not taken back (`task_units`,
    by task); its present unit is none of them.
    """

    case_id: str
    unit_id: str
    handler_id: str | None
    employee_id: str | None
    received_by: str | None
    earlier_units: list[str]
    task_units: dict[str, str]
    other_units: list[str]
    is_confidential: bool

    def move_to(self, unit_id: str) -> None:
        """Let another unit own the case; the earlier one is not cut off."""
        if unit_id != self.unit_id:
            self.earlier_units = list(dict.fromkeys((*self.earlier_units, self.unit_id)))
            self.unit_id = unit_id
            self.share()

    def show_to(self, unit_id: str) -> None:
        """Show the case to a unit as if it had owned it before."""
        if unit_id not in {self.unit_id, *self.earlier_units}:
            self.earlier_units = [*self.earlier_units, unit_id]
            self.share()

    def give_task(self, task_id: str, unit_id: str) -> None:
        """Show the case to a unit for the sake of a task."""
        self.task_units = {**self.task_units, task_id: unit_id}
        self.share()

    def cancel_task(self, task_id: str) -> None:
        """Show it no longer for the sake of a task."""
        self.task_units = {key: unit_id for key, unit_id in self.task_units.items() if key != task_id}
        self.share()

    def share(self) -> None:
        """Work out who sees the case beside its unit."""
        self.other_units = sorted({*self.earlier_units, *self.task_units.values()} - {self.unit_id})


@dataclass(slots=True)
class Shared(Owned):
    """All of a row that rights ask for.

    `tells`: the cases whose story is told here as well, since this one was one of them, became one or goes on in one:
    what hides them hides it. `told_in`: those that tell its story. Both are for the rights alone and shown to nobody.
    """

    tells: list[str]
    told_in: list[str]


S = TypeVar("S", bound=Owned)


def with_one(cases: list[str], case_id: str) -> list[str]:
    """Return cases with one more, once."""
    return [*without(cases, case_id), case_id]


def without(cases: list[str], case_id: str) -> list[str]:
    """Return cases without one."""
    return [one for one in cases if one != case_id]


def shared_columns() -> tuple[Column[Any], ...]:
    """Return the columns of the fields of `Shared`."""
    return (*owned_columns(), *story_columns())


def owned_columns() -> tuple[Column[Any], ...]:
    """Return the columns of the fields of `Owned`."""
    return (
        Column(KEY, UUID(as_uuid=False), primary_key=True),
        Column("unit_id", Text, nullable=False),
        Column("handler_id", Text),
        Column("employee_id", Text),
        Column("received_by", Text),
        Column("earlier_units", ARRAY(Text), nullable=False),
        Column("task_units", JSON, nullable=False),
        Column("other_units", ARRAY(Text), nullable=False),
        Column("is_confidential", Boolean, nullable=False),
    )


def story_columns() -> tuple[Column[Any], ...]:
    """Return the columns of what a row has beyond `Owned`."""
    return (Column("tells", ARRAY(Text), nullable=False), Column("told_in", ARRAY(Text), nullable=False))


def begun(seen: Recorded[receiving.Received] | Recorded[submitting.Submitted]) -> dict[str, Any]:
    """Return the fields of `Shared` of a new case; a unit that took it in for another one sees it."""
    event = seen.event
    received_in = [] if event.received_in in {None, event.unit_id} else [event.received_in]
    return {
        "case_id": seen.stream_id,
        "unit_id": event.unit_id,
        "handler_id": None,
        "employee_id": event.facts.employee_id,
        "received_by": event.received_by,
        "earlier_units": received_in,
        "task_units": {},
        "other_units": received_in,
        "is_confidential": False,
        "tells": [],
        "told_in": [],
    }


def share_complaints(fold: Fold[S]) -> None:
    """Let a fold follow whose a complaint is."""
    fold.changes(classifying.Assigned)(assigned)
    fold.changes(classifying.Taken)(taken)
    fold.changes(classifying.Transferred)(transferred)
    fold.changes(classifying.Released)(released)
    fold.changes(routing.Routed)(moved)
    fold.changes(complaint_tasks.TaskGiven)(task_given)
    fold.changes(complaint_tasks.TaskCancelled)(task_cancelled)
    fold.changes(complaint_any_time.Corrected)(corrected)
    fold.changes(rechecking.RecheckRequested)(checked_again)
    fold.changes(confidentiality.MarkedConfidential)(closed_to_most)
    fold.changes(confidentiality.UnmarkedConfidential)(opened_again)
    fold.changes(complaint_converting.BegunFromRequest, complaint_converting.ConvertedToServiceRequest)(was_a_request)
    fold.changes(merging.Merged)(goes_on)
    fold.changes(merging.Unmerged)(stands_alone)
    fold.changes(merging.MergedIn)(takes_in)
    fold.changes(merging.SourceUnmerged)(lets_go)


def share_requests(fold: Fold[S]) -> None:
    """Let a fold follow whose a service request is."""
    fold.changes(assigning.Assigned)(assigned)
    fold.changes(assigning.Taken)(taken)
    fold.changes(assigning.Transferred)(transferred)
    fold.changes(assigning.Released)(released)
    fold.changes(assigning.TaskGiven)(task_given)
    fold.changes(assigning.TaskCancelled)(task_cancelled)
    fold.changes(request_any_time.Corrected)(corrected)
    fold.changes(converting.ConvertedToComplaint)(converted)
    fold.changes(converting.BegunFromComplaint, converting.ConvertedToComplaint)(was_a_complaint)


def assigned(row: Owned, seen: Recorded[Any]) -> None:
    """Belong to a unit, and there to a handler."""
    row.move_to(seen.event.unit_id)
    row.handler_id = seen.event.handler_id


def taken(row: Owned, seen: Recorded[Any]) -> None:
    """Belong to a handler."""
    row.handler_id = seen.event.handler_id


def transferred(row: Owned, seen: Recorded[Any]) -> None:
    """Belong to a unit, and there to nobody yet."""
    row.move_to(seen.event.unit_id)
    row.handler_id = None


def released(row: Owned, _: Recorded[Any]) -> None:
    """Belong to nobody in the unit."""
    row.handler_id = None


def moved(row: Owned, seen: Recorded[Any]) -> None:
    """Belong to a unit."""
    row.move_to(seen.event.unit_id)


def task_given(row: Owned, seen: Recorded[Any]) -> None:
    """Be shown to a unit for the sake of a task."""
    row.give_task(seen.event.task_id, seen.event.unit_id)


def task_cancelled(row: Owned, seen: Recorded[Any]) -> None:
    """Be shown to it no longer for that."""
    row.cancel_task(seen.event.task_id)


def checked_again(row: Owned, seen: Recorded[Any]) -> None:
    """Be shown to the unit that checks it again."""
    row.show_to(seen.event.unit_id)


def corrected(row: Owned, seen: Recorded[Any]) -> None:
    """Follow whom it is about."""
    if seen.event.facts_after:
        row.employee_id = seen.event.facts_after.employee_id


def closed_to_most(row: Owned, _: Recorded[Any]) -> None:
    """Be seen by a few only."""
    row.is_confidential = True


def opened_again(row: Owned, _: Recorded[Any]) -> None:
    """Be seen by all who had to do with it."""
    row.is_confidential = False


def converted(row: Owned, seen: Recorded[Any]) -> None:
    """Be about whom the complaint is about that it became."""
    row.employee_id = seen.event.employee_id


def was_a_request(row: Any, seen: Recorded[Any]) -> None:  # noqa: ANN401 - a row with the fields of `Shared`
    """Be one with the request that it was or became."""
    be_one_with(row, str(seen.event.request_id))


def was_a_complaint(row: Any, seen: Recorded[Any]) -> None:  # noqa: ANN401 - the same
    """Be one with the complaint that it was or became."""
    be_one_with(row, str(seen.event.complaint_id))


def be_one_with(row: Any, case_id: str) -> None:  # noqa: ANN401 - the same
    """Tell the story of another case, which tells this one's."""
    row.tells, row.told_in = with_one(row.tells, case_id), with_one(row.told_in, case_id)


def goes_on(row: Any, seen: Recorded[merging.Merged]) -> None:  # noqa: ANN401 - the same
    """Be told of where it goes on."""
    row.tells = with_one(row.tells, str(seen.event.case_id))


def stands_alone(row: Any, seen: Recorded[merging.Unmerged]) -> None:  # noqa: ANN401 - the same
    """Be told of there no longer."""
    row.tells = without(row.tells, str(seen.event.case_id))


def takes_in(row: Any, seen: Recorded[merging.MergedIn]) -> None:  # noqa: ANN401 - the same
    """Be told of where it was told first; what is kept from people here is kept from them there."""
    row.told_in = with_one(row.told_in, str(seen.event.case_id))


def lets_go(row: Any, seen: Recorded[merging.SourceUnmerged]) -> None:  # noqa: ANN401 - the same
    """Be told of there no longer."""
    row.told_in = without(row.told_in, str(seen.event.case_id))

"""What lists are asked by, in the query of the address."""

from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from api.bodies.fields import NO_NUL, Code, Identifier, storable
from domain.actor import Role
from domain.complaint.state import BEFORE_END, State
from domain.request.state import BEFORE_END as REQUEST_BEFORE_END
from domain.request.state import State as RequestState
from projections.keyset import MOST
from projections.worklist_questions import Wanted

SearchText = Annotated[
    str,
    StringConstraints(min_length=1, max_length=200),
    AfterValidator(storable),
    Field(json_schema_extra={"pattern": NO_NUL}),
]
Cursor = Annotated[str, StringConstraints(max_length=500, pattern=r"^[0-9A-Za-z_=-]*$")]
Days = Annotated[float, Field(ge=0, le=36_500, allow_inf_nan=False)]


OPEN_STATES = (*sorted(BEFORE_END), *sorted(REQUEST_BEFORE_END))


ListedKind = Literal["complaint", "recheck", "service_request"]


class PageQuery(BaseModel):
    """Which page of a list."""

    model_config = ConfigDict(extra="forbid")

    cursor: Annotated[Cursor | None, Field(description="`next` of the page before.")] = None
    limit: Annotated[int, Field(ge=1, le=MOST, description="Items on the page at most.")] = 50


class Filters(BaseModel):
    """Which open cases are wanted; what is not named does not matter."""

    model_config = ConfigDict(extra="forbid")

    unit: Identifier | None = None
    kind: Annotated[ListedKind | None, Field(description="Complaints, re-checks of them, or service requests.")] = None
    handler: Identifier | None = None
    queue: Annotated[bool | None, Field(description="true: what nobody handles; false: what somebody does.")] = None
    queue_name: Annotated[Code | None, Field(description="A queue of the routing rules, such as `unrouted`.")] = None
    state: Annotated[State | RequestState | None, Field(json_schema_extra={"enum": [*OPEN_STATES, None]})] = None
    complaint_class: Annotated[Code | None, Field(alias="class")] = None
    category: Code | None = None
    severity: Annotated[Code | None, Field(description="Of a service request its priority.")] = None
    suspended: bool | None = None
    new_facts: Annotated[bool | None, Field(description="true: new facts wait for a second person.")] = None
    held: Annotated[bool | None, Field(description="true: a hold lasts.")] = None
    awaits_approval: bool | None = None
    older_than_days: Annotated[Days | None, Field(description="Days since receipt.")] = None
    younger_than_days: Annotated[Days | None, Field(description="Days since receipt.")] = None
    text: Annotated[SearchText | None, Field(description="Words of the case, Chinese or English.")] = None

    def wanted(self) -> Wanted:
        """Return it as the read model's question."""
        return Wanted(
            unit_id=self.unit,
            kind=self.kind,
            handler_id=self.handler,
            is_unassigned=self.queue,
            queue=self.queue_name,
            is_suspended=self.suspended,
            has_new_facts=self.new_facts,
            is_held=self.held,
            awaits_approval=self.awaits_approval,
            state=self.state,
            complaint_class=self.complaint_class,
            category=self.category,
            severity=self.severity,
            older_than_days=self.older_than_days,
            younger_than_days=self.younger_than_days,
            text=self.text,
        )


class WorklistQuery(Filters, PageQuery):
    """Which open cases, and which page of them."""


class RequestsQuery(WorklistQuery):
    """Which open service requests; there is no other kind among them."""

    kind: Annotated[Literal["service_request"] | None, Field(description="Service requests, as all of them are.")] = (
        None
    )


class LoadQuery(BaseModel):
    """Whose load is wanted."""

    model_config = ConfigDict(extra="forbid")

    unit: Annotated[Identifier | None, Field(description="One unit; without it, all of them.")] = None


class UnitPageQuery(LoadQuery, PageQuery):
    """Of which unit, and which page."""


class UnitsQuery(PageQuery):
    """Which units, and which page of them."""

    superior: Annotated[Identifier | None, Field(description="The unit right above them.")] = None
    within: Annotated[Identifier | None, Field(description="A unit; it and all units below it are wanted.")] = None


class UsersQuery(PageQuery):
    """Which users, and which page of them."""

    unit: Annotated[Identifier | None, Field(description="Where they work.")] = None
    role: Role | None = None


class SearchQuery(PageQuery):
    """Which words, and which page of the cases that hold them all."""

    q: Annotated[SearchText, Field(description="Words or a reference; any two Chinese characters side by side.")]

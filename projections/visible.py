"""What somebody may see, as conditions on the rows of read models: `Sight`, written in SQL."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import (
    ColumnCollection,
    ColumnElement,
    Select,
    Table,
    Text,
    and_,
    any_,
    cast,
    false,
    func,
    not_,
    or_,
    select,
    true,
    union_all,
)
from sqlalchemy.dialects.postgresql import ARRAY, UUID, array

from domain.sight import Discretion, Sight

Rows = ColumnCollection[str, Any]
"""The columns of a table whose rows are `Shared`."""

RECEIVER = "@"
"""Stands before a user's name among names of units."""


def visible(row: Rows, sight: Sight) -> ColumnElement[bool]:
    """Return the condition for what a user sees."""
    return and_(reached(row, sight), permitted(row, sight))


def permitted(row: Rows, sight: Sight) -> ColumnElement[bool]:
    """Return what has to hold beside being a matter of the user's units; `row` is that of a table with all cases."""
    return and_(not_(recused(row, sight)), not_(kept_secret(row, sight)), not_(told_of_secret(row, sight)))


def hidden(row: Rows, sight: Sight) -> tuple[ColumnElement[bool], ...]:
    """Return conditions, of which never two hold, for what units of the user own and the user may not see.

    The last one is asked of all rows at once, from the secret end: for counting, where `permitted` asks each row.
    """
    about_them, secret = recused(row, sight), kept_secret(row, sight)
    beside = row.case_id.in_(secret_stories(row, sight))
    return about_them, and_(secret, not_(about_them)), and_(beside, not_(about_them), not_(secret))


def told_of_secret(row: Rows, sight: Sight) -> ColumnElement[bool]:
    """Return the condition for cases that tell the story of another one, however far on, which is kept from the user.

    A case that was never converted or merged, as most are, is let through without a look at others.
    """
    cases = cases_of(row)
    first = select(as_ids(row.tells).label("case_id")).correlate(row.case_id.table)
    story, step, other = first.cte("story", recursive=True, nesting=True), cases.alias("step"), cases.alias("other")
    story = story.union(select(as_ids(step.columns.tells)).join_from(story, step, step.columns.case_id == story.c[0]))
    secret = (
        select(other.columns.case_id)
        .join_from(story, other, other.columns.case_id == story.c[0])
        .where(or_(recused(other.columns, sight), kept_secret(other.columns, sight)))
    )
    return and_(func.cardinality(row.tells) > 0, secret.exists())


def secret_stories(row: Rows, sight: Sight) -> Select[Any]:
    """Return the cases that are kept from the user and told of elsewhere, and all that tell of them."""
    cases = cases_of(row)
    one = cases.alias("one")
    told = select(one.columns.case_id).where(func.cardinality(one.columns.told_in) > 0)
    first = union_all(*(told.where(each(one.columns, sight)) for each in (recused, kept_secret))).subquery()
    story, step = select(first).cte("stories", recursive=True, nesting=True), cases.alias("step")
    story = story.union(select(as_ids(step.columns.told_in)).join_from(story, step, step.columns.case_id == story.c[0]))
    return select(story.c[0])


def cases_of(row: Rows) -> Table:
    """Return the table that a row, perhaps under another name, belongs to: the other cases of its story are there."""
    table = row.case_id.table
    found: Table = table if isinstance(table, Table) else table.element
    return found


def as_ids(cases: ColumnElement[Any]) -> ColumnElement[Any]:
    """Return one row for each of some cases."""
    return cast(func.unnest(cases), UUID(as_uuid=False))


def recused(row: Rows, sight: Sight) -> ColumnElement[bool]:
    """Return the condition for cases about the user, or about somebody who is above them."""
    return and_(row.employee_id.is_not(None), row.employee_id == any_(texts(sight.recused_from)))


def kept_secret(row: Rows, sight: Sight) -> ColumnElement[bool]:
    """Return the condition for confidential cases that the user is not told of."""
    if sight.discretion is Discretion.ALL:
        return false()
    if sight.discretion is Discretion.NONE:
        return and_(row.is_confidential)
    told = owned(row, sight)
    if sight.discretion is Discretion.HANDLED:
        told = and_(told, row.handler_id.is_not_distinct_from(sight.user_id))
    return and_(row.is_confidential, not_(told))


def owned(row: Rows, sight: Sight) -> ColumnElement[bool]:
    """Return the condition for cases that a unit of the user owns."""
    return true() if sight.units is None else row.unit_id == any_(texts(sight.units))


def reached(row: Rows, sight: Sight) -> ColumnElement[bool]:
    """Return the condition for cases that are or were a matter of the user's units, or that the user received."""
    return or_(owned(row, sight), shared(row, sight), only_received(row, sight))


def shared(row: Rows, sight: Sight) -> ColumnElement[bool]:
    """Return the condition for cases that the user sees with a unit that does not own them."""
    return false() if sight.units is None else row.other_units.op("&&")(texts(sight.units))


def only_received(row: Rows, sight: Sight) -> ColumnElement[bool]:
    """Return the condition for cases that the user sees since they received them, and for no other reason."""
    if sight.units is None or not sight.sees_received:
        return false()
    return and_(row.received_by == sight.user_id, not_(owned(row, sight)), not_(shared(row, sight)))


def seers(row: Rows) -> ColumnElement[Any]:
    """Return everybody who has to do with a case, as one array that an index holds."""
    receiver = cast(RECEIVER, Text).op("||")(row.received_by)
    found: ColumnElement[Any] = row.other_units.op("||")(array([row.unit_id, receiver]))
    return found


def seen_by(row: Rows, sight: Sight) -> ColumnElement[bool]:
    """Return the condition `reached` as a question to the index of `seers`."""
    if sight.units is None:
        return true()
    names = [*sight.units, *([RECEIVER + sight.user_id] if sight.sees_received else [])]
    return seers(row).op("&&")(texts(names))


def of_each(rows: Select[Any], column: ColumnElement[str], units: Iterable[str]) -> Select[Any]:
    """Return the question for the first rows of each of some units, in which are the first of all of them.

    `column` names a row's unit; each unit's rows are found in their order along an index that begins with it.
    """
    each = func.unnest(texts(units)).table_valued("unit_id", name="each").render_derived()
    first = rows.where(column == each.columns.unit_id).lateral()
    return select(first).select_from(each.join(first, true()))


def texts(values: Iterable[str]) -> Any:  # noqa: ANN401 - a cast that also has any() and all()
    """Return an array of texts, always in the same order."""
    return cast(sorted(values), ARRAY(Text))

"""What somebody may see, as conditions on the rows of read models: `Sight`, written in SQL."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import (
    ColumnCollection,
    ColumnElement,
    Select,
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
)
from sqlalchemy.dialects.postgresql import ARRAY, array

from domain.sight import Discretion, Sight

Rows = ColumnCollection[str, Any]
"""The columns of a table whose rows are `Shared`."""

RECEIVER = "@"
"""Stands before a user's name among names of units."""


def visible(row: Rows, sight: Sight) -> ColumnElement[bool]:
    """Return the condition for what a user sees."""
    return and_(reached(row, sight), permitted(row, sight))


def permitted(row: Rows, sight: Sight) -> ColumnElement[bool]:
    """Return what has to hold beside being a matter of the user's units."""
    return and_(not_(recused(row, sight)), not_(kept_secret(row, sight)))


def hidden(row: Rows, sight: Sight) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """Return the two conditions, of which never both hold, for what units of the user own and the user may not see."""
    return recused(row, sight), and_(kept_secret(row, sight), not_(recused(row, sight)))


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

"""What somebody may see, as conditions on the rows of read models."""

from typing import Any

from sqlalchemy import ColumnCollection, ColumnElement, or_

from domain.sight import Sight


def not_recused(row: ColumnCollection[str, Any], sight: Sight) -> ColumnElement[bool]:
    """Return the condition for cases in which a user may have a part."""
    employee = row.employee_id
    return or_(employee.is_(None), employee.not_in(sorted(sight.recused_from)))


def recused(row: ColumnCollection[str, Any], sight: Sight) -> ColumnElement[bool]:
    """Return the condition for cases that do not exist for a user; it says no where a case is about nobody."""
    found: ColumnElement[bool] = row.employee_id.in_(sorted(sight.recused_from))
    return found

"""Who may do what: one table, action × role × conditions, a file for each kind of aggregate."""

from collections.abc import Mapping

from application.permissions import (
    complaints,
    interactions,
    organisation,
    people,
    policies,
    reading,
    reference_data,
    requests,
)
from application.permissions.row import Row

__all__ = ["PERMISSIONS"]

PERMISSIONS: Mapping[str, Row] = {
    **complaints.ROWS,
    **interactions.ROWS,
    **requests.ROWS,
    **reference_data.ROWS,
    **policies.ROWS,
    **organisation.ROWS,
    **people.ROWS,
    **reading.ROWS,
}
"""By action: the name of an aggregate's lifecycle, a point, the command; or a read."""

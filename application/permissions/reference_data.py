"""Permissions: reference data."""

from collections.abc import Mapping

from application.permissions.row import ADMINISTERING, Row

ROWS: Mapping[str, Row] = {"reference_data.publish": ADMINISTERING}

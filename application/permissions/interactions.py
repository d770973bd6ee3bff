"""Permissions: interactions."""

from collections.abc import Mapping

from application.permissions.row import ANY_CASE, NEW_CASE, RECEIVED_CASE, Condition, Row
from domain.actor import Role

TALKING: Row = dict.fromkeys((Role.HANDLER, Role.SUPERVISOR, Role.RELATIONSHIP_MANAGER), ANY_CASE)
"""Whoever talks with customers: contacts are the whole bank's, so that nobody has to tell a story twice."""
FROM_CHANNELS: Row = {**TALKING, Role.INTAKE: RECEIVED_CASE}
"""The same, and the systems of the channels for what they began."""
CHECKING: Row = dict.fromkeys((Role.QUALITY, Role.SUPERVISOR), (*ANY_CASE, Condition.SECOND_PERSON))
"""Whoever checks the contacts of others."""

COMMANDS: Mapping[str, Row] = {
    "begin": {**dict.fromkeys(TALKING, NEW_CASE), Role.INTAKE: NEW_CASE},
    "answer": FROM_CHANNELS,
    "add_entry": FROM_CHANNELS,
    "identify_customer": FROM_CHANNELS,
    "correct_identification": TALKING,
    "record_fact": TALKING,
    "link_case": TALKING,
    "unlink_case": dict.fromkeys((Role.HANDLER, Role.SUPERVISOR), ANY_CASE),
    "open_complaint": FROM_CHANNELS,
    "open_request": FROM_CHANNELS,
    "end": FROM_CHANNELS,
    # Quality check 质检
    "sample_for_check": CHECKING,
    "score_check": CHECKING,
    "record_check_finding": CHECKING,
    "answer_check": TALKING,
    "close_check": CHECKING,
}
"""Every command of an interaction, in the order of its life."""

ROWS: Mapping[str, Row] = {f"interaction.{command}": row for command, row in COMMANDS.items()}

"""Permissions: service requests."""

from collections.abc import Mapping

from application.permissions.row import (
    ANY_CASE,
    CONTRIBUTING,
    HANDLING,
    KNOWN_CASE,
    NEW_CASE,
    RECEIVED_CASE,
    SUPERVISING,
    Row,
)
from domain.actor import Role

COMMANDS: Mapping[str, Row] = {
    # receive 受理
    "submit": {
        Role.HANDLER: NEW_CASE,
        Role.SUPERVISOR: NEW_CASE,
        Role.RELATIONSHIP_MANAGER: NEW_CASE,
        Role.INTAKE: NEW_CASE,
    },
    "triage": HANDLING,
    "give_first_feedback": HANDLING,
    # route 分派
    "assign": {**SUPERVISING, Role.COMPLIANCE: ANY_CASE},
    "take": HANDLING,
    "transfer": HANDLING,
    "release": HANDLING,
    "give_task": HANDLING,
    "answer_task": CONTRIBUTING,
    "cancel_task": HANDLING,
    # handle 办理
    "start": HANDLING,
    "ask_customer": HANDLING,
    "record_customer_answer": CONTRIBUTING,
    "receive_document": {**CONTRIBUTING, Role.INTAKE: RECEIVED_CASE},
    "suspend": HANDLING,
    "resume": HANDLING,
    # answer and end 答复 办结
    "fulfil": HANDLING,
    "confirm": HANDLING,
    "decline": HANDLING,
    "cancel": HANDLING,
    "close": HANDLING,
    "reopen": {**HANDLING, Role.COMPLIANCE: ANY_CASE},
    # become a complaint 转为投诉
    "convert_to_complaint": HANDLING,
    # any time
    "add_note": {**CONTRIBUTING, Role.QUALITY: ANY_CASE, Role.COMPLIANCE: ANY_CASE},
    "correct": HANDLING,
    "link_interaction": {**CONTRIBUTING, Role.RELATIONSHIP_MANAGER: KNOWN_CASE},
    "unlink_interaction": HANDLING,
}
"""Every command of a service request, in the order of its life."""

ROWS: Mapping[str, Row] = {f"service_request.{command}": row for command, row in COMMANDS.items()}

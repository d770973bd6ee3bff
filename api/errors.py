"""The one table that gives refusals and faults their HTTP status."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Final

import sqlalchemy.exc
from eventsourcing import persistence

from api.problem import Problem
from application.ports import OutcomeUnknownError, UnavailableError
from domain.catalogue import AGGREGATES
from domain.refusals import Refusal

RETRY_AFTER: Final = {"Retry-After": "1"}
"""Seconds after which a repeat under the same key makes sense."""


class TokenMissing(Refusal):
    """No bearer token came with the request."""

    code = "token_missing"


class TokenInvalid(Refusal):
    """The token is unknown, expired or revoked."""

    code = "token_invalid"


class MalformedHeader(Refusal):
    """A header does not have its form."""

    code = "malformed_header"


class UnexpectedBody(Refusal):
    """A command without fields came with a body, which would be lost."""

    code = "unexpected_body"


class BodyTooLarge(Refusal):
    """The body is above its limit."""

    code = "body_too_large"


class MediaTypeNotSupported(Refusal):
    """The body is of a kind that is not taken here."""

    code = "media_type_not_supported"


class TooManyAttempts(Refusal):
    """Somebody asks too often. The words are the same for everybody and everything."""

    code = "too_many_attempts"

    def __init__(self, retry_after_seconds: int) -> None:
        """Say after how many seconds to come again."""
        super().__init__("This was asked too often; come again later.")
        self.retry_after_seconds = retry_after_seconds


STATUS: Final[Mapping[str, HTTPStatus]] = {
    # who asks
    "token_missing": HTTPStatus.UNAUTHORIZED,
    "token_invalid": HTTPStatus.UNAUTHORIZED,
    "role_forbidden": HTTPStatus.FORBIDDEN,
    "conflict_of_interest": HTTPStatus.FORBIDDEN,
    "interest_declared": HTTPStatus.FORBIDDEN,
    "another_unit_owns": HTTPStatus.FORBIDDEN,
    "task_of_another_unit": HTTPStatus.FORBIDDEN,
    "handled_the_first": HTTPStatus.FORBIDDEN,
    "recheck_of_another_unit": HTTPStatus.FORBIDDEN,
    "unit_of_the_first": HTTPStatus.FORBIDDEN,
    "second_person_needed": HTTPStatus.FORBIDDEN,
    "limit_exceeded": HTTPStatus.FORBIDDEN,
    "superior_unit_needed": HTTPStatus.FORBIDDEN,
    "supervisor_needed": HTTPStatus.FORBIDDEN,
    "own_account": HTTPStatus.FORBIDDEN,
    "own_contact": HTTPStatus.FORBIDDEN,
    "not_own_contact": HTTPStatus.FORBIDDEN,
    "too_many_attempts": HTTPStatus.TOO_MANY_REQUESTS,
    # what is asked for
    "not_found": HTTPStatus.NOT_FOUND,
    "malformed_header": HTTPStatus.BAD_REQUEST,
    "body_too_large": HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    "media_type_not_supported": HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    "invalid_cursor": HTTPStatus.UNPROCESSABLE_ENTITY,
    "malformed_position": HTTPStatus.UNPROCESSABLE_ENTITY,
    "file_too_large": HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    "file_type_not_taken": HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    "file_empty": HTTPStatus.UNPROCESSABLE_ENTITY,
    "unexpected_body": HTTPStatus.UNPROCESSABLE_ENTITY,
    # on which version
    "key_reused": HTTPStatus.UNPROCESSABLE_ENTITY,
    "version_mismatch": HTTPStatus.PRECONDITION_FAILED,
    "version_conflict": HTTPStatus.CONFLICT,
    "stale_position": HTTPStatus.CONFLICT,
    # what the command says
    "unknown_code": HTTPStatus.UNPROCESSABLE_ENTITY,
    "unknown_fact": HTTPStatus.UNPROCESSABLE_ENTITY,
    "unknown_question": HTTPStatus.UNPROCESSABLE_ENTITY,
    "same_case": HTTPStatus.UNPROCESSABLE_ENTITY,
    "no_such_recheck": HTTPStatus.UNPROCESSABLE_ENTITY,
    "new_facts_missing": HTTPStatus.UNPROCESSABLE_ENTITY,
    "no_such_hold": HTTPStatus.UNPROCESSABLE_ENTITY,
    "no_such_referral": HTTPStatus.UNPROCESSABLE_ENTITY,
    "no_such_authority_question": HTTPStatus.UNPROCESSABLE_ENTITY,
    "no_such_new_facts": HTTPStatus.UNPROCESSABLE_ENTITY,
    "evidence_unknown": HTTPStatus.UNPROCESSABLE_ENTITY,
    "requester_can_be_told": HTTPStatus.CONFLICT,
    "evidence_missing": HTTPStatus.CONFLICT,
    "cannot_handle": HTTPStatus.UNPROCESSABLE_ENTITY,
    "after_receipt": HTTPStatus.UNPROCESSABLE_ENTITY,
    "before_dispatch": HTTPStatus.UNPROCESSABLE_ENTITY,
    "received_after_answer": HTTPStatus.UNPROCESSABLE_ENTITY,
    "no_such_task": HTTPStatus.UNPROCESSABLE_ENTITY,
    "no_such_report": HTTPStatus.UNPROCESSABLE_ENTITY,
    "no_such_execution": HTTPStatus.UNPROCESSABLE_ENTITY,
    "no_such_credit": HTTPStatus.UNPROCESSABLE_ENTITY,
    "deadline_passed": HTTPStatus.UNPROCESSABLE_ENTITY,
    "no_such_remedy": HTTPStatus.UNPROCESSABLE_ENTITY,
    "unknown_unit": HTTPStatus.UNPROCESSABLE_ENTITY,
    "unknown_addressee": HTTPStatus.UNPROCESSABLE_ENTITY,
    "unknown_user": HTTPStatus.UNPROCESSABLE_ENTITY,
    "handler_elsewhere": HTTPStatus.UNPROCESSABLE_ENTITY,
    "unit_circle": HTTPStatus.UNPROCESSABLE_ENTITY,
    "invalid_jurisdiction": HTTPStatus.UNPROCESSABLE_ENTITY,
    "unit_exists": HTTPStatus.CONFLICT,
    "user_exists": HTTPStatus.CONFLICT,
    "invalid_money": HTTPStatus.UNPROCESSABLE_ENTITY,
    "invalid_list": HTTPStatus.UNPROCESSABLE_ENTITY,
    "invalid_document": HTTPStatus.UNPROCESSABLE_ENTITY,
    # what makes no deadline
    "calendar_unknown_zone": HTTPStatus.UNPROCESSABLE_ENTITY,
    "calendar_invalid_window": HTTPStatus.UNPROCESSABLE_ENTITY,
    "calendar_windows_overlap": HTTPStatus.UNPROCESSABLE_ENTITY,
    "calendar_invalid_yearly_rule": HTTPStatus.UNPROCESSABLE_ENTITY,
    "calendar_range": HTTPStatus.UNPROCESSABLE_ENTITY,
    "calendar_never_opens": HTTPStatus.UNPROCESSABLE_ENTITY,
    "pause_ends_before_it_begins": HTTPStatus.UNPROCESSABLE_ENTITY,
    "billing_cycles_missing": HTTPStatus.UNPROCESSABLE_ENTITY,
    "sla_beyond_horizon": HTTPStatus.UNPROCESSABLE_ENTITY,
    "pack_refused": HTTPStatus.UNPROCESSABLE_ENTITY,
    "pack_incomplete": HTTPStatus.UNPROCESSABLE_ENTITY,
    "pack_contradiction": HTTPStatus.UNPROCESSABLE_ENTITY,
    "pack_range": HTTPStatus.UNPROCESSABLE_ENTITY,
    "pack_duplicate_name": HTTPStatus.UNPROCESSABLE_ENTITY,
    "pack_stage_shorter": HTTPStatus.UNPROCESSABLE_ENTITY,
    "pack_lane_in_regulatory": HTTPStatus.UNPROCESSABLE_ENTITY,
    "pack_lane_longer": HTTPStatus.UNPROCESSABLE_ENTITY,
    "pack_unknown_event": HTTPStatus.UNPROCESSABLE_ENTITY,
    "pack_unknown_reason": HTTPStatus.UNPROCESSABLE_ENTITY,
    "pack_unknown_calendar": HTTPStatus.UNPROCESSABLE_ENTITY,
    "pack_unknown_word": HTTPStatus.UNPROCESSABLE_ENTITY,
    "pack_invalid_warning": HTTPStatus.UNPROCESSABLE_ENTITY,
    "selection_unknown_pack": HTTPStatus.UNPROCESSABLE_ENTITY,
    "selection_unknown_milestone": HTTPStatus.UNPROCESSABLE_ENTITY,
    "selection_unknown_code": HTTPStatus.UNPROCESSABLE_ENTITY,
    "pack_in_force": HTTPStatus.CONFLICT,
    "calendar_in_force": HTTPStatus.CONFLICT,
    "sla_unknown_milestone": HTTPStatus.UNPROCESSABLE_ENTITY,
    "sla_unknown_subdivision": HTTPStatus.UNPROCESSABLE_ENTITY,
    "sla_no_pause": HTTPStatus.UNPROCESSABLE_ENTITY,
    "sla_no_number_set": HTTPStatus.UNPROCESSABLE_ENTITY,
    "unknown_request_type": HTTPStatus.UNPROCESSABLE_ENTITY,
    "amount_missing": HTTPStatus.UNPROCESSABLE_ENTITY,
    "wrong_amount": HTTPStatus.UNPROCESSABLE_ENTITY,
    "in_the_past": HTTPStatus.UNPROCESSABLE_ENTITY,
    "in_the_future": HTTPStatus.UNPROCESSABLE_ENTITY,
    "before_receipt": HTTPStatus.UNPROCESSABLE_ENTITY,
    "no_such_request": HTTPStatus.UNPROCESSABLE_ENTITY,
    "reasons_missing": HTTPStatus.UNPROCESSABLE_ENTITY,
    "same_customer": HTTPStatus.UNPROCESSABLE_ENTITY,
    "not_one_of_them": HTTPStatus.UNPROCESSABLE_ENTITY,
    "before_contact": HTTPStatus.UNPROCESSABLE_ENTITY,
    "instants_out_of_order": HTTPStatus.UNPROCESSABLE_ENTITY,
    "not_a_digest": HTTPStatus.UNPROCESSABLE_ENTITY,
    "never_answered": HTTPStatus.UNPROCESSABLE_ENTITY,
    "nothing_told": HTTPStatus.UNPROCESSABLE_ENTITY,
    "unknown_form": HTTPStatus.UNPROCESSABLE_ENTITY,
    "wrong_points": HTTPStatus.UNPROCESSABLE_ENTITY,
    "unknown_pair": HTTPStatus.UNPROCESSABLE_ENTITY,
    "anonymous_but_named": HTTPStatus.UNPROCESSABLE_ENTITY,
    "no_such_party": HTTPStatus.UNPROCESSABLE_ENTITY,
    "party_missing": HTTPStatus.UNPROCESSABLE_ENTITY,
    "one_complainant": HTTPStatus.UNPROCESSABLE_ENTITY,
    "wrong_principal": HTTPStatus.UNPROCESSABLE_ENTITY,
    "not_acting_for": HTTPStatus.UNPROCESSABLE_ENTITY,
    "unknown_term": HTTPStatus.UNPROCESSABLE_ENTITY,
    "no_such_attachment": HTTPStatus.UNPROCESSABLE_ENTITY,
    "letter_missing": HTTPStatus.UNPROCESSABLE_ENTITY,
    "letter_not_due": HTTPStatus.UNPROCESSABLE_ENTITY,
    "no_letter_sent": HTTPStatus.UNPROCESSABLE_ENTITY,
    "not_their_remedy": HTTPStatus.UNPROCESSABLE_ENTITY,
    "no_such_step": HTTPStatus.UNPROCESSABLE_ENTITY,
    "authority_not_named": HTTPStatus.UNPROCESSABLE_ENTITY,
    "unknown_block": HTTPStatus.UNPROCESSABLE_ENTITY,
    "notice_incomplete": HTTPStatus.UNPROCESSABLE_ENTITY,
    "basis_missing": HTTPStatus.UNPROCESSABLE_ENTITY,
    "ways_of_appeal_missing": HTTPStatus.UNPROCESSABLE_ENTITY,
    "acceptance_or_summary_missing": HTTPStatus.UNPROCESSABLE_ENTITY,
    # how the case and the lists stand
    "list_not_in_force": HTTPStatus.CONFLICT,
    "not_assigned": HTTPStatus.CONFLICT,
    "recheck_result_recorded": HTTPStatus.CONFLICT,
    "window_not_over": HTTPStatus.CONFLICT,
    "recheck_open": HTTPStatus.CONFLICT,
    "no_unit_above": HTTPStatus.CONFLICT,
    "other_complainants": HTTPStatus.CONFLICT,
    "about_another_employee": HTTPStatus.CONFLICT,
    "less_confidential": HTTPStatus.CONFLICT,
    "other_kind": HTTPStatus.CONFLICT,
    "decision_sent": HTTPStatus.CONFLICT,
    "case_held": HTTPStatus.CONFLICT,
    "authority_unanswered": HTTPStatus.CONFLICT,
    "credit_stands": HTTPStatus.CONFLICT,
    "outcome_awaited": HTTPStatus.CONFLICT,
    "less_guarded": HTTPStatus.CONFLICT,
    "major_complaint": HTTPStatus.CONFLICT,
    "not_replaceable": HTTPStatus.UNPROCESSABLE_ENTITY,
    "not_ended": HTTPStatus.CONFLICT,
    "no_recheck": HTTPStatus.CONFLICT,
    "recheck_undecided": HTTPStatus.CONFLICT,
    "recheck_window_closed": HTTPStatus.CONFLICT,
    "not_confidential": HTTPStatus.CONFLICT,
    "kept_confidential": HTTPStatus.CONFLICT,
    "not_held": HTTPStatus.CONFLICT,
    "hold_released": HTTPStatus.CONFLICT,
    "not_referred": HTTPStatus.CONFLICT,
    "no_authority_asked": HTTPStatus.CONFLICT,
    "no_new_facts": HTTPStatus.CONFLICT,
    "new_facts_over": HTTPStatus.CONFLICT,
    "no_open_task": HTTPStatus.CONFLICT,
    "feedback_given": HTTPStatus.CONFLICT,
    "documents_missing": HTTPStatus.CONFLICT,
    "task_over": HTTPStatus.CONFLICT,
    "no_further_extension": HTTPStatus.CONFLICT,
    "granted_by_superior_unit": HTTPStatus.UNPROCESSABLE_ENTITY,
    "no_extension_requested": HTTPStatus.CONFLICT,
    "no_conversion_requested": HTTPStatus.CONFLICT,
    "decision_was_sent": HTTPStatus.CONFLICT,
    "no_open_credit": HTTPStatus.CONFLICT,
    "credit_reversed": HTTPStatus.CONFLICT,
    "still_reachable": HTTPStatus.CONFLICT,
    "risk_flagged": HTTPStatus.CONFLICT,
    "not_suspended": HTTPStatus.CONFLICT,
    "suspension_pauses_no_clock": HTTPStatus.CONFLICT,
    "extension_after_expiry": HTTPStatus.CONFLICT,
    "quick_close_over": HTTPStatus.CONFLICT,
    "finding_missing": HTTPStatus.CONFLICT,
    "approval_missing": HTTPStatus.CONFLICT,
    "proposal_tainted": HTTPStatus.CONFLICT,
    "nothing_dispatched": HTTPStatus.CONFLICT,
    "no_open_remedy": HTTPStatus.CONFLICT,
    "remedy_settled": HTTPStatus.CONFLICT,
    "offer_not_accepted": HTTPStatus.CONFLICT,
    "remedy_does_not_lapse": HTTPStatus.CONFLICT,
    "remedies_open": HTTPStatus.CONFLICT,
    "party_known": HTTPStatus.CONFLICT,
    "party_does_not_answer": HTTPStatus.CONFLICT,
    "party_answered": HTTPStatus.CONFLICT,
    "party_has_open_remedy": HTTPStatus.CONFLICT,
    "remedy_owner_gone": HTTPStatus.CONFLICT,
    "joint_complaint": HTTPStatus.CONFLICT,
    "too_late_to_join": HTTPStatus.CONFLICT,
    "too_many_representatives": HTTPStatus.CONFLICT,
    "authority_missing": HTTPStatus.CONFLICT,
    "authority_ended": HTTPStatus.CONFLICT,
    "nobody_to_write_to": HTTPStatus.CONFLICT,
    "complainant_can_be_told": HTTPStatus.CONFLICT,
    "not_major": HTTPStatus.CONFLICT,
    "no_emergency_plan": HTTPStatus.CONFLICT,
    "interaction_not_linked": HTTPStatus.CONFLICT,
    "person_exists": HTTPStatus.CONFLICT,
    "not_deceased": HTTPStatus.CONFLICT,
    "no_open_request": HTTPStatus.CONFLICT,
    "request_over": HTTPStatus.CONFLICT,
    "identity_not_checked": HTTPStatus.CONFLICT,
    "not_erased": HTTPStatus.CONFLICT,
    "customer_exists": HTTPStatus.CONFLICT,
    "survivor_merged": HTTPStatus.CONFLICT,
    "not_the_survivor": HTTPStatus.CONFLICT,
    "nothing_left_over": HTTPStatus.CONFLICT,
    "case_not_linked": HTTPStatus.CONFLICT,
    "not_identified": HTTPStatus.CONFLICT,
    "identified_otherwise": HTTPStatus.CONFLICT,
    "no_open_check": HTTPStatus.CONFLICT,
    "check_not_scored": HTTPStatus.CONFLICT,
}
"""Every code that a refusal has, by status."""

STATE_PREFIXES: Final = tuple(f"{kind.lifecycle.name}_is_" for kind in AGGREGATES if kind.lifecycle)
"""The code of a command that a state does not take: the aggregate, and then the state."""

CHALLENGE: Final = 'Bearer realm="redress"'
HEADERS: Final[Mapping[str, Mapping[str, str]]] = {
    "token_missing": {"WWW-Authenticate": CHALLENGE},
    "token_invalid": {"WWW-Authenticate": f'{CHALLENGE}, error="invalid_token"'},
    # The rest of the body is not read.
    "body_too_large": {"Connection": "close"},
    "media_type_not_supported": {"Connection": "close"},
    "file_too_large": {"Connection": "close"},
    "file_type_not_taken": {"Connection": "close"},
}
"""What an answer to a code says in its header."""

UNAVAILABLE: Final = Problem(
    HTTPStatus.SERVICE_UNAVAILABLE,
    "unavailable",
    "The database cannot be reached now; nothing was stored. Repeat the request.",
    headers=RETRY_AFTER,
)
OUTCOME_UNKNOWN: Final = Problem(
    HTTPStatus.SERVICE_UNAVAILABLE,
    "outcome_unknown",
    "Whether this was stored is not known. Repeat the request with the same Idempotency-Key.",
    headers=RETRY_AFTER,
)
INTERNAL: Final = Problem(
    HTTPStatus.INTERNAL_SERVER_ERROR, "internal_error", "Something is broken here; the log has it under this id."
)
FAULTS: Final[Mapping[type[Exception], Problem]] = {
    OutcomeUnknownError: OUTCOME_UNKNOWN,
    UnavailableError: UNAVAILABLE,
    persistence.OperationalError: UNAVAILABLE,
    persistence.InterfaceError: UNAVAILABLE,
    sqlalchemy.exc.OperationalError: UNAVAILABLE,
    sqlalchemy.exc.InterfaceError: UNAVAILABLE,
    sqlalchemy.exc.TimeoutError: UNAVAILABLE,
}
"""What passes by itself; the first that fits is the answer. An error of the infrastructure is of several kinds at once.

Reads change nothing, so that any error of the connection may be answered so.
"""


def status_of(code: str) -> HTTPStatus:
    """Return the status of a refusal's code.

    Raises:
        KeyError: The table has no row for it.
    """
    return HTTPStatus.CONFLICT if code.startswith(STATE_PREFIXES) else STATUS[code]


def problem_of(refusal: Refusal) -> Problem:
    """Return a refusal as an answer."""
    code = refusal.code
    headers = HEADERS.get(code, {})
    if isinstance(refusal, TooManyAttempts):
        headers = {"Retry-After": str(refusal.retry_after_seconds)}
    return Problem(status_of(code), code, str(refusal), allowed=refusal.allowed, headers=headers)


def problem_of_fault(error: Exception) -> Problem:
    """Return a fault that passes by itself as an answer.

    Raises:
        StopIteration: It is none of those.
    """
    return next(problem for kind, problem in FAULTS.items() if isinstance(error, kind))

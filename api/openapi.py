"""The description of the interface (OpenAPI): the framework's, with what is the same everywhere said once."""

from collections.abc import Iterable, Iterator, Sequence
from http import HTTPStatus
from typing import Any, Final

from fastapi.openapi.utils import get_openapi
from starlette.routing import BaseRoute

from api import status_page
from api.code_fields import describe_codes
from api.commanding import REPLAYED
from api.problem import MEDIA_TYPE

Schema = dict[str, Any]

DESCRIPTION: Final = """
Complaints of a bank, from receipt to closure, as events in a log that only grows.

**Commands** are `POST`s named as what they do. With an `Idempotency-Key` a command is carried out once, however often
it is sent: every repeat gets the first answer, with the header `Idempotent-Replayed: true`; under a key that was used
for another body it is refused (`key_reused`), so that no word is lost. Refused commands are not remembered. With
`If-Match` it is carried out only on the version that you saw. With `Prefer: wait` the answer comes when lists and
searches show it. **Refusals** are problem details (RFC 9457) with a stable `code`; where a case refuses a command,
`allowed` names those that it would take from you now.
""".strip()

PROBLEM: Final[Schema] = {
    "type": "object",
    "description": "Problem details (RFC 9457).",
    "required": ["type", "title", "status", "detail", "code", "allowed", "errors", "instance", "correlation_id"],
    "properties": {
        "type": {"type": "string", "description": "A name for the code, as a URN."},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "A sentence for people. It holds no personal data."},
        "code": {"type": "string", "description": "Stable; programs decide by it."},
        "allowed": {
            "type": "array",
            "items": {"type": "string"},
            "description": "The commands that the case would take from you now.",
        },
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["at", "code", "detail"],
                "properties": {name: {"type": "string"} for name in ("at", "code", "detail")},
            },
            "description": "The fields that cannot be taken.",
        },
        "instance": {"type": "string"},
        "correlation_id": {"type": "string", "description": "The log has the request under it."},
    },
    "examples": [
        {
            "type": "urn:redress:problem:complaint_is_closed",
            "title": "Complaint is closed",
            "status": 409,
            "detail": "'classify' is not taken while the complaint is closed.",
            "code": "complaint_is_closed",
            "allowed": ["add_note", "attach_evidence", "correct", "record_delivery", "reopen"],
            "errors": [],
            "instance": "urn:redress:request:5f0c2c9b7f2e4a41a7a4c2b5a8b1d7f0",
            "correlation_id": "5f0c2c9b7f2e4a41a7a4c2b5a8b1d7f0",
        }
    ],
}

MEANINGS: Final[dict[int, str]] = {
    400: "The request cannot be read: not JSON, or a header without its form.",
    401: "No token, or one that is unknown, expired or revoked.",
    403: "The user may not do this: the role, an interest, a limit, or a second person is needed.",
    404: "There is no such case, or not for this user.",
    409: "The case does not take the command as it stands, or others kept changing it.",
    412: "The case is not at the version in If-Match.",
    413: "The body is above the limit.",
    415: "The body is of a kind that is not taken.",
    422: "A field, or what it says, cannot be taken.",
    429: "This was asked too often; the header Retry-After says in how many seconds it may be asked again.",
    500: "Something is broken; the log has it under the correlation id.",
    503: "The database does not answer, or whether a command was stored is not known: repeat under the same key.",
}
OF_COMMANDS: Final = (400, 401, 403, 404, 409, 412, 413, 415, 422, 500, 503)
OF_READS: Final = (400, 401, 403, 404, 409, 422, 500, 503)
OF_CUSTOMERS: Final = (400, 404, 413, 415, 422, 429, 500, 503)
OF_HEALTH: Final = (500, 503)

PARAMETERS: Final[dict[str, Schema]] = {
    "Idempotency-Key": {
        "description": "Under the same key, user and path the command is carried out once, and has to say the same "
        "(`key_reused`). 1 to 200 visible ASCII.",
        "schema": {"type": "string", "pattern": "^[!-~]{1,200}$"},
        "example": "8e03978e-40d5-43e8-bc93-6894a57f9324",
    },
    "If-Match": {
        "description": "The ETag that you saw, or * for any.",
        "schema": {"type": "string", "pattern": r'^(\*|"[0-9]{1,9}")$'},
        "example": "*",
    },
    "Prefer": {
        "description": "`wait` or `wait=SECONDS`, at most 10: answer when lists and searches show the command. "
        "The answer says `Preference-Applied: wait` where they do.",
        "schema": {"type": "string", "pattern": "^wait(=[0-9]{1,2})?$"},
        "example": "wait=2",
    },
    "X-Correlation-ID": {
        "description": "Your id of the request, for the log; returned, or a new one.",
        "schema": {"type": "string", "pattern": "^[A-Za-z0-9._:-]{1,64}$"},
        "example": "call-4711",
    },
}
HEADERS: Final[dict[str, Schema]] = {
    REPLAYED: {
        "description": "`true`: the command was carried out before under this key, and this is what was answered then.",
        "schema": {"type": "string", "enum": ["true"]},
    }
}
OF_EVERYTHING: Final = ("X-Correlation-ID",)


def describe(routes: Sequence[BaseRoute], version: str) -> Schema:
    """Return the description of routes."""
    schema = get_openapi(title="Redress", version=version, description=DESCRIPTION, routes=routes)
    components = schema.setdefault("components", {})
    for unused in ("HTTPValidationError", "ValidationError"):
        components.get("schemas", {}).pop(unused, None)
    describe_codes(components["schemas"])
    components["schemas"]["Problem"] = PROBLEM
    components["responses"] = {name_of(status): response(meaning) for status, meaning in MEANINGS.items()}
    components["parameters"] = {
        name: {"name": name, "in": "header", **described} for name, described in PARAMETERS.items()
    }
    components["headers"] = HEADERS
    components["securitySchemes"] = {
        "token": {"type": "http", "scheme": "bearer", "description": "Made by `redress token create`."}
    }
    schema["security"] = [{"token": []}]
    for path, method, operation in operations(schema):
        complete(path, method, operation)
    return schema


def operations(schema: Schema) -> Iterator[tuple[str, str, Schema]]:
    """Yield every operation with its path and method."""
    for path, methods in schema["paths"].items():
        for method, operation in methods.items():
            yield path, method, operation


def complete(path: str, method: str, operation: Schema) -> None:
    """Add to an operation what all of its kind have."""
    responses = operation["responses"]
    responses.pop("422", None)
    if path == status_page.PATH:
        operation["security"] = []
        add_parameters(operation, OF_EVERYTHING)
        add_problems(responses, OF_CUSTOMERS)
    elif not path.startswith("/v1/"):
        operation["security"] = []
        add_problems(responses, OF_HEALTH)
    elif method == "post":
        # What begins something, under a path that names nothing yet, has no version to be held against.
        on_a_version = ("If-Match",) if "{" in path else ()
        add_parameters(operation, ("Idempotency-Key", *on_a_version, "Prefer", *OF_EVERYTHING))
        for answered in responses.values():
            answered["headers"] = {REPLAYED: {"$ref": f"#/components/headers/{REPLAYED}"}}
        add_problems(responses, OF_COMMANDS)
    else:
        add_parameters(operation, OF_EVERYTHING)
        add_problems(responses, OF_READS)


def add_parameters(operation: Schema, names: Iterable[str]) -> None:
    """Refer to headers."""
    refs = [{"$ref": f"#/components/parameters/{name}"} for name in names]
    operation["parameters"] = [*operation.get("parameters", []), *refs]


def add_problems(responses: Schema, statuses: Iterable[int]) -> None:
    """Refer to problems."""
    for status in statuses:
        responses[str(status)] = {"$ref": f"#/components/responses/{name_of(status)}"}


def response(meaning: str) -> Schema:
    """Return a problem as an answer."""
    return {"description": meaning, "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}}


def name_of(status: int) -> str:
    """Return the name under which the answers of a status are described."""
    return HTTPStatus(status).phrase.replace(" ", "")

"""Request types 请求类型: data of the bank that says what each kind of request needs and promises."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from domain.documents import Document, InvalidDocument
from domain.personal import Code
from domain.refusals import Refusal


class RequestKind(StrEnum):
    """What a service request is: inquiry 咨询, suggestion 建议, praise 表扬, business handling 业务办理."""

    INQUIRY = "inquiry"
    SUGGESTION = "suggestion"
    PRAISE = "praise"
    BUSINESS = "business"


@dataclass(frozen=True, slots=True)
class RequestType:
    """One row of the document `request_type`.

    `documents`: codes of the list `document_kind` without which it is not fulfilled. `owning_unit`: who handles it,
    None: the unit that received it. `priority` holds until triage. The targets are in calendar hours from receipt;
    `complexity_matters`: the first feedback is promised for complex ones only.
    """

    code: str
    kind: RequestKind
    name_en: str
    name_zh: str = ""
    documents: tuple[str, ...] = ()
    owning_unit: str | None = None
    priority: str = "normal"
    response_hours: Decimal = Decimal(2)
    completion_hours: Decimal = Decimal(24)
    complexity_matters: bool = False

    def __post_init__(self) -> None:
        """Refuse promises that nobody can keep or understand."""
        if not 0 < self.response_hours <= self.completion_hours:
            raise InvalidDocument(f"The type '{self.code}' is answered after it began and not after it is completed.")


@dataclass(frozen=True, slots=True)
class TypeInForce:
    """What the type of a request meant when it was given: a later version of the document changes no promise."""

    code: Code
    kind: RequestKind
    documents: tuple[Code, ...]
    response_hours: Decimal
    completion_hours: Decimal
    complexity_matters: bool
    document_version: int


class UnknownRequestType(Refusal):
    """The document of request types has no such type."""

    code = "unknown_request_type"


def type_of(code: str, types: Document[RequestType]) -> RequestType | None:
    """Return the row of a type, or None."""
    return next((row for row in types.rows if row.code == code), None)


def unknown_type(code: str, types: Document[RequestType]) -> Refusal | None:
    """Refuse a type that the document in force does not have."""
    if type_of(code, types) is not None:
        return None
    known = ", ".join(row.code for row in types.rows) or "none"
    return UnknownRequestType(f"There is no such request type. Known: {known}.")


def in_force(row: RequestType, version: int) -> TypeInForce:
    """Return what a type means today."""
    return TypeInForce(
        code=row.code,
        kind=row.kind,
        documents=row.documents,
        response_hours=row.response_hours,
        completion_hours=row.completion_hours,
        complexity_matters=row.complexity_matters,
        document_version=version,
    )

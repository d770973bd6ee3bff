"""The mark of personal data on the fields of events."""

from dataclasses import dataclass
from typing import Annotated, Any, get_args, get_origin, get_type_hints


@dataclass(frozen=True, slots=True)
class Personal:
    """Marks an event's field as personal data, and says whose key protects it.

    `of` is "case" for free text about a case, else the name of the field of the same event that holds the person's id.
    A marked field is stored as {"k": key id or null, "v": value}; null means not yet encrypted.
    """

    of: str = "case"


CaseText = Annotated[str, Personal("case")]
"""Free text about a case: readable as long as the case's key exists."""


def personal_fields(event_class: type) -> dict[str, Personal]:
    """Return the marked fields of an event class with their marks."""
    hints = get_type_hints(event_class, include_extras=True)
    return {name: mark for name, hint in hints.items() if (mark := mark_of(hint)) is not None}


def mark_of(hint: Any) -> Personal | None:  # noqa: ANN401 (any annotation)
    """Return the mark in an annotation, if it has one."""
    if get_origin(hint) is not Annotated:
        return None
    return next((mark for mark in get_args(hint)[1:] if isinstance(mark, Personal)), None)

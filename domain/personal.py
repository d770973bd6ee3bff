"""The marks on the fields of events: what is personal data, and which texts are not."""

from dataclasses import dataclass
from typing import Annotated, Any, get_args, get_origin, get_type_hints


@dataclass(frozen=True, slots=True)
class Personal:
    """Marks an event's field as personal data, and says whose key protects it.

    `of` is "case" for free text about a case, else the name of the field of the same event that holds the person's id.
    A marked field is stored as {"k": key id or null, "v": value}; null means not yet encrypted.
    """

    of: str = "case"


@dataclass(frozen=True, slots=True)
class NotPersonal:
    """Marks a text that says nothing about a person by itself; `what` says what it is.

    Every text in an event is either personal or one of these: whoever adds a field has to decide.
    """

    what: str


Code = Annotated[str, NotPersonal("a code of a list, or a name of the model itself")]
"""A word out of a closed vocabulary."""

Id = Annotated[str, NotPersonal("an identifier that means something to the bank or an authority alone")]
"""A user, a unit, a case, a payment: who reads it needs the bank's other systems to tell what it stands for."""

Digest = Annotated[str, NotPersonal("a hash of something random")]
"""Proof of a secret that nobody can guess; it tells nothing about anybody."""

PublicText = Annotated[str, NotPersonal("text that the bank or a source published")]
"""Names of codes, brands, the public words of a source."""

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

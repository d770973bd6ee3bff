"""Marks: no text enters an event before somebody said whether it is personal."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from typing import Annotated, Any, get_args, get_origin, get_type_hints
from uuid import UUID

import pytest

from domain.aggregate import DomainEvent
from domain.catalogue import TOPICS
from domain.complaint import Complaint
from domain.personal import NotPersonal, Personal, mark_of, personal_fields


def undecided(hint: Any, path: str) -> Iterator[str]:  # noqa: ANN401 (any annotation)
    """Yield where a text is neither personal nor said not to be."""
    if get_origin(hint) is Annotated:
        if not any(isinstance(mark, Personal | NotPersonal) for mark in get_args(hint)[1:]):
            yield from undecided(get_args(hint)[0], path)
    elif hint in {str, Any, object}:
        yield path
    elif isinstance(hint, type) and is_dataclass(hint):
        hints = get_type_hints(hint, include_extras=True)
        for field in fields(hint):
            yield from undecided(hints[field.name], f"{path}.{field.name}")
    else:
        for inner in get_args(hint):
            yield from undecided(inner, path)


@pytest.mark.parametrize("event", TOPICS.values(), ids=TOPICS.keys())
def test_every_text_of_an_event_is_personal_or_said_not_to_be(event: type[DomainEvent]) -> None:
    assert list(undecided(event, event.__name__)) == []


@pytest.mark.parametrize("event", TOPICS.values(), ids=TOPICS.keys())
def test_every_personal_field_names_the_case_or_a_field_with_a_person(event: type[DomainEvent]) -> None:
    hints = get_type_hints(event)
    for mark in personal_fields(event).values():
        assert mark.of == "case" or hints[mark.of] in {UUID, UUID | None}


def test_a_mark_lies_on_the_field_itself_where_the_mapper_finds_it() -> None:
    """A mark inside of a value or of a union would be overlooked."""
    for event in TOPICS.values():
        for field in fields(event):
            hint = get_type_hints(event, include_extras=True)[field.name]
            assert "Personal(of" not in str(hint) or mark_of(hint) is not None, (event, field.name)


def test_the_marks_of_a_receipt() -> None:
    assert personal_fields(Complaint.Received) == {
        "words": Personal("case"),
        "complainant": Personal("complainant_id"),
        "source_record": Personal("case"),
    }


def test_what_is_not_annotated_has_no_mark() -> None:
    assert mark_of(str) is None
    assert mark_of(Annotated[str, "something else"]) is None


def test_undecided_texts_are_found_wherever_they_hide() -> None:
    class Colour(Enum):
        RED = "red"

    assert list(undecided(tuple[dict[str, Annotated[str, "?"]] | None, ...], "x")) == ["x", "x"]
    assert list(undecided(Annotated[str, Personal()] | Colour | date, "x")) == []

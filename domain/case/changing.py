"""Correcting what was told on any case: by the names of facts, both values kept."""

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any, TypeVar

from domain.refusals import Refusal

T = TypeVar("T")


class UnknownFact(Refusal):
    """`correct` names something that cannot be corrected."""

    code = "unknown_fact"


def names_of(group: type[Any]) -> frozenset[str]:
    """Return the names of the facts in a group."""
    return frozenset(field.name for field in fields(group))


def changed(group: T, changes: Mapping[str, Any]) -> T:
    """Return a group of facts with the changes that belong to it."""
    whole: Any = group
    result: T = replace(whole, **part(changes, names_of(type(group))))
    return result


def part(told: Mapping[str, Any], names: frozenset[str]) -> dict[str, Any]:
    """Return what is told under some names."""
    return {name: value for name, value in told.items() if name in names}


def differing(*groups: tuple[object, object]) -> list[str]:
    """Name what differs between groups before and after, in the order of the alphabet in each."""
    return [
        name
        for before, after in groups
        for name in sorted(names_of(type(before)))
        if getattr(before, name) != getattr(after, name)
    ]


def unknown_names(changes: Mapping[str, Any], known: frozenset[str]) -> Refusal | None:
    """Refuse names of facts that cannot be corrected."""
    unknown = sorted(changes.keys() - known)
    return UnknownFact(f"Cannot be corrected: {', '.join(unknown)}.") if unknown else None

"""What differs between two versions of a policy, place by place."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

NAMES = ("id", "row", "on", "name", "event", "reason")
"""Fields that name an element of a list; others are known by their number."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One place with what stood there and what stands there; null: nothing."""

    at: str
    before: Any
    after: Any


def differences(before: Any, after: Any) -> list[Difference]:  # noqa: ANN401 - what JSON holds
    """Return every place in which two contents differ, in the order of the first, then what the second adds."""
    was, is_now = dict(_places(before, "")), dict(_places(after, ""))
    places = dict.fromkeys((*was, *is_now))
    return [Difference(at, was.get(at), is_now.get(at)) for at in places if was.get(at) != is_now.get(at)]


def _places(value: Any, at: str) -> Iterator[tuple[str, Any]]:  # noqa: ANN401 - what JSON holds
    """Yield every plain value with its place, such as `milestones[decide].stages[0].limit`."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _places(inner, f"{at}.{key}" if at else key)
    elif isinstance(value, list) and any(isinstance(one, dict) for one in value):
        for name, one in _named(value):
            yield from _places(one, f"{at}[{name}]")
    else:
        yield at, value


def _named(elements: list[Any]) -> Iterator[tuple[str, Any]]:
    """Name the elements of a list, so that one that moves is still the same; where two share a name, by number."""
    for field in NAMES:
        names = [one.get(field) for one in elements if isinstance(one, dict)]
        if len(set(names)) == len(elements) and None not in names:
            yield from zip(map(str, names), elements, strict=True)
            return
    yield from ((str(number), one) for number, one in enumerate(elements))

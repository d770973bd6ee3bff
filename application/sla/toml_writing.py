"""A policy as a file that can be changed and published again."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

BARE = re.compile(r"[A-Za-z0-9_-]+")
"""What stands as a key without quotation marks."""


def as_toml(content: Mapping[str, Any]) -> str:
    """Write plain values as TOML: lists of objects become arrays of tables, and what lies in these is inline."""
    return "\n".join(_lines(content)) + "\n"


def _lines(content: Mapping[str, Any]) -> Iterator[str]:
    tables = {key: value for key, value in content.items() if _is_array_of_tables(value)}
    for key, value in content.items():
        if key not in tables:
            yield f"{_key(key)} = {_inline(value)}"
    for key, elements in tables.items():
        for element in elements:
            yield f"\n[[{_key(key)}]]"
            yield from (f"{_key(name)} = {_inline(value)}" for name, value in element.items())


def _is_array_of_tables(value: Any) -> bool:  # noqa: ANN401 - what JSON holds
    return isinstance(value, list) and bool(value) and all(isinstance(one, Mapping) for one in value)


def _inline(value: Any) -> str:  # noqa: ANN401 - what JSON holds
    if isinstance(value, Mapping):
        return f"{{ {', '.join(f'{_key(key)} = {_inline(inner)}' for key, inner in value.items())} }}"
    if isinstance(value, list):
        return f"[{', '.join(map(_inline, value))}]"
    # What JSON escapes, TOML reads; the one character that TOML alone wants escaped is DEL.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _key(name: str) -> str:
    return name if BARE.fullmatch(name) else _inline(name)

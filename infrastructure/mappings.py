"""The mapping files: those that ship, and those that a bank writes."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any, get_args, get_type_hints

import msgspec

from application.importing.mapping import SourceMapping
from infrastructure.operator_error import OperatorError

SUFFIX = ".toml"


def shipped_mappings() -> list[str]:
    """Name the mappings that come with the engine."""
    shipped = files("infrastructure.shipped").joinpath("mappings").iterdir()
    return sorted(file.name.removesuffix(SUFFIX) for file in shipped if file.name.endswith(SUFFIX))


def load_mapping(name_or_path: str) -> SourceMapping:
    """Load a mapping by the name of a shipped one, or from the path of a file.

    Raises:
        OperatorError: There is none, or it cannot be used; the sentence says why.
    """
    if name_or_path in shipped_mappings():
        shipped = files("infrastructure.shipped").joinpath("mappings", name_or_path + SUFFIX)
        return read_mapping(shipped.read_text(encoding="utf-8"), name_or_path)
    try:
        text = Path(name_or_path).read_text(encoding="utf-8")
    except FileNotFoundError:
        raise OperatorError(
            f"There is no mapping {name_or_path!r}: name a file, or one of those that ship with the engine "
            f"({', '.join(shipped_mappings())})."
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        raise OperatorError(f"The mapping {name_or_path} cannot be read: {error}.") from None
    return read_mapping(text, name_or_path)


def read_mapping(text: str, name: str) -> SourceMapping:
    """Read a mapping from TOML.

    Raises:
        OperatorError: It is not TOML, or says something that no mapping says.
    """
    try:
        content = tomllib.loads(text)
        if unknown := next(_unknown(SourceMapping, content), None):
            raise OperatorError(f"The mapping {name} cannot be used: it has an unknown key {unknown}.")
        return msgspec.convert(content, SourceMapping)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise OperatorError(f"The mapping {name} cannot be used: {error}.") from None


def _unknown(kind: type, content: Mapping[str, Any], prefix: str = "") -> Iterator[str]:
    """Yield the keys that a dataclass does not have: a misspelt one would be silently without effect."""
    hints = get_type_hints(kind)
    for key, value in content.items():
        if key not in {field.name for field in fields(kind)}:
            yield f"{prefix}{key}"
            continue
        inner = next((part for part in (hints[key], *get_args(hints[key])) if is_dataclass(part)), None)
        for item in value if isinstance(value, list) else [value]:
            if isinstance(inner, type) and isinstance(item, dict):
                yield from _unknown(inner, item, f"{prefix}{key}.")

"""The policy packs: those that come with the engine, and those that a bank writes."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path

from application.sla.policy_text import every_refusal, read_pack
from domain.actor import Role
from domain.catalogue import TOPICS
from domain.complaint.values import DispatchWay
from domain.refusals import Refusal
from domain.sla.pack import Pack
from domain.sla.pack_rules import Vocabulary
from infrastructure.calendars import shipped_calendars
from infrastructure.code_lists import shipped_lists
from infrastructure.operator_error import OperatorError

SUFFIX = ".toml"


@cache
def shipped_vocabulary() -> Vocabulary:
    """Return what packs may speak of where a bank has no lists and calendars of its own."""
    lists = {name: frozenset(entry.code for entry in entries) for name, entries in shipped_lists()[1].items()}
    return Vocabulary(
        events=frozenset(TOPICS),
        pause_reasons=lists["suspension_reason"],
        extension_reasons=lists["extension_reason"],
        calendars=frozenset(shipped_calendars()),
        channels=lists["channel"],
        sources=lists["source"],
        roles=frozenset(role.value for role in Role),
        ways=frozenset(way.value for way in DispatchWay),
    )


def shipped_texts() -> Mapping[str, str]:
    """Return the shipped packs as they are written, by id."""
    found = sorted(files("infrastructure.shipped").joinpath("packs").iterdir(), key=lambda file: file.name)
    return {
        file.name.removesuffix(SUFFIX): file.read_text(encoding="utf-8") for file in found if file.name.endswith(SUFFIX)
    }


@cache
def shipped_packs() -> Mapping[str, Pack]:
    """Return the shipped packs by id."""
    return {name: read_pack(text, shipped_vocabulary()) for name, text in shipped_texts().items()}


def load_pack(name_or_path: str) -> Pack:
    """Load a pack by the id of a shipped one, or from the path of a file.

    Raises:
        OperatorError: There is none, or it is refused; the sentence names the line, the reason and its code.
    """
    if name_or_path in shipped_packs():
        return shipped_packs()[name_or_path]
    try:
        return read_pack(_text(Path(name_or_path)), shipped_vocabulary())
    except Refusal as refusal:
        raise OperatorError(f"The pack {name_or_path} is refused, {refusal} [{refusal.code}]") from None


def pack_faults(file: Path) -> list[str]:
    """Return everything that is wrong with a pack file, each in one sentence with its line and code.

    Raises:
        OperatorError: It cannot be read.
    """
    return [f"{refusal} [{refusal.code}]" for refusal in every_refusal(_text(file), shipped_vocabulary())]


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise OperatorError(
            f"There is no pack '{file}': name a file, or one of those that ship with the engine "
            f"({', '.join(shipped_packs())})."
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        raise OperatorError(f"The pack {file} cannot be read: {error}.") from None

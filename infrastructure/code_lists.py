"""The code lists: published when they ship, read from the log, kept for a short while in memory."""

import time
import tomllib
from collections.abc import Callable
from datetime import date
from importlib.resources import files
from threading import Lock

from application.command import Command
from application.ledger import Ledger
from application.reference_data import ReferenceLists
from domain.codes import CodeEntry, Codes
from domain.reference_data import hash_of
from infrastructure.shipping import is_due

FRESH_SECONDS = 5.0
"""How long a process may work with lists that another one has replaced meanwhile."""


def shipped_lists() -> tuple[date, dict[str, list[CodeEntry]]]:
    """Read the lists that come with the engine, and from when they are in force."""
    text = files("infrastructure.shipped").joinpath("code_lists.toml").read_text(encoding="utf-8")
    content = tomllib.loads(text)
    lists = {name: [CodeEntry(*entry) for entry in entries] for name, entries in content["lists"].items()}
    return content["effective_from"], lists


def publish_shipped(ledger: Ledger, command_for: Callable[[str], Command]) -> None:
    """Publish every shipped list that was never published with this content, unless a bank's own is the last."""
    lists = ReferenceLists(ledger)

    def shipping(name: str, content_hash: str) -> Command:
        return command_for(f"list {name} {content_hash}")

    effective_from, shipped = shipped_lists()
    for name, entries in shipped.items():
        command = shipping(name, hash_of(entries))
        if is_due(ledger, name, command, shipping):
            lists.publish(name, entries, effective_from, command=command)


class CachedCodes:
    """The lists in force, loaded again every few seconds."""

    def __init__(self, ledger: Ledger) -> None:
        """Load on first use."""
        self._lists = ReferenceLists(ledger)
        self._names = tuple(shipped_lists()[1])
        self._lock = Lock()
        self._codes: Codes | None = None
        self._loaded_at = 0.0

    def __call__(self) -> Codes:
        """Return the lists in force, at most a few seconds old."""
        codes = self._codes
        # While one loads them again, the others go on with what they have.
        if codes is not None and (self._are_fresh() or self._lock.locked()):
            return codes
        with self._lock:
            if self._codes is None or not self._are_fresh():
                self._codes = self._lists.in_force(self._names)
                self._loaded_at = time.monotonic()
            return self._codes

    def _are_fresh(self) -> bool:
        return time.monotonic() - self._loaded_at < FRESH_SECONDS

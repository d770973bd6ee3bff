"""Documents of the bank: published when they ship, read from the log, kept for a short while in memory."""

import logging
import time
import tomllib
from collections.abc import Callable, Iterator
from datetime import date
from hashlib import sha256
from importlib.resources import files
from threading import Lock
from typing import Any

from application.command import Command
from application.ledger import Ledger
from application.reference_data import ReferenceLists
from application.sla.policy_text import as_document
from domain.documents import Document, write_rows
from domain.sla.pack_refusals import CalendarInForce, PackInForce
from infrastructure.calendars import shipped_calendars
from infrastructure.code_lists import FRESH_SECONDS
from infrastructure.policies import shipped_packs
from infrastructure.shipping import is_due

logger = logging.getLogger(__name__)

SINCE_EVER = date(2000, 1, 1)
"""From when a pack or calendar is in force that does not say: before any case there is."""


def shipped_documents() -> Iterator[tuple[str, date, str]]:
    """Yield the documents that come with the engine: name, from when they are in force, rows as canonical JSON."""
    yield from _shipped_lists()
    for calendar_id, calendar in shipped_calendars().items():
        yield f"calendar.{calendar_id}", calendar.effective_from or SINCE_EVER, as_document(calendar)
    for pack_id, pack in shipped_packs().items():
        yield f"pack.{pack_id}", pack.effective_from or SINCE_EVER, as_document(pack)


def _shipped_lists() -> Iterator[tuple[str, date, str]]:
    for file in sorted(files("infrastructure.shipped").joinpath("documents").iterdir(), key=lambda file: file.name):
        if file.name.endswith(".toml"):
            content = tomllib.loads(file.read_text(encoding="utf-8"))
            yield file.name.removesuffix(".toml"), content["effective_from"], write_rows(content["rows"])


def publish_shipped_documents(ledger: Ledger, command_for: Callable[[str], Command]) -> None:
    """Publish every shipped document that was never published with this content, unless a bank's own is the last."""
    lists = ReferenceLists(ledger)

    def shipping(name: str, content_hash: str) -> Command:
        return command_for(f"document {name} {content_hash}")

    for name, effective_from, document in shipped_documents():
        command = shipping(name, sha256(document.encode()).hexdigest())
        if not is_due(ledger, name, command, shipping):
            continue
        try:
            lists.publish_document(name, document, effective_from, command=command)
        except (PackInForce, CalendarInForce):
            # The engine works with what was published: it stays as it is, whatever a later release carries.
            logger.warning("not published: another content under the same version", extra={"document": name})


class CachedDocuments:
    """The documents in force, each loaded again every few seconds."""

    def __init__(self, ledger: Ledger) -> None:
        """Load on first use."""
        self._lists = ReferenceLists(ledger)
        self._lock = Lock()
        self._kept: dict[str, tuple[float, Document[Any]]] = {}

    def __call__(self, name: str) -> Document[Any]:
        """Return a document in force, at most a few seconds old."""
        kept = self._kept.get(name)
        # While one loads it again, the others go on with what they have.
        if kept and (time.monotonic() - kept[0] < FRESH_SECONDS or self._lock.locked()):
            return kept[1]
        with self._lock:
            document = self._lists.document_in_force(name)
            self._kept[name] = (time.monotonic(), document)
            return document

"""What ships with the engine, held against what a bank has published itself."""

import logging
from collections.abc import Callable

from application.command import Command
from application.ledger import Ledger
from application.ports import HistoryEntry
from domain.documents import AppliesTo
from domain.reference_data import ReferenceData, stream_of

logger = logging.getLogger(__name__)


def is_due(ledger: Ledger, name: str, command: Command, shipping: Callable[[str, str], Command]) -> bool:
    """Tell whether a shipped content is to be published: it never was, and the last version also came with the engine.

    `shipping` gives the command under which a content of a list is published as shipped, by its hash.
    """
    loaded = ledger.event_log.load(ReferenceData, stream_of(name), command.id)
    if loaded.repeated:
        return False
    if loaded.aggregate.version and not _last_was_shipped(ledger, name, shipping):
        logger.info("not published: the bank has a later version of its own", extra={"list": name})
        return False
    return True


def _last_was_shipped(ledger: Ledger, name: str, shipping: Callable[[str, str], Command]) -> bool:
    """Tell where the last version in force came from. Drafts for what-ifs are passed over."""
    entries = [entry for entry in ledger.event_log.history(stream_of(name)) if not _is_draft(entry)]
    if not entries:
        return False
    content_hash = getattr(entries[-1].event, "content_hash", "")
    return bool(entries[-1].metadata.get("command_id") == str(shipping(name, content_hash).id))


def _is_draft(entry: HistoryEntry) -> bool:
    return getattr(entry.event, "applies_to", None) is AppliesTo.WHAT_IF_ONLY

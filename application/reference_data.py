"""The use cases of reference data: publish a list, read the lists in force."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from application.command import Command, Receipt
from application.ledger import Ledger
from application.reference_text import forgotten, read_reference
from application.rights import role_refusal
from domain.codes import CodeEntry, Codes
from domain.documents import Document, InvalidDocument
from domain.reference_data import InvalidList, ReferenceData, stream_of
from domain.refusals import refuse_first


@dataclass(frozen=True, slots=True)
class ReferenceVersion:
    """A version of a list or document, when it was published and by whom."""

    event: ReferenceData.Published | ReferenceData.DocumentPublished
    published_at: datetime
    published_by: str
    is_in_force: bool = False


class ReferenceLists:
    """The bank's lists, one stream each."""

    def __init__(self, ledger: Ledger) -> None:
        """Work on a ledger."""
        self._ledger = ledger

    def publish(self, name: str, entries: Iterable[CodeEntry], effective_from: date, *, command: Command) -> Receipt:
        """Publish a version of a list; the content that is in force already adds nothing.

        Raises:
            RoleForbidden: The role does not publish.
            InvalidList: The list contradicts itself.
        """
        refuse_first(role_refusal(command.by.role, "reference_data.publish"))
        stream_id = stream_of(name)

        def publish(reference_data: ReferenceData, now: datetime) -> None:
            reference_data.publish(name, entries, effective_from, now=now)

        return self._ledger.change(ReferenceData, stream_id, command, publish, may_begin=True)

    def publish_document(self, name: str, document: str, effective_from: date, *, command: Command) -> Receipt:
        """Publish a version of a document; the content that is in force already adds nothing.

        Raises:
            RoleForbidden: The role does not publish.
            InvalidDocument: It is not what documents of this name are.
        """
        refuse_first(role_refusal(command.by.role, "reference_data.publish"))

        def publish(reference_data: ReferenceData, now: datetime) -> None:
            reference_data.publish_document(name, document, effective_from, now=now)

        return self._ledger.change(ReferenceData, stream_of(name), command, publish, may_begin=True)

    def publish_text(
        self, text: str, names: Iterable[str], effective_from: date | None = None, *, command: Command
    ) -> Receipt:
        """Publish what a file holds as the next version of one of the lists with these `names`, or of a document.

        Without `effective_from` it is in force from the date that the file says, or from today. Codes are for ever: one
        that is no longer used stays, with the day from which it is not valid any more.

        Raises:
            RoleForbidden: The role does not publish.
            InvalidDocument: It is no TOML, no list or document that there is, or has other fields.
            InvalidList: The list contradicts itself, or lacks a code that was published before.
        """
        refuse_first(role_refusal(command.by.role, "reference_data.publish"))
        told = read_reference(text)
        if told.document is None and told.name not in (known := sorted(names)):
            raise InvalidDocument(f"There is no list '{told.name}'. There are: {', '.join(known)}.")

        def publish(reference_data: ReferenceData, now: datetime) -> None:
            since = effective_from or told.effective_from or now.date()
            if told.document is not None:
                reference_data.publish_document(told.name, told.document, since, now=now)
                return
            before = reference_data.versions[-1].entries if reference_data.version else ()
            if lost := forgotten(before, told.entries):
                raise InvalidList(f"Codes are for ever; give these a `valid_until` instead: {', '.join(lost)}.")
            reference_data.publish(told.name, told.entries, since, now=now)

        return self._ledger.change(ReferenceData, stream_of(told.name), command, publish, may_begin=True)

    def versions(self, name: str) -> tuple[ReferenceVersion, ...]:
        """Return every version of a list or document, the oldest first.

        Raises:
            NotFound: There is none of this name.
        """
        now = self._ledger.look(ReferenceData, stream_of(name)).now
        found = [
            ReferenceVersion(entry.event, entry.recorded_at, str(entry.metadata.get("user", "")))
            for entry in self._ledger.event_log.history(stream_of(name))
            if isinstance(entry.event, (ReferenceData.Published, ReferenceData.DocumentPublished))
        ]
        in_force = [place for place, one in enumerate(found) if one.event.effective_from <= now.date()]
        return tuple(
            replace(one, is_in_force=bool(in_force) and place == in_force[-1]) for place, one in enumerate(found)
        )

    def document_in_force(self, name: str) -> Document[Any]:
        """Load a document by name.

        Raises:
            NotFound: It was never published.
            NotInForce: It is not in force yet.
        """
        found = self._ledger.look(ReferenceData, stream_of(name))
        return found.aggregate.document(found.now.date())

    def in_force(self, names: Iterable[str]) -> Codes:
        """Load lists by name.

        Raises:
            NotFound: A list was never published.
            NotInForce: A list is not in force yet.
        """
        found = {name: self._ledger.look(ReferenceData, stream_of(name)) for name in names}
        return Codes({name: loaded.aggregate.code_list(loaded.now.date()) for name, loaded in found.items()})

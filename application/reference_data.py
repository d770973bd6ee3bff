"""The use cases of reference data: publish a list, read the lists in force."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from application.command import Command, Receipt
from application.ledger import Ledger
from application.rights import role_refusal
from domain.codes import CodeEntry, Codes
from domain.documents import Document
from domain.reference_data import ReferenceData, stream_of
from domain.refusals import refuse_first


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

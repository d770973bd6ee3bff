"""The use cases of the bank's lists and documents: published as files, looked at with all their versions."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from application.command import Command, Receipt
from application.ledger import Ledger, NotFound
from application.reference_text import DOCUMENTS, ReferenceText, forgotten, read_reference, write_reference
from application.rights import role_refusal
from domain.actor import Actor
from domain.documents import InvalidDocument
from domain.reference_data import InvalidList, ReferenceData, stream_of
from domain.refusals import refuse_first

Version = ReferenceData.Published | ReferenceData.DocumentPublished


@dataclass(frozen=True, slots=True)
class ListLine:
    """One version of a list or document."""

    number: int
    effective_from: date
    content_hash: str
    published_at: datetime
    published_by: str
    is_in_force: bool


@dataclass(frozen=True, slots=True)
class Listed:
    """A list or document: what is in force today (null: nothing yet), and how many versions there are."""

    name: str
    is_document: bool
    in_force: ListLine | None
    versions: int


@dataclass(frozen=True, slots=True)
class ListOfLists:
    """All lists and documents, by name."""

    items: list[Listed]


@dataclass(frozen=True, slots=True)
class ShownList:
    """One version of a list or document as a file that can be changed and published, and every version there is."""

    name: str
    shown: ListLine
    versions: list[ListLine]
    text: str


class Lists:
    """What can be done with code lists and documents. Packs, calendars and the selection table are policies."""

    def __init__(self, ledger: Ledger, names: Iterable[str]) -> None:
        """Work on a ledger; `names` are the code lists that the engine asks for."""
        self._ledger = ledger
        self._names = frozenset(names)

    def publish(self, text: str, effective_from: date | None = None, *, command: Command) -> Receipt:
        """Publish what a file holds as the next version of its list. What was published last already adds nothing.

        Without `effective_from` it is in force from the date that the file says, or from today. Codes are for ever: one
        that is no longer used stays, with the day from which it is not valid any more.

        Raises:
            RoleForbidden: The role does not publish.
            InvalidDocument: It is no TOML, no list or document that there is, or has other fields.
            InvalidList: The list contradicts itself, or lacks a code that was published before.
        """
        refuse_first(role_refusal(command.by.role, "reference_data.publish"))
        told = read_reference(text)
        if told.document is None and told.name not in self._names:
            raise InvalidDocument(f"There is no list '{told.name}'. There are: {', '.join(sorted(self._names))}.")

        def publish(reference_data: ReferenceData, now: datetime) -> None:
            since = effective_from or told.effective_from or now.date()
            if told.document is not None:
                reference_data.publish_document(told.name, told.document, since, now=now)
                return
            refuse_forgotten(reference_data, told)
            reference_data.publish(told.name, told.entries, since, now=now)

        return self._ledger.change(ReferenceData, stream_of(told.name), command, publish, may_begin=True)

    def overview(self, by: Actor) -> ListOfLists:
        """Return every list and document, with what is in force today.

        Raises:
            RoleForbidden: The role does not read them.
        """
        refuse_first(role_refusal(by.role, "reference_data.read"))
        items = []
        for name in sorted(self._names | DOCUMENTS):
            lines = [line for line, _ in self._versions(name)]
            current = next((line for line in lines if line.is_in_force), None)
            items.append(Listed(name, name in DOCUMENTS, current, len(lines)))
        return ListOfLists(items)

    def show(self, name: str, number: int | None, by: Actor) -> ShownList:
        """Return a version of a list or document; without a number the one in force today, or else the last.

        Raises:
            RoleForbidden: The role does not read them.
            NotFound: There is none of this name, or no such version.
        """
        refuse_first(role_refusal(by.role, "reference_data.read"))
        versions = self._versions(name) if name in self._names | DOCUMENTS else []
        wanted = [one for one in versions if (one[0].number == number if number else one[0].is_in_force)]
        if not (wanted or (versions and number is None)):
            raise NotFound("There is no such list, or no such version of it.")
        line, version = (wanted or versions)[-1]
        return ShownList(name, line, [one for one, _ in versions], write_reference(version))

    def last(self, name: str, by: Actor) -> ListLine:
        """Return the version that was published last.

        Raises:
            RoleForbidden: The role does not read them.
            NotFound: There is none of this name.
        """
        return self.show(name, None, by).versions[-1]

    def _versions(self, name: str) -> list[tuple[ListLine, Version]]:
        """Return every version, the oldest first."""
        today = self._ledger.event_log.load(ReferenceData, stream_of(name)).now.date()
        found = [
            (entry, entry.event)
            for entry in self._ledger.event_log.history(stream_of(name))
            if isinstance(entry.event, (ReferenceData.Published, ReferenceData.DocumentPublished))
        ]
        begun = [place for place, (_, event) in enumerate(found) if event.effective_from <= today]
        return [
            (
                ListLine(
                    event.list_version,
                    event.effective_from,
                    event.content_hash,
                    entry.recorded_at,
                    str(entry.metadata.get("user", "")),
                    is_in_force=place == (begun[-1] if begun else None),
                ),
                event,
            )
            for place, (entry, event) in enumerate(found)
        ]


def refuse_forgotten(reference_data: ReferenceData, told: ReferenceText) -> None:
    """Refuse a version that lacks codes of the one before.

    Raises:
        InvalidList: It does.
    """
    before = reference_data.versions[-1].entries if reference_data.version else ()
    if lost := forgotten(before, told.entries):
        raise InvalidList(f"Codes are for ever; give these a `valid_until` instead: {', '.join(lost)}.")

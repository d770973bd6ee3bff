"""Attachments: files beside the log, addressed by the hash of their bytes."""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from typing import Protocol
from uuid import UUID

from application.case_file import CaseFiles
from application.command import Command, Receipt, fingerprint_of
from application.complaints import Complaints
from application.ledger import Ledger, NotFound
from application.ports import Keyed
from application.rights import role_refusal
from domain.actor import Actor
from domain.complaint import Complaint
from domain.complaint.values import Attachment
from domain.refusals import Refusal, refuse_first


class FileTooLarge(Refusal):
    """The file is above the limit."""

    code = "file_too_large"


class FileEmpty(Refusal):
    """The file has no bytes."""

    code = "file_empty"


class FileTypeNotTaken(Refusal):
    """Files of this type are not taken."""

    code = "file_type_not_taken"


class MissingFileError(Exception):
    """The log knows a file that the store does not have."""


class Incoming(Protocol):
    """A file that is being written. Left without `keep`, nothing of it stays."""

    @property
    def size_bytes(self) -> int:
        """How much was written so far."""
        ...

    def write(self, chunk: bytes) -> None:
        """Add bytes."""
        ...

    def keep(self) -> str:
        """Put the file in its place for good and return its digest; one that is there already stays."""
        ...


class AttachmentStore(Protocol):
    """Keeps files by their digest: SHA-256 of their bytes, in hexadecimal."""

    def incoming(self) -> AbstractContextManager[Incoming]:
        """Begin a file."""
        ...

    def chunks(self, digest: str) -> Iterator[bytes]:
        """Return the bytes of a file, some at a time.

        Raises:
            MissingFileError: It is not there.
        """
        ...


@dataclass(frozen=True, slots=True)
class FileLimits:
    """What is taken."""

    size_bytes: int
    media_types: frozenset[str]


class Attachments:
    """The use cases of files: attach one to a case, read it again."""

    def __init__(
        self,
        complaints: Complaints,
        case_files: CaseFiles,
        ledger: Ledger,
        store: AttachmentStore,
        limits: FileLimits,
        *,
        keyed: Keyed,
    ) -> None:
        """Work on complaints, with a store beside the log."""
        self._complaints = complaints
        self._case_files = case_files
        self._ledger = ledger
        self._store = store
        self.limits = limits
        self._keyed = keyed

    def expect(self, of: UUID, media_type: str, command: Command) -> None:
        """Refuse before a byte is read what would be refused afterwards.

        Raises:
            RoleForbidden, NotFound, NotInThisState: As `Complaints.attach_evidence`.
            FileTypeNotTaken: Not one of the types that are taken.
        """
        refuse_first(role_refusal(command.by.role, "complaint.attach_evidence"))
        if media_type not in self.limits.media_types:
            raise FileTypeNotTaken(
                f"Files of this type are not taken; taken: {', '.join(sorted(self.limits.media_types))}."
            )
        loaded = self._ledger.event_log.load(Complaint, of, command.id)
        if not loaded.aggregate.version:
            raise NotFound("There is no such case.")
        if not loaded.repeated:
            self._complaints.expect(loaded.aggregate, command.by, "attach_evidence")

    def incoming(self) -> AbstractContextManager[Incoming]:
        """Begin a file."""
        return self._store.incoming()

    def write(self, incoming: Incoming, chunk: bytes) -> None:
        """Add bytes to a file.

        Raises:
            FileTooLarge: The file is above the limit.
        """
        if incoming.size_bytes + len(chunk) > self.limits.size_bytes:
            raise FileTooLarge(f"A file has at most {self.limits.size_bytes} bytes.")
        incoming.write(chunk)

    def attach(
        self, of: UUID, incoming: Incoming, *, media_type: str, file_name: str, description: str, command: Command
    ) -> tuple[Receipt, str]:
        """Keep a written file, then attach it; return its digest as well.

        Raises:
            FileEmpty: Nothing was written.
            Refusal: As `Complaints.attach_evidence`; the file then stays in the store without a case.
        """
        if not incoming.size_bytes:
            raise FileEmpty("The file has no bytes.")
        attachment = Attachment(incoming.keep(), incoming.size_bytes, media_type, file_name)
        said = (attachment.digest, media_type, file_name, description)
        own = replace(command, fingerprint=fingerprint_of(self._keyed, command.id, *said))
        return self._complaints.attach_evidence(of, attachment, description, command=own), attachment.digest

    def read(self, of: UUID, digest: str, by: Actor) -> tuple[Attachment, Iterator[bytes]]:
        """Return a file of a case with its bytes.

        Raises:
            RoleForbidden, NotFound: As `CaseFiles.attachment`.
            MissingFileError: The store has lost it.
        """
        attachment = self._case_files.attachment(of, digest, by)
        return attachment, self._store.chunks(digest)

"""The attachment store: one file for each digest, under the data directory."""

import hashlib
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, Final

from application.attachments import MissingFileError

CHUNK_BYTES: Final = 262_144

MEDIA_TYPES: Final = frozenset(
    {
        "application/pdf",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "application/zip",
        "audio/mp4",
        "audio/mpeg",
        "audio/wav",
        "image/heic",
        "image/jpeg",
        "image/png",
        "image/tiff",
        "image/webp",
        "message/rfc822",
        "text/csv",
        "text/plain",
        "video/mp4",
    }
)
"""Letters, scans, pictures, recordings; nothing that a browser runs."""


class IncomingFile:
    """A file under a name of its own until it is kept."""

    def __init__(self, root: Path, path: Path, file: BinaryIO) -> None:
        """Write to an open file."""
        self.size_bytes = 0
        self._root, self._path, self._file = root, path, file
        self._hash = hashlib.sha256()

    def write(self, chunk: bytes) -> None:
        """Add bytes."""
        self._file.write(chunk)
        self._hash.update(chunk)
        self.size_bytes += len(chunk)

    def keep(self) -> str:
        """Let the bytes reach the disk, then the name; after that they are there whatever happens."""
        self._file.flush()
        os.fsync(self._file.fileno())
        digest = self._hash.hexdigest()
        place = place_of(self._root, digest)
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._path.replace(place)
        for directory in (place.parent, place.parent.parent, self._root):
            sync(directory)
        return digest


class FileStore:
    """Keeps files as `ab/cd/abcd...`, written beside and renamed."""

    def __init__(self, root: Path) -> None:
        """Keep the files under a directory, made when the first comes."""
        self._root = root

    @contextmanager
    def incoming(self) -> Iterator[IncomingFile]:
        """Begin a file; nothing of it stays unless it is kept."""
        self._root.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = self._root / f"incoming-{secrets.token_hex(16)}"
        try:
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                yield IncomingFile(self._root, path, file)
        finally:
            with suppress(FileNotFoundError):
                path.unlink()

    def chunks(self, digest: str) -> Iterator[bytes]:
        """Open a file at once and return its bytes, some at a time."""
        try:
            file = place_of(self._root, digest).open("rb")
        except FileNotFoundError:
            raise MissingFileError(digest) from None
        return _chunks_of(file)


def _chunks_of(file: BinaryIO) -> Iterator[bytes]:
    with file:
        while chunk := file.read(CHUNK_BYTES):
            yield chunk


def place_of(root: Path, digest: str) -> Path:
    """Return where a file lies: at most 256 entries in each directory but the last."""
    return root / digest[:2] / digest[2:4] / digest


def sync(directory: Path) -> None:
    """Let the names in a directory reach the disk."""
    descriptor = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

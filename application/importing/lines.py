"""The lines of a file, which can be handed out again when a record turns out to be broken."""

from collections import deque
from typing import BinaryIO, Self

from application.importing.records import LARGEST_RECORD

BYTE_ORDER_MARK = "\ufeff"
SKIP_BYTES = 65_536


class RecordTooLongError(Exception):
    """The record that is being read is larger than `LARGEST_RECORD`."""


class Lines:
    """An iterator over the lines of a binary file, as text with their ends.

    It remembers the lines that the present record has `taken`. Memory does not grow with the file, nor with its
    longest line: what a line has beyond `LARGEST_RECORD` is skipped.
    """

    def __init__(self, file: BinaryIO) -> None:
        """Read a file from where it stands."""
        self._file = file
        self._given_back: deque[str] = deque()
        self._size = 0
        self.taken: list[str] = []
        self.line = 1
        """The number of the line that comes next."""
        self.bytes_read = 0

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> str:
        line = self._given_back.popleft() if self._given_back else self._read()
        self.taken.append(line)
        self.line += 1
        self._size += len(line)
        if self._size > LARGEST_RECORD:
            raise RecordTooLongError
        return line

    def begin(self) -> int:
        """Begin a record; return the number of its first line."""
        self.taken = []
        self._size = 0
        return self.line

    def give_back(self, *, all_but: int) -> None:
        """Keep the first lines of the present record; the others come again."""
        self.line -= len(self.taken) - all_but
        self._given_back.extendleft(reversed(self.taken[all_but:]))
        del self.taken[all_but:]

    def _read(self) -> str:
        raw = self._file.readline(LARGEST_RECORD + 1)
        if not raw:
            raise StopIteration
        self.bytes_read += len(raw)
        if len(raw) > LARGEST_RECORD and not raw.endswith(b"\n"):
            self._skip_to_the_end_of_the_line()
        text = _text(raw)
        return text.removeprefix(BYTE_ORDER_MARK) if self.line == 1 else text

    def _skip_to_the_end_of_the_line(self) -> None:
        while piece := self._file.readline(SKIP_BYTES):
            self.bytes_read += len(piece)
            if piece.endswith(b"\n"):
                return


def _text(raw: bytes) -> str:
    """Decode a line; what is not UTF-8 stays recognisable."""
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode(errors="surrogateescape")

"""The source's file: which format it has, and its records."""

from collections.abc import Iterator
from io import BufferedReader

from application.importing.csv_records import CsvRecords
from application.importing.json_records import JsonRecords
from application.importing.lines import Lines
from application.importing.mapping import SourceMapping
from application.importing.records import Record, UnusableFileError

UTF_8_MARK = b"\xef\xbb\xbf"
UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")
PEEK_BYTES = 64


class SourceFile:
    """A CSV or JSON lines file in UTF-8, with or without a byte order mark, read from its beginning to its end."""

    def __init__(self, file: BufferedReader, mapping: SourceMapping) -> None:
        """Find out the format, and read the header where there is one.

        Raises:
            UnusableFileError: The file is in another format, or lacks columns of the mapping.
        """
        self._lines = Lines(file)
        beginning = file.peek(PEEK_BYTES)
        self._records = _records(self._lines, _first_character(beginning), mapping)

    def __iter__(self) -> Iterator[Record]:
        """Yield every record once."""
        return iter(self._records)

    @property
    def bytes_read(self) -> int:
        """How much of the file was read."""
        return self._lines.bytes_read


def _records(lines: Lines, first: bytes, mapping: SourceMapping) -> CsvRecords | JsonRecords:
    if first == b"{":
        return JsonRecords(lines)
    if first == b"[":
        raise UnusableFileError("The file is one JSON array; put each object on a line of its own, without the array.")
    return CsvRecords(
        lines,
        columns=mapping.columns,
        record_id=mapping.record_id,
        id_pattern=mapping.layout.id_pattern,
        delimiter=mapping.layout.delimiter,
    )


def _first_character(beginning: bytes) -> bytes:
    """Return the first byte that is no space.

    Raises:
        UnusableFileError: The file is empty, or in UTF-16.
    """
    if beginning.startswith(UTF_16_MARKS):
        raise UnusableFileError("The file is in UTF-16; save it as UTF-8.")
    content = beginning.removeprefix(UTF_8_MARK)
    if not content:
        raise UnusableFileError("The file is empty.")
    return content.lstrip()[:1]

"""The records of a CSV file, where a broken one takes no others along."""

import csv
import re
from collections.abc import Iterator, Sequence

from application.importing.lines import Lines, RecordTooLongError
from application.importing.records import LARGEST_RECORD, TOO_LONG, Fault, Record, UnusableFileError, is_plain, unfit

NO_MATCH = "the quotes do not match"


class CsvRecords:
    """Reads records with quoted line ends.

    A quote that does not end would make one record of all that follows. So where the quotes of a record are broken,
    the record ends before the next line on which a whole one begins: one with the right number of columns, whose id
    looks like one.

    Source: RFC 4180.
    """

    def __init__(
        self, lines: Lines, *, columns: Sequence[str], record_id: str, id_pattern: str, delimiter: str = ","
    ) -> None:
        """Read the header, which must have these `columns` among its own, in any order.

        Raises:
            UnusableFileError: It has not, or it names a column twice.
        """
        # The whole record is what is limited here; fields are looked at later, when their column is known.
        csv.field_size_limit(LARGEST_RECORD)
        self._lines = lines
        self._reader = csv.reader(lines, strict=True, delimiter=delimiter)
        self._header = self._read_header(columns)
        self._id_index = self._header.index(record_id)
        self._looks_like_an_id = re.compile(id_pattern).fullmatch
        quote_or_not = f'"[^"]*(?:""[^"]*)*"|(?!")[^{re.escape(delimiter)}\r\n]*'
        self._whole_field = re.compile(f"(?:{quote_or_not})(?:{re.escape(delimiter)}|[\r\n]|$)")

    def __iter__(self) -> Iterator[Record]:
        """Yield every record; blank lines are none."""
        while True:
            line = self._lines.begin()
            try:
                row = next(self._reader)
            except StopIteration:
                return
            except (csv.Error, RecordTooLongError):
                yield self._broken(line, self._broken_lines())
            else:
                if row:
                    yield self._record(line, row)

    def _record(self, line: int, row: list[str]) -> Record:
        """Make a record of a row that the quotes delimit properly."""
        taken = self._lines.taken
        if len(taken) > 1 and not self._is_plausible(row) and (hiding := self._hidden(line)):
            return hiding
        raw = taken[0] if len(taken) == 1 else "".join(taken)
        if len(row) != len(self._header):
            return Record(line, raw, fault=self._wrong_number(len(row)))
        fields = dict(zip(self._header, row, strict=True))
        return Record(line, raw, fields, None if is_plain(raw) else unfit(fields))

    def _wrong_number(self, number: int) -> Fault:
        missing = self._header[number] if number < len(self._header) else ""
        return Fault(f"{number} columns instead of {len(self._header)}", missing)

    def _is_plausible(self, row: Sequence[str]) -> bool:
        """Tell whether a row may well be a whole record."""
        return len(row) == len(self._header) and self._looks_like_an_id(row[self._id_index].strip()) is not None

    def _hidden(self, line: int) -> Record | None:
        """Return the broken beginning of a row that closes its quotes only by swallowing a whole record."""
        number = len(self._lines.taken)
        broken = self._broken_lines(at_most=number)
        if len(broken) < number:
            return self._broken(line, broken)
        self._lines.taken = broken
        return None

    def _broken_lines(self, *, at_most: int | None = None) -> list[str]:
        """Take lines up to the next on which a plausible record begins, or up to the end or a limit."""
        lines = self._lines
        broken = lines.taken[:1]
        lines.give_back(all_but=1)
        size = len(broken[0])
        while size <= LARGEST_RECORD and (at_most is None or len(broken) < at_most):
            lines.begin()
            found = self._attempt()
            if not lines.taken or (found and self._is_plausible(found)):
                lines.give_back(all_but=0)
                break
            broken += lines.taken[:1]
            size += len(broken[-1])
            lines.give_back(all_but=1)
        return broken

    def _attempt(self) -> list[str] | None:
        """Parse from here; None where there is no record with matching quotes."""
        try:
            return next(self._reader, None)
        except (csv.Error, RecordTooLongError):
            return None

    def _broken(self, line: int, lines: list[str]) -> Record:
        raw = "".join(lines)
        if len(lines[0]) > LARGEST_RECORD:
            return Record(line, raw, fault=Fault(TOO_LONG))
        return Record(line, raw, fault=Fault(NO_MATCH, self._column_that_breaks(raw)))

    def _column_that_breaks(self, raw: str) -> str:
        """Name the column of the first field whose quotes do not match."""
        at = number = 0
        while number < len(self._header) - 1 and (match := self._whole_field.match(raw, at)):
            at, number = match.end(), number + 1
        return self._header[number]

    def _read_header(self, columns: Sequence[str]) -> list[str]:
        try:
            header = next(self._reader, [])
        except (csv.Error, RecordTooLongError):
            header = []
        if missing := [column for column in columns if column not in header]:
            found = f"; its first line begins with {header[0][:40]!r}" if header else ""
            raise UnusableFileError(f"The file has no column {', '.join(map(repr, missing))}{found}.")
        if twice := sorted({column for column in header if header.count(column) > 1}):
            raise UnusableFileError(f"The file has more than one column {', '.join(map(repr, twice))}.")
        return header

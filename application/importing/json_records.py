"""The records of a JSON lines file."""

import json
from collections.abc import Iterator

from application.importing.lines import Lines, RecordTooLongError
from application.importing.records import TOO_LONG, Fault, Record, unfit


class JsonRecords:
    """Reads one object per line; its keys are the columns."""

    def __init__(self, lines: Lines) -> None:
        """Read from the first line on: there is no header."""
        self._lines = lines

    def __iter__(self) -> Iterator[Record]:
        """Yield every record; blank lines are none."""
        while True:
            number = self._lines.begin()
            try:
                text = next(self._lines)
            except StopIteration:
                return
            except RecordTooLongError:
                yield Record(number, self._lines.taken[0], fault=Fault(TOO_LONG))
                continue
            if text.strip():
                yield _record(number, text)


def _record(number: int, text: str) -> Record:
    try:
        # Numbers stay as they are written: an id is no quantity.
        content = json.loads(text, parse_int=str, parse_float=str, parse_constant=str)
    except (ValueError, RecursionError):
        return Record(number, text, fault=Fault("is not JSON"))
    if not isinstance(content, dict):
        return Record(number, text, fault=Fault("is not a JSON object"))
    fields = {key: _text(value) for key, value in content.items()}
    return Record(number, text, fields, unfit(fields))


def _text(value: object) -> str:
    """Return a value as the text that a CSV file would have; null is empty."""
    if isinstance(value, str):
        return value
    return "" if value is None else json.dumps(value, ensure_ascii=False)

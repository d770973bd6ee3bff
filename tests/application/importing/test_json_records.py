"""Tests of the JSON lines reader."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from application.importing.records import LARGEST_RECORD
from tests.application.importing.files import ANY_TEXT, faults_of, json_records, rows_of

OBJECTS = st.lists(st.dictionaries(ANY_TEXT, ANY_TEXT, min_size=1, max_size=4), max_size=6)


@given(OBJECTS, st.booleans())
def test_whatever_is_written_as_json_lines_comes_back(objects: list[dict[str, str]], ascii_only: bool) -> None:  # noqa: FBT001 - made by hypothesis
    content = "".join(json.dumps(one, ensure_ascii=ascii_only) + "\n" for one in objects)
    assert [record.fields for record in json_records(content.encode())] == objects


def test_numbers_stay_as_they_are_written_and_null_is_empty() -> None:
    (record,) = json_records(b'{"id": 0012345678901234567890e5, "no": null}\n{"id": 7.50, "ok": true, "no": null}')[1:]
    assert record.fields == {"id": "7.50", "ok": "true", "no": ""}


@pytest.mark.parametrize(
    ("line", "column", "reason"),
    [
        (b"{", "", "is not JSON"),
        (b"[" * 100_000, "", "is not JSON"),
        (b"[1]", "", "is not a JSON object"),
        (b'{"a": "\\u0000"}', "a", "holds a NUL character"),
        (b'{"a": "\\ud800"}', "a", "holds bytes that are not UTF-8"),
        (b'{"a": "\xff"}', "a", "holds bytes that are not UTF-8"),
        (b'{"a": "' + b"x" * LARGEST_RECORD, "", "longer than 1,048,576 characters; only its beginning is kept"),
    ],
)
def test_a_broken_line_rejects_itself_alone(line: bytes, column: str, reason: str) -> None:
    records = json_records(b'{"a": "1"}\n\n' + line + b'\n{"a": "2"}\n')
    assert rows_of(records) == [["1"], ["2"]]
    assert faults_of(records) == [(3, column, reason)]

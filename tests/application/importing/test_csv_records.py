"""Tests of the CSV reader: every record comes back, and a broken one takes no others along."""

import tracemalloc
from io import BytesIO
from typing import BinaryIO, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from application.importing.csv_records import CsvRecords
from application.importing.lines import Lines
from application.importing.records import LARGEST_FIELD, LARGEST_RECORD, UnusableFileError
from tests.application.importing.files import ANY_TEXT, HEADER, csv_bytes, csv_records, faults_of, rows_of

IDS = st.integers(0, 10**9).map(str)
TRICKY_TEXT = st.text('ab",\n\r 7é投', max_size=12)
ROWS = st.lists(st.tuples(IDS, ANY_TEXT | TRICKY_TEXT, ANY_TEXT | TRICKY_TEXT), max_size=8)


def squeezed(text: str) -> str:
    """Leave line ends out: blank lines between records belong to none."""
    return text.replace("\n", "").replace("\r", "")


@given(ROWS)
def test_whatever_is_written_as_csv_comes_back(rows: list[tuple[str, str, str]]) -> None:
    assert rows_of(csv_records(csv_bytes(*rows))) == [list(row) for row in rows]


@given(ROWS)
def test_a_byte_order_mark_changes_nothing(rows: list[tuple[str, str, str]]) -> None:
    assert csv_records(b"\xef\xbb\xbf" + csv_bytes(*rows)) == csv_records(csv_bytes(*rows))


@given(st.binary(max_size=400))
def test_nothing_of_a_file_is_lost_whatever_it_holds(content: bytes) -> None:
    records = csv_records(b"id,text,day\n" + content)
    raw = "".join(record.raw for record in records)
    assert squeezed(raw) == squeezed(content.decode(errors="surrogateescape"))


@given(ROWS)
def test_a_record_knows_the_line_on_which_it_begins(rows: list[tuple[str, str, str]]) -> None:
    content = csv_bytes(*rows)
    lines = content.decode().split("\n")
    for record in csv_records(content):
        assert "\n".join(lines[record.line - 1 :]).startswith(record.raw.split("\n")[0])


QUOTED = st.text("abc,\n", min_size=1, max_size=20)
SOUND = st.tuples(IDS, st.text('abc"\n', max_size=20), st.just("2024-05-01"))


@given(st.lists(SOUND, max_size=5), st.lists(SOUND, max_size=5), QUOTED)
def test_a_quote_that_does_not_end_rejects_its_own_record_alone(
    before: list[tuple[str, str, str]], after: list[tuple[str, str, str]], text: str
) -> None:
    broken = f'77,"{text}'.encode() + b"\r\n"
    rest = csv_bytes(*after, header=after[0])[len(csv_bytes(header=after[0])) :] if after else b""
    records = csv_records(csv_bytes(*before) + broken + rest)
    assert rows_of(records) == [list(row) for row in (*before, *after)]
    assert [fault[1:] for fault in faults_of(records)] == [("text", "the quotes do not match")]


@given(st.lists(SOUND, max_size=5), st.lists(SOUND, max_size=5))
def test_text_after_a_closing_quote_rejects_its_own_record_alone(
    before: list[tuple[str, str, str]], after: list[tuple[str, str, str]]
) -> None:
    content = csv_bytes(*before, ("77", "BROKEN", "x"), *after).replace(b"BROKEN", b'"two\nlines"more')
    records = csv_records(content)
    assert rows_of(records) == [list(row) for row in (*before, *after)]
    assert [record.raw for record in records if record.fault] == ['77,"two\nlines"more,x\r\n']


def test_a_record_cut_off_by_the_end_of_the_file_is_rejected_where_it_begins() -> None:
    records = csv_records(b'id,text,day\n1,"a\nb",x\n2,"cut of')
    assert rows_of(records) == [["1", "a\nb", "x"]]
    assert faults_of(records) == [(4, "text", "the quotes do not match")]
    assert records[-1].raw == '2,"cut of'


def test_a_row_that_swallows_others_until_its_quotes_match_gives_them_back() -> None:
    records = csv_records(b'id,text,day\n1,"open,x\n2,b,y\n3,c",z,w\n4,d,w\n')
    assert rows_of(records) == [["2", "b", "y"], ["4", "d", "w"]]
    assert faults_of(records) == [(2, "text", "the quotes do not match"), (4, "", "4 columns instead of 3")]


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (b"1,a", "2 columns instead of 3"),
        (b"1,a,b,c", "4 columns instead of 3"),
        (b'1,"a\nb\nc"', "2 columns instead of 3"),
        (b"just words", "1 columns instead of 3"),
    ],
)
def test_a_wrong_number_of_columns_rejects_one_record(row: bytes, fault: str) -> None:
    records = csv_records(b"id,text,day\n" + row + b"\n2,b,y\n")
    assert rows_of(records) == [["2", "b", "y"]]
    assert [reason for _, _, reason in faults_of(records)] == [fault]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (b"a\0b", "holds a NUL character"),
        (b"a\xffb", "holds bytes that are not UTF-8"),
        (b"\xed\xa0\x80", "holds bytes that are not UTF-8"),
        (b"a" * (LARGEST_FIELD + 1), "has 100,001 characters; 100,000 are the most"),
    ],
)
def test_what_cannot_be_stored_names_its_column(text: bytes, reason: str) -> None:
    records = csv_records(b"id,text,day\n1," + text + b",x\n2,b,y\n")
    assert faults_of(records) == [(2, "text", reason)]
    assert rows_of(records) == [["2", "b", "y"]]


def test_a_carriage_return_outside_quotes_rejects_one_record() -> None:
    records = csv_records(b"id,text,day\n1,a\rb,x\n2,b,y\n")
    assert [line for line, _, _ in faults_of(records)] == [2]
    assert rows_of(records) == [["2", "b", "y"]]


def test_blank_lines_are_no_records() -> None:
    assert rows_of(csv_records(b"id,text,day\n\n1,a,x\r\n\r\n\n2,b,y\n\n")) == [["1", "a", "x"], ["2", "b", "y"]]


@pytest.mark.parametrize("content", [b"id,text\n1,a\n", b"", b"\xff\xfe", b'"id,text,day'])
def test_a_header_without_the_columns_is_refused(content: bytes) -> None:
    with pytest.raises(UnusableFileError, match="has no column"):
        csv_records(content)


def test_a_column_that_comes_twice_is_refused() -> None:
    with pytest.raises(UnusableFileError, match="more than one column 'day'"):
        csv_records(b"id,text,day,day\n")


def test_columns_may_stand_in_any_order_and_others_are_kept() -> None:
    (record,) = csv_records(b"note,day,id,text\nn,x,1,a\n")
    assert record.fields == {"note": "n", "day": "x", "id": "1", "text": "a"}


def test_a_line_without_end_is_rejected_and_never_held_whole() -> None:
    records = csv_records(b"id,text,day\n1," + b"a" * (3 * LARGEST_RECORD) + b",x\n2,b,y\n")
    assert faults_of(records) == [(2, "", "longer than 1,048,576 characters; only its beginning is kept")]
    assert len(records[0].raw) == LARGEST_RECORD + 1
    assert rows_of(records) == [["2", "b", "y"]]


def test_an_open_quote_before_a_long_rest_rejects_one_record() -> None:
    rest = b"".join(b"%d,plain words without any quote,2024-05-01\n" % number for number in range(2, 40_000))
    records = csv_records(b'id,text,day\n1,"open,x\n' + rest)
    assert faults_of(records) == [(2, "text", "the quotes do not match")]
    assert len(rows_of(records)) == 39_998


class Endless:
    """A file of many records that is never in memory as a whole."""

    def __init__(self, records: int) -> None:
        self.left = records

    def readline(self, _limit: int = -1) -> bytes:
        self.left -= 1
        return b'1,"some words, quoted",2024-05-01\n' if self.left > 0 else b""


def test_memory_does_not_grow_with_the_file() -> None:
    lines = Lines(cast("BinaryIO", Endless(50_000)))
    lines._given_back.append("id,text,day\n")
    tracemalloc.start()
    count = sum(1 for _ in CsvRecords(lines, columns=HEADER, record_id="id", id_pattern="[0-9]+"))
    _, peak_bytes = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 49_999
    assert peak_bytes < 1_000_000


def test_the_readers_bytes_add_up_to_the_file() -> None:
    content = csv_bytes(("1", "é\n投", "x"), ("2", "b", "y"))
    lines = Lines(BytesIO(content))
    list(CsvRecords(lines, columns=HEADER, record_id="id", id_pattern="[0-9]+"))
    assert lines.bytes_read == len(content)

"""Documents: rows with a shape of their own."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

import pytest

from domain.documents import AppliesTo, Document, InvalidDocument, read_rows, write_rows
from domain.reference_data import ROWS, NotInForce, ReferenceData, rows_of
from domain.refusals import Refusal
from tests.domain.fixed import NOW
from tests.domain.language import Given


class Colour(StrEnum):
    RED = "red"


@dataclass(frozen=True)
class Part:
    name: str


@dataclass(frozen=True)
class Row:
    code: str
    number: int = 0
    is_on: bool = False
    share: Decimal = Decimal(1)
    begins_on: date | None = None
    words: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()
    colour: Colour = Colour.RED


@pytest.fixture(autouse=True)
def the_documents(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(ROWS, "thing", Row)


def test_rows_are_read_as_their_types() -> None:
    text = (
        '[{"code": "a", "number": 2, "is_on": true, "share": 0.5, "begins_on": "2026-01-01", "words": ["x", "y"],'
        ' "parts": [{"name": "p"}], "colour": "red"}, {"code": "b", "begins_on": null}]'
    )
    whole = Row("a", 2, True, Decimal("0.5"), date(2026, 1, 1), ("x", "y"), (Part("p"),), Colour.RED)  # noqa: FBT003 - one row
    assert read_rows(text, Row) == (whole, Row("b"))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[", "not JSON"),
        ("{}", "a list of rows"),
        ("[1]", "row 1: an object"),
        ("[{}]", "row 1: code is missing"),
        ('[{"code": "a", "size": 1}]', "no field size"),
        ('[{"code": 1}]', "row 1.code: a str"),
        ('[{"code": "a", "number": true}]', "row 1.number: a int"),
        ('[{"code": "a", "words": "x"}]', "row 1.words: a list"),
        ('[{"code": "a", "words": [1]}]', r"row 1.words\[0\]: a str"),
        ('[{"code": "a", "begins_on": "soon"}]', "this is no date"),
        ('[{"code": "a", "share": "much"}]', "this is no Decimal"),
        ('[{"code": "a", "share": true}]', "a Decimal is wanted"),
        ('[{"code": "a", "colour": "green"}]', "this is no Colour"),
    ],
)
def test_what_does_not_fit_is_named(text: str, told: str) -> None:
    with pytest.raises(InvalidDocument, match=told):
        read_rows(text, Row)


def test_rows_are_written_in_one_way() -> None:
    assert write_rows([{"b": date(2026, 1, 1), "a": "中"}]) == '[{"a":"中","b":"2026-01-01"}]'


JANUARY, MARCH = date(2026, 1, 1), date(2026, 3, 1)
ONE, TWO = '[{"code":"a"}]', '[{"code":"b"}]'


def published(*versions: tuple[str, date]) -> ReferenceData:
    data = Given(ReferenceData).replayed()
    for document, effective_from in versions:
        data.publish_document("thing", document, effective_from, now=NOW)
    return data


def test_the_document_in_force_is_the_latest_that_has_begun() -> None:
    data = published((ONE, JANUARY), (TWO, MARCH))
    assert (data.document(JANUARY).rows, data.document(MARCH).rows) == ((Row("a"),), (Row("b"),))
    assert data.document(MARCH).version == 2


def test_a_draft_for_what_ifs_is_never_in_force() -> None:
    data = published((ONE, JANUARY))
    data.publish_document("thing", TWO, JANUARY, applies_to=AppliesTo.WHAT_IF_ONLY, now=NOW)
    assert data.document(MARCH) == Document("thing", 1, (Row("a"),))
    data.publish_document("thing", TWO, JANUARY, applies_to=AppliesTo.OPEN_MILESTONES, now=NOW)
    assert data.document(MARCH) == Document("thing", 3, (Row("b"),))
    data.publish_document("thing", TWO, JANUARY, applies_to=AppliesTo.OPEN_MILESTONES, now=NOW)
    assert [version.applies_to for version in data.documents] == ["new_cases", "what_if_only", "open_milestones"]


def test_where_there_are_only_drafts_nothing_is_in_force() -> None:
    data = ReferenceData.blank(UUID(int=1))
    data.publish_document("thing", ONE, JANUARY, applies_to=AppliesTo.WHAT_IF_ONLY, now=NOW)
    with pytest.raises(NotInForce):
        data.document(MARCH)


def test_the_same_document_again_does_nothing() -> None:
    assert len(published((ONE, JANUARY), (ONE, JANUARY)).collect_events()) == 1


def test_a_list_has_no_document_and_a_document_no_list() -> None:
    with pytest.raises(NotInForce):
        published((ONE, MARCH)).document(JANUARY)
    with pytest.raises(NotInForce):
        published((ONE, JANUARY)).code_list(JANUARY)


def test_only_known_documents_are_published() -> None:
    with pytest.raises(InvalidDocument, match="no document 'other'"):
        Given(ReferenceData).replayed().publish_document("other", ONE, JANUARY, now=NOW)
    with pytest.raises(InvalidDocument, match="not JSON"):
        Given(ReferenceData).replayed().publish_document("thing", "", JANUARY, now=NOW)


def calendar_document(version: str, zone: str = "UTC", calendar_id: str = "test") -> str:
    hours = {"mon": [["09:00", "17:00"]]}
    return write_rows([{"id": calendar_id, "version": version, "zone": zone, "hours": hours}])


def test_a_calendar_is_a_document_of_its_own_and_a_version_of_it_is_never_edited() -> None:
    calendars = ReferenceData.blank(UUID(int=1))
    calendars.publish_document("calendar.test", calendar_document("1"), JANUARY, now=NOW)
    calendars.publish_document("calendar.test", calendar_document("1"), JANUARY, now=NOW)
    with pytest.raises(Refusal) as caught:
        calendars.publish_document("calendar.test", calendar_document("1", "Asia/Shanghai"), MARCH, now=NOW)
    assert caught.value.code == "calendar_in_force"
    calendars.publish_document("calendar.test", calendar_document("2", "Asia/Shanghai"), MARCH, now=NOW)
    assert [version.list_version for version in calendars.documents] == [1, 2]
    (row,) = calendars.document(JANUARY).rows
    assert (row.version, row.zone) == ("1", "UTC")


def test_a_pack_is_never_edited_under_its_version() -> None:
    packs = ReferenceData.blank(UUID(int=1))
    head = {"id": "p", "version": 1, "kind": "internal", "authority": "a", "source": "s", "calendar": "c"}
    packs.publish_document("pack.p", write_rows([{**head, "milestones": []}]), JANUARY, now=NOW)
    with pytest.raises(Refusal) as caught:
        packs.publish_document("pack.p", write_rows([{**head, "authority": "b", "milestones": []}]), JANUARY, now=NOW)
    assert caught.value.code == "pack_in_force"


@pytest.mark.parametrize("document", [calendar_document("1", calendar_id="other"), "[]"])
def test_a_calendar_is_named_like_its_document(document: str) -> None:
    with pytest.raises(InvalidDocument, match="exactly one row, with the id 'test'"):
        rows_of("calendar.test", document)
    with pytest.raises(InvalidDocument, match="no document 'calendar'"):
        rows_of("calendar", document)

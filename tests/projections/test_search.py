"""Tests: cases are found by what is said in them."""

from dataclasses import replace

import pytest
from sqlalchemy import Engine, text

from domain.aggregate import DomainEvent
from domain.complaint import Complaint
from domain.complaint.receiving import Intake
from domain.complaint.values import Words
from domain.reference import reference_for
from domain.sight import Sight
from infrastructure.event_store import EventLog
from projections import search, worklist
from projections.keyset import InvalidCursor
from projections.search import Search
from tests.domain.complaint.values import BY_POST, FACTS, intake
from tests.domain.fixed import ANN, CODES, NOW
from tests.projections.asking import EVE, ZOE
from tests.projections.following import append, begin, follow
from tests.projections.histories import case_id, histories, interleaved

PLAIN = replace(FACTS, about=())
VIEWS = (worklist.VIEW, search.VIEW)


def complaint(number: int, told: Intake | None = None) -> Complaint:
    """Receive a complaint."""
    reference = reference_for("C", FACTS.received_at.date(), number)
    return Complaint.receive(
        told or intake(), stream_id=case_id(number), reference=reference, codes=CODES, by=ANN, now=NOW
    )


def events(*complaints: Complaint) -> list[DomainEvent]:
    """Return what happened to complaints."""
    return interleaved(complaints)


def found(engine: Engine, text: str, asking: Sight = ZOE) -> list[str]:
    """Return the references that a text finds."""
    return [entry.reference for entry in Search(engine).page(text, asking=asking).items]


@pytest.fixture
def three(engine: Engine, log: EventLog) -> list[Complaint]:
    """Three complaints in the views."""
    begin(engine, VIEWS)
    one = complaint(
        1, replace(intake(), words=Words("我的银行卡被重复扣款。", "Card charged twice", "退还"), facts=PLAIN)
    )
    two = complaint(2, replace(intake(), words=Words("Nobody calls back about my card.", "No call"), facts=PLAIN))
    two.add_note("She asks for Mr. Wu at the Jing'an branch. 找吴经理", by=ANN, now=NOW)
    three = complaint(3, replace(intake(), words=Words("About Eve.", "Eve"), facts=replace(PLAIN, employee_id="eve")))
    append(log, events(one, two, three))
    follow(engine, VIEWS)
    return [one, two, three]


def test_english_and_chinese_words_and_notes_are_found(engine: Engine, three: list[Complaint]) -> None:
    one, two, _ = (each.reference for each in three)

    assert found(engine, "CHARGED twice") == [one]
    assert found(engine, "重复") == [one]
    assert found(engine, "复扣") == [one]
    assert found(engine, "扣款重复") == []
    assert found(engine, "吴") == [two]
    assert found(engine, "jing'an") == [two]
    assert set(found(engine, "card")) == {one, two}
    assert found(engine, "card 银行卡") == [one]
    assert found(engine, one) == [one]
    assert found(engine, "nothing like it") == []
    assert found(engine, " ,;。") == []


def test_a_note_and_the_subject_may_hold_a_word_each(engine: Engine, three: list[Complaint]) -> None:
    assert found(engine, "wu back") == [three[1].reference]


def test_a_case_about_the_asking_user_is_not_found(engine: Engine, three: list[Complaint]) -> None:
    assert found(engine, "about eve") == [three[2].reference]
    assert found(engine, "about eve", asking=EVE) == []


def test_corrected_words_are_found_and_wrong_ones_are_not(
    engine: Engine, log: EventLog, three: list[Complaint]
) -> None:
    one = three[0]
    before = len(one.pending_events)
    one.correct({"narrative": "我的信用卡被扣款。"}, "Misheard.", codes=CODES, by=ANN, now=NOW)
    append(log, list(one.pending_events)[before:])  # type: ignore[arg-type]
    follow(engine, VIEWS)

    assert found(engine, "信用") == [one.reference]
    assert found(engine, "银行") == []
    assert found(engine, one.reference) == [one.reference]


def test_what_was_asked_told_and_corrected_is_found(engine: Engine, log: EventLog, three: list[Complaint]) -> None:
    one = three[0]
    before = len(one.pending_events)
    one.give_task("cards", "The journal of the terminal, please.", None, by=ANN, now=NOW)
    one.answer_task("t1", "It lies in the vault.", at=None, by=ANN, now=NOW)
    one.send_progress("We have asked the courier.", BY_POST, at=None, by=ANN, now=NOW)
    sent = one.pending_events[-1]
    assert isinstance(sent, Complaint.ProgressSent)
    right = {"text": "We have asked the postman."}
    one.correct_report(one.version, right, "Misheard.", reported=sent, by=ANN, now=NOW)
    append(log, list(one.pending_events)[before:])  # type: ignore[arg-type]
    follow(engine, VIEWS)

    for word in ("journal", "vault", "courier", "postman"):
        assert found(engine, word) == [one.reference], word


def test_the_pages_hold_every_case_once_the_newest_first(engine: Engine, log: EventLog) -> None:
    begin(engine, VIEWS)
    append(log, interleaved(histories(60, steps=2)))
    follow(engine, VIEWS)
    asked = Search(engine)
    items, after = [], None
    while True:
        page = asked.page("c 2026", asking=ZOE, after=after, limit=7)
        items += page.items
        after = page.next
        if after is None:
            break

    assert len(items) == len({item.case_id for item in items}) == 60
    assert [item.received_at for item in items] == sorted((item.received_at for item in items), reverse=True)


@pytest.mark.parametrize("cursor", ["", "x", "W10", "WyJhIiwiYiJd", "eyJhIjoxfQ", "WzEsMl0", "bnVsbA"])
def test_a_cursor_of_another_list_is_refused(engine: Engine, three: list[Complaint], cursor: str) -> None:
    assert three
    with pytest.raises(InvalidCursor):
        Search(engine).page("card", asking=ZOE, after=cursor)


def test_postgresql_knows_the_words_better_than_it_usually_would(engine: Engine) -> None:
    begin(engine, VIEWS)
    with engine.connect() as connection:
        question = "SELECT attstattarget FROM pg_attribute WHERE attrelid = 'view.search_words'::regclass"
        assert connection.scalar(text(question)) == 400

"""What a customer is told: coarse stages in the bank's words."""

import pytest

from domain.complaint.customer_status import STAGES, WAYS, Stage
from domain.complaint.state import BEFORE_END, State
from domain.complaint.values import DispatchWay
from domain.documents import write_rows
from domain.reference_data import rows_of
from domain.refusals import Refusal

WORDS = {"name_en": "Name", "name_zh": "名称", "next_en": "Next", "next_zh": "下一步"}


def document(*stages: str) -> str:
    return write_rows([{"stage": stage, **WORDS} for stage in stages])


def test_every_state_has_a_stage_and_every_stage_a_state() -> None:
    assert STAGES.keys() == set(State)
    assert set(STAGES.values()) == set(Stage)


def test_how_the_bank_works_on_a_complaint_does_not_show() -> None:
    at_work = {State.OPEN, State.INVESTIGATING, State.PROPOSED, State.APPROVED}
    assert {STAGES[state] for state in at_work} == {Stage.IN_PROGRESS}
    assert not {STAGES[state] for state in BEFORE_END} & {STAGES[state] for state in set(State) - BEFORE_END}


def test_every_way_to_send_an_answer_has_words_in_both_languages() -> None:
    assert WAYS.keys() == set(DispatchWay)
    assert all(english and chinese for english, chinese in WAYS.values())


def test_a_bank_publishes_words_for_every_stage() -> None:
    assert [row.stage for row in rows_of("customer_status", document(*Stage))] == list(Stage)


@pytest.mark.parametrize("stages", [tuple(Stage)[1:], (*Stage, Stage.CLOSED), ()])
def test_words_that_leave_a_customer_without_an_answer_are_refused(stages: tuple[str, ...]) -> None:
    with pytest.raises(Refusal, match="Each of these stages has one row") as refused:
        rows_of("customer_status", document(*stages))
    assert refused.value.code == "invalid_document"

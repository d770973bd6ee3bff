"""The quality check 质检."""

from dataclasses import replace
from typing import Any

import pytest

from domain.documents import InvalidDocument
from domain.interaction import Interaction
from domain.interaction.forms import QualityCriterion
from domain.interaction.values import CheckState
from tests.domain.fixed import BEN, CODES, FORMS, NOW
from tests.domain.interaction.examples import ANSWERED, BY_ANN, ENDED, SAMPLED, SCORE, SCORED, given, happened, now
from tests.domain.language import Happening

BY_BEN: dict[str, Any] = {"by": BEN, "now": NOW}
CLOSED = (*SCORED, happened(Interaction.CheckClosed))
BETTER = replace(SCORE, points={"manner": 10, "answer": 5}, total=15)
POINTS = {"manner": 9, "answer": 5}


def test_a_contact_that_is_over_is_sampled() -> None:
    given(*ENDED).when(lambda c: c.sample_for_check("random", codes=CODES, **BY_BEN)).then(
        now(Interaction.SampledForCheck)
    )
    given(*SAMPLED).when(lambda c: c.sample_for_check("random", codes=CODES, **BY_BEN)).then()
    given(*CLOSED).when(lambda c: c.sample_for_check("random", codes=CODES, **BY_BEN)).then(
        now(Interaction.SampledForCheck, check_id="k2")
    )
    given(*ENDED).when(lambda c: c.sample_for_check("retired", codes=CODES, **BY_BEN)).refuses("unknown_code")
    given(ANSWERED).when(lambda c: c.sample_for_check("random", codes=CODES, **BY_BEN)).refuses(
        "interaction_is_answered"
    )


def test_it_is_scored_on_a_form() -> None:
    scored = given(*SAMPLED).when(lambda c: c.score_check("call", POINTS, forms=FORMS, **BY_BEN))
    assert scored.then(now(Interaction.CheckScored)).checks[0].score == SCORE
    given(*SCORED).when(lambda c: c.score_check("call", POINTS, forms=FORMS, **BY_BEN)).then()
    better = given(*SCORED).when(lambda c: c.score_check("call", {"manner": 10, "answer": 5}, forms=FORMS, **BY_BEN))
    assert better.then(now(Interaction.CheckScored, score=BETTER)).checks[0].state is CheckState.SCORED


@pytest.mark.parametrize(
    ("form", "points", "code"),
    [
        ("letter", POINTS, "unknown_form"),
        ("call", {"manner": 9}, "wrong_points"),
        ("call", {**POINTS, "colour": 1}, "wrong_points"),
        ("call", {"manner": 11, "answer": 5}, "wrong_points"),
        ("call", {"manner": -1, "answer": 5}, "wrong_points"),
    ],
)
def test_points_that_do_not_fit_the_form_are_refused(form: str, points: dict[str, int], code: str) -> None:
    given(*SAMPLED).when(lambda c: c.score_check(form, points, forms=FORMS, **BY_BEN)).refuses(code)


def test_each_finding_and_each_answer_counts() -> None:
    found = happened(Interaction.CheckFindingRecorded)
    noticed = given(*SAMPLED, found).when(lambda c: c.record_check_finding("The day was not told.", **BY_BEN))
    assert noticed.then(now(Interaction.CheckFindingRecorded)).checks[0].findings == 2
    answered = given(*SCORED).when(lambda c: c.answer_check("I have told it now.", **BY_ANN))
    answered.then(now(Interaction.CheckAnswered))
    again = given(*SCORED, happened(Interaction.CheckAnswered))
    again.when(lambda c: c.answer_check("I have told it now.", **BY_ANN)).then(now(Interaction.CheckAnswered))


def test_a_check_is_closed_once_it_has_a_score() -> None:
    closed = given(*SCORED).when(lambda c: c.close_check(**BY_BEN)).then(now(Interaction.CheckClosed))
    assert closed.open_check is None
    given(*SAMPLED).when(lambda c: c.close_check(**BY_BEN)).refuses("check_not_scored")
    given(*SAMPLED).when(lambda c: c.answer_check("What?", **BY_ANN)).refuses("check_not_scored")


@pytest.mark.parametrize("past", [ENDED, CLOSED])
def test_without_a_check_there_is_nothing_to_go_on_with(past: tuple[Happening, ...]) -> None:
    contact = given(*past)
    contact.when(lambda c: c.score_check("call", POINTS, forms=FORMS, **BY_BEN)).refuses("no_open_check")
    contact.when(lambda c: c.record_check_finding("So.", **BY_BEN)).refuses("no_open_check")
    contact.when(lambda c: c.answer_check("So.", **BY_ANN)).refuses("no_open_check")
    contact.when(lambda c: c.close_check(**BY_BEN)).refuses("no_open_check")


def test_nobody_checks_a_contact_of_their_own() -> None:
    given(*ENDED).when(lambda c: c.sample_for_check("random", codes=CODES, **BY_ANN)).refuses("own_contact")
    given(*SAMPLED).when(lambda c: c.score_check("call", POINTS, forms=FORMS, **BY_ANN)).refuses("own_contact")
    given(*SAMPLED).when(lambda c: c.record_check_finding("So.", **BY_ANN)).refuses("own_contact")
    given(*SCORED).when(lambda c: c.close_check(**BY_ANN)).refuses("own_contact")


def test_only_the_agent_answers() -> None:
    given(*SCORED).when(lambda c: c.answer_check("So.", **BY_BEN)).refuses("not_own_contact")


def test_what_may_be_done_next_follows_from_the_same_rules() -> None:
    anytime = {"add_entry", "identify_customer", "link_case", "open_complaint", "open_request"}
    assert set(given(*SCORED).replayed().permitted(BEN)) == {
        *anytime,
        *("sample_for_check", "score_check", "record_check_finding", "close_check"),
    }


def test_a_fold_that_lacks_the_sampling_does_not_break() -> None:
    for late in (Interaction.CheckScored, Interaction.CheckFindingRecorded, Interaction.CheckClosed):
        assert given(*ENDED, happened(late)).replayed().checks[0].check_id == "k1"


def test_a_criterion_brings_something() -> None:
    with pytest.raises(InvalidDocument):
        QualityCriterion("call", "manner", 0, "Manner")

"""Who the customer is, and what the contact teaches about them."""

from datetime import timedelta
from functools import partial

from domain.interaction import Interaction
from domain.interaction.values import Identification
from tests.domain.complaint.values import LI_NA
from tests.domain.fixed import CODES, TOMORROW
from tests.domain.interaction.examples import (
    ANSWERED,
    BY_ANN,
    ENDED,
    IDENTIFIED,
    OFFERED_AT,
    WANG,
    given,
    happened,
    now,
)

RIGHT = Identification(WANG, "id_card")


def test_a_customer_is_identified_by_some_means() -> None:
    for past in ((ANSWERED,), ENDED):
        seen = given(*past).when(lambda c: c.identify_customer(LI_NA, "id_card", codes=CODES, **BY_ANN))
        seen.then(now(Interaction.CustomerIdentified))
    given(ANSWERED).when(lambda c: c.identify_customer(LI_NA, "retired", codes=CODES, **BY_ANN)).refuses("unknown_code")


def test_the_same_means_again_is_nothing_and_another_means_is_a_fact() -> None:
    given(*IDENTIFIED).when(lambda c: c.identify_customer(LI_NA, "id_card", codes=CODES, **BY_ANN)).then()
    also = given(*IDENTIFIED).when(lambda c: c.identify_customer(LI_NA, "logged_in", codes=CODES, **BY_ANN))
    also.then(now(Interaction.CustomerIdentified, means="logged_in"))


def test_another_customer_is_a_correction_with_a_reason() -> None:
    other = given(*IDENTIFIED).when(lambda c: c.identify_customer(WANG, "id_card", codes=CODES, **BY_ANN))
    other.refuses("identified_otherwise")
    put_right = given(*IDENTIFIED).when(
        lambda c: c.correct_identification(RIGHT, "Her sister called.", codes=CODES, **BY_ANN)
    )
    assert put_right.then(now(Interaction.IdentificationCorrected)).customer == RIGHT
    again = given(*IDENTIFIED, happened(Interaction.IdentificationCorrected)).when(
        lambda c: c.correct_identification(RIGHT, "Again.", codes=CODES, **BY_ANN)
    )
    again.then()


def test_a_wrong_identification_may_leave_nobody() -> None:
    gone = given(*IDENTIFIED).when(
        lambda c: c.correct_identification(None, "Her sister called.", codes=CODES, **BY_ANN)
    )
    assert gone.then(now(Interaction.IdentificationCorrected, after=None)).customer is None
    given(ANSWERED).when(lambda c: c.correct_identification(None, "So.", codes=CODES, **BY_ANN)).refuses(
        "not_identified"
    )
    wrong = Identification(WANG, "retired")
    given(*IDENTIFIED).when(lambda c: c.correct_identification(wrong, "So.", codes=CODES, **BY_ANN)).refuses(
        "unknown_code"
    )


def test_a_fact_is_learnt_about_somebody_each_time() -> None:
    for past, fact_id in ((IDENTIFIED, "f1"), ((*IDENTIFIED, happened(Interaction.FactLearnt)), "f2")):
        learnt = given(*past).when(
            lambda c: none(c.record_fact("occupation", "Teacher", at=None, codes=CODES, **BY_ANN))
        )
        contact = learnt.then(now(Interaction.FactLearnt, fact_id=fact_id))
        assert (contact.facts[-1].fact_id, contact.facts[-1].value) == (fact_id, "Teacher")


def test_a_fact_without_a_person_a_kind_or_a_time_is_refused() -> None:
    early = OFFERED_AT - timedelta(seconds=1)
    for past, kind, at, code in (
        ((ANSWERED,), "occupation", None, "not_identified"),
        (IDENTIFIED, "retired", None, "unknown_code"),
        (IDENTIFIED, "occupation", early, "before_contact"),
        (IDENTIFIED, "occupation", TOMORROW, "in_the_future"),
    ):
        learn = partial(Interaction.record_fact, kind=kind, value="Teacher", at=at, codes=CODES, **BY_ANN)
        given(*past).when(lambda c, learn=learn: none(learn(c))).refuses(code)  # type: ignore[misc]


def none(_: object) -> None:
    """Forget what a command returns."""

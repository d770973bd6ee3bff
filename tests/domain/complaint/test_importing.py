"""History taken over from another system."""

from dataclasses import replace

from domain.complaint import Complaint
from tests.domain.complaint.happenings import DECLINED, RECEIVED, REFERRED, happened, happens, received
from tests.domain.complaint.values import REVISED_RECORD, SOURCE_RECORD
from tests.domain.fixed import IMPORTER, NOW
from tests.domain.language import given

IMPORTED = (received(source_record=SOURCE_RECORD),)


def state(c: Complaint, response: str = "Closed with explanation", *, closes: bool = True) -> None:
    c.state_source_outcome(response, timely_claim=True, disputed_claim=None, closes=closes, by=IMPORTER, now=NOW)


def test_the_word_of_the_source_closes_the_case() -> None:
    complaint = given(*IMPORTED, happened(Complaint.Suspended)).when(state).then(happens(Complaint.SourceOutcomeStated))
    assert (complaint.state, complaint.suspensions) == ("closed", {})


def test_a_case_in_progress_stays_open() -> None:
    complaint = (
        given(*IMPORTED)
        .when(lambda c: state(c, "In progress", closes=False))
        .then(happens(Complaint.SourceOutcomeStated, response="In progress", closes=False))
    )
    assert complaint.state == "received"


def test_the_same_word_again_does_nothing_even_after_a_reopening() -> None:
    past = (*IMPORTED, happened(Complaint.SourceOutcomeStated))
    given(*past).when(state).then()
    given(*past, happened(Complaint.Reopened)).when(state).then()


def test_a_changed_claim_is_stated_and_leaves_a_reopened_case_open() -> None:
    complaint = (
        given(*IMPORTED, happened(Complaint.SourceOutcomeStated), happened(Complaint.Reopened))
        .when(
            lambda c: c.state_source_outcome(
                "Closed with explanation", timely_claim=True, disputed_claim=True, closes=True, by=IMPORTER, now=NOW
            )
        )
        .then(happens(Complaint.SourceOutcomeStated, disputed_claim=True, closes=False))
    )
    assert complaint.state == "open"


def test_a_case_that_ended_stays_as_it_ended() -> None:
    complaint = given(*DECLINED).when(state).then(happens(Complaint.SourceOutcomeStated, closes=False))
    assert complaint.state == "declined"


def test_a_case_that_went_elsewhere_takes_no_word_of_the_source() -> None:
    given(*REFERRED).when(state).refuses("complaint_is_referred")


def test_a_changed_row_is_kept_beside_the_old_one() -> None:
    complaint = (
        given(*IMPORTED)
        .when(lambda c: c.revise_source_record(REVISED_RECORD, by=IMPORTER, now=NOW))
        .then(happens(Complaint.SourceRecordRevised))
    )
    assert complaint.source_record_fields == REVISED_RECORD.fields


def test_the_same_row_does_nothing() -> None:
    given(*IMPORTED).when(lambda c: c.revise_source_record(SOURCE_RECORD, by=IMPORTER, now=NOW)).then()


def test_a_row_names_the_fields_that_came_and_went() -> None:
    other = replace(SOURCE_RECORD, fields={"Product": "Card", "Tags": "Servicemember"})
    given(*IMPORTED).when(lambda c: c.revise_source_record(other, by=IMPORTER, now=NOW)).then(
        happens(Complaint.SourceRecordRevised, changed=("Issue", "Tags"), record=other)
    )


def test_a_case_of_the_bank_may_get_a_row_later() -> None:
    given(*RECEIVED).when(lambda c: c.revise_source_record(SOURCE_RECORD, by=IMPORTER, now=NOW)).then(
        happens(Complaint.SourceRecordRevised, changed=("Issue", "Product"), before={}, record=SOURCE_RECORD)
    )

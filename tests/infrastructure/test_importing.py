"""The import on the real log: once each, again, changed, beside others."""

import json
import os
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from io import BufferedReader, BytesIO
from pathlib import Path
from threading import Barrier
from uuid import UUID, uuid4

import psycopg2
import pytest

from application.command import Command
from application.importing.ports import Decided
from application.importing.record_import import RecordImport
from application.importing.records import Fault, Record
from application.importing.results import Kind, Result, Tally
from application.importing.source_file import SourceFile
from application.ports import ConflictError
from application.rights import RoleForbidden
from domain.actor import Actor, Role
from domain.aggregate import DomainEvent
from domain.complaint import Complaint
from domain.complaint.state import State
from domain.complaint.values import Dispatch, DispatchWay, Precision
from infrastructure.import_log import ImportLog
from infrastructure.importing import open_import
from infrastructure.mappings import load_mapping
from infrastructure.operator_error import OperatorError
from infrastructure.wiring import SYSTEM, Redress, open_redress, publish_shipped_lists, system_command
from tests.conftest import Database
from tests.data.cfpb import as_csv, many_rows, sample_rows

pytestmark = pytest.mark.long

CFPB = load_mapping("cfpb")
ANN = Actor("ann", Role.HANDLER, "unrouted")
Row = Mapping[str, str]


@pytest.fixture
def redress(database: Database) -> Iterator[Redress]:
    made = open_redress(database.settings)
    publish_shipped_lists(made)
    yield made
    made.close()


def source(content: bytes) -> SourceFile:
    return SourceFile(BufferedReader(BytesIO(content)), CFPB)


def run(redress: Redress, content: bytes) -> tuple[Tally, list[tuple[Record, Result]]]:
    tally, all_results = Tally(), []
    with open_import(redress.settings, CFPB) as importing:
        for batch in importing.run(source(content)):
            tally.add(result for _, result in batch)
            all_results += batch
    return tally, all_results


def imported(redress: Redress, *rows: Row) -> Tally:
    return run(redress, as_csv(rows))[0]


def streams(redress: Redress) -> dict[str, UUID]:
    """Return the stream of each record id, from the log alone; twice the same id is a failure."""
    with psycopg2.connect(redress.settings.database_url) as connection, connection.cursor() as cursor:
        cursor.execute(
            "SELECT state #>> '{source_record,v,record_id}', stream_id::text FROM log.event "
            "WHERE topic = 'complaint.received'"
        )
        found = cursor.fetchall()
    assert len({record_id for record_id, _ in found}) == len(found)
    return {record_id: UUID(stream) for record_id, stream in found}


def events(redress: Redress, record_id: str) -> list[DomainEvent]:
    return [entry.event for entry in redress.ledger.event_log.history(streams(redress)[record_id])]


def case(redress: Redress, record_id: str) -> Complaint:
    return redress.ledger.look(Complaint, streams(redress)[record_id]).aggregate


def names(redress: Redress, record_id: str) -> list[str]:
    return [type(event).__name__ for event in events(redress, record_id)]


def test_each_record_becomes_a_complaint_with_its_receipt_and_its_outcome(redress: Redress) -> None:
    tally = imported(redress, *sample_rows())
    assert (tally.read, tally.imported, tally.events) == (6, 6, 12)
    received, stated = events(redress, "9000001")
    assert isinstance(received, Complaint.Received)
    assert received.occurred_at == received.facts.received_at
    assert received.facts.received_precision is Precision.DAY
    assert received.source_record
    assert received.source_record.fields == sample_rows()[0]
    assert received.complainant_id is None
    assert isinstance(stated, Complaint.SourceOutcomeStated)
    assert (stated.response, stated.timely_claim, stated.closes) == ("Closed with explanation", True, True)


def test_closed_responses_close_and_others_leave_open(redress: Redress) -> None:
    imported(redress, *sample_rows())
    states = {row["Complaint ID"]: case(redress, row["Complaint ID"]).state for row in sample_rows()}
    left_open = {record_id for record_id, state in states.items() if state is not State.CLOSED}
    assert left_open == {"9000002", "3200004"}


def test_every_event_says_that_the_import_brought_it(redress: Redress) -> None:
    imported(redress, *sample_rows()[:1])
    first, second = redress.ledger.event_log.history(streams(redress)["9000001"])
    assert first.metadata == second.metadata
    assert (first.metadata["user"], first.metadata["client"]) == (SYSTEM.user_id, "import:cfpb")
    assert first.recorded_at == second.recorded_at


def test_references_are_unique_and_have_the_year_of_receipt(redress: Redress) -> None:
    imported(redress, *many_rows(300))
    complaints = [case(redress, record_id) for record_id in list(streams(redress))[:12]]
    assert len({complaint.reference for complaint in complaints}) == 12
    assert all(complaint.reference[2:6] == str(complaint.facts.received_at.year) for complaint in complaints)


def test_importing_again_changes_nothing(redress: Redress) -> None:
    imported(redress, *many_rows(600))
    assert imported(redress, *many_rows(600)) == Tally(unchanged=600)
    assert imported(redress, *reversed(many_rows(600))) == Tally(unchanged=600)


def test_the_same_records_as_json_lines_are_the_same(redress: Redress) -> None:
    imported(redress, *sample_rows())
    sparse = [{column: value for column, value in row.items() if value} for row in sample_rows()]
    content = "".join(json.dumps({**row, "Complaint ID": int(row["Complaint ID"])}) + "\n" for row in sparse)
    assert run(redress, content.encode())[0] == Tally(unchanged=6)


def test_a_bank_imports_its_own_json_lines_by_its_own_mapping(redress: Redress, tmp_path: Path) -> None:
    file = tmp_path / "own.toml"
    file.write_text(
        'name = "own"\nversion = 1\nsystem = "old-crm"\nrecord_id = "id"\nzone = "Asia/Shanghai"\nunit_id = "sh"\n'
        'facts = { received_at = "at" }\nwords = { narrative = "text" }\n'
        'fixed = { channel = "phone", source = "customer" }\n'
    )
    content = '{"id": 7, "at": "2024-05-01 09:30:00", "text": "卡被吞了。"}\n{"id": 8}\n{"id"\n'
    mapping = load_mapping(str(file))
    with open_import(redress.settings, mapping) as importing:
        records = SourceFile(BufferedReader(BytesIO(content.encode())), mapping)
        (batch,) = importing.run(records)
    assert [result.kind for _, result in batch] == [Kind.IMPORTED, Kind.REJECTED, Kind.REJECTED]
    assert names(redress, "7") == ["Received"]
    assert case(redress, "7").facts.received_precision is Precision.SECOND


def test_a_changed_record_is_revised_and_its_case_tells_it_so(redress: Redress) -> None:
    row = sample_rows()[1]
    imported(redress, row)
    changed = {**row, "Consumer complaint narrative": "They charged interest twice.", "State": "OK"}
    assert imported(redress, changed) == Tally(updated=1, events=2)
    assert names(redress, "9000002") == ["Received", "SourceOutcomeStated", "SourceRecordRevised", "Corrected"]
    revised = events(redress, "9000002")[2]
    assert isinstance(revised, Complaint.SourceRecordRevised)
    assert revised.changed == ("Consumer complaint narrative", "State")
    assert (revised.before, revised.record.fields) == (row, changed)
    now = case(redress, "9000002")
    assert (now.words.narrative, now.facts.region) == ("They charged interest twice.", "OK")
    assert imported(redress, changed) == Tally(unchanged=1)


def test_a_changed_field_that_means_nothing_here_is_kept_with_the_record(redress: Redress) -> None:
    row = sample_rows()[1]
    imported(redress, row)
    assert imported(redress, {**row, "Consumer consent provided?": "Other"}) == Tally(updated=1, events=1)
    assert names(redress, "9000002")[2:] == ["SourceRecordRevised"]


def test_a_changed_response_is_stated_and_closes(redress: Redress) -> None:
    row = sample_rows()[1]
    imported(redress, row)
    changed = {**row, "Company response to consumer": "Closed with explanation"}
    assert imported(redress, changed) == Tally(updated=1, events=2)
    assert names(redress, "9000002")[2:] == ["SourceRecordRevised", "SourceOutcomeStated"]
    assert case(redress, "9000002").state is State.CLOSED


def test_a_record_that_goes_back_to_what_it_was_is_a_revision_again(redress: Redress) -> None:
    row = sample_rows()[1]
    changed = {**row, "State": "OK"}
    assert [imported(redress, r).events for r in (row, changed, row, changed, row)] == [2, 2, 2, 2, 2]
    assert case(redress, "9000002").facts.region == "TX"


def test_what_a_handler_corrected_stays_where_the_source_says_nothing_new(redress: Redress) -> None:
    row = sample_rows()[1]
    imported(redress, row)
    correct(redress, "9000002", {"region": "LA", "brand": "Harbour"})
    imported(redress, {**row, "ZIP code": "73301"})
    now = case(redress, "9000002")
    assert (now.facts.region, now.facts.brand, now.words.postcode) == ("LA", "Harbour", "73301")
    assert imported(redress, {**row, "ZIP code": "73301"}) == Tally(unchanged=1)


def correct(redress: Redress, record_id: str, changes: dict[str, object]) -> None:
    stream = streams(redress)[record_id]
    command = Command(uuid4(), ANN, client="ann", correlation_id="test")
    redress.complaints.correct(stream, changes, "told on the phone", command=command)


def test_a_case_that_was_referred_elsewhere_keeps_its_record_up_to_date(redress: Redress) -> None:
    row = sample_rows()[1]
    imported(redress, row)
    stream, command = streams(redress)["9000002"], Command(uuid4(), ANN, client="ann", correlation_id="test")
    posted = Dispatch(DispatchWay.POSTED, "RR1")
    redress.complaints.refer(stream, "ombudsman", "Not ours.", posted, at=None, command=command)
    closed = {**row, "Company response to consumer": "Closed"}
    assert imported(redress, closed) == Tally(updated=1, events=1)
    assert case(redress, "9000002").state is State.REFERRED


def test_an_id_that_comes_twice_in_a_file_is_like_a_later_import(redress: Redress) -> None:
    row, other = sample_rows()[:2]
    tally = imported(redress, row, other, row, {**row, "State": "NJ"}, other)
    assert tally == Tally(imported=2, updated=1, unchanged=2, events=6)
    assert case(redress, "9000001").facts.region == "NJ"


def test_a_file_that_says_two_things_of_one_case_changes_nothing_when_it_comes_again(redress: Redress) -> None:
    row, other = sample_rows()[1:3]
    moved = {**row, "State": "NJ"}
    file = (row, other, moved)
    assert imported(redress, *file) == Tally(imported=2, updated=1, events=6)
    correct(redress, "9000002", {"region": "LA"})

    assert imported(redress, *file) == Tally(unchanged=3)

    assert case(redress, "9000002").facts.region == "LA", "a handler's word was overwritten"


def test_a_file_in_which_the_source_goes_back_ends_as_it_says_last(redress: Redress) -> None:
    row = sample_rows()[1]
    changed = {**row, "State": "OK"}
    file = (row, changed, row)
    assert imported(redress, *file) == Tally(imported=1, updated=2, events=6)
    assert case(redress, "9000002").facts.region == "TX"
    assert imported(redress, *file) == Tally(unchanged=3)
    newer = {**row, "State": "NY"}
    assert imported(redress, row, changed, newer) == Tally(updated=1, unchanged=2, events=2)
    assert case(redress, "9000002").facts.region == "NY"


def test_what_an_import_leaves_open_waits_unrouted_in_a_unit_that_is_there(redress: Redress) -> None:
    said: list[str] = []
    with open_import(redress.settings, CFPB, said.append):
        pass
    (sentence,) = said
    assert sentence.startswith("The unit unrouted was founded for the imported complaints, at the top; `move` it under")
    imported(redress, *sample_rows())
    waiting = case(redress, "9000002")
    assert (waiting.unit_id, waiting.queue, waiting.handler_id) == ("unrouted", "unrouted", None)
    assert redress.directory.organisation("unrouted").units["unrouted"].is_active
    with open_import(redress.settings, CFPB, said.append):
        pass
    assert len(said) == 1


def test_the_unit_of_an_import_is_founded_below_another(redress: Redress) -> None:
    redress.units.found("head-office", "Head office", None, command=system_command("head office"))
    said: list[str] = []
    with open_import(redress.settings, replace(CFPB, superior_id="head-office"), said.append):
        pass
    assert said == ["The unit unrouted was founded for the imported complaints, under head-office."]
    boss = Actor("bea", Role.SUPERVISOR, "head-office")
    imported(redress, *sample_rows())
    of = streams(redress)["9000002"]
    redress.users.register("joe", "unrouted", (Role.HANDLER,), command=system_command("joe"))
    command = Command(uuid4(), boss, client="bea", correlation_id="test")
    redress.complaints.assign(of, "joe", "unrouted", command=command)
    assert (case(redress, "9000002").handler_id, case(redress, "9000002").queue) == ("joe", None)


def test_no_import_comes_to_a_unit_that_takes_no_cases(redress: Redress) -> None:
    with pytest.raises(OperatorError, match="There is no unit nowhere that takes cases"):
        open_import(redress.settings, replace(CFPB, superior_id="nowhere")).__enter__()
    redress.units.found("shut", "Shut", None, command=system_command("shut"))
    redress.units.close("shut", command=system_command("close shut"))
    with pytest.raises(OperatorError, match="The unit shut is closed"):
        open_import(redress.settings, replace(CFPB, unit_id="shut")).__enter__()


def test_bad_records_are_rejected_and_the_rest_goes_in(redress: Redress) -> None:
    first, second, third = sample_rows()[:3]
    content = as_csv(
        [
            first,
            {**second, "Date sent to company": "2023-13-01"},
            {**second, "Date sent to company": "2999-01-01"},
            {**second, "Complaint ID": " "},
            {**second, "Submitted via": "Pigeon"},
            {**second, "Consumer complaint narrative": "\0"},
            third,
        ]
    )
    tally, results = run(redress, content + b'2024-01-01,"cut')
    assert (tally.read, tally.imported, tally.rejected, tally.events) == (8, 2, 6, 4)
    assert [(record.line, result.fault) for record, result in results if result.fault] == [
        (5, Fault("'2023-13-01' is not a day", "Date sent to company")),
        (6, Fault("'2999-01-01' lies in the future", "Date sent to company")),
        (7, Fault("is empty", "Complaint ID")),
        (8, Fault("the mapping has no code for 'Pigeon'", "Submitted via")),
        (9, Fault("holds a NUL character", "Consumer complaint narrative")),
        (11, Fault("the quotes do not match", "Product")),
    ]


def test_what_the_domain_refuses_is_rejected_with_its_code(redress: Redress) -> None:
    mapping = replace(CFPB, codes={"channel": {"Web": "pigeon"}})
    with open_import(redress.settings, mapping) as importing:
        ((_, result),) = next(importing.run(source(as_csv(sample_rows()[:1]))))
    assert result.kind is Kind.REJECTED
    assert result.fault
    assert result.fault.reason.startswith("unknown_code: The list 'channel'")


def test_two_imports_of_one_file_at_once_import_each_record_once(redress: Redress) -> None:
    rows = many_rows(900)
    start = Barrier(2)

    def one(_: int) -> Tally:
        start.wait()
        return imported(redress, *rows)

    with ThreadPoolExecutor(2) as pool:
        tallies = list(pool.map(one, range(2)))
    assert sum(tally.imported for tally in tallies) == 900
    assert sum(tally.unchanged for tally in tallies) == 900
    assert len(streams(redress)) == 900


class Quarrelsome(ImportLog):
    """A log on which somebody else always changes one of the cases first."""

    victim: UUID

    def append(self, decided: Sequence[Decided]) -> None:
        """Let the other be faster where the victim is among the cases."""
        if any(one.complaint.id == self.victim for one in decided):
            raise ConflictError
        super().append(decided)


def test_a_case_that_others_keep_changing_does_not_hold_up_its_neighbours(redress: Redress) -> None:
    rows = many_rows(8)
    log = Quarrelsome(redress.engine, redress.events)
    importing = RecordImport(log, redress.codes, CFPB, by=SYSTEM, correlation_id="test")
    identity = importing._decider.identity_of(Record(2, "", dict(rows[3])))
    assert identity
    log.victim = identity.stream
    (batch,) = importing.run(source(as_csv(rows)))
    assert [result.kind for _, result in batch].count(Kind.IMPORTED) == 7
    assert batch[3][1].kind is Kind.REJECTED
    assert len(streams(redress)) == 7


def test_only_a_role_that_imports_may_import(redress: Redress) -> None:
    log = ImportLog(redress.engine, redress.events)
    with pytest.raises(RoleForbidden):
        RecordImport(log, redress.codes, CFPB, by=ANN, correlation_id="test")


REAL = Path(os.environ.get("REDRESS_TEST_DATA") or "nowhere") / "cfpb_complaints.csv"


@pytest.mark.skipif(not REAL.exists(), reason="REDRESS_TEST_DATA does not lead to cfpb_complaints.csv")
class TestTheRealFile:
    """A real extract of 2,067 complaints, whose last line is cut in the middle."""

    def test_everything_goes_in_but_the_cut_line(self, redress: Redress) -> None:
        tally, results = run(redress, REAL.read_bytes())
        assert tally == Tally(imported=2067, rejected=1, events=4134)
        (rejected,) = [record for record, result in results if result.kind is Kind.REJECTED]
        assert rejected.raw == '2023-07-17,"Credit reporting, credit repair services, '
        assert "".join(record.raw for record, _ in results).encode() == REAL.read_bytes().split(b"\n", 1)[1]

    def test_again_it_changes_nothing_and_a_changed_row_alone_is_updated(self, redress: Redress) -> None:
        content = REAL.read_bytes()
        run(redress, content)
        assert run(redress, content)[0] == Tally(unchanged=2067, rejected=1)
        changed = content.replace(b"In progress,Yes,N/A,7446803", b"Closed with explanation,Yes,N/A,7446803")
        assert run(redress, changed)[0] == Tally(updated=1, unchanged=2066, rejected=1, events=2)

    def test_the_dates_and_words_are_the_sources(self, redress: Redress) -> None:
        run(redress, REAL.read_bytes())
        with psycopg2.connect(redress.settings.database_url) as connection, connection.cursor() as cursor:
            cursor.execute("SELECT state #>> '{source_record,v,taxonomy}' FROM log.event WHERE version = 1")
            generations = Counter(generation for (generation,) in cursor.fetchall())
        assert generations["cfpb-2011"] == 14
        assert generations["cfpb-2017"] + generations["cfpb-2023"] == 2053
        received = case(redress, "103435").facts
        assert str(received.authority_received_on) == "2012-06-18"
        assert received.received_at.isoformat() == "2012-06-26T04:00:00+00:00"

"""The ledger: every command is carried out once, whatever happens around it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from uuid import UUID

import pytest

from application.command import Command, Receipt, command_id, fingerprint_of, new_stream_id
from application.ledger import ATTEMPTS, SNAPSHOT_AFTER, KeyReused, NotFound, Stream, VersionConflict, VersionMismatch
from application.reference_data import ReferenceLists
from domain.codes import CodeEntry
from domain.complaint import Complaint
from domain.reference_data import stream_of
from domain.refusals import Refusal
from tests.application.asking import Desk, asked, desk, keyed, nobody
from tests.application.memory_log import TakenError, memory_ledger
from tests.domain.complaint.values import SERVICE, intake
from tests.domain.fixed import ANN, BEN, IMPORTER, TODAY


@pytest.fixture
def bank() -> Desk:
    return desk()


def in_the_way(bank: Desk, act: Callable[[], object], *, times: int) -> None:
    """Let somebody else act just before each of the next appends."""
    recorder = bank.log.recorder
    remaining: Iterator[int] = iter(range(times))

    def before_insert() -> None:
        if next(remaining, None) is not None:
            recorder.before_insert, mine = (lambda: None), recorder.before_insert
            act()
            recorder.before_insert = mine

    recorder.before_insert = before_insert


# a command is carried out once


def test_a_command_answers_with_the_case_its_reference_and_its_version(bank: Desk) -> None:
    command = asked()
    receipt = bank.complaints.receive(intake(), command=command)
    assert receipt == Receipt(new_stream_id(command.id), "C-2026-000001-7", version=1, events=1, position=1)
    assert bank.complaints.admit(receipt.id, command=asked()) == replace(receipt, version=2, position=2)


def test_the_same_command_again_gets_the_first_answer(bank: Desk) -> None:
    command = asked()
    first = bank.complaints.receive(intake(), command=command)
    assert bank.complaints.receive(intake(), command=command) == first
    assert bank.topics(first.id) == ["received"]


def test_a_retried_receipt_draws_no_second_number(bank: Desk) -> None:
    command = asked()
    bank.complaints.receive(intake(), command=command)
    bank.complaints.receive(intake(), command=command)
    assert bank.log.next_number() == 2


def test_a_retried_close_gets_its_answer_also_after_the_state_moved_on(bank: Desk) -> None:
    case, close = bank.accepted(), asked()
    first = bank.complaints.close(case, command=close)
    assert bank.complaints.close(case, command=close) == first
    bank.complaints.reopen(case, "error_found", "Wrong account.", command=asked(BEN))
    assert bank.complaints.close(case, command=close) == first
    assert bank.topics(case).count("closed") == 1


def test_a_retry_with_an_old_version_gets_the_first_answer_and_no_mismatch(bank: Desk) -> None:
    case = bank.receive()
    command = asked(expected_version=1)
    first = bank.complaints.admit(case, command=command)
    assert bank.complaints.admit(case, command=command) == first


def test_all_events_of_a_command_belong_to_its_answer(bank: Desk) -> None:
    case = bank.receive()
    bank.complaints.take(case, command=asked())
    command = asked(BEN)
    first = bank.complaints.correct(case, {"employee_id": "ann"}, "Named.", command=command)
    assert (first.version, first.events, first.position) == (4, 2, 4)
    assert bank.complaints.correct(case, {"employee_id": "ann"}, "Named.", command=command) == first
    assert bank.topics(case) == ["received", "taken", "corrected", "released"]


def test_the_same_key_of_another_client_is_another_command() -> None:
    assert command_id("ann", "key") == command_id("ann", "key") != command_id("ben", "key")


@pytest.mark.parametrize(("first", "second"), [("a" * 32, "a" * 32), (None, "b" * 32), ("a" * 32, None), (None, None)])
def test_a_repeat_that_says_the_same_or_does_not_tell_gets_the_first_answer(
    bank: Desk, first: str | None, second: str | None
) -> None:
    case, command = bank.receive(), asked()
    told = bank.complaints.admit(case, command=replace(command, fingerprint=first))
    again = bank.complaints.admit(case, command=replace(command, fingerprint=second))
    assert (again, told.repeated, again.repeated) == (told, False, True)


def test_a_repeat_that_says_something_else_is_refused(bank: Desk) -> None:
    case, command = bank.receive(), asked()
    bank.complaints.admit(case, command=replace(command, fingerprint="a" * 32))
    with pytest.raises(KeyReused):
        bank.complaints.admit(case, command=replace(command, fingerprint="b" * 32))


def test_a_fingerprint_tells_the_words_and_not_what_they_are() -> None:
    one, two = asked().id, asked().id
    assert fingerprint_of(keyed, one, "yes") == fingerprint_of(keyed, one, "yes")
    assert len({fingerprint_of(keyed, named, said) for named in (one, two) for said in ("yes", "no")}) == 4
    assert len(bytes.fromhex(fingerprint_of(keyed, one, "yes"))) == 16


# nothing to do is an answer


def test_a_command_with_nothing_to_do_is_answered_and_not_recorded(bank: Desk) -> None:
    case = bank.receive()
    taken = bank.complaints.take(case, command=asked())
    assert bank.complaints.take(case, command=asked()) == replace(taken, events=0)
    assert bank.topics(case) == ["received", "taken"]


def test_an_empty_command_is_not_remembered(bank: Desk) -> None:
    case, command = bank.receive(), asked()
    bank.complaints.take(case, command=asked())
    assert bank.complaints.take(case, command=command).events == 0
    bank.complaints.release(case, "Leave.", command=asked())
    assert bank.complaints.take(case, command=command).events == 1


def test_a_refused_command_is_not_remembered(bank: Desk) -> None:
    case, command = bank.receive(), asked()
    with pytest.raises(Refusal):
        bank.complaints.start_investigation(case, command=command)
    bank.complaints.admit(case, command=asked())
    assert bank.complaints.start_investigation(case, command=command).events == 1


# others are faster


def note(bank: Desk, case: UUID) -> Callable[[], object]:
    return lambda: bank.complaints.add_note(case, "Meanwhile.", command=asked(BEN))


def test_when_somebody_was_faster_the_command_is_decided_anew(bank: Desk) -> None:
    case = bank.receive()
    in_the_way(bank, note(bank, case), times=ATTEMPTS - 1)
    assert bank.complaints.admit(case, command=asked()).version == 4
    assert bank.topics(case) == ["received", "note_added", "note_added", "admitted"]


def test_after_three_times_it_is_a_conflict(bank: Desk) -> None:
    case = bank.receive()
    in_the_way(bank, note(bank, case), times=ATTEMPTS)
    with pytest.raises(VersionConflict) as caught:
        bank.complaints.admit(case, command=asked())
    assert caught.value.code == "version_conflict"
    assert bank.topics(case) == ["received", *["note_added"] * ATTEMPTS]


def test_what_was_faster_may_have_made_it_impossible(bank: Desk) -> None:
    case = bank.receive()
    in_the_way(bank, lambda: bank.complaints.withdraw(case, "No.", at=None, command=asked(BEN)), times=1)
    with pytest.raises(Refusal) as caught:
        bank.complaints.admit(case, command=asked())
    assert caught.value.code == "complaint_is_withdrawn"


def test_what_was_faster_may_have_left_nothing_to_do(bank: Desk) -> None:
    case = bank.receive()
    in_the_way(bank, lambda: bank.complaints.classify(case, SERVICE, command=asked(BEN)), times=1)
    assert bank.complaints.classify(case, SERVICE, command=asked()).events == 0


def test_what_was_faster_may_have_been_the_same_command(bank: Desk) -> None:
    case, command = bank.receive(), asked()
    in_the_way(bank, lambda: bank.complaints.admit(case, command=command), times=1)
    assert bank.complaints.admit(case, command=command) == bank.complaints.admit(case, command=command)
    assert bank.topics(case) == ["received", "admitted"]


def test_of_two_receipts_at_once_both_get_the_answer_of_one(bank: Desk) -> None:
    command = asked()
    in_the_way(bank, lambda: bank.complaints.receive(intake(), command=command), times=1)
    receipt = bank.complaints.receive(intake(), command=command)
    assert (receipt.version, bank.topics(receipt.id)) == (1, ["received"])


def test_a_stream_that_another_command_began_is_not_begun_again(bank: Desk) -> None:
    ledger = memory_ledger(bank.log)
    case = bank.receive()
    with pytest.raises(VersionConflict):
        ledger.begin(Complaint, case, asked(), lambda _: pytest.fail("Decided on a stream that exists."))


def test_a_stream_that_cannot_be_begun_three_times_over_is_a_conflict(bank: Desk) -> None:
    def fail() -> None:
        raise TakenError

    bank.log.recorder.before_insert = fail
    with pytest.raises(VersionConflict):
        bank.complaints.receive(intake(), command=asked())
    assert bank.log.loads == ATTEMPTS


# the version that the caller saw


def test_the_version_that_the_caller_saw_has_to_hold(bank: Desk) -> None:
    case = bank.receive()
    bank.complaints.add_note(case, "Seen by nobody.", command=asked(BEN))
    with pytest.raises(VersionMismatch, match="at version 2, not 1") as caught:
        bank.complaints.admit(case, command=asked(expected_version=1))
    assert caught.value.code == "version_mismatch"
    assert bank.complaints.admit(case, command=asked(expected_version=2)).version == 3


def test_with_a_version_a_conflict_is_a_mismatch_and_not_decided_anew(bank: Desk) -> None:
    case = bank.receive()
    in_the_way(bank, note(bank, case), times=1)
    with pytest.raises(VersionMismatch):
        bank.complaints.admit(case, command=asked(expected_version=1))
    assert bank.topics(case) == ["received", "note_added"]


def test_what_does_not_exist_is_not_found_whatever_version_is_expected(bank: Desk) -> None:
    for command in (asked(), asked(expected_version=0), asked(expected_version=3)):
        with pytest.raises(NotFound):
            bank.complaints.admit(nobody(), command=command)


def test_looking_at_what_does_not_exist_finds_nothing(bank: Desk) -> None:
    with pytest.raises(NotFound):
        memory_ledger(bank.log).look(Complaint, nobody())
    case = bank.receive()
    assert memory_ledger(bank.log).look(Complaint, case).aggregate.version == 1


# long streams


def test_the_state_of_a_long_stream_is_kept_and_of_a_short_one_not(bank: Desk) -> None:
    case = bank.receive()
    for _ in range(SNAPSHOT_AFTER):
        bank.complaints.add_note(case, "Again.", command=asked())
    assert bank.log.kept == []
    bank.complaints.add_note(case, "Once more.", command=asked())
    assert [(kept.version, kept.pending_events) for kept in bank.log.kept] == [(SNAPSHOT_AFTER + 2, [])]


# what surrounds a command


def test_the_log_knows_who_and_why(bank: Desk) -> None:
    command = Command(
        asked().id,
        ANN,
        client="branch-terminal",
        correlation_id="c-1",
        causation_id="e-1",
        on_behalf_of="ben",
        reason="phone",
        source="10.0.0.1",
    )
    case = bank.receive()
    bank.complaints.admit(case, command=command)
    assert bank.log.history(case)[-1].metadata == {
        "user": "ann",
        "role": "handler",
        "unit": "shanghai",
        "on_behalf_of": "ben",
        "client": "branch-terminal",
        "correlation_id": "c-1",
        "causation_id": "e-1",
        "command_id": str(command.id),
        "reason": "phone",
        "source": "10.0.0.1",
    }


# lists


def test_a_list_is_published_and_read_back(bank: Desk) -> None:
    lists = ReferenceLists(memory_ledger(bank.log))
    first = lists.publish("channel", [CodeEntry("phone", "Telephone")], TODAY, command=asked(IMPORTER))
    assert (first.id, first.version) == (stream_of("channel"), 1)
    again = lists.publish("channel", [CodeEntry("phone", "Telephone")], TODAY, command=asked(IMPORTER))
    assert (again.version, again.events) == (1, 0)
    lists.publish("channel", [CodeEntry("web", "Internet")], TODAY, command=asked(IMPORTER))
    assert lists.in_force(["channel"]).version("channel") == 2


def test_only_an_administrator_publishes(bank: Desk) -> None:
    lists = ReferenceLists(memory_ledger(bank.log))
    with pytest.raises(Refusal) as caught:
        lists.publish("channel", [CodeEntry("phone", "Telephone")], TODAY, command=asked(ANN))
    assert caught.value.code == "role_forbidden"
    with pytest.raises(NotFound):
        lists.in_force(["channel"])


# a command over several streams


def pair(bank: Desk) -> tuple[UUID, UUID]:
    return bank.receive(), bank.receive()


def note_both(first: Complaint, second: Complaint, now: datetime) -> list[Complaint]:
    first.add_note("One.", by=ANN, now=now)
    second.add_note("Two.", by=ANN, now=now)
    return [first, second]


def nothing(*_: Complaint, now: datetime) -> list[Complaint]:  # noqa: ARG001 - what a command is given
    return []


def streams(*ids: UUID) -> list[Stream]:
    return [Stream(Complaint, each) for each in ids]


def test_a_command_over_two_streams_is_one_append(bank: Desk) -> None:
    one, two = pair(bank)
    command = asked()
    receipt = bank.ledger.change_together(command, streams(one, two), note_both, answering=1)
    assert receipt == Receipt(two, "C-2026-000002-5", version=2, events=1, position=4)
    assert bank.topics(one) == bank.topics(two) == ["received", "note_added"]
    assert bank.ledger.change_together(command, streams(one, two), note_both, answering=1) == receipt
    assert bank.topics(one) == ["received", "note_added"]


def test_a_command_over_two_streams_is_decided_anew_when_one_of_them_moved(bank: Desk) -> None:
    one, two = pair(bank)
    in_the_way(bank, lambda: bank.complaints.admit(two, command=asked()), times=1)
    bank.ledger.change_together(asked(), streams(one, two), note_both)
    assert (bank.topics(one), bank.topics(two)) == (["received", "note_added"], ["received", "admitted", "note_added"])


def test_a_command_over_two_streams_gives_up_when_others_are_always_faster(bank: Desk) -> None:
    one, two = pair(bank)
    in_the_way(bank, lambda: bank.complaints.add_note(two, "I.", command=asked()), times=ATTEMPTS)
    with pytest.raises(VersionConflict):
        bank.ledger.change_together(asked(), streams(one, two), note_both)
    assert bank.topics(one) == ["received"]


def test_the_version_that_was_seen_is_that_of_the_first_stream(bank: Desk) -> None:
    one, two = pair(bank)
    with pytest.raises(VersionMismatch):
        bank.ledger.change_together(asked(expected_version=2), streams(one, two), note_both)


def test_every_stream_has_to_be_there_and_those_that_begin_have_not(bank: Desk) -> None:
    one, two = pair(bank)
    with pytest.raises(NotFound):
        bank.ledger.change_together(asked(), streams(one, nobody()), note_both)
    with pytest.raises(VersionConflict):
        bank.ledger.change_together(asked(), [Stream(Complaint, one), Stream(Complaint, two, begins=True)], note_both)


def test_a_stream_that_is_hidden_is_hidden_in_company_too(bank: Desk) -> None:
    def see(_: Complaint) -> None:
        raise NotFound("There is no such case.")

    one, two = pair(bank)
    with pytest.raises(NotFound):
        bank.ledger.change_together(asked(), [Stream(Complaint, one), Stream(Complaint, two, see=see)], note_both)


def test_a_command_over_two_streams_may_find_nothing_to_do(bank: Desk) -> None:
    one, two = pair(bank)
    receipt = bank.ledger.change_together(asked(), streams(one, two), nothing)
    assert (receipt.version, receipt.events) == (1, 0)

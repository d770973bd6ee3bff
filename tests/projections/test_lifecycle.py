"""Tests: read models follow the state that commands are decided by."""

from domain.complaint.state import ENDS, State
from projections.lifecycle import MOVES, is_open, state_after
from projections.worklist import FOLD, urgency
from tests.projections.histories import histories
from tests.projections.seen import folded


def test_the_state_is_that_of_the_aggregate_after_every_history() -> None:
    for complaint in histories(400):
        state = ""
        for event in complaint.pending_events:
            if type(event) in MOVES:
                state = state_after(state, event)  # type: ignore[arg-type]
        assert state == complaint.state


def test_the_worklist_knows_what_the_aggregate_knows() -> None:
    for complaint in histories(400):
        entry = folded(FOLD, complaint.pending_events)

        assert (entry.state, entry.unit_id, entry.handler_id) == (
            complaint.state,
            complaint.unit_id,
            complaint.handler_id,
        )
        assert entry.suspensions == list(complaint.suspensions)
        assert entry.new_facts == [key for key, new in complaint.new_facts.items() if new.state == "waiting"]
        assert entry.holds == [key for key, hold in complaint.holds.items() if not hold.is_released]
        assert entry.kind == complaint.kind
        assert entry.is_major is (complaint.major is not None)
        assert entry.urgency == urgency(entry.severity, is_major=entry.is_major)
        assert entry.employee_id == complaint.facts.employee_id
        assert entry.subject == complaint.words.subject
        assert entry.is_open == (complaint.state not in ENDS)
        if complaint.state is State.PROPOSED:
            assert entry.needs_approval == complaint.needs_approval
        if complaint.classification:
            assert entry.severity == complaint.classification.severity


def test_the_histories_lead_to_every_state_that_commands_lead_to() -> None:
    reached = {complaint.state for complaint in histories(400)}

    assert reached == set(State)


def test_every_state_is_open_or_an_end() -> None:
    assert {state for state in State if not is_open(state)} == ENDS

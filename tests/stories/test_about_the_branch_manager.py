"""A complaint about the manager of a branch goes past the branch, whoever enters it 回避."""

import pytest

from domain.actor import Role
from tests.stories.answers import refused, told
from tests.stories.bank import Bank, Case
from tests.stories.people import Colleague, Customer, apology


@pytest.fixture(scope="module")
def the_manager(bank: Bank) -> Colleague:
    """Heads the branch in Nanjing Road, and complaints are about him."""
    manager = Colleague(bank, "chen.jun", "nanjing-road", Role.SUPERVISOR)
    bank.appoint(manager.user, manager.unit)
    return manager


@pytest.fixture(scope="module")
def the_teller(bank: Bank, the_manager: Colleague) -> Colleague:
    """Works at the counter, below the manager."""
    return Colleague(bank, "xu.lei", the_manager.unit)


def hears_that_there_is_none(somebody: Colleague, case: Case) -> None:
    """Expect that a case does not exist for somebody on any path."""
    with refused("not_found", status=404):
        somebody.reads(case)
    with refused("not_found", status=404):
        somebody.does("add-note", case, text="Let me see.")
    with refused("not_found", status=404):
        told(somebody.client.get(f"/v1/complaints/by-reference/{case.reference}"))
    assert not somebody.sees(case)
    assert not somebody.finds(case, case.reference)
    assert not somebody.finds(case, "umbrella")


def test_about_the_branch_manager(
    bank: Bank,
    anna: Customer,
    the_manager: Colleague,
    the_teller: Colleague,
    the_agent: Colleague,
    the_handler: Colleague,
    the_supervisor: Colleague,
) -> None:
    with refused("conflict_of_interest", status=403):
        the_manager.receives("I was rude to a customer.", employee_id=the_manager.user)

    case = anna.comes_to_the_counter(
        "Your manager shouted at me because of my wet umbrella.",
        to=the_teller,
        employee_id=the_manager.user,
        branch="nanjing-road",
    )
    # It belongs to the unit above from its first second: even who entered it sees it no more.
    hears_that_there_is_none(the_manager, case)
    hears_that_there_is_none(the_teller, case)
    assert the_supervisor.reads(case)["unit_id"] == "shanghai"
    the_agent.acknowledges(case, "handed_over")
    assert anna.reads_there(case) == "received"

    with refused("conflict_of_interest", status=403):
        the_supervisor.assigns(case, the_teller)
    with refused("conflict_of_interest", status=403):
        the_supervisor.assigns(case, the_manager)
    with refused("conflict_of_interest", status=403):
        the_supervisor.does("give-task", case, unit_id="nanjing-road", what="What do you say to it?")
    with refused("conflict_of_interest", status=403):
        the_supervisor.does("transfer", case, unit_id="nanjing-road", handover="Yours.")
    the_supervisor.assigns(case, the_handler)

    before = the_manager.client.get("/v1/complaints/counts").json(), the_manager.client.get("/v1/load").json()
    the_handler.admits(case)
    the_handler.starts(case)
    the_handler.establishes(case, "Two customers heard it.")
    the_handler.classifies(case, "violation", "counter", reason="attitude", risk_flags=["reputational"])
    the_handler.proposes(case, apology(), root_cause="staff_conduct")
    the_handler.sends_the_decision(case, "You are right, and we are sorry.")
    assert (
        the_manager.client.get("/v1/complaints/counts").json(),
        the_manager.client.get("/v1/load").json(),
    ) == before
    anna.accepts(case, "Good.", to=the_handler)
    the_handler.pays(case, "r1", None, bank.today)
    the_handler.closes(case)

    hears_that_there_is_none(the_manager, case)
    shown = str(anna.looks(case))
    assert anna.reads_there(case) == "closed"
    assert not any(name in shown for name in (the_manager.user, the_handler.user, the_teller.user))
    row = bank.figures(case)
    assert (row["is_about_employee"], row["unit_id"], row["received_by_unit_id"]) == (True, "shanghai", "shanghai")
    assert row["root_cause"] == "staff_conduct"

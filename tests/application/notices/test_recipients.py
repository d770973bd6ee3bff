"""A deadline is told to who answers for the case, and never to whom the case is kept from."""

import pytest

from domain.actor import Role
from tests.application.notices.bank import STAFF, Bank, among_several_roles, complaint, with_interest


@pytest.mark.parametrize(
    ("to", "told"),
    [
        ("handler", ["li"]),
        ("supervisor", ["chen", "sun"]),
        ("unit_head", ["chen"]),
        ("superior_unit_head", ["wang"]),
        ("compliance", ["qian"]),
        ("quality", ["zhou"]),
    ],
)
def test_every_word_of_the_packs_finds_its_people(to: str, told: list[str]) -> None:
    assert Bank().told(complaint(), to) == told


def test_somebody_who_is_meant_twice_is_told_once() -> None:
    assert Bank().told(complaint("sun"), "handler", "supervisor", "unit_head") == ["sun", "chen"]


@pytest.mark.parametrize(
    ("missing", "to", "told"),
    [
        (["li"], "handler", ["chen", "sun"]),
        (["chen", "sun"], "supervisor", ["wang"]),
        (["chen"], "unit_head", ["sun"]),
        (["chen", "sun"], "unit_head", ["wang"]),
        (["wang"], "superior_unit_head", ["president"]),
        (["wang", "president"], "superior_unit_head", ["qian"]),
        (["chen", "sun", "wang", "president"], "supervisor", ["qian"]),
        (["chen", "sun", "wang", "president", "qian"], "handler", ["li"]),
        (["li", "chen", "sun", "wang", "president", "qian"], "handler", ["supervisor of pudong"]),
        (["qian"], "compliance", ["compliance of pudong"]),
        (["zhou"], "quality", ["qian"]),
        (["zhou", "qian"], "quality", ["compliance of pudong"]),
    ],
)
def test_where_nobody_is_found_the_next_above_is_told(missing: list[str], to: str, told: list[str]) -> None:
    assert Bank([name for name in STAFF if name not in missing]).told(complaint(), to) == told
    assert Bank(inactive=missing).told(complaint(), to) == told


def test_a_case_that_nobody_handles_is_told_to_the_supervisors() -> None:
    assert Bank().told(complaint(None), "handler") == ["chen", "sun"]


def test_nobody_is_above_the_top_which_looks_after_it_itself() -> None:
    assert Bank().told(complaint("president", "bank"), "superior_unit_head") == ["president"]


def test_a_unit_that_nobody_founded_is_told_through_compliance_or_its_mailbox() -> None:
    case = complaint(None, "nowhere")
    assert Bank().told(case, "supervisor") == ["qian"]
    assert Bank([]).told(case, "supervisor") == ["compliance of nowhere"]


def test_the_employee_complained_about_hears_nothing_of_it() -> None:
    about_sun = complaint(about="sun")
    assert Bank().told(about_sun, "supervisor") == ["chen"]
    about_li = complaint("li", about="li")
    assert Bank().told(about_li, "handler") == ["chen", "sun"]


def test_a_case_about_a_head_is_the_superior_units_and_nobody_below_hears_of_it() -> None:
    about_chen = complaint("li", about="chen")
    assert about_chen.unit_id == "shanghai"
    for to in ("handler", "supervisor", "unit_head"):
        assert Bank().told(about_chen, to) == ["wang"]


def test_a_case_about_the_head_of_all_is_told_to_compliance_alone() -> None:
    about_all = complaint("li", about="president")
    bank = Bank()
    assert {
        name for to in ("handler", "supervisor", "unit_head", "superior_unit_head") for name in bank.told(about_all, to)
    } == {"qian"}


@pytest.mark.parametrize("to", ["handler", "supervisor", "unit_head", "superior_unit_head", "compliance"])
def test_who_declared_an_interest_hears_nothing(to: str) -> None:
    case = with_interest(complaint(), "li", "chen", "wang")
    assert {"li", "chen", "wang"}.isdisjoint(Bank().told(case, to))


def test_a_confidential_case_is_told_to_the_few_who_see_it() -> None:
    case = complaint(confidential=True)
    bank = Bank()
    assert bank.told(case, "handler") == ["li"]
    assert bank.told(case, "supervisor") == ["chen", "sun"]
    assert bank.told(case, "quality") == ["qian"]
    assert bank.told(complaint("zhou", confidential=True), "handler") == ["chen", "sun"]


def test_a_mailbox_is_shared_by_nobody_from_whom_the_case_is_kept() -> None:
    nobody_to_find = Bank(["sun"], inactive=["sun"])
    assert nobody_to_find.told(complaint(None), "supervisor") == ["supervisor of pudong"]
    assert nobody_to_find.told(complaint(None, about="sun"), "supervisor") == ["supervisor of shanghai"]
    assert Bank([]).told(complaint(None, about="wang"), "supervisor") == ["supervisor of bank"]
    assert Bank([]).told(complaint(None, about="president"), "supervisor") == ["compliance of bank"]


def test_a_role_that_reads_no_cases_is_not_told_another_one_of_the_same_user_is() -> None:
    bank = among_several_roles(Bank(), "li", Role.ADMIN, Role.HANDLER)
    assert bank.told(complaint(), "handler") == ["li"]
    assert among_several_roles(Bank(), "li", Role.ADMIN).told(complaint(), "handler") == ["chen", "sun"]

"""Units in a tree."""

from domain.actor import Role
from domain.organisation.structure import KnownUnit, Organisation

BANK = Organisation(
    {
        "bank": KnownUnit("bank", head_id="president", jurisdiction="GB-ENG"),
        "city": KnownUnit("city", superior_id="bank", head_id="director"),
        "branch": KnownUnit("branch", superior_id="city", head_id="manager", jurisdiction="GB-SCT"),
        "desk": KnownUnit("desk", superior_id="branch"),
        "lost": KnownUnit("lost", superior_id="unknown"),
        "round": KnownUnit("round", superior_id="round"),
    }
)


def test_a_line_leads_from_a_unit_to_the_top() -> None:
    assert [unit.unit_id for unit in BANK.line("desk")] == ["desk", "branch", "city", "bank"]
    assert [unit.unit_id for unit in BANK.line("lost")] == ["lost"]
    assert [unit.unit_id for unit in BANK.line("round")] == ["round"]
    assert list(BANK.line(None)) == list(BANK.line("elsewhere")) == []


def test_everybody_below_a_head_is_under_them() -> None:
    assert BANK.is_under("desk", "manager")
    assert BANK.is_under("branch", "director")
    assert not BANK.is_under("city", "manager")


def test_a_case_about_a_head_goes_above_every_unit_that_they_head() -> None:
    assert BANK.superior_of("desk", "manager") == "city"
    assert BANK.superior_of("desk", "director") == "bank"
    assert BANK.superior_of("desk", "president") is None
    assert BANK.superior_of("desk", "nobody") is None


def test_a_unit_lies_within_those_above_it() -> None:
    assert BANK.is_within("desk", "city")
    assert not BANK.is_within("city", "desk")


def test_the_heads_over_a_unit_are_those_of_its_line() -> None:
    assert BANK.heads_over("desk") == {"manager", "director", "president"}
    assert BANK.heads_over("elsewhere") == frozenset()


def test_nobody_but_compliance_looks_at_the_head_of_the_top() -> None:
    assert BANK.recusing("desk", Role.SUPERVISOR) == {"manager", "director", "president"}
    assert BANK.recusing("desk", Role.COMPLIANCE) == {"manager", "director"}
    assert BANK.recusing("bank", Role.COMPLIANCE) == BANK.recusing("elsewhere", Role.COMPLIANCE) == frozenset()


def test_a_unit_follows_the_rules_of_the_nearest_unit_that_has_some() -> None:
    found = {unit: BANK.jurisdiction_of(unit) for unit in ("bank", "city", "branch", "desk", "lost", "elsewhere")}
    assert found == {
        "bank": "GB-ENG",
        "city": "GB-ENG",
        "branch": "GB-SCT",
        "desk": "GB-SCT",
        "lost": None,
        "elsewhere": None,
    }

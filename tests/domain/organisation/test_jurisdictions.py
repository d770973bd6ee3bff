"""Where units lay, as it was known."""

from datetime import UTC, datetime, timedelta

import pytest

from domain.aggregate import DomainEvent
from domain.organisation.jurisdictions import NOWHERE, JurisdictionRules, Jurisdictions, UnitHistory
from domain.organisation.unit import Unit
from tests.domain.organisation.test_unit import EXAMPLES

MONDAY = datetime(2026, 1, 5, tzinfo=UTC)
TUESDAY, WEDNESDAY = MONDAY + timedelta(days=1), MONDAY + timedelta(days=2)

Seen = tuple[DomainEvent, datetime]


def founded(superior_id: str | None = None, at: datetime = MONDAY) -> Seen:
    return EXAMPLES.happened(Unit.Founded, superior_id=superior_id).placed(1), at


def moved(superior_id: str | None, at: datetime) -> Seen:
    return EXAMPLES.happened(Unit.Moved, superior_id=superior_id).placed(2), at


def lies_in(jurisdiction: str | None, at: datetime = MONDAY) -> Seen:
    return EXAMPLES.happened(Unit.JurisdictionSet, jurisdiction=jurisdiction).placed(2), at


def renamed(at: datetime) -> Seen:
    return EXAMPLES.happened(Unit.Renamed).placed(3), at


def known(rules: str = "", **units: tuple[Seen, ...]) -> Jurisdictions:
    histories = {unit_id: UnitHistory.of(seen) for unit_id, seen in units.items()}
    return Jurisdictions(histories, JurisdictionRules.parse(rules))


def test_a_unit_without_a_jurisdiction_has_that_of_the_nearest_above() -> None:
    where = known(
        bank=(founded(), lies_in("GB-ENG")),
        glasgow=(founded("bank"), lies_in("GB-SCT")),
        desk=(founded("glasgow"), renamed(TUESDAY)),
        cards=(founded("bank"),),
    )
    assert [where.of(unit, MONDAY) for unit in ("bank", "glasgow", "desk", "cards")] == [
        "GB-ENG",
        "GB-SCT",
        "GB-SCT",
        "GB-ENG",
    ]


def test_what_was_recorded_later_was_not_known_before() -> None:
    where = known(desk=(founded(), lies_in("GB-ENG", TUESDAY), lies_in("GB-SCT", WEDNESDAY)))
    a_moment = timedelta(microseconds=1)
    assert [where.of("desk", at) for at in (MONDAY, TUESDAY - a_moment, TUESDAY, WEDNESDAY)] == [
        None,
        None,
        "GB-ENG",
        "GB-SCT",
    ]


def test_the_way_up_is_the_tree_as_it_was_known() -> None:
    where = known(
        england=(founded(), lies_in("GB-ENG")),
        scotland=(founded(), lies_in("GB-SCT")),
        desk=(founded("england"), moved("scotland", TUESDAY), moved(None, WEDNESDAY)),
    )
    assert [where.of("desk", at) for at in (MONDAY, TUESDAY, WEDNESDAY)] == ["GB-ENG", "GB-SCT", None]
    assert where.units["desk"].every_superior == {"england", "scotland"}


def test_a_jurisdiction_that_is_taken_back_is_that_of_the_unit_above_again() -> None:
    where = known(bank=(founded(), lies_in("CN")), desk=(founded("bank"), lies_in("HK"), lies_in(None, TUESDAY)))
    assert [where.of("desk", at) for at in (MONDAY, TUESDAY)] == ["HK", "CN"]


def test_the_rules_of_the_installation_hold_where_no_event_says_anything() -> None:
    where = known(
        "ldn-scottish=GB-SCT,ldn-*=GB-ENG,sh=CN", sh=(founded(),), desk=(founded("sh"), lies_in("HK", TUESDAY))
    )
    assert [where.of(unit, MONDAY) for unit in ("ldn-scottish", "ldn-cards", "sh", "desk", "paris")] == [
        "GB-SCT",
        "GB-ENG",
        "CN",
        "CN",
        None,
    ]
    assert where.of("desk", TUESDAY) == "HK"
    assert where.of("ldn-cards", MONDAY - timedelta(days=1000)) == "GB-ENG"


def test_a_word_from_above_counts_before_a_rule_about_the_unit() -> None:
    where = known("desk=CN", bank=(founded(), lies_in("HK")), desk=(founded("bank"),))
    assert where.of("desk", MONDAY) == "HK"


def test_a_circle_of_units_has_an_end() -> None:
    assert known(one=(founded("two"),), two=(founded("one"),)).of("one", MONDAY) is None
    assert NOWHERE.of("one", MONDAY) is None


@pytest.mark.parametrize("text", ["desk", "=CN", "desk=", "desk=China", "desk=gb", "a=CN,b=GB-SCOT"])
def test_rules_that_name_no_unit_or_no_country_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"is not of the form|is no code"):
        JurisdictionRules.parse(text)

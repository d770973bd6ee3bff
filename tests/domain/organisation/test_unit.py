"""The unit: a tree that never closes in a circle."""

import pytest

from domain.organisation.structure import KnownUnit, Organisation
from domain.organisation.unit import Unit, unit_stream
from tests.domain.examples import BY, Examples
from tests.domain.fixed import BEN, IMPORTER, NOW
from tests.domain.language import Given, Happening

EXAMPLES = Examples(
    {
        Unit.Founded: {"unit_id": "cards", "name": "Cards", "superior_id": "city"},
        Unit.Renamed: {"name": "Cards and payments"},
        Unit.Moved: {"superior_id": "bank"},
        Unit.HeadAppointed: {"head_id": "ben"},
        Unit.HeadRelieved: {"head_id": "ben"},
        Unit.JurisdictionSet: {"jurisdiction": "GB-SCT"},
        Unit.Closed: {},
        Unit.Reopened: {},
    }
)

happened, now = EXAMPLES.happened, EXAMPLES.now
FOUNDED = happened(Unit.Founded)
CLOSED = happened(Unit.Closed)


def given(*past: Happening) -> Given[Unit]:
    return Given(Unit, *past)


def test_a_unit_is_founded_once() -> None:
    given().when(lambda x: x.found("cards", "Cards", "city", now=NOW)).then(now(Unit.Founded))
    given(FOUNDED).when(lambda x: x.found("cards", "Cards", "city", now=NOW)).then()
    given(FOUNDED).when(lambda x: x.found("cards", "Other", "city", now=NOW)).refuses("unit_exists")
    given().when(lambda x: x.found("cards", "Cards", "cards", now=NOW)).refuses("unit_circle")


def test_a_unit_is_founded_with_its_jurisdiction_where_it_is_known() -> None:
    def found(unit: Unit) -> None:
        unit.found("cards", "Cards", "city", "GB-SCT", now=NOW)

    given().when(found).then(now(Unit.Founded), now(Unit.JurisdictionSet))
    given(FOUNDED, happened(Unit.JurisdictionSet)).when(found).then()
    given(FOUNDED).when(found).refuses("unit_exists")
    given().when(lambda x: x.found("cards", "Cards", "city", "Scotland", now=NOW)).refuses("invalid_jurisdiction")


def test_a_unit_follows_the_rules_of_a_country_or_of_a_part_of_one() -> None:
    lies = happened(Unit.JurisdictionSet)
    given(FOUNDED).when(lambda x: x.set_jurisdiction("GB-SCT", **BY)).then(now(Unit.JurisdictionSet))
    given(FOUNDED, lies).when(lambda x: x.set_jurisdiction("GB-SCT", **BY)).then()
    given(FOUNDED, lies).when(lambda x: x.set_jurisdiction(None, **BY)).then(
        now(Unit.JurisdictionSet, jurisdiction=None)
    )
    given(FOUNDED).when(lambda x: x.set_jurisdiction(None, **BY)).then()
    given(FOUNDED, CLOSED).when(lambda x: x.set_jurisdiction("CN", **BY)).refuses("unit_is_closed")


@pytest.mark.parametrize("unknown", ["", "gb", "GBR", "GB-", "GB-SCOT", "GB-sct", "GB-SCT\n", " CN"])
def test_a_jurisdiction_is_a_code_of_iso_3166(unknown: str) -> None:
    given(FOUNDED).when(lambda x: x.set_jurisdiction(unknown, **BY)).refuses("invalid_jurisdiction")


def test_a_unit_gets_another_name() -> None:
    given(FOUNDED).when(lambda x: x.rename("Cards and payments", **BY)).then(now(Unit.Renamed))
    given(FOUNDED).when(lambda x: x.rename("Cards", **BY)).then()


def test_a_unit_goes_under_another_but_not_under_its_own() -> None:
    tree = Organisation({"desk": KnownUnit("desk", superior_id="cards"), "cards": KnownUnit("cards")})
    given(FOUNDED).when(lambda x: x.move("bank", organisation=tree, **BY)).then(now(Unit.Moved))
    given(FOUNDED).when(lambda x: x.move(None, organisation=tree, **BY)).then(now(Unit.Moved, superior_id=None))
    given(FOUNDED).when(lambda x: x.move("city", organisation=tree, **BY)).then()
    given(FOUNDED).when(lambda x: x.move("desk", organisation=tree, **BY)).refuses("unit_circle")
    given(FOUNDED).when(lambda x: x.move("cards", organisation=tree, **BY)).refuses("unit_circle")


def test_somebody_answers_for_a_unit() -> None:
    appointed = happened(Unit.HeadAppointed)
    given(FOUNDED).when(lambda x: x.appoint_head("ben", **BY)).then(now(Unit.HeadAppointed))
    given(FOUNDED, appointed).when(lambda x: x.appoint_head("ben", **BY)).then()
    given(FOUNDED, appointed).when(lambda x: x.relieve_head(**BY)).then(now(Unit.HeadRelieved))
    given(FOUNDED).when(lambda x: x.relieve_head(**BY)).then()


def test_nobody_appoints_themselves() -> None:
    given(FOUNDED).when(lambda x: x.appoint_head("ben", by=BEN, now=NOW)).refuses("own_account")


def test_a_closed_unit_only_opens_again() -> None:
    given(FOUNDED).when(lambda x: x.close(**BY)).then(now(Unit.Closed))
    given(FOUNDED, CLOSED).when(lambda x: x.close(**BY)).refuses("unit_is_closed")
    given(FOUNDED, CLOSED).when(lambda x: x.rename("Other", **BY)).refuses("unit_is_closed")
    opened = given(FOUNDED, CLOSED).when(lambda x: x.reopen(**BY)).then(now(Unit.Reopened))
    open_to = ("rename", "move", "appoint_head", "relieve_head", "set_jurisdiction", "close")
    assert opened.permitted(IMPORTER) == open_to


@pytest.mark.parametrize(("past", "is_active"), [((FOUNDED,), True), ((FOUNDED, CLOSED), False)])
def test_a_unit_is_known_by_its_place(past: tuple[Happening, ...], *, is_active: bool) -> None:
    known = given(*past, happened(Unit.HeadAppointed), happened(Unit.JurisdictionSet)).replayed().known()
    assert known == KnownUnit("cards", "Cards", "city", "ben", is_active, "GB-SCT")


def test_each_unit_has_a_stream_of_its_own() -> None:
    assert unit_stream("cards") == unit_stream("cards") != unit_stream("loans")

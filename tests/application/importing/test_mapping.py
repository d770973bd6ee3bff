"""Tests of what a mapping may say."""

from dataclasses import replace
from datetime import date

import pytest

from application.importing.mapping import Layout, SourceMapping, TaxonomyVersion
from tests.application.importing.mappings import BANK


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"facts": {**BANK.facts, "colour": "x"}}, r"\[facts\] has no colour"),
        ({"words": {"poem": "x"}}, r"\[words\] has no poem"),
        ({"fixed": {"employee_id": "x"}}, r"\[fixed\] has no employee_id"),
        ({"facts": {"channel": "way", "source": "via"}}, "must have received_on"),
        ({"facts": {**BANK.facts, "received_at": "x"}}, "must have received_on"),
        ({"fixed": {}}, "must have source"),
        ({"about": {"issue": "x"}}, r"\[about\] must have product"),
        ({"zone": "Europe/Atlantis"}, "there is no zone 'Europe/Atlantis'"),
        ({"zone": ""}, "there is no zone ''"),
        ({"layout": Layout(delimiter="||")}, "'||' is no delimiter".replace("|", r"\|")),
        ({"layout": Layout(delimiter='"')}, "is no delimiter"),
        ({"layout": Layout(id_pattern="(")}, "is no pattern"),
    ],
)
def test_a_mapping_that_cannot_work_says_why(change: dict[str, object], sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        replace(BANK, **change)  # type: ignore[arg-type]


def test_a_file_must_have_every_column_that_is_used() -> None:
    assert BANK.columns == ("id", "day", "way", "text", "product", "answer", "in time", "again")


@pytest.mark.parametrize(
    ("product", "on", "generation"),
    [
        ("Loans", date(2019, 5, 1), "old"),
        ("Cards", date(2019, 5, 1), "old"),
        ("Cards", date(2020, 1, 1), "new"),
        ("Cards", None, "old"),
        ("Old loans", date(2024, 1, 1), "old"),
        ("New loans", date(2019, 1, 1), "new"),
        (None, date(2024, 1, 1), "new"),
    ],
)
def test_the_generation_of_a_product_follows_from_its_name_or_else_from_the_day(
    product: str | None, on: date | None, generation: str
) -> None:
    versions = (
        TaxonomyVersion("old", products=("Old loans",)),
        TaxonomyVersion("new", since=date(2020, 1, 1), products=("New loans",)),
    )
    assert replace(BANK, taxonomy=versions).taxonomy_of(product, on) == generation


def test_without_generations_there_is_no_name() -> None:
    mapping: SourceMapping = BANK
    assert mapping.taxonomy_of("Cards", date(2024, 1, 1)) == ""

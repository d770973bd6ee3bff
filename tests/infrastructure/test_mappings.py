"""Tests of the mapping files, the shipped one and a bank's own."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from application.importing.reading import Reader, Statement, UnmappableError
from domain.complaint.values import Facts, Precision, ProductIssue, Words
from infrastructure.code_lists import shipped_lists
from infrastructure.mappings import load_mapping, read_mapping, shipped_mappings
from infrastructure.operator_error import OperatorError
from tests.data.cfpb import SAMPLE, sample_rows

NOW = datetime(2025, 1, 1, tzinfo=UTC)
OWN = """
name = "own"
version = 1
system = "own"
record_id = "id"
zone = "Europe/London"
unit_id = "ldn"
facts = { received_at = "at", channel = "way" }
fixed = { source = "customer" }
[outcome]
response = "answer"
closes = ["Done"]
leaves_open = [""]
claims = { "Y" = true, "N" = false }
[[taxonomy]]
name = "first"
since = 2020-01-01
"""


def test_the_shipped_mapping_of_the_cfpb_reads_its_records() -> None:
    reading = Reader(load_mapping("cfpb")).read(sample_rows()[0], NOW)
    assert reading.intake.facts == Facts(
        received_at=datetime(2023, 9, 1, 4, 0, tzinfo=UTC),
        received_precision=Precision.DAY,
        channel="website",
        source="regulator",
        complainant_type="consumer",
        authority_reference="9000001",
        authority_received_on=date(2023, 8, 30),
        about=(
            ProductIssue(
                "Credit reporting or other personal consumer reports",
                "Credit reporting",
                "Incorrect information on your report",
                "Account status incorrect",
            ),
        ),
        legal_entity="NORTHERN LIGHT BANK, N.A.",
        region="NY",
        tags=("Older American", "Servicemember"),
    )
    assert reading.intake.words == Words(
        'The report shows a loan that I repaid in full.\n\nThe bank says "next month", every month.',
        subject="Incorrect information on your report",
        postcode="11201",
    )
    assert (reading.intake.complainant, reading.intake.unit_id) == (None, "unrouted")
    assert (reading.source_record.record_id, reading.source_record.taxonomy) == ("9000001", "cfpb-2023")
    assert reading.source_record.fields == sample_rows()[0]
    assert reading.statement == Statement(
        "Closed with explanation", timely_claim=True, disputed_claim=None, closes=True
    )


@pytest.mark.parametrize(
    ("response", "closes"),
    [
        ("Closed", True),
        ("Closed with explanation", True),
        ("Closed with monetary relief", True),
        ("Closed with non-monetary relief", True),
        ("Closed with relief", True),
        ("Closed without relief", True),
        ("In progress", False),
        ("Untimely response", False),
        ("", False),
    ],
)
def test_each_response_of_the_cfpb_closes_or_leaves_open(response: str, closes: bool) -> None:  # noqa: FBT001 - a parameter
    row = {**sample_rows()[0], "Company response to consumer": response}
    statement = Reader(load_mapping("cfpb")).read(row, NOW).statement
    assert statement is not None
    assert statement.closes is closes


def test_a_response_that_the_cfpb_never_gave_is_not_guessed_at() -> None:
    row = {**sample_rows()[0], "Company response to consumer": "Closedown"}
    with pytest.raises(UnmappableError, match="closes a complaint"):
        Reader(load_mapping("cfpb")).read(row, NOW)


def test_the_generation_of_the_cfpbs_products_follows_from_product_and_day() -> None:
    reader = Reader(load_mapping("cfpb"))
    generations = [reader.read(row, NOW).source_record.taxonomy for row in sample_rows()]
    assert generations == ["cfpb-2023", "cfpb-2017", "cfpb-2011", "cfpb-2017", "cfpb-2023", "cfpb-2017"]


@pytest.mark.parametrize("name", shipped_mappings())
def test_shipped_mappings_use_codes_that_ship(name: str) -> None:
    mapping = load_mapping(name)
    lists = {list_name: {entry.code for entry in entries} for list_name, entries in shipped_lists()[1].items()}
    for fact in ("channel", "source", "complainant_type"):
        used = set(mapping.codes.get(fact, {}).values()) | ({mapping.fixed[fact]} if fact in mapping.fixed else set())
        assert used <= lists[fact]


def test_a_bank_names_its_own_mapping_by_path(tmp_path: Path) -> None:
    file = tmp_path / "own.toml"
    file.write_text(OWN)
    mapping = load_mapping(str(file))
    assert mapping.outcome
    assert mapping.outcome.claims == {"Y": True, "N": False}
    assert mapping.taxonomy[0].since == date(2020, 1, 1)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (("version = 1", ""), "missing required field `version`"),
        (("version = 1", 'version = "one"'), r"Expected `int`, got `str` - at `\$.version`"),
        (("version = 1", "version = 1\ncolour = 1"), "unknown key colour"),
        (("[outcome]", "[outcome]\nclose = []"), r"unknown key outcome\.close"),
        (("since =", "until ="), r"unknown key taxonomy\.until"),
        (("Europe/London", "Atlantis"), "there is no zone 'Atlantis'"),
        (("[outcome]", "[outcome"), "line 10"),
    ],
)
def test_a_mapping_that_cannot_be_used_is_one_sentence(tmp_path: Path, change: tuple[str, str], sentence: str) -> None:
    file = tmp_path / "own.toml"
    file.write_text(OWN.replace(*change))
    with pytest.raises(OperatorError, match=sentence):
        load_mapping(str(file))


def test_a_mapping_that_does_not_exist_names_those_that_ship(tmp_path: Path) -> None:
    with pytest.raises(OperatorError, match=r"There is no mapping 'cfbp'.*\(cfpb\)"):
        load_mapping("cfbp")
    with pytest.raises(OperatorError, match="cannot be read"):
        load_mapping(str(tmp_path))


def test_the_sample_has_the_columns_as_published() -> None:
    header = SAMPLE.read_text(encoding="utf-8").splitlines()[0]
    assert tuple(header.split(",")) == load_mapping("cfpb").layout.columns


def test_the_mapping_in_the_manual_can_be_used() -> None:
    manual = Path(__file__).parents[2].joinpath("docs", "import.md").read_text(encoding="utf-8")
    _, _, from_here = manual.partition("```toml\n")
    mapping = read_mapping(from_here.partition("```")[0], "the manual's")
    row = {"Case": "1", "Opened": "31/12/2024", "How": "Post", "Text": "Late.", "Result": "Closed late", "In time": "N"}
    reading = Reader(mapping).read(row, NOW)
    assert (reading.intake.facts.channel, reading.intake.words) == ("letter", Words("Late."))
    assert reading.statement == Statement("Closed late", timely_claim=False, disputed_claim=None, closes=True)

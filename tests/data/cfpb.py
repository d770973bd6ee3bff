"""A sample in the columns of the CFPB's complaint database; its people, words and companies are made up."""

import csv
import io
from collections.abc import Iterable, Mapping
from pathlib import Path

SAMPLE = Path(__file__).with_name("cfpb_sample.csv")


def sample_rows() -> list[dict[str, str]]:
    """Return the sample's six records."""
    with SAMPLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def many_rows(number: int, first_id: int = 5_000_000) -> list[dict[str, str]]:
    """Return as many records as wanted, with ids of their own."""
    rows = sample_rows()
    return [{**rows[at % len(rows)], "Complaint ID": str(first_id + at)} for at in range(number)]


def as_csv(rows: Iterable[Mapping[str, str]]) -> bytes:
    """Write records as a file."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(sample_rows()[0]))
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()

"""Files to import, in the eighteen columns of the CFPB's public database."""

import csv
import os
import random
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path

from benchmarks.cases import SENTENCES

COLUMNS = (
    "Date received",
    "Product",
    "Sub-product",
    "Issue",
    "Sub-issue",
    "Consumer complaint narrative",
    "Company public response",
    "Company",
    "State",
    "ZIP code",
    "Tags",
    "Consumer consent provided?",
    "Submitted via",
    "Date sent to company",
    "Company response to consumer",
    "Timely response?",
    "Consumer disputed?",
    "Complaint ID",
)
REAL_FILE = "cfpb_complaints.csv"
FIRST_ID = 900_000_001


def write_file(path: Path, rows: int) -> str:
    """Write a file of that many complaints and say where they come from.

    Those of the real extract, if REDRESS_TEST_DATA has it, again and again under numbers of their own.
    """
    real = Path(os.environ.get("REDRESS_TEST_DATA", "."), REAL_FILE)
    contents = real_rows(real) if real.exists() else made_up()
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        writer.writerows((*row[:-1], str(FIRST_ID + number)) for number, row in enumerate(islice(contents, rows)))
    return "rows of the real file" if real.exists() else "made-up rows"


def real_rows(path: Path) -> Iterator[list[str]]:
    """Repeat the whole rows of the real extract; its last line is cut off."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.reader(file) if len(row) == len(COLUMNS)]
    return cycle(rows[1:])


def made_up() -> Iterator[list[str]]:
    """Make rows up; a third tell a story, as in the real file."""
    seeded = random.Random(1)
    while True:
        narrative = " ".join(seeded.choices(SENTENCES, k=8)) if seeded.random() < 1 / 3 else ""
        sent = f"2024-{seeded.randint(1, 12):02}-{seeded.randint(1, 28):02}"
        response = seeded.choice(("Closed with explanation", "Closed with monetary relief", "In progress"))
        yield [
            sent,
            "Credit card",
            "General-purpose credit card or charge card",
            "Problem with a purchase shown on your statement",
            "Card was charged for something you did not purchase with the card",
            narrative,
            "",
            "A BANK, N.A.",
            "NY",
            "10001",
            seeded.choice(("", "Older American")),
            "Consent provided" if narrative else "",
            seeded.choice(("Web", "Phone", "Referral")),
            sent,
            response,
            "Yes",
            "N/A",
            "",
        ]

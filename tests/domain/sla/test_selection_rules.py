"""What a selection table is refused for."""

from dataclasses import replace
from typing import Any

import pytest

from domain.documents import InvalidDocument
from domain.reference_data import rows_of
from domain.sla.selection import SelectionRow
from domain.sla.selection_rules import SelectionTable, SelectionVocabulary, selection_refusals

CODES = {
    "source": frozenset({"regulator"}),
    "complaint_class": frozenset({"service"}),
    "category": frozenset({"card"}),
    "complexity": frozenset({"complex"}),
    "regime": frozenset({"hardship"}),
}
KNOWN = SelectionVocabulary({"au-asic-rg271": frozenset({"ack", "idr_hardship"})}, CODES)
ROW = SelectionRow(
    "hardship",
    "au-asic-rg271",
    milestones=("ack", "idr_hardship"),
    kinds=("complaint", "recheck"),
    jurisdictions=("AU", "GB-SCT"),
    sources=("regulator",),
    complaint_classes=("service",),
    categories=("card",),
    complexities=("complex",),
    regimes=("hardship",),
)


def refused(*rows: SelectionRow) -> list[tuple[str, str]]:
    return [(refusal.code, refusal.at) for refusal in selection_refusals(SelectionTable(rows), KNOWN)]


def test_a_table_that_is_in_order_is_not_refused() -> None:
    assert refused(ROW, SelectionRow("rest", "au-asic-rg271")) == []


@pytest.mark.parametrize(
    ("wrong", "code", "at"),
    [
        ({"pack": "au-unheard"}, "selection_unknown_pack", "pack"),
        ({"milestones": ("ack", "nack")}, "selection_unknown_milestone", "milestones[1]"),
        ({"kinds": ("complaint", "quarrel")}, "selection_unknown_code", "kinds[1]"),
        ({"jurisdictions": ("Australia",)}, "selection_unknown_code", "jurisdictions[0]"),
        ({"sources": ("moon",)}, "selection_unknown_code", "sources[0]"),
        ({"complaint_classes": ("moon",)}, "selection_unknown_code", "complaint_classes[0]"),
        ({"categories": ("moon",)}, "selection_unknown_code", "categories[0]"),
        ({"complexities": ("moon",)}, "selection_unknown_code", "complexities[0]"),
        ({"regimes": ("hardship", "moon")}, "selection_unknown_code", "regimes[1]"),
    ],
)
def test_what_would_never_match_or_run_is_refused_at_its_place(wrong: dict[str, Any], code: str, at: str) -> None:
    assert refused(replace(ROW, row="first"), replace(ROW, **wrong)) == [(code, f"rows[1].{at}")]


def test_a_table_has_rows_and_each_its_own_name() -> None:
    assert refused() == [("pack_incomplete", "rows")]
    assert refused(ROW, ROW) == [("pack_duplicate_name", "rows[1].row")]
    with pytest.raises(InvalidDocument, match="Two rows have the same row"):
        rows_of("pack_selection", '[{"row":"a","pack":"p"},{"row":"a","pack":"q"}]')

"""The shipped packs: the milestones of the tables, what is verified, events that exist."""

import re
from datetime import date
from pathlib import Path

import pytest

from domain.catalogue import TOPICS
from domain.reference_data import rows_of
from domain.sla.calendar_data import calendar_of
from domain.sla.milestone import Milestone
from domain.sla.pack import Pack, PackKind
from domain.sla.selection import CaseFacts, SelectionRow, calendar_for, select
from infrastructure.calendars import shipped_calendars
from infrastructure.documents import shipped_documents
from infrastructure.operator_error import OperatorError
from infrastructure.policies import load_pack, shipped_packs, shipped_texts

VERIFIED = {
    "bank-default": {"first_feedback": True, "bank_sla_24h": True, "inquiry_message": False, "inquiry_call": False},
    "cn-nfra-2020-3": {
        "regulator_forward": True,
        "decide_and_notify": True,
        "recheck_request_window": True,
        "recheck_decide_notify": True,
        "pboc_transfer_answer": True,
        "info_leak_report": True,
        "credit_objection": False,
        "archive": True,
    },
    "uk-fca-disp1": {
        "src_resolve": True,
        "src_send": False,
        "ack": False,
        "final_response": True,
        "psd_final": True,
        "fos_referral_window": True,
        "forward": False,
        "retention": False,
        "return": True,
    },
    "eu-psd2": {"psu_reply": False, "eu_general": False, "gdpr_request": False},
    "us-cfpb": {"initial_response": True, "final_response": True},
    "us-reg-e": dict.fromkeys(("determine", "notify_provisional_credit", "correct_error", "report_result"), False),
    "us-reg-z": {"ack": True, "resolve": False},
    "au-asic-rg271": dict.fromkeys(
        ("ack", "quick_close", "idr_response", "idr_hardship", "idr_super", "idr_report"), True
    ),
    "in-rbi": dict.fromkeys(("re_reply", "io_escalate", "ombudsman_reply", "customer_window"), True),
    "hk-ic4": {"ack": True, "final_response": True},
    "sg-mas": {"ack": True, "final_response": True},
}
"""The milestones of the tables, and whether a text stands behind them."""

NO_CLOCK = {"regulator_forward", "info_leak_report", "archive", "retention", "return", "idr_report", "gdpr_request"}
"""What no event of a case starts."""

MILESTONES = [(pack, milestone) for pack in shipped_packs().values() for milestone in pack.milestones]
IDS = [f"{pack.id}.{milestone.id}" for pack, milestone in MILESTONES]


def test_the_packs_have_exactly_the_milestones_of_the_tables() -> None:
    found = {pack.id: {each.id: each.verified for each in pack.milestones} for pack in shipped_packs().values()}
    assert found == VERIFIED


def test_a_pack_is_named_like_its_file() -> None:
    assert {name: pack.id for name, pack in shipped_packs().items()} == {name: name for name in VERIFIED}


@pytest.mark.parametrize(("pack", "milestone"), MILESTONES, ids=IDS)
def test_every_event_of_a_pack_is_one_of_the_catalogue(pack: Pack, milestone: Milestone) -> None:
    conditions = (*milestone.start, *milestone.stop, *milestone.cancel, *milestone.restart_on)
    required = [text for stage in milestone.stages for text in stage.requires if text.startswith("event:")]
    named = {each.event for each in conditions} | {text.removeprefix("event:") for text in required}
    assert named <= TOPICS.keys(), pack.id


@pytest.mark.parametrize(("pack", "milestone"), MILESTONES, ids=IDS)
def test_what_no_event_starts_runs_no_clock(pack: Pack, milestone: Milestone) -> None:
    assert milestone.runs_a_clock == (milestone.id not in NO_CLOCK), pack.id


@pytest.mark.parametrize(("pack", "milestone"), MILESTONES, ids=IDS)
def test_only_the_banks_own_pack_knows_tiers(pack: Pack, milestone: Milestone) -> None:
    if pack.kind is PackKind.REGULATORY:
        assert milestone.lanes == ()
    assert (pack.kind is PackKind.INTERNAL) == (pack.id == "bank-default")


def test_china_extends_twice_and_pauses_for_what_the_order_names() -> None:
    decide = shipped_packs()["cn-nfra-2020-3"].milestone("decide_and_notify")
    assert [(stage.limit, stage.requires) for stage in decide.stages] == [
        (15, ()),
        (30, ("reason:complex",)),
        (60, ("reason:special", "approver:superior_or_hq_exec", "notice:complainant")),
    ]
    assert [(each.reason, each.mandatory) for each in decide.pauses] == [
        ("mediation", True),
        ("external_assessment", False),
    ]


def test_the_united_kingdom_does_not_pause() -> None:
    assert all(not milestone.pauses for milestone in shipped_packs()["uk-fca-disp1"].milestones)


@pytest.mark.parametrize("calendar", shipped_calendars())
def test_every_shipped_calendar_opens(calendar: str) -> None:
    assert calendar_of(shipped_calendars()[calendar]).openings.year(2026).total > 0


def test_a_pack_finds_the_calendar_of_a_part_of_its_country() -> None:
    calendars = shipped_calendars().values()
    uk, australia = shipped_packs()["uk-fca-disp1"], shipped_packs()["au-asic-rg271"]
    assert [calendar_for(uk, name, calendars) for name in (None, "SCT", "Scotland", "northern-ireland")] == [
        "gb-eng",
        "gb-sct",
        "gb-sct",
        "gb-nir",
    ]
    assert calendar_for(australia, "VIC", calendars) == "au-vic"


def selection() -> tuple[SelectionRow, ...]:
    (document,) = (text for name, _, text in shipped_documents() if name == "pack_selection")
    return rows_of("pack_selection", document)


def test_the_selection_names_packs_and_milestones_that_there_are() -> None:
    for row in selection():
        known = {milestone.id for milestone in shipped_packs()[row.pack].milestones}
        assert set(row.milestones) <= known, row.row
    assert {row.pack for row in selection()} == set(VERIFIED)


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        (CaseFacts("complaint", "CN"), {"bank-default": "requests and complaints", "cn-nfra-2020-3": "China"}),
        (CaseFacts("recheck", "CN"), {"cn-nfra-2020-3": "China: re-checks"}),
        (CaseFacts("service_request", "CN", complexity="complex"), {"bank-default": "complex requests"}),
        (CaseFacts("interaction", "GB"), {"bank-default": "contacts"}),
        (
            CaseFacts("complaint", "GB-SCT", regimes=frozenset({"payment_services"})),
            {"bank-default": "requests and complaints", "uk-fca-disp1": "United Kingdom: payment services"},
        ),
        (
            CaseFacts("complaint", "US", source="regulator", regimes=frozenset({"reg_e"})),
            {
                "bank-default": "requests and complaints",
                "us-cfpb": "United States: forwarded by the CFPB",
                "us-reg-e": "United States: electronic fund transfers",
            },
        ),
        (CaseFacts("complaint", "DE"), {"bank-default": "requests and complaints", "eu-psd2": "Union"}),
    ],
)
def test_a_case_runs_under_the_packs_of_its_place(case: CaseFacts, expected: dict[str, str]) -> None:
    assert {each.pack: each.row for each in select(selection(), case)} == expected


def test_a_pack_is_loaded_by_its_id_or_from_a_file(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text(shipped_texts()["hk-ic4"].replace('id = "hk-ic4"', 'id = "own"'), encoding="utf-8")
    assert load_pack("hk-ic4").effective_from == date(2023, 4, 5)
    assert load_pack(str(own)).id == "own"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"\xff", "cannot be read"),
        (b"id = ", "This is no TOML"),
        (b"", "line 1: authority, calendar, id, kind, milestones, source, version is missing. [invalid_document]"),
    ],
)
def test_a_file_that_is_no_pack_is_one_sentence(tmp_path: Path, content: bytes, told: str) -> None:
    file = tmp_path / "own.toml"
    file.write_bytes(content)
    with pytest.raises(OperatorError, match=re.escape(told)):
        load_pack(str(file))
    with pytest.raises(OperatorError, match="There is no pack 'nothing'"):
        load_pack("nothing")

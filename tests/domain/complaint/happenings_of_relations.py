"""Examples of what happens between two complaints: links, merging, re-checks, repeats."""

from datetime import date
from typing import Any
from uuid import UUID

from domain.aggregate import DomainEvent
from domain.complaint import Complaint
from domain.complaint.related import RecheckResult
from domain.complaint.state import State
from tests.domain.fixed import EARLIER, RECEIVED_AT, versions

OTHER_CASE = UUID("00000000-0000-4000-8000-000000000002")
OTHER_CASE_REFERENCE = "C-2026-000043-7"
THE_OTHER: dict[str, Any] = {"case_id": OTHER_CASE, "reference": OTHER_CASE_REFERENCE}

EXAMPLES_OF_RELATIONS: dict[type[DomainEvent], dict[str, Any]] = {
    Complaint.LinkedAsRepeat: {**THE_OTHER, "text": "A second terminal did the same."},
    Complaint.Repeated: THE_OTHER,
    Complaint.RecheckRequested: {
        **THE_OTHER,
        "recheck_id": "k1",
        "unit_id": "east",
        "received_at": EARLIER,
        "text": "Nobody asked the shop.",
        "window_until": date(2026, 2, 13),
        "rules_version": 1,
        "parties": ("p1",),
    },
    Complaint.RecheckOpened: {**THE_OTHER, "barred": ("ann", "ben"), "unit_of_the_first": "shanghai"},
    Complaint.RecheckResultRecorded: {
        **THE_OTHER,
        "recheck_id": "k1",
        "result": RecheckResult.CHANGED,
        "text": "The shop confirms two charges.",
    },
    Complaint.Linked: {**THE_OTHER, "kind": "related", "code_versions": versions("relation_kind")},
    Complaint.Unlinked: {**THE_OTHER, "kind": "related"},
    Complaint.Merged: {
        **THE_OTHER,
        "target_version": 3,
        "state_before": State.OPEN,
        "reason": "She told it twice.",
    },
    Complaint.MergedIn: {
        **THE_OTHER,
        "period_from": RECEIVED_AT,
        "hands": (),
        "interested": (),
        "barred": (),
    },
    Complaint.Unmerged: {
        **THE_OTHER,
        "state": State.OPEN,
        "meanwhile_from": 4,
        "meanwhile_to": 3,
        "was_decided": False,
        "reason": "It is another charge.",
    },
    Complaint.SourceUnmerged: THE_OTHER,
}

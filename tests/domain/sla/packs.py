"""A small pack for the tests, and what it may speak of."""

from typing import Any

from domain.documents import read_object
from domain.sla.pack import Pack
from domain.sla.pack_rules import Vocabulary

KNOWN = Vocabulary(
    events=frozenset(
        {"complaint.received", "complaint.decision_sent", "complaint.withdrawn", "complaint.credit_given"}
    ),
    pause_reasons=frozenset({"mediation"}),
    extension_reasons=frozenset({"complex"}),
    calendars=frozenset({"gb-eng", "gb-sct"}),
    channels=frozenset({"phone"}),
    sources=frozenset({"customer"}),
    roles=frozenset({"handler"}),
    ways=frozenset({"posted"}),
)


def stage(limit: int | None = 15, unit: str = "calendar_day", **other: Any) -> dict[str, Any]:  # noqa: ANN401
    """Write a stage down."""
    return {"limit": limit, "unit": unit, **other}


def milestone(**changes: Any) -> dict[str, Any]:  # noqa: ANN401 - fields of a milestone
    """Write a milestone down that is in order."""
    in_order = {
        "id": "decide",
        "source": "art. 1",
        "verified": True,
        "start": [{"event": "complaint.received", "channels": ["phone"], "sources": ["customer"]}],
        "stop": [{"event": "complaint.decision_sent", "proofs": ["posted"], "actors": ["handler"]}],
        "cancel": [{"event": "complaint.withdrawn"}],
        "end_of_day": "23:59:59",
        "stages": [
            stage(),
            stage(30, requires=["reason:complex", "notice:complainant", "event:complaint.credit_given"]),
        ],
        "pauses": [{"reason": "mediation", "requires": ["consent:complainant"]}],
        "warn_at": ["50%", "P1DT12H"],
        "escalate": [{"to": "unit_head", "share": 80}, {"to": "compliance", "after": "PT0S"}],
        "unverified": ["end_of_day"],
    }
    return {**in_order, **changes}


def pack(*milestones: dict[str, Any], **changes: Any) -> Pack:  # noqa: ANN401 - fields of a pack
    """Read a pack; without milestones it has the one that is in order."""
    in_order = {
        "id": "test",
        "version": 1,
        "kind": "regulatory",
        "authority": "An authority",
        "source": "A law",
        "calendar": "gb-eng",
        "milestones": list(milestones) or [milestone()],
    }
    return read_object({**in_order, **changes}, Pack)

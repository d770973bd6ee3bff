"""An example of an answer about the clocks of a case, for the description of the interface."""

from typing import Any, Final

CASE_CLOCKS: Final[dict[str, Any]] = {
    "case_id": "00000000-0000-4000-8000-000000000001",
    "reference": "C-2026-000123-4",
    "kind": "complaint",
    "at": "2026-09-25T18:00:00Z",
    "known_at": "2026-09-25T18:00:00Z",
    "view": "as_corrected",
    "case_version": 3,
    "entered_later": [],
    "time_zone_data": "2026a",
    "clocks": [
        {
            "pack": "bank-default",
            "pack_version": 2,
            "authority": "The bank",
            "is_regulatory": False,
            "milestone": "bank_sla_24h",
            "source": "Plan: a question or complaint is solved within 24 hours: request fulfilled or "
            "decision dispatched",
            "is_verified": True,
            "unverified": [],
            "breach_class": None,
            "selected_by": "requests and complaints",
            "selected_at": "2026-09-25T02:00:00Z",
            "selected_with": {
                "version": 1,
                "topic": "complaint.received",
                "at": "2026-09-25T02:00:00Z",
                "recorded_at": "2026-09-25T02:00:00Z",
                "says": None,
            },
            "calendar": "around-the-clock",
            "calendar_version": "2026.1",
            "time_zone": "Asia/Shanghai",
            "state": "running",
            "cycles": [
                {
                    "cycle": 1,
                    "state": "running",
                    "stage": 1,
                    "started_at": "2026-09-25T02:00:00Z",
                    "started_local": "2026-09-25T10:00:00+08:00",
                    "started_by": {
                        "version": 1,
                        "topic": "complaint.received",
                        "at": "2026-09-25T02:00:00Z",
                        "recorded_at": "2026-09-25T02:00:00Z",
                        "says": None,
                    },
                    "due_at": "2026-09-26T05:30:00Z",
                    "due_local": "2026-09-26T13:30:00+08:00",
                    "due_on": "2026-09-26",
                    "is_due_open": False,
                    "is_provisional": False,
                    "remaining": {"seconds": 41400, "dates": None},
                    "overdue": None,
                    "stages": [
                        {
                            "stage": 1,
                            "limit": 24,
                            "unit": "calendar_hour",
                            "requires": [],
                            "due_at": "2026-09-26T05:30:00Z",
                            "due_local": "2026-09-26T13:30:00+08:00",
                            "due_on": "2026-09-26",
                            "is_provisional": False,
                            "is_reached": True,
                            "reached_by": None,
                        }
                    ],
                    "late_extensions": [],
                    "paused_by": [],
                    "pauses": [
                        {
                            "reason": "waiting_customer",
                            "from_at": "2026-09-25T04:00:00Z",
                            "to_at": "2026-09-25T07:30:00Z",
                            "began_by": {
                                "version": 2,
                                "topic": "complaint.suspended",
                                "at": "2026-09-25T04:00:00Z",
                                "recorded_at": "2026-09-25T04:00:00Z",
                                "says": "waiting_customer",
                            },
                            "ended_by": {
                                "version": 3,
                                "topic": "complaint.resumed",
                                "at": "2026-09-25T07:30:00Z",
                                "recorded_at": "2026-09-25T07:30:00Z",
                                "says": None,
                            },
                        }
                    ],
                    "breached_at": None,
                    "breached_local": None,
                    "breach_cause": None,
                    "detected_at": None,
                    "agreed_on": None,
                    "told_on": None,
                    "ended_at": None,
                    "ended_local": None,
                    "ended_by": None,
                    "ended_as": None,
                    "fault": None,
                    "on_record": {
                        "breaches": [],
                        "warnings": [
                            {
                                "step": "50%",
                                "stage": 1,
                                "to": None,
                                "came_at": "2026-09-25T17:30:00Z",
                                "detected_at": "2026-09-25T18:00:00Z",
                                "due_at": "2026-09-26T05:30:00Z",
                            }
                        ],
                        "escalations": [],
                    },
                    "ledger": {
                        "unit": "seconds",
                        "counted": 45000,
                        "segments": [
                            {
                                "from_at": "2026-09-25T02:00:00Z",
                                "to_at": "2026-09-25T04:00:00Z",
                                "from_local": "2026-09-25T10:00:00+08:00",
                                "to_local": "2026-09-25T12:00:00+08:00",
                                "seconds": 7200,
                                "kind": "running",
                                "is_counted": True,
                                "why": "",
                            },
                            {
                                "from_at": "2026-09-25T04:00:00Z",
                                "to_at": "2026-09-25T07:30:00Z",
                                "from_local": "2026-09-25T12:00:00+08:00",
                                "to_local": "2026-09-25T15:30:00+08:00",
                                "seconds": 12600,
                                "kind": "paused",
                                "is_counted": False,
                                "why": "event 2",
                            },
                            {
                                "from_at": "2026-09-25T07:30:00Z",
                                "to_at": "2026-09-25T18:00:00Z",
                                "from_local": "2026-09-25T15:30:00+08:00",
                                "to_local": "2026-09-26T02:00:00+08:00",
                                "seconds": 37800,
                                "kind": "running",
                                "is_counted": True,
                                "why": "",
                            },
                        ],
                        "dates": [],
                    },
                }
            ],
        }
    ],
}

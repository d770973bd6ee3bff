"""Spans of time as a policy writes them: ISO 8601, in days, hours, minutes and seconds."""

import re
from datetime import timedelta

SPAN = re.compile(r"P(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?")


def read_duration(text: str) -> timedelta | None:
    """Read P1D, PT4H or P1DT12H; None is no such span. A day has 24 hours."""
    found = SPAN.fullmatch(text)
    if not found or not any(found.groups()):
        return None
    days, hours, minutes, seconds = (int(part or 0) for part in found.groups())
    return timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)

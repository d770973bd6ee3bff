"""Attempts: how often somebody tried something lately, counted in the database for all processes together."""

from collections.abc import Mapping
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from math import ceil
from typing import Final

from sqlalchemy import Engine

from application.ports import Keyed
from infrastructure.database import raw_cursor

COUNT: Final = """
    INSERT INTO access.attempt AS a (subject, began_at, number)
    SELECT subject, clock_timestamp(), 1 FROM unnest(%(subjects)s::bytea[]) subject ORDER BY subject
    ON CONFLICT (subject) DO UPDATE SET
        number = CASE WHEN a.began_at <= excluded.began_at - %(window)s * interval '1 s' THEN 1
                      ELSE least(a.number, 1000000) + 1 END,
        began_at = CASE WHEN a.began_at <= excluded.began_at - %(window)s * interval '1 s' THEN excluded.began_at
                        ELSE a.began_at END
    RETURNING subject, number,
        extract(epoch FROM began_at + %(window)s * interval '1 s' - clock_timestamp())::float8
"""
"""One order for everybody, so that nobody waits for each other in a circle."""
FORGET: Final = """
    DELETE FROM access.attempt WHERE subject IN (
        SELECT subject FROM access.attempt WHERE began_at <= clock_timestamp() - %(window)s * interval '1 s'
        ORDER BY began_at LIMIT 20 FOR UPDATE SKIP LOCKED)
"""
"""More than one attempt adds, so that old ones never pile up."""
PREFIX_BITS: Final = 64
"""Whoever has one IPv6 address has as many as there are behind this prefix."""


class Attempts:
    """Counts attempts by subject in windows that begin with the first one. Threads and processes share the counts."""

    def __init__(self, engine: Engine, keyed: Keyed, window_seconds: int) -> None:
        """Count in the database; who tried what is kept as a keyed hash only."""
        self._engine = engine
        self._keyed = keyed
        self._window = window_seconds

    def seconds_to_wait(self, limits: Mapping[tuple[str, str], int]) -> int:
        """Count one attempt for each subject (what it is, which one); return for how long it is one too many, or 0.

        An attempt counts also where it is one too many, but the window does not move.
        """
        subjects = {self._keyed("attempt", *subject): limit for subject, limit in limits.items()}
        with raw_cursor(self._engine) as cursor:
            cursor.execute(FORGET, {"window": self._window})
            cursor.execute(COUNT, {"subjects": list(subjects), "window": self._window})
            counted = cursor.fetchall()
        waits = [seconds for subject, number, seconds in counted if number > subjects[bytes(subject)]]
        return max(1, ceil(max(waits))) if waits else 0


def network_of(host: str | None) -> str:
    """Return what an address is counted as: itself, or its network where one caller has many."""
    try:
        address: IPv4Address | IPv6Address = ip_address((host or "").partition("%")[0])
    except ValueError:
        return "unknown"
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped is None:
            return str(IPv6Network((address, PREFIX_BITS), strict=False))
        address = address.ipv4_mapped
    return str(address)

"""Time zones by their IANA name."""

from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from domain.refusals import Refusal

NOT_A_PLACE = ("localtime", "Factory", "posixrules", "posix/", "right/")
"""Names that a machine may have beside the zones: they mean its own zone, none, or clocks with leap seconds."""


class UnknownZone(Refusal):
    """There is no such time zone."""

    code = "calendar_unknown_zone"


def zone_named(name: str) -> ZoneInfo:
    """Return a zone.

    Raises:
        UnknownZone: The time-zone data knows no such name.
    """
    try:
        if not name.startswith(NOT_A_PLACE):
            return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        pass
    raise UnknownZone(f"There is no time zone '{name}'; zones have IANA names such as Asia/Shanghai.")

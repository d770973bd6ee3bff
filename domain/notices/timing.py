"""When a notice goes out: quiet hours and digests make it wait, the fact that it tells never."""

from datetime import datetime, timedelta, tzinfo

from domain.notices.notice import Kind
from domain.notices.rules import Digest, NotificationRule, minute_of_day
from domain.sla.instants import at_wall, second_of_day, to_instant

HOUR_SECONDS = 3600


def goes_out_at(rule: NotificationRule | None, kind: Kind, now: datetime, zone: tzinfo) -> datetime:
    """Return from when on a notice of `now` may be sent to somebody in a zone; never before `now`."""
    if rule is None or kind not in rule.kinds:
        return now
    return after_quiet_hours(rule, gathered_at(rule, now, zone), zone)


def gathered_at(rule: NotificationRule, now: datetime, zone: tzinfo) -> datetime:
    """Return when the digest is made that a notice of `now` belongs to: at the full hour, or at its time of the day."""
    wall = now.astimezone(zone)
    if rule.digest is Digest.HOURLY:
        full = now.replace(microsecond=0) + timedelta(seconds=now.microsecond > 0)
        return full + timedelta(seconds=-second_of_day(full.astimezone(zone)) % HOUR_SECONDS)
    if rule.digest is Digest.DAILY:
        today = _at(wall, 0, rule.digest_at, zone)
        return today if today >= now else _at(wall, 1, rule.digest_at, zone)
    return now


def after_quiet_hours(rule: NotificationRule, at: datetime, zone: tzinfo) -> datetime:
    """Return `at`, or the end of the quiet hours [from, to) that it lies in; they may reach over midnight."""
    if rule.quiet_from is None or rule.quiet_to is None:
        return at
    wall = at.astimezone(zone)
    time, start, end = f"{wall:%H:%M}", rule.quiet_from, rule.quiet_to
    is_overnight = end < start
    is_quiet = (time >= start or time < end) if is_overnight else start <= time < end
    if not is_quiet:
        return at
    # Where clocks are put back the end may come twice, and its first time be over.
    return max(at, _at(wall, int(is_overnight and time >= start), end, zone))


def _at(wall: datetime, days: int, time: str | None, zone: tzinfo) -> datetime:
    """Return the instant of a time on the day of `wall`, or so many days later."""
    minute = minute_of_day(time or "") or 0
    return to_instant(at_wall(wall.date() + timedelta(days=days), minute * 60, zone))

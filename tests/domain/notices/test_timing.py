"""Quiet hours and digests let notices wait, in the recipient's own time."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.notices.notice import Kind
from domain.notices.rules import Digest, NotificationRule, minute_of_day
from domain.notices.timing import goes_out_at

SHANGHAI, LONDON = ZoneInfo("Asia/Shanghai"), ZoneInfo("Europe/London")
NIGHT = NotificationRule("night", quiet_from="20:00", quiet_to="08:00")
LUNCH = NotificationRule("lunch", quiet_from="12:00", quiet_to="13:30")
HOURLY = NotificationRule("hourly", digest=Digest.HOURLY)
MORNING = NotificationRule("morning", digest=Digest.DAILY, digest_at="08:30")


def out(rule: NotificationRule | None, wall: str, zone: ZoneInfo = SHANGHAI, kind: Kind = Kind.WARNING) -> str:
    """Return the wall time at which a notice of a wall time goes out."""
    at = goes_out_at(rule, kind, datetime.fromisoformat(wall).replace(tzinfo=zone), zone)
    return f"{at.astimezone(zone):%Y-%m-%d %H:%M:%S}"


@pytest.mark.parametrize(
    ("rule", "wall", "expected"),
    [
        (None, "2026-03-02 23:00", "2026-03-02 23:00:00"),
        (NIGHT, "2026-03-02 19:59:59", "2026-03-02 19:59:59"),
        (NIGHT, "2026-03-02 20:00", "2026-03-03 08:00:00"),
        (NIGHT, "2026-03-03 07:59:59", "2026-03-03 08:00:00"),
        (NIGHT, "2026-03-03 08:00", "2026-03-03 08:00:00"),
        (LUNCH, "2026-03-02 12:00", "2026-03-02 13:30:00"),
        (LUNCH, "2026-03-02 13:30", "2026-03-02 13:30:00"),
        (HOURLY, "2026-03-02 10:00:01", "2026-03-02 11:00:00"),
        (HOURLY, "2026-03-02 11:00", "2026-03-02 11:00:00"),
        (HOURLY, "2026-03-02 23:59:59.5", "2026-03-03 00:00:00"),
        (MORNING, "2026-03-02 08:30", "2026-03-02 08:30:00"),
        (MORNING, "2026-03-02 08:31", "2026-03-03 08:30:00"),
    ],
)
def test_a_warning_waits_for_the_morning_or_for_its_digest(
    rule: NotificationRule | None, wall: str, expected: str
) -> None:
    assert out(rule, wall) == expected


def test_a_digest_within_quiet_hours_waits_for_their_end() -> None:
    early = NotificationRule("early", quiet_from="20:00", quiet_to="08:00", digest=Digest.DAILY, digest_at="06:00")
    assert out(early, "2026-03-02 21:00") == "2026-03-03 08:00:00"


@pytest.mark.parametrize("kind", [Kind.BREACH, Kind.ESCALATION])
def test_a_breach_is_told_at_once_unless_it_is_said_otherwise(kind: Kind) -> None:
    patient = NotificationRule("all", quiet_from="20:00", quiet_to="08:00", kinds=(kind,))
    assert out(NIGHT, "2026-03-02 23:00", kind=kind) == "2026-03-02 23:00:00"
    assert out(patient, "2026-03-02 23:00", kind=kind) == "2026-03-03 08:00:00"
    assert out(patient, "2026-03-02 23:00") == "2026-03-02 23:00:00"


def test_the_end_of_quiet_hours_is_wall_time_when_clocks_change() -> None:
    # 29 March 2026: 01:00 becomes 02:00; 25 October 2026: 02:00 becomes 01:00.
    assert out(NIGHT, "2026-03-28 23:00", LONDON) == "2026-03-29 08:00:00"
    assert out(NIGHT, "2026-10-24 23:00", LONDON) == "2026-10-25 08:00:00"


def test_the_end_of_quiet_hours_that_comes_twice_is_not_before_the_notice() -> None:
    rule = NotificationRule("short", quiet_from="00:30", quiet_to="01:45")
    second = datetime(2026, 10, 25, 1, 30, tzinfo=LONDON, fold=1).astimezone(UTC)
    assert goes_out_at(rule, Kind.WARNING, second, LONDON) == second


TIMES = st.integers(0, 24 * 60 - 1).map(lambda minute: f"{minute // 60:02}:{minute % 60:02}")
ZONES = st.sampled_from(["Asia/Shanghai", "Europe/London", "Asia/Kathmandu", "Australia/Lord_Howe", "America/St_Johns"])


@given(
    st.datetimes(datetime(2024, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001 - as it wants
    st.lists(TIMES, min_size=2, max_size=2, unique=True),
    st.sampled_from(Digest),
    TIMES,
    ZONES.map(ZoneInfo),
)
def test_nothing_goes_out_before_it_happened_or_more_than_two_days_later(
    now: datetime, quiet: list[str], digest: Digest, at: str, zone: ZoneInfo
) -> None:
    rule = NotificationRule(
        "any",
        quiet_from=quiet[0],
        quiet_to=quiet[1],
        digest=digest,
        digest_at=at if digest is Digest.DAILY else None,
    )
    found = goes_out_at(rule, Kind.WARNING, now, zone)
    assert now <= found < now + timedelta(days=2, hours=2)
    assert goes_out_at(rule, Kind.BREACH, now, zone) == now


@pytest.mark.parametrize(
    ("text", "minute"),
    [("00:00", 0), ("23:59", 1439), ("24:00", None), ("08:60", None), ("8:30", None), ("ab:cd", None), ("0830", None)],
)
def test_a_time_of_day_has_four_digits(text: str, minute: int | None) -> None:
    assert minute_of_day(text) == minute

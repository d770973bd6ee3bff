"""The keeper of clocks put together for one process."""

from application.clocks.keeper import ClockKeeper
from infrastructure.clocks.clock_log import LoggedClocks
from infrastructure.clocks.keeping import ClockKeeping, clock_keeping
from infrastructure.time_zone_data import time_zone_data_version
from infrastructure.wiring import SYSTEM, Redress


def open_clock_keeping(redress: Redress) -> ClockKeeping:
    """Put it together on the parts that the process has."""
    log = LoggedClocks(redress.events, redress.engine, SYSTEM)
    keeper = ClockKeeper(log, redress.clock_policies, time_zone_data_version())
    return clock_keeping(redress.engine, keeper, redress.published_policies.library)

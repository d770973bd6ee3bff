"""The keeper of clocks put together for one process."""

from sqlalchemy import Engine

from application.clocks.keeper import ClockKeeper
from domain.clock.clocks import ClockPolicies
from infrastructure.clocks.clock_log import LoggedClocks
from infrastructure.clocks.keeping import ClockKeeping, clock_keeping
from infrastructure.event_store import EventLog
from infrastructure.jurisdictions import LoggedJurisdictions, jurisdiction_rules_of
from infrastructure.ledger_log import LedgerLog
from infrastructure.policy_log import LoggedPolicies
from infrastructure.settings import Settings
from infrastructure.time_zone_data import time_zone_data_version
from infrastructure.wiring import SYSTEM


def open_clock_keeping(settings: Settings, engine: Engine) -> ClockKeeping:
    """Put the parts together on a pool."""
    events = EventLog(engine)
    policies = LoggedPolicies(engine)
    jurisdictions = LoggedJurisdictions(LedgerLog(events), jurisdiction_rules_of(settings))

    def known() -> ClockPolicies:
        return ClockPolicies(policies.library(), jurisdictions.of)

    keeper = ClockKeeper(LoggedClocks(events, engine, SYSTEM), known, time_zone_data_version())
    return clock_keeping(engine, keeper, policies.library)

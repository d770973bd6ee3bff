"""Where units lie: read from their own streams, kept for a short while in memory."""

import time
from datetime import datetime

from application.ports import Log
from domain.organisation.jurisdictions import JurisdictionRules, Jurisdictions, UnitHistory
from domain.organisation.unit import unit_stream
from infrastructure.directory import FRESH_SECONDS, MOST_KEPT
from infrastructure.settings import SettingError, Settings, variable_of


def jurisdiction_rules_of(settings: Settings) -> JurisdictionRules:
    """Read where units lie of which nobody has said it.

    Raises:
        SettingError: They cannot be read.
    """
    try:
        return JurisdictionRules.parse(settings.unit_jurisdictions)
    except ValueError as error:
        raise SettingError(f"{variable_of('unit_jurisdictions')} cannot be read: {error}") from None


class LoggedJurisdictions:
    """Where units lie, with all that was known of the units above them at any time. Threads may share it."""

    def __init__(self, log: Log, rules: JurisdictionRules) -> None:
        """Read from a log; `rules` hold where it says nothing."""
        self._log = log
        self._rules = rules
        self._kept: dict[str, tuple[float, UnitHistory]] = {}

    def of(self, unit_id: str, known_at: datetime) -> str | None:
        """Return where a unit lay as it was known at an instant; None: nobody has said it."""
        return self.around(unit_id).of(unit_id, known_at)

    def around(self, *unit_ids: str) -> Jurisdictions:
        """Return what was known of units, and of all that were above them at any time, as one value."""
        found: dict[str, UnitHistory] = {}
        left = list(unit_ids)
        while left:
            unit_id = left.pop()
            if unit_id not in found:
                found[unit_id] = self._history(unit_id)
                left.extend(found[unit_id].every_superior)
        return Jurisdictions(found, self._rules)

    def forget(self) -> None:
        """Ask the log again."""
        self._kept.clear()

    def _history(self, unit_id: str) -> UnitHistory:
        """Return what was known of a unit, at most a few seconds old."""
        now = time.monotonic()
        kept = self._kept.get(unit_id)
        if kept is not None and now - kept[0] < FRESH_SECONDS:
            return kept[1]
        if len(self._kept) >= MOST_KEPT:
            self._kept.clear()
        history = UnitHistory.of((entry.event, entry.recorded_at) for entry in self._log.history(unit_stream(unit_id)))
        self._kept[unit_id] = (now, history)
        return history

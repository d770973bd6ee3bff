"""Where units lie: read from their own streams, and kept in memory."""

from datetime import datetime

from application.ports import Log
from domain.organisation.jurisdictions import JurisdictionRules, Jurisdictions, UnitHistory
from domain.organisation.unit import Unit, unit_stream
from infrastructure.directory import MOST_KEPT
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
    """Where units lay, as it was known. Threads may share it.

    What was read of a unit is all that was known of it up to that instant, so it is read again only for a later one.
    """

    def __init__(self, log: Log, rules: JurisdictionRules) -> None:
        """Read from a log; `rules` hold where it says nothing."""
        self._log = log
        self._rules = rules
        self._kept: dict[str, tuple[datetime, UnitHistory]] = {}

    def of(self, unit_id: str, known_at: datetime) -> str | None:
        """Return where a unit lay as it was known at an instant; None: nobody has said it."""
        return self.around(unit_id, known_at).of(unit_id, known_at)

    def around(self, unit_id: str, known_at: datetime) -> Jurisdictions:
        """Return what was known until an instant of a unit and of all that were above it at any time, as one value."""
        found: dict[str, UnitHistory] = {}
        left = [unit_id]
        while left:
            each = left.pop()
            if each not in found:
                found[each] = self._history(each, known_at)
                left.extend(found[each].every_superior)
        return Jurisdictions(found, self._rules)

    def _history(self, unit_id: str, known_at: datetime) -> UnitHistory:
        kept = self._kept.get(unit_id)
        if kept is not None and kept[0] >= known_at:
            return kept[1]
        if len(self._kept) >= MOST_KEPT:
            self._kept.clear()
        stream_id = unit_stream(unit_id)
        read_at = self._log.load(Unit, stream_id).now
        history = UnitHistory.of((entry.event, entry.recorded_at) for entry in self._log.history(stream_id))
        self._kept[unit_id] = (read_at, history)
        return history

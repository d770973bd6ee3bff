"""The library's subscription, by polling."""

from typing import Final

from eventsourcing.persistence import ApplicationRecorder, ListenNotifySubscription

BUSY_SECONDS: Final = 0.02
IDLE_SECONDS: Final = 1.0


class PollingSubscription(ListenNotifySubscription[ApplicationRecorder]):
    """Looks again after 20 ms; while nothing comes, twice as late each time, up to a second."""

    def _loop_on_pull(self) -> None:
        """Pull until stopped."""
        try:
            pause = BUSY_SECONDS
            while not self._has_been_stopped:
                before = self._last_notification_id
                self._pull()
                idle = self._last_notification_id == before
                pause = min(pause * 2, IDLE_SECONDS) if idle else BUSY_SECONDS
                self._has_been_notified.wait(pause)
        except BaseException as error:  # noqa: BLE001 - raised again in the thread that iterates
            self._thread_error = self._thread_error or error
            self.stop()

"""The signals that ask a command to stop."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class StopRequested(BaseException):
    """Somebody asked this process to stop; no `except Exception` holds it up."""


class StopSignals:
    """Turns Ctrl-C, SIGTERM and SIGHUP into one StopRequested in the main thread."""

    def __init__(self) -> None:
        """Nothing was asked yet."""
        self.requested = False

    def install(self) -> None:
        """Listen, also to a SIGINT that was inherited as ignored, as a shell does to its background jobs.

        A SIGHUP that was inherited as ignored is what `nohup` asks for, and stays ignored.
        """
        for number in SIGNALS:
            if number is signal.SIGHUP and signal.getsignal(number) is signal.SIG_IGN:
                continue
            signal.signal(number, self._request)

    def check(self) -> None:
        """Raise what a signal asked for, should the exception have been lost in a finalizer."""
        if self.requested:
            raise StopRequested

    def _request(self, _number: int, _frame: FrameType | None) -> None:
        """Raise once: who stops already is not interrupted."""
        if not self.requested:
            self.requested = True
            raise StopRequested


@contextmanager
def stopping_on_signals() -> Iterator[StopSignals]:
    """Run a block until it ends or a signal asks it to."""
    signals = StopSignals()
    signals.install()
    try:
        yield signals
    except StopRequested:
        return

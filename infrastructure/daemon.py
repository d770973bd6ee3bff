"""The work that follows the log."""

import time

from infrastructure.settings import Settings

IDLE_SECONDS = 1


def run_daemon(_settings: Settings) -> None:
    """Follow the log until a signal ends the process."""
    while True:
        time.sleep(IDLE_SECONDS)

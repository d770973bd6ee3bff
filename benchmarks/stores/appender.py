"""The process that appends one event after the other, and does nothing else."""

import time
from uuid import uuid4

from benchmarks.line_process import Answer, serve
from benchmarks.rows import of_new_stream, received
from infrastructure.database import make_engine
from infrastructure.event_store import EventLog


def start(url: str) -> "Appender":
    """Connect."""
    return Appender(EventLog(make_engine(url, 1)))


class Appender:
    """Appends as fast as it can."""

    def __init__(self, log: EventLog) -> None:
        self._log = log
        self._event = received()
        self._log.insert_events([of_new_stream(self._event)], command_id=uuid4())

    def __call__(self, seconds: float) -> Answer:
        """Append for some seconds; return how many."""
        started, done = time.perf_counter(), 0
        while time.perf_counter() - started < seconds:
            self._log.insert_events([of_new_stream(self._event)], command_id=uuid4())
            done += 1
        return {"events": done, "seconds": time.perf_counter() - started}


if __name__ == "__main__":
    serve(start)

"""What can go wrong when events are folded, told without quoting them."""

import traceback
from pathlib import Path
from typing import Final

import psycopg2
from eventsourcing.persistence import PersistenceError

from infrastructure.logged_event import LoggedEvent

FAULTS_OF_EVENTS: Final = ("22", "23", "54")
"""Classes of SQLSTATE that come from values: data, constraints, limits. Anything else says nothing about the events."""


class FoldError(Exception):
    """An event could not be folded. The message names the place and the kind of fault, never content."""

    def __init__(self, view: str, event: LoggedEvent, error: Exception) -> None:
        """Name the view, the event and what went wrong."""
        super().__init__(f"{view}: {event.topic}, stream {event.stream_id}, version {event.version}: {fault(error)}")
        self.stream_id = event.stream_id
        self.position = event.position
        self.fault = fault(error)


def is_fault_of_event(error: BaseException) -> bool:
    """Tell whether an error comes from what an event holds, and not from the database's condition."""
    if isinstance(error, FoldError):
        return not isinstance(error.__cause__, psycopg2.Error)
    cause = error if isinstance(error, psycopg2.Error) else error.__cause__
    code = cause.pgcode if isinstance(cause, psycopg2.Error) else None
    return code is not None and code.startswith(FAULTS_OF_EVENTS)


def describe(error: BaseException) -> str:
    """Describe an error without content."""
    if isinstance(error, FoldError):
        return str(error)
    return fault(error.__cause__ if isinstance(error, PersistenceError) and error.__cause__ else error)


def fault(error: BaseException) -> str:
    """Describe an error by its kind and place; its message may quote what people wrote."""
    if isinstance(error, psycopg2.Error):
        column = getattr(error.diag, "column_name", None) or getattr(error.diag, "constraint_name", None) or ""
        return f"{type(error).__name__} (SQLSTATE {error.pgcode}) {column}".rstrip()
    places = traceback.extract_tb(error.__traceback__)
    place = f" in {places[-1].name} ({Path(places[-1].filename).name}:{places[-1].lineno})" if places else ""
    return f"{type(error).__name__}{place}"

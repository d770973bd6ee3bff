"""The log of a process: one JSON object a line, without what people wrote."""

import json
import logging
import sys
import traceback
from collections.abc import Mapping
from contextvars import ContextVar
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, Final

STANDARD: Final = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}
"""What every record has; the rest was given as `extra`."""

TEXT: Final = (str, int, float, bool, type(None))


class JsonFormatter(logging.Formatter):
    """Writes a record as JSON. Of an exception it tells the type and the places, never the message.

    Messages of databases and validators quote what they choke on.
    """

    def __init__(self, around: Mapping[str, ContextVar[str]]) -> None:
        """Add to each line what stands in the context, by name."""
        super().__init__()
        self._around = around

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        for name, variable in self._around.items():
            if value := variable.get(""):
                line[name] = value
        for name, value in vars(record).items():
            if name not in STANDARD:
                line[name] = value if isinstance(value, TEXT) else str(value)
        if record.exc_info and record.exc_info[1]:
            line["exception"] = chain(record.exc_info[1])
        return json.dumps(line, ensure_ascii=False)


def chain(error: BaseException | None) -> list[dict[str, Any]]:
    """Return an exception and what caused it, outermost first."""
    found = []
    while error is not None:
        found.append({"type": type(error).__qualname__, "at": places(error.__traceback__)})
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return found


def places(where: TracebackType | None) -> list[str]:
    """Return the places of a traceback, outermost first."""
    return [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(where)]


def log_as_json(level: int = logging.INFO, **around: ContextVar[str]) -> None:
    """Let every logger of this process write to standard error in this form, with what stands in `around`."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonFormatter(around))
    logging.basicConfig(level=level, handlers=[handler], force=True)

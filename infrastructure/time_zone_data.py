"""Which edition of the time-zone data is in use."""

import importlib
import zoneinfo
from functools import cache
from pathlib import Path


@cache
def time_zone_data_version() -> str:
    """Return the edition, such as 2026a: that of the machine, else that of the package that comes with the engine."""
    for directory in zoneinfo.TZPATH:
        if (Path(directory) / "UTC").exists():
            return _edition(Path(directory) / "tzdata.zi")
    return str(importlib.import_module("tzdata").IANA_VERSION)


def _edition(file: Path) -> str:
    try:
        with file.open(encoding="utf-8") as lines:
            return lines.readline().removeprefix("# version").strip()
    except OSError:
        return "unknown"

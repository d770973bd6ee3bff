"""The machine and the versions that figures were measured with."""

import os
import platform
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import psutil
import psycopg2

LIBRARIES = ("eventsourcing", "sqlalchemy", "psycopg2-binary", "msgspec", "fastapi", "uvicorn", "uvloop", "httptools")


@dataclass(frozen=True, slots=True)
class Machine:
    """Where and when a run took place."""

    day: str
    processor: str
    cores: int
    memory_gib: int
    system: str
    python: str
    postgres: str
    libraries: dict[str, str]

    def as_json(self) -> dict[str, object]:
        """Return everything, for the JSON file."""
        return asdict(self)

    def sentence(self) -> str:
        """Say it in one sentence."""
        libraries = ", ".join(f"{name} {number}" for name, number in self.libraries.items())
        return (
            f"{self.day} on {self.cores} cores ({self.processor}), {self.memory_gib} GiB, {self.system}; "
            f"PostgreSQL {self.postgres} on the same machine, fsync on; Python {self.python}, {libraries}."
        )


def this_machine(database_url: str) -> Machine:
    """Describe this machine and the server of a database."""
    with closing(psycopg2.connect(database_url)) as connection:
        number = connection.server_version
    return Machine(
        day=datetime.now(UTC).date().isoformat(),
        processor=processor(),
        cores=os.cpu_count() or 1,
        memory_gib=round(psutil.virtual_memory().total / 2**30),
        system=f"{platform.system()} {platform.release().partition('-')[0]}",
        python=platform.python_version(),
        postgres=f"{number // 10_000}.{number % 10_000}",
        libraries={name: version(name) for name in LIBRARIES},
    )


def processor() -> str:
    """Return the name of the processor, as Linux tells it."""
    information = Path("/proc/cpuinfo")
    lines = information.read_text().splitlines() if information.exists() else []
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.processor() or platform.machine())

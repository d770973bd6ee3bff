"""What every measure is given: the server, the databases with cases, the scale."""

from dataclasses import dataclass, field

from benchmarks.database import Server
from benchmarks.filling import fill
from benchmarks.scale import Scale
from infrastructure.settings import Settings


@dataclass
class Bench:
    """One run; a database with cases is made when the first measure asks for it."""

    server: Server
    scale: Scale
    _filled: dict[int, Settings] = field(default_factory=dict)

    def settings(self, size: int) -> Settings:
        """Return the settings that lead to the database with `size` cases."""
        if size not in self._filled:
            print(f"Filling a database with {size:,} cases ...", flush=True)
            settings = self.server.database(f"cases_{size}")
            fill(settings, size)
            self._filled[size] = settings
        return self._filled[size]

    def empty(self, name: str) -> Settings:
        """Return the settings that lead to a migrated database without cases, made anew."""
        return self.server.database(name)

"""What every measure is given: the server, the databases with cases, the scale."""

from dataclasses import dataclass, field

from benchmarks.database import Server
from benchmarks.filling import fill
from benchmarks.line_process import Answer, LineProcess
from benchmarks.scale import Scale
from infrastructure.settings import Settings
from infrastructure.views import NAMES

FOLLOWER = "benchmarks.following.worker"


@dataclass
class Bench:
    """One run; a database with cases, and the views on it, are made when the first measure asks for them."""

    server: Server
    scale: Scale
    _filled: dict[int, Settings] = field(default_factory=dict)
    _viewed: set[tuple[int, str]] = field(default_factory=set)

    def settings(self, size: int) -> Settings:
        """Return the settings that lead to the database with `size` cases."""
        if size not in self._filled:
            say(f"Filling a database with {size:,} cases ...")
            settings = self.server.database(f"cases_{size}")
            fill(settings, range(size))
            self._filled[size] = settings
        return self._filled[size]

    def url(self, size: int) -> str:
        """Return the address of the database with `size` cases, as the application's role."""
        return url_of(self.settings(size))

    def with_views(self, size: int) -> Settings:
        """Return the settings of the database with `size` cases, in which every view is built."""
        for view in NAMES:
            if (size, view) not in self._viewed:
                say(f"Building the view {view} of {size:,} cases ...")
                self.rebuild(size, view)
        return self.settings(size)

    def rebuild(self, size: int, view: str) -> Answer:
        """Rebuild a view in a process of its own, and return what that took."""
        with LineProcess(FOLLOWER, {"url": self.url(size)}) as follower:
            self._viewed.add((size, view))
            return follower.ask(task="rebuild", views=[view])

    def empty(self, name: str) -> Settings:
        """Return the settings that lead to a migrated database without cases, made anew."""
        return self.server.database(name)


def url_of(settings: Settings) -> str:
    """Return the address of a database, as the application's role."""
    assert settings.database_url is not None  # noqa: S101 - the bench made this database
    return settings.database_url


def say(sentence: str) -> None:
    """Tell whoever waits what happens."""
    print(sentence, flush=True)

"""A running engine, its addresses, and how it is checked after all."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from infrastructure.roles import APP, OWNER, Access
from tests.faults.log_check import check_log
from tests.faults.team import Team
from tests.faults.views_check import check_views
from tests.processes import Engine

ADDRESS: Final = re.compile(r"is ready on (http://[0-9.]+:[0-9]+)")
ROUNDS: Final = int(os.environ.get("REDRESS_FAULT_ROUNDS", "1"))
"""How often each fault happens; a longer look for what is rare sets more."""


@dataclass(frozen=True)
class Running:
    """A `redress run` that is ready, and its data directory."""

    engine: Engine
    data_directory: Path

    @property
    def url(self) -> str:
        """Where it serves HTTP."""
        found = ADDRESS.search(self.engine.text)
        assert found, self.engine.text
        return found[1]

    @property
    def database_url(self) -> str:
        """Where its database is, for the application's role."""
        return Access.read(self.data_directory / "postgres.json").url(APP)

    @property
    def owner_url(self) -> str:
        """The same for its owner."""
        return Access.read(self.data_directory / "postgres.json").url(OWNER)

    @contextmanager
    def at_work(self) -> Iterator[Team]:
        """Let a team work while the block runs; then check that all it gave is there once, in the views too."""
        team = Team(self.database_url)
        with team.at_work(self.url):
            yield team
        assert not team.unanswered
        check_log(self.database_url, team.given)
        assert team.repeat(self.url) == []
        check_log(self.database_url, team.given)
        check_views(self.database_url)

"""Positions of the log as they leave the process and come back."""

import re
import time
from contextlib import closing
from dataclasses import dataclass
from typing import Final, Self

from sqlalchemy import Engine

from domain.refusals import Refusal
from infrastructure.database import connect, raw_cursor

WRITTEN: Final = re.compile(r"([1-9][0-9]{0,8})-(0|[1-9][0-9]{0,17})", re.ASCII)


FRESH_SECONDS: Final = 3.0
"""For how long positions are counted in an epoch that another process has ended."""


class MalformedPosition(Refusal):
    """Not the text of a position."""

    code = "malformed_position"


class StalePosition(Refusal):
    """A position from before a restore or a promotion: it may mean another event now."""

    code = "stale_position"


@dataclass(frozen=True, slots=True)
class Position:
    """A place in the log: after how many positions, counted in which epoch."""

    epoch: int
    position: int

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `{epoch}-{position}`.

        Raises:
            MalformedPosition: The text is anything else.
        """
        match = WRITTEN.fullmatch(text)
        if match is None:
            raise MalformedPosition("A position is written as epoch-position, such as 1-4711.")
        return cls(int(match[1]), int(match[2]))

    def __str__(self) -> str:
        return f"{self.epoch}-{self.position}"


class Positions:
    """Turns positions into text and back, in the epoch of the database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._read: tuple[object, int] | None = None
        self._until = 0.0

    def written(self, position: int) -> str:
        """Return the text that leaves the process."""
        return str(Position(self.epoch, position))

    def read(self, text: str) -> int:
        """Return the position that a text of this epoch means.

        Raises:
            MalformedPosition: The text is no position.
            StalePosition: It is of another epoch.
        """
        given = Position.parse(text)
        if given.epoch != self.epoch:
            raise StalePosition("This position is from before the log was restored: start again from the beginning.")
        return given.position

    @property
    def epoch(self) -> int:
        """The database's epoch, read every few seconds and for each pool: a restored server breaks every connection."""
        pool, now = self._engine.pool, time.monotonic()
        if self._read is None or self._read[0] is not pool or now >= self._until:
            self._read = (pool, read_epoch(self._engine))
            self._until = now + FRESH_SECONDS
        return self._read[1]


def read_epoch(engine: Engine) -> int:
    """Read the epoch: 1, and higher after each restore or promotion."""
    with raw_cursor(engine) as cursor:
        cursor.execute("SELECT epoch FROM log.epoch")
        (epoch,) = cursor.fetchone() or (0,)
        return int(epoch)


def raise_epoch(owner_url: str) -> int:
    """Begin the next epoch and return it: positions that were given out before a restore or promotion may lie."""
    with closing(connect(owner_url)) as connection, connection, connection.cursor() as cursor:
        cursor.execute("UPDATE log.epoch SET epoch = epoch + 1 RETURNING epoch")
        (epoch,) = cursor.fetchone() or (0,)
        return int(epoch)

"""Eight users who work at the same time."""

import itertools
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta

from domain.actor import Role
from infrastructure.settings import Settings
from infrastructure.tokens import Tokens
from infrastructure.wiring import open_redress
from tests.faults.given import Given
from tests.faults.users import Failure, Shift, User
from tests.processes import eventually

USERS = 8

numbers = itertools.count(1)


class Team:
    """The users of one test, and all that they gave, over every shift."""

    def __init__(self, database_url: str) -> None:
        """Hire users whom the database's tokens let in; no two teams have a name in common."""
        self.shift = Shift()
        redress = open_redress(Settings(database_url=database_url), pool_size=1)
        tokens = Tokens(redress.engine, {}, redress.directory)
        names = [f"user-{next(numbers)}" for _ in range(USERS)]
        self.users = [
            User(name, tokens.create(name, Role.HANDLER, "shanghai", timedelta(hours=1)).text, self.shift)
            for name in names
        ]
        redress.close()
        self._working: list[Future[None]] = []

    @property
    def given(self) -> list[Given]:
        """Every command of every user."""
        return [one for user in self.users for one in user.given]

    def failures(self, *, since: float = 0) -> list[Failure]:
        """Return the requests since a monotonic instant that failed and had to be repeated."""
        return [one for user in self.users for one in user.failures if one.began_at > since]

    @property
    def unanswered(self) -> list[Given]:
        """Every command that nobody knows of whether it was carried out."""
        return [one for one in self.given if one.answer is None]

    @property
    def answered(self) -> int:
        """How many commands were acknowledged."""
        return sum(user.answered for user in self.users)

    @contextmanager
    def at_work(self, url: str) -> Iterator[None]:
        """Work while the block runs. At its end every command gets its answer, unless nobody is left to answer."""
        self.shift.enough.clear()
        self.shift.gone.clear()
        self.shift.common_case = self.shift.common_case or self.users[0].receive(url)
        with ThreadPoolExecutor(USERS) as threads:
            self._working = [threads.submit(user.work, url) for user in self.users]
            try:
                yield
            except BaseException:
                self.shift.gone.set()
                raise
            finally:
                self.shift.enough.set()
        for one in self._working:
            one.result()

    def work_on(self, commands: int) -> None:
        """Wait until so many more commands were acknowledged."""
        before = self.answered
        eventually(lambda: self.answered >= before + commands or any(one.done() for one in self._working))
        for one in self._working:
            if one.done():
                one.result()

    def repeat(self, url: str) -> list[Given]:
        """Give every command once more; return those that were answered otherwise than before."""
        self.shift.gone.clear()
        with ThreadPoolExecutor(USERS) as threads:
            differing = list(threads.map(lambda user: user.repeat(url), self.users))
        return [one for ones in differing for one in ones]

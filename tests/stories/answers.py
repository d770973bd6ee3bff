"""What the engine answers: done, or refused with what would be allowed instead."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from http import HTTPStatus
from typing import Any

import httpx
import pytest


class Refused(Exception):
    """The engine said no, with a code and with what it would take instead."""

    def __init__(self, answer: httpx.Response) -> None:
        """Read the problem."""
        problem = answer.json()
        super().__init__(f"{answer.status_code} {problem['code']}: {problem['detail']} {problem['errors']}")
        self.status = answer.status_code
        self.code = str(problem["code"])
        self.allowed: tuple[str, ...] = tuple(problem["allowed"])
        self.command = answer.request.url.path.rpartition("/")[2].replace("-", "_")


def told(answer: httpx.Response) -> dict[str, Any]:
    """Return what the engine did or shows.

    Raises:
        Refused: It said no.
    """
    if answer.status_code >= HTTPStatus.BAD_REQUEST:
        raise Refused(answer)
    found: dict[str, Any] = answer.json()
    return found


@contextmanager
def refused(
    code: str, *, allowed: Iterable[str] = (), status: int | None = None, other_arguments: bool = False
) -> Iterator[None]:
    """Expect a refusal with a code that names, beside others, these commands as what would be taken.

    `other_arguments`: the same command would be taken with those.
    """
    with pytest.raises(Refused) as caught:
        yield
    refusal = caught.value
    assert refusal.code == code, str(refusal)
    assert status in {None, refusal.status}, str(refusal)
    assert set(allowed) <= set(refusal.allowed), f"{refusal}: it would take {', '.join(refusal.allowed)}"
    if refusal.status == HTTPStatus.CONFLICT and not other_arguments:
        assert refusal.command not in refusal.allowed, f"{refusal}: it says that it would take the very same"

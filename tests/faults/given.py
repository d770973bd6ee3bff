"""A command as a user gave it, and the answer that came."""

import re
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import httpx

from application.command import command_id

MARK = re.compile(r"#user-[0-9]+-[0-9]+#")
"""What users write into their texts: the key of the command, so that the text is found again in the log."""


@dataclass(frozen=True)
class Answer:
    """All of an answer that has to be the same when the command is repeated."""

    status: int
    content: bytes
    etag: str
    location: str | None

    @classmethod
    def of(cls, response: httpx.Response) -> "Answer":
        """Keep what matters of a response."""
        headers = response.headers
        return cls(response.status_code, response.content, headers["etag"], headers.get("location"))


@dataclass
class Given:
    """One command under its key. Without an answer nobody knows whether it was carried out."""

    user: str
    path: str
    key: str
    body: dict[str, Any] = field(default_factory=dict)
    answer: Answer | None = None

    @property
    def id(self) -> UUID:
        """The command's id in the log."""
        return command_id(self.user, f"POST {self.path} {self.key}")

    @property
    def marks(self) -> list[str]:
        """What of its text has to be in the log."""
        return MARK.findall(str(self.body))

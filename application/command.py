"""A command's envelope: who asks, under which key, on which version; and the answer that a repeat gets again."""

import json
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID, uuid5

from application.ports import Keyed
from domain.actor import Actor

NAMESPACE = UUID("0b6a4f0e-93c1-4b52-8f4f-0f6a1c1f6f4e")

FINGERPRINT_BYTES: Final = 16

_to_json = json.JSONEncoder(ensure_ascii=False).encode


@dataclass(frozen=True, slots=True)
class Command:
    """What surrounds every command.

    `id` names the command for ever: the same id is carried out once. `expected_version` is the version that the
    caller saw (If-Match), or None. `reason` is a code and `source` a calling system's address: metadata holds
    nothing personal. `fingerprint` tells what the command said (see `fingerprint_of`); None: its id cannot come twice.
    """

    id: UUID
    by: Actor
    client: str
    correlation_id: str
    expected_version: int | None = None
    causation_id: str | None = None
    on_behalf_of: str | None = None
    reason: str | None = None
    source: str | None = None
    fingerprint: str | None = None

    def metadata(self) -> bytes:
        """Return who, why and from where as JSON, without what is not known."""
        known = {
            "user": self.by.user_id,
            "role": self.by.role,
            "unit": self.by.unit_id,
            "on_behalf_of": self.on_behalf_of,
            "client": self.client,
            "correlation_id": self.correlation_id,
            "causation_id": self.causation_id,
            "command_id": str(self.id),
            "reason": self.reason,
            "source": self.source,
            "fingerprint": self.fingerprint,
        }
        return _to_json({k: v for k, v in known.items() if v is not None}).encode()


@dataclass(frozen=True, slots=True)
class Receipt:
    """The answer to a command; nothing in it is computed from later events, so a repeat is identical.

    `version` is the stream's version after the command, `events` how many it added (0: what it asked for already
    held), `position` the log position of the last of them. `repeated` tells that it is the answer to a repeat; it is no
    part of what is answered.
    """

    id: UUID
    reference: str
    version: int
    events: int
    position: int
    repeated: bool = field(default=False, compare=False, kw_only=True)


def command_id(client: str, key: str) -> UUID:
    """Return the id of a command: the same client with the same key means the same command."""
    return uuid5(uuid5(NAMESPACE, client), key)


def new_stream_id(command: UUID) -> UUID:
    """Return the id of the stream that a command begins, so that a repeat finds it."""
    return uuid5(command, "stream")


def fingerprint_of(keyed: Keyed, command: UUID, *content: str) -> str:
    """Return what a command's content is recognised by, as 32 hexadecimal digits.

    Made with the installation's key and the command's id (so with its user, method, path and key): nobody can find out
    from the log what somebody said by trying, nor that two commands said the same.
    """
    return keyed("fingerprint", str(command), *content)[:FINGERPRINT_BYTES].hex()

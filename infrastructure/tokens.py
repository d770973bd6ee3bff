"""Access tokens: made once, kept as hashes, looked up again every few seconds."""

import base64
import binascii
import hashlib
import hmac
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID, uuid4

from sqlalchemy import Engine

from application.ports import Directory
from domain.actor import Actor, Role
from infrastructure.database import raw_cursor

PREFIX = "redress_"
"""What every token begins with, so that a leaked one is recognised."""

ID_BYTES, SECRET_BYTES = 16, 32
FRESH_SECONDS = 3.0
"""For how long a revoked token may still be let in."""
MOST_REMEMBERED = 10_000

INSERT = """
    INSERT INTO access.token (id, token_hash, user_id, role, unit, expires_at, note)
    VALUES (%s, %s, %s, %s, %s, clock_timestamp() + %s, %s) RETURNING expires_at
"""
FIND = """
    SELECT token_hash, user_id, role, coalesce(unit, ''), extract(epoch FROM expires_at - clock_timestamp())::float8
    FROM access.token WHERE id = %s AND revoked_at IS NULL
"""
LIST = """
    SELECT id::text, user_id, role, coalesce(unit, ''), created_at, expires_at, revoked_at, note
    FROM access.token ORDER BY created_at, id
"""
REVOKE = "UPDATE access.token SET revoked_at = clock_timestamp() WHERE id = %s AND revoked_at IS NULL"


@dataclass(frozen=True, slots=True)
class NewToken:
    """A token as it is shown once."""

    id: UUID
    text: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class TokenRow:
    """What is known of a token afterwards."""

    id: UUID
    user_id: str
    role: str
    unit_id: str
    created_at: datetime
    expires_at: datetime
    revoked_at: datetime | None
    note: str


@dataclass(frozen=True, slots=True)
class _Remembered:
    """What the database said, until when (monotonic seconds) it is believed; without a hash nobody gets in."""

    until: float
    secret_hash: bytes | None
    actor: Actor | None


class Tokens:
    """The tokens of one database. Threads may share it."""

    def __init__(self, engine: Engine, limits: Mapping[Role, Mapping[str, Decimal]], directory: Directory) -> None:
        """Give each role its limits of redress; what the directory knows of a user comes first."""
        self._engine = engine
        self._limits = limits
        self._directory = directory
        self._remembered: dict[UUID, _Remembered] = {}

    def create(self, user_id: str, role: Role, unit_id: str, lifetime: timedelta, note: str = "") -> NewToken:
        """Make a token; only its hash is kept."""
        token_id, secret = uuid4(), secrets.token_bytes(SECRET_BYTES)
        with raw_cursor(self._engine) as cursor:
            cursor.execute(INSERT, (str(token_id), _hash(secret), user_id, str(role), unit_id, lifetime, note))
            (expires_at,) = cursor.fetchone() or (None,)
        text = PREFIX + base64.urlsafe_b64encode(token_id.bytes + secret).decode()
        return NewToken(token_id, text, expires_at)

    def remembered(self, token: str) -> tuple[bool, Actor | None]:
        """Say whether the answer for a token is known without asking the database, and the answer."""
        parts = _parts(token)
        if parts is None:
            return True, None
        found = self._remembered.get(parts[0])
        if found is None or found.until < time.monotonic():
            return False, None
        return True, _let_in(found, parts[1])

    def authenticate(self, token: str) -> Actor | None:
        """Return whom a token stands for, or None where it is forged, expired or revoked."""
        parts = _parts(token)
        if parts is None:
            return None
        found = self._look_up(parts[0])
        if len(self._remembered) >= MOST_REMEMBERED:
            self._remembered.clear()
        self._remembered[parts[0]] = found
        return _let_in(found, parts[1])

    def expires_at(self, token: str) -> datetime | None:
        """Return until when a token lets in; None: it is none of ours."""
        parts = _parts(token)
        if parts is None:
            return None
        with raw_cursor(self._engine) as cursor:
            cursor.execute("SELECT expires_at FROM access.token WHERE id = %s", (str(parts[0]),))
            found: tuple[datetime] | None = cursor.fetchone()
            return found[0] if found else None

    def forget(self) -> None:
        """Ask the database again."""
        self._remembered.clear()

    def list(self) -> list[TokenRow]:
        """Return every token that was ever made, oldest first."""
        with raw_cursor(self._engine) as cursor:
            cursor.execute(LIST)
            return [TokenRow(UUID(row[0]), *row[1:]) for row in cursor.fetchall()]

    def revoke(self, token_id: UUID) -> bool:
        """Let nobody in with a token any more; say whether it was valid until now."""
        with raw_cursor(self._engine) as cursor:
            cursor.execute(REVOKE, (str(token_id),))
            self._remembered.pop(token_id, None)
            return bool(cursor.rowcount)

    def _look_up(self, token_id: UUID) -> _Remembered:
        asked_at = time.monotonic()
        with raw_cursor(self._engine) as cursor:
            cursor.execute(FIND, (str(token_id),))
            row = cursor.fetchone()
        if row is None or row[4] <= 0:
            return _Remembered(asked_at + FRESH_SECONDS, None, None)
        secret_hash, user_id, role, unit_id, seconds_left = row
        actor = self._actor(user_id, Role(role), unit_id)
        return _Remembered(asked_at + min(FRESH_SECONDS, seconds_left), bytes(secret_hash), actor)

    def _actor(self, user_id: str, role: Role, unit_id: str) -> Actor | None:
        """Return who acts under a token: a registered user in their own unit, or what the token says.

        None: the account is inactive, or the role was revoked.
        """
        user = self._directory.user(user_id)
        if user and not (user.is_active and role in user.roles):
            return None
        unit_id = user.unit_id if user else unit_id
        limit = user.limit if user and user.limit is not None else self._limits.get(role, {})
        above = self._directory.organisation(unit_id).recusing(unit_id, role)
        return Actor(user_id, role, unit_id, limit, above - {user_id})


def _let_in(found: _Remembered, secret: bytes) -> Actor | None:
    """Compare the secret in a time that tells nothing about it."""
    if found.secret_hash is None or not hmac.compare_digest(found.secret_hash, _hash(secret)):
        return None
    return found.actor


def _hash(secret: bytes) -> bytes:
    """Return the SHA-256: 256 random bits need no slow hash."""
    return hashlib.sha256(secret).digest()


def _parts(token: str) -> tuple[UUID, bytes] | None:
    """Return the id and the secret in a token's text, or None where it is not one of ours."""
    if not token.startswith(PREFIX):
        return None
    try:
        raw = base64.b64decode(token.removeprefix(PREFIX), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return None
    return (UUID(bytes=raw[:ID_BYTES]), raw[ID_BYTES:]) if len(raw) == ID_BYTES + SECRET_BYTES else None

"""Cursors as they leave the process: sealed, so that only what a list gave comes back to it."""

import hashlib
import hmac
from typing import Final

from projections.keyset import InvalidCursor

SEAL_CHARACTERS: Final = 22


class Cursors:
    """Seals cursors with a key that the processes of one installation share."""

    def __init__(self, secret: str) -> None:
        """Derive the key from something that only the installation knows."""
        self._key = hashlib.sha256(b"redress cursor\0" + secret.encode()).digest()

    def sealed(self, cursor: str | None, question: str) -> str | None:
        """Return a cursor with its seal; `question` is the list and who asks for it."""
        return None if cursor is None else f"{self._seal(cursor, question)}{cursor}"

    def opened(self, given: str | None, question: str) -> str | None:
        """Return the cursor under a seal.

        Raises:
            InvalidCursor: It was not given for this question.
        """
        if given is None:
            return None
        seal, cursor = given[:SEAL_CHARACTERS], given[SEAL_CHARACTERS:]
        if not hmac.compare_digest(seal.encode(), self._seal(cursor, question).encode()):
            raise InvalidCursor("This cursor was not given by this list.")
        return cursor

    def _seal(self, cursor: str, question: str) -> str:
        text = f"{question}\0{cursor}".encode()
        return hmac.new(self._key, text, hashlib.sha256).hexdigest()[:SEAL_CHARACTERS]

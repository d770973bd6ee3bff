"""Identifiers: of users and units, and those that only this installation can make."""

from uuid import UUID

from application.ports import Keyed

VERSION_8, VARIANT = 0x8 << 76, 0b10 << 62
OF_VERSION, OF_VARIANT = 0xF << 76, 0b11 << 62


def identifier(text: str) -> str:
    """Return an identifier as it is kept: without blanks around it, in small letters.

    Rules compare identifiers letter by letter, so that no other spelling may pass for another user.

    Raises:
        ValueError: Nothing is left, or there are blanks or control characters inside.
    """
    kept = text.strip().lower()
    if not kept or " " in kept or not kept.isprintable():
        raise ValueError("must be one word, without blanks or control characters inside")
    return kept


def keyed_id(keyed: Keyed, purpose: str, *parts: str) -> UUID:
    """Return the id that this installation gives to `parts` for a purpose; it tells nobody else what they are.

    Source: RFC 9562, 5.8 (version 8: made in a way of our own).
    """
    number = int.from_bytes(keyed(purpose, *parts)[:16], "big")
    return UUID(int=number & ~OF_VERSION & ~OF_VARIANT | VERSION_8 | VARIANT)

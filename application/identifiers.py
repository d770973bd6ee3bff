"""Identifiers: of users and units, and those that only this installation can make."""

import re
import unicodedata
from uuid import UUID

from application.ports import Keyed

WRITTEN = re.compile("[!-~ß-öø-ÿāăąćĉċčďđēĕėęěĝğġģĥħĩīĭįĵķĺļľłńņňōŏőœŕŗřśŝşšţťŧũūŭůűųŵŷźżž㐀-䶿一-鿿]+")
"""What an identifier is written in: ASCII, the small letters of European languages, Chinese characters.

Other scripts have letters that look like these, such as the Cyrillic a: one spelling could pass for another.
"""

VERSION_8, VARIANT = 0x8 << 76, 0b10 << 62
OF_VERSION, OF_VARIANT = 0xF << 76, 0b11 << 62


def identifier(text: str) -> str:
    """Return an identifier as it is kept: without blanks around it, in small letters, in the plain form of each (NFKC).

    Rules compare identifiers letter by letter, so that no other spelling may pass for another user.

    Raises:
        ValueError: Nothing is left, there are blanks or control characters inside, or letters of another script.
    """
    # Small letters may have to be composed again.
    kept = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).strip().lower())
    if not kept or " " in kept or not kept.isprintable():
        raise ValueError("must be one word, without blanks or control characters inside")
    if not WRITTEN.fullmatch(kept):
        raise ValueError("must be written in Latin letters, digits and signs, or in Chinese characters")
    return kept


def keyed_id(keyed: Keyed, purpose: str, *parts: str) -> UUID:
    """Return the id that this installation gives to `parts` for a purpose; it tells nobody else what they are.

    Source: RFC 9562, 5.8 (version 8: made in a way of our own).
    """
    number = int.from_bytes(keyed(purpose, *parts)[:16], "big")
    return UUID(int=number & ~OF_VERSION & ~OF_VARIANT | VERSION_8 | VARIANT)

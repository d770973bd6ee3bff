"""Tokens: what a text is found by, in languages with and without spaces between words."""

import re
import unicodedata
from collections.abc import Iterable
from itertools import pairwise

_HAN = (
    "\u3005\u3007"  # 々〇
    "\u3400-\u4dbf\u4e00-\u9fff"  # unified ideographs
    "\uf900-\ufaff"  # compatibility ideographs that have no other form
    "\U00020000-\U0003ffff"  # extensions
    "\u3041-\u30ff\uac00-\ud7af"  # kana, hangul
)
_PIECES = re.compile(rf"([{_HAN}]+)|([^\W_{_HAN}]+)")

LONGEST = 64
"""Characters of a word that count."""
MOST_BYTES = 400_000
"""Bytes of all tokens of one text; PostgreSQL takes 1 MiB for a case. What a text holds beyond is not found."""
MOST_BYTES_OF_A_CHARACTER = 16
"""A character of a text becomes a pair of up to four bytes each, and its normal form may be longer than itself."""


def tokens(*texts: str | None) -> set[str]:
    """Return the tokens of texts: words in lower case; of Chinese, every two characters that stand side by side.

    The last character of a Chinese run is a token by itself, so that a single character is found as a prefix.
    """
    found: set[str] = set()
    size = 0
    for text in texts:
        if text:
            size += len(text)
            for run, word in _pieces(text):
                if word:
                    found.add(word[:LONGEST])
                else:
                    found.update(_pairs(run))
                    found.add(run[-1])
    return found if size < MOST_BYTES // MOST_BYTES_OF_A_CHARACTER else _bounded(found)


def query(text: str) -> str:
    """Return the tsquery for texts that hold every word, and every Chinese run in all its pairs; "" finds nothing."""
    parts: set[str] = set()
    for run, word in _pieces(text):
        if word:
            parts.add(f"'{word[:LONGEST]}'")
        elif len(run) == 1:
            parts.add(f"'{run}':*")
        else:
            parts.update(f"'{pair}'" for pair in _pairs(run))
    return " & ".join(sorted(parts))


def vector(found: Iterable[str]) -> str:
    """Return tokens as the text of a tsvector. They hold letters and digits only, so nothing is to be escaped."""
    return "'" + "' '".join(found) + "'" if found else ""


def tokens_of(written: str) -> set[str]:
    """Return the tokens in the text of a tsvector."""
    return set(written[1:-1].split("' '")) if written else set()


def _pieces(text: str) -> list[tuple[str, str]]:
    """Cut a text into (Chinese run, "") and ("", word). Full-width letters and old forms count as their usual ones."""
    return _PIECES.findall(text.lower() if text.isascii() else unicodedata.normalize("NFKC", text).casefold())


def _pairs(run: str) -> Iterable[str]:
    return map("".join, pairwise(run))


def _bounded(found: set[str]) -> set[str]:
    """Return tokens within the limit: all of them, but for texts of a size that nobody reads."""
    kept: set[str] = set()
    left = MOST_BYTES
    for token in sorted(found):
        left -= len(token.encode())
        if left < 0:
            break
        kept.add(token)
    return kept

"""Secrets of the status page: made with the installation's key, shown once, recognised by their hash."""

import hashlib
import hmac
import unicodedata
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from application.command import Receipt
from application.ports import Keyed

SIGNS: Final = "23456789ACDEFGHJKMNPQRTUVWXY"
"""28 letters and digits of which none looks like another: neither 0 and O, nor 1, I and L, nor B beside 8 and so on."""
LOOK_ALIKE: Final = str.maketrans("BSZ", "852")
GROUPS, OF_EACH = 4, 4
"""16 signs of 28: 76 bits, which nobody tries out."""
PURPOSE: Final = "status secret"
DOMAIN: Final = b"redress status secret\0"
NO_HASH: Final = "0" * 64
"""Compared with where there is nothing to compare with."""


@dataclass(frozen=True, slots=True)
class SecretReceipt(Receipt):
    """The answer to a command that may give the customer a secret: to be printed for them, and kept nowhere."""

    status_secret: str | None = None


def secret_of(keyed: Keyed, of: UUID, number: int) -> str:
    """Return the secret of a case with a number, in groups as it is printed; always the same one."""
    left = int.from_bytes(keyed(PURPOSE, str(of), str(number)), "big")
    signs = ""
    for _ in range(GROUPS * OF_EACH):
        left, place = divmod(left, len(SIGNS))
        signs += SIGNS[place]
    return "-".join(signs[at : at + OF_EACH] for at in range(0, len(signs), OF_EACH))


def hash_of(reference: str, secret: str) -> str:
    """Return the SHA-256, in hexadecimal, of a secret as people type it, bound to the reference of its case.

    It needs no key and no slow hash: the secret is 76 random bits.
    """
    return hashlib.sha256(DOMAIN + f"{plain_reference(reference)}\0{plain_secret(secret)}".encode()).hexdigest()


def opens(reference: str, secret: str, secret_hash: str | None) -> bool:
    """Tell whether a secret is the one with a hash, in a time that tells nothing; None: there is none."""
    same = hmac.compare_digest(hash_of(reference, secret), secret_hash or NO_HASH)
    return same and secret_hash is not None


def plain_reference(text: str) -> str:
    """Return a reference as it is kept, however it was typed."""
    return "".join(unicodedata.normalize("NFKC", text).split()).upper()


def plain_secret(text: str) -> str:
    """Return the letters and digits of a secret, however they were typed: small, full-width, without the dashes."""
    typed = unicodedata.normalize("NFKC", text).upper().translate(LOOK_ALIKE)
    return "".join(sign for sign in typed if sign.isalnum())

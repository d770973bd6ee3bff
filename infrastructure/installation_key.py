"""The installation key: the secret that an installation makes ids and secrets of its own with."""

import base64
import binascii
import hashlib
import hmac
import os
import secrets
import stat
from contextlib import closing, suppress
from functools import cached_property
from pathlib import Path
from typing import Final

from infrastructure.database import connect
from infrastructure.operator_error import OperatorError
from infrastructure.settings import Settings, variable_of

KEY_BYTES: Final = 32
KEY_FILE: Final = "installation.key"
"""In the data directory; whoever restores the database needs it too."""
VARIABLE: Final = variable_of("installation_key")
LENGTH_BYTES: Final = 4
WHERE: Final = f"it is that of {VARIABLE}, or of {KEY_FILE} in the data directory"
REMEMBER: Final = "INSERT INTO access.installation_key (check_value) VALUES (%s) ON CONFLICT DO NOTHING"


class InstallationKeyError(OperatorError):
    """There is no key that can be used. No message quotes one."""


class InstallationKey:
    """Makes what only this installation can make. Threads and processes of one installation may share it.

    The key is that of REDRESS_INSTALLATION_KEY, or else of a file in the data directory, which the first process that
    needs it makes. It is read when it is first needed.
    """

    def __init__(self, settings: Settings) -> None:
        """Know where the key is."""
        self._settings = settings

    def __call__(self, purpose: str, *parts: str) -> bytes:
        """Return 32 bytes that depend on the purpose, on every part and on where each of them ends.

        HMAC-SHA-256 (RFC 2104): whoever lacks the key can neither compute nor recognise them.
        """
        return hmac.digest(self._secret, joined(purpose, *parts), hashlib.sha256)

    @cached_property
    def _secret(self) -> bytes:
        if given := self._settings.installation_key:
            return key_in(given, VARIABLE)
        return key_of_file(self._settings.data_directory / KEY_FILE)


def check_key(settings: Settings) -> None:
    """See that the installation key can be read, or made, and is the one that this database was first used with.

    Raises:
        InstallationKeyError: It cannot be used here.
    """
    found = InstallationKey(settings)("check")
    with closing(connect(str(settings.database_url))) as connection, connection, connection.cursor() as cursor:
        cursor.execute(REMEMBER, (found,))
        cursor.execute("SELECT check_value FROM access.installation_key")
        ((first,),) = cursor.fetchall()
    if not hmac.compare_digest(found, bytes(first)):
        raise InstallationKeyError(f"This is not the installation key that this database was first used with; {WHERE}.")


def joined(*parts: str) -> bytes:
    """Return texts as bytes, each after its length, so that no two lists of texts look the same."""
    encoded = [part.encode() for part in parts]
    return b"".join(len(part).to_bytes(LENGTH_BYTES, "big") + part for part in encoded)


def key_in(text: str, where: str) -> bytes:
    """Return the key that a text is, in 64 hexadecimal digits or in base64.

    Raises:
        InstallationKeyError: It is neither, or has another length.
    """
    text = text.strip()
    with suppress(ValueError):
        key = bytes.fromhex(text)
        if len(key) == KEY_BYTES:
            return key
    with suppress(binascii.Error, ValueError):
        key = base64.b64decode(text.replace("-", "+").replace("_", "/"), validate=True)
        if len(key) == KEY_BYTES:
            return key
    raise InstallationKeyError(f"{where} must hold {KEY_BYTES} random bytes, as 64 hexadecimal digits or in base64.")


def key_of_file(path: Path) -> bytes:
    """Return the key in a file, made if there is none.

    Raises:
        InstallationKeyError: It cannot be read or made, or others can read it.
    """
    try:
        if not path.exists():
            make_key(path)
        with path.open() as file:
            others_may = stat.S_IMODE(os.fstat(file.fileno()).st_mode) & 0o077
            text = file.read()
    except OSError as error:
        raise InstallationKeyError(
            f"The installation key in {path} cannot be read or made ({error.strerror}); set {VARIABLE}."
        ) from None
    if others_may:
        raise InstallationKeyError(f"Other users can read the installation key in {path}: chmod 600 it.")
    return key_in(text, str(path))


def make_key(path: Path) -> None:
    """Make a key, unless another process does so meanwhile: the file is complete as soon as it has its name."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    new = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(f"{secrets.token_hex(KEY_BYTES)}\n")
        file.flush()
        os.fsync(file.fileno())
    try:
        # Not renamed, which would replace the key of another process.
        with suppress(FileExistsError):
            os.link(new, path)
    finally:
        new.unlink()

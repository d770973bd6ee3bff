"""The files of an embedded PostgreSQL cluster."""

import locale
import os
import pwd
import random
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from infrastructure.child_process import as_user
from infrastructure.operator_error import OperatorError
from infrastructure.settings import POSTGRES_VERSIONS

# Below the range from which systems draw ports for outgoing connections.
PORTS = range(20_000, 30_000)
FIRST_VERSION_WITH_OWN_LOCALES = 17


def version_of(cluster: Path) -> int | None:
    """Return the major version that made a cluster, or None where there is none.

    Raises:
        OperatorError: It is one that is not carried.
    """
    try:
        version = int((cluster / "PG_VERSION").read_text())
    except FileNotFoundError:
        return None
    except PermissionError:
        raise OperatorError(f"{cluster} belongs to another user; run redress as that user.") from None
    if version not in POSTGRES_VERSIONS:
        raise OperatorError(f"{cluster} was made by PostgreSQL {version}; redress carries 16 and 18.")
    return version


def make_cluster(cluster: Path, *, version: int, programs: Path, user: pwd.struct_passwd | None, password: str) -> None:
    """Make a cluster with checksums and scram passwords; half of one is never left in its place."""
    new = cluster.with_suffix(".new")
    shutil.rmtree(new, ignore_errors=True)
    with _password_file(cluster.parent, password, user) as password_file:
        new.mkdir(mode=0o700)
        _give(new, user)
        command: list[str | Path] = [
            programs / "initdb",
            f"--pgdata={new}",
            "--username=postgres",
            "--auth=scram-sha-256",
            f"--pwfile={password_file}",
            "--data-checksums",
            "--encoding=UTF8",
            "--no-instructions",
            *_locale_arguments(version),
        ]
        done = subprocess.run(  # noqa: S603 - the command is ours
            command, check=False, cwd="/", capture_output=True, text=True, **as_user(user)
        )
    if done.returncode:
        last_words = (done.stderr.strip().splitlines() or ["it does not say why"])[-1]
        raise OperatorError(f"The embedded PostgreSQL cannot be made in {cluster}: {last_words}")
    new.rename(cluster)


def free_port() -> int:
    """Return a port of this machine that nothing listens on."""
    return next(port for port in random.sample(PORTS, len(PORTS)) if is_free(port))


def is_free(port: int) -> bool:
    """Say whether nothing listens on a loopback port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def _locale_arguments(version: int) -> list[str]:
    """Sort by code point and know the letters of every language, whatever the machine's locale is."""
    if version >= FIRST_VERSION_WITH_OWN_LOCALES:
        return ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
    return ["--locale=C", f"--lc-ctype={_character_locale()}"]


def _character_locale() -> str:
    before = locale.setlocale(locale.LC_CTYPE)
    try:
        locale.setlocale(locale.LC_CTYPE, "C.UTF-8")
    except locale.Error:
        return "C"
    finally:
        locale.setlocale(locale.LC_CTYPE, before)
    return "C.UTF-8"


@contextmanager
def _password_file(directory: Path, password: str, user: pwd.struct_passwd | None) -> Iterator[Path]:
    """Hand the superuser's password to `initdb` in a file that only `user` reads."""
    with tempfile.NamedTemporaryFile("w", dir=directory, prefix="password.") as file:
        file.write(password)
        file.flush()
        _give(Path(file.name), user)
        yield Path(file.name)


def _give(path: Path, user: pwd.struct_passwd | None) -> None:
    if user is not None:
        os.chown(path, user.pw_uid, user.pw_gid)

"""The user that PostgreSQL runs as where we are root."""

import os
import pwd
import subprocess
from pathlib import Path

from infrastructure.child_process import as_user
from infrastructure.operator_error import OperatorError


def unprivileged_user(existing: Path) -> pwd.struct_passwd | None:
    """Return who PostgreSQL, which refuses to run as root, shall run as; None where we are not root.

    That is the owner of `existing`, where it exists and is not root's, and `nobody` otherwise.
    """
    if os.geteuid() != 0:
        return None
    try:
        owner = existing.stat().st_uid
        return pwd.getpwuid(owner) if owner else pwd.getpwnam("nobody")
    except (FileNotFoundError, NotADirectoryError, KeyError):
        return pwd.getpwnam("nobody")


def can_enter(directory: Path, user: pwd.struct_passwd | None) -> bool:
    """Say whether `user` may pass through a directory and all those above it."""
    return _succeeds(["/bin/sh", "-c", 'cd -- "$0"', str(directory)], user)


def can_run(program: Path, user: pwd.struct_passwd | None) -> bool:
    """Say whether `user` may run a program."""
    return _succeeds(["/bin/sh", "-c", 'exec "$0" --version', str(program)], user)


def _succeeds(command: list[str], user: pwd.struct_passwd | None) -> bool:
    try:
        done = subprocess.run(  # noqa: S603 - the command is ours
            command, check=False, cwd="/", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **as_user(user)
        )
    except PermissionError:
        raise OperatorError(
            "PostgreSQL refuses to run as root, and this machine does not let root start it as another user; "
            "run redress as an ordinary user, or set REDRESS_DATABASE_URL."
        ) from None
    return done.returncode == 0

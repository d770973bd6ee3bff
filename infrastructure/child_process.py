"""Child processes that do not outlive the process that started them."""

import ctypes
import os
import platform
import pwd
import signal
import subprocess
import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import IO, TypedDict

PR_SET_PDEATHSIG = 1
SUPERVISOR_VARIABLE = "REDRESS_SUPERVISOR_PID"

_libc = ctypes.CDLL(None) if platform.system() == "Linux" else None


class RunAs(TypedDict, total=False):
    """The arguments with which `subprocess` starts a process as somebody else."""

    user: int
    group: int
    extra_groups: list[str | int]


def start_child(
    command: Sequence[str | Path],
    *,
    when_we_die: signal.Signals,
    user: pwd.struct_passwd | None = None,
    environment: Mapping[str, str] | None = None,
    output: IO[bytes] | None = None,
    inherited_fds: Sequence[int] = (),
    directory: str | None = None,
) -> subprocess.Popen[bytes]:
    """Start a process in a session of its own, out of reach of the terminal's Ctrl-C.

    On Linux the kernel sends it `when_we_die` as soon as the *thread* that called this ends, however
    it ends; so call it from the main thread. `user` is who it runs as, where we are root.
    """
    return subprocess.Popen(  # noqa: S603 - the command is ours
        command,
        env=environment,
        cwd=directory,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT if output else None,
        pass_fds=inherited_fds,
        start_new_session=True,
        preexec_fn=_dying_with(os.getpid(), when_we_die),  # noqa: PLW1509 - it makes two system calls
        **as_user(user),
    )


def as_user(user: pwd.struct_passwd | None) -> RunAs:
    """Return the arguments with which `subprocess` starts a process as `user`."""
    return {} if user is None else {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def _dying_with(parent_pid: int, number: signal.Signals) -> Callable[[], None]:
    """Return what a child does before it becomes the program; after setuid, which clears the request."""

    def prepare() -> None:
        if _libc is not None:
            _libc.prctl(PR_SET_PDEATHSIG, int(number))
            if os.getppid() != parent_pid:
                os._exit(1)  # the parent died before the request was made

    return prepare


def watch_supervisor() -> None:
    """End this process when its supervisor is gone, where the kernel does not see to it."""
    supervisor_pid = os.environ.get(SUPERVISOR_VARIABLE)
    if supervisor_pid is None or _libc is not None:
        return

    def watch() -> None:
        while os.getppid() == int(supervisor_pid):
            pause.wait(timeout=0.5)
        os._exit(1)

    pause = threading.Event()
    threading.Thread(target=watch, name="supervisor-watch", daemon=True).start()

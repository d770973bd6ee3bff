"""The environment of the other stores: their drivers and versions stay out of ours."""

import subprocess
import sys
from pathlib import Path

from benchmarks.line_process import ROOT

ENVIRONMENT = ROOT / ".bench" / "rivals"
REQUIREMENTS = ROOT / "benchmarks" / "requirements-rivals.txt"


def rivals_python() -> Path:
    """Return the Python of that environment, which is made where it is missing or older than its pins.

    Raises:
        subprocess.CalledProcessError: The package index does not give what is pinned.
    """
    python = ENVIRONMENT / "bin" / "python"
    made_from = ENVIRONMENT / "made-from.txt"
    if not made_from.exists() or made_from.read_bytes() != REQUIREMENTS.read_bytes():
        print("Making the environment of the other stores in .bench ...", flush=True)
        subprocess.run([sys.executable, "-m", "venv", "--clear", ENVIRONMENT], check=True)
        install = ["-m", "pip", "--quiet", "--disable-pip-version-check", "install", "--require-hashes", "-r"]
        subprocess.run([python, *install, REQUIREMENTS], check=True)
        made_from.write_bytes(REQUIREMENTS.read_bytes())
    return python

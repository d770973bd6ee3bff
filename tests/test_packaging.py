"""Tests of what is installed, and of the pinned requirements."""

import importlib.util
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ROOMS = ("api", "application", "domain", "infrastructure", "projections")
REQUIREMENTS = sorted((ROOT / "requirements").iterdir())
PINNED = [path for path in REQUIREMENTS if path.suffix == ".txt"]
BUILD = "import setuptools.build_meta as backend; print(backend.build_wheel('dist'))"


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_resolves_into_this_tree(room: str) -> None:
    spec = importlib.util.find_spec(room)
    assert spec
    assert spec.origin
    assert Path(spec.origin) == ROOT / room / "__init__.py"


@pytest.mark.parametrize("path", REQUIREMENTS, ids=lambda path: path.name)
def test_no_requirement_names_a_host_or_a_place(path: Path) -> None:
    text = "\n".join(line.split("#")[0] for line in path.read_text().splitlines())
    assert not re.search(r"://|--(extra-)?index|--find-links|--trusted-host|file:|^\s*-[ie]\b| @ ", text, re.MULTILINE)


@pytest.mark.parametrize("path", PINNED, ids=lambda path: path.name)
def test_every_requirement_is_pinned_with_hashes(path: Path) -> None:
    entries = [entry for entry in re.split(r"(?<!\\)\n", path.read_text()) if entry and not entry.startswith("#")]
    assert entries
    for entry in entries:
        assert re.match(r"[a-z0-9-]+==\S+ ", entry), entry
        assert "--hash=sha256:" in entry, entry


def test_the_tools_come_on_top_of_the_same_versions() -> None:
    runtime, dev = (
        {line.split()[0] for line in path.read_text().splitlines() if "==" in line}
        for path in (ROOT / "requirements" / "runtime.txt", ROOT / "requirements" / "dev.txt")
    )
    assert runtime < dev


def test_the_wheel_holds_every_module_and_its_data(tmp_path: Path) -> None:
    tree = tmp_path / "a tree"
    for room in (*ROOMS, "requirements"):
        shutil.copytree(ROOT / room, tree / room, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tree)
    built = subprocess.run([sys.executable, "-c", BUILD], check=True, cwd=tree, capture_output=True, text=True)
    with zipfile.ZipFile(tree / "dist" / built.stdout.splitlines()[-1]) as wheel:
        packed = {name for name in wheel.namelist() if ".dist-info/" not in name}
    wanted = {str(path.relative_to(tree)) for room in ROOMS for path in (tree / room).rglob("*") if path.is_file()}
    assert packed == wanted

"""Tests that the walls between the rooms hold, by breaking each of them."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ROOMS = ("api", "application", "domain", "infrastructure", "projections")
BREACHES = [
    ("rooms", "domain/breach.py", "from application import command"),
    ("rooms", "application/breach.py", "import infrastructure.settings"),
    ("rooms", "application/breach.py", "from projections import breach"),
    ("rooms", "projections/breach.py", "import application"),
    ("rooms", "infrastructure/breach.py", "from api.command_line import main"),
    ("domain", "domain/breach.py", "import sqlalchemy"),
    ("domain", "domain/complaint/breach.py", "from eventsourcing.application import Application"),
    ("domain", "domain/breach.py", "import eventsourcing"),
    ("application", "application/breach.py", "from eventsourcing.postgres import PostgresDatastore"),
    ("application", "application/breach.py", "def late():\n    import fastapi"),
    ("projections", "projections/breach.py", "from sqlalchemy.orm import Session"),
    ("projections", "projections/breach.py", "import psycopg2, json"),
    ("entries", "api/breach.py", "from infrastructure import settings"),
    ("entries", "api/routes/breach.py", "import infrastructure.database"),
]
# As `lint-imports`, which would look for the rooms in this tree first.
LINT = "from importlinter.cli import lint_imports_command; lint_imports_command()"


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the rooms and of the contracts."""
    target = tmp_path_factory.mktemp("a tree")
    for room in ROOMS:
        shutil.copytree(ROOT / room, target / room, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", target)
    (target / "tests").mkdir()
    for name in ("__init__.py", "import_contracts.py"):
        shutil.copy(ROOT / "tests" / name, target / "tests")
    return target


@pytest.fixture
def breach(copy: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """One import that must not be, for as long as a test lasts."""
    _, path, statement = request.param
    file = copy / path
    added = [folder for folder in file.parents if not folder.exists()]
    file.parent.mkdir(parents=True, exist_ok=True)
    for folder in added:
        (folder / "__init__.py").touch()
    file.write_text(f"{statement}\n")
    yield path.removesuffix(".py").replace("/", ".")
    file.unlink()


def lint_imports(tree: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the linter in a tree, on the packages of that tree."""
    return subprocess.run(
        [sys.executable, "-c", LINT, "--no-cache", *arguments],
        check=False,
        cwd=tree,
        capture_output=True,
        text=True,
    )


def test_the_walls_hold(copy: Path) -> None:
    done = lint_imports(copy)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("breach", BREACHES, ids=[f"{b[1]}: {b[2]}" for b in BREACHES], indirect=True)
def test_a_breach_is_reported(copy: Path, breach: str, request: pytest.FixtureRequest) -> None:
    contract = request.node.callspec.params["breach"][0]
    done = lint_imports(copy, "--contract", contract)
    assert done.returncode == 1, done.stdout
    assert "BROKEN" in done.stdout
    assert breach in done.stdout


def test_every_contract_is_broken_once(copy: Path) -> None:
    ids = {
        line.split('"')[1] for line in (copy / "pyproject.toml").read_text().splitlines() if line.startswith("id = ")
    }
    assert ids == {contract for contract, _, _ in BREACHES}

"""How many walks a run makes is the environment's to say."""

import os
import subprocess
import sys

import pytest

SHOW = "import tests.domain.conftest; from hypothesis import settings; print(settings().max_examples)"


@pytest.mark.parametrize(("walks", "made"), [(None, "30"), ("", "30"), ("12345", "12345")])
def test_walks_are_few_unless_the_environment_says_otherwise(walks: str | None, made: str) -> None:
    environment = {name: value for name, value in os.environ.items() if name != "REDRESS_WALKS"}
    if walks is not None:
        environment["REDRESS_WALKS"] = walks
    shown = subprocess.run([sys.executable, "-c", SHOW], env=environment, capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == made

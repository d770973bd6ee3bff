"""Which edition of the time-zone data is in use."""

import re
import zoneinfo
from collections.abc import Iterator
from pathlib import Path

import pytest

from infrastructure.time_zone_data import time_zone_data_version


@pytest.fixture(autouse=True)
def asked_anew() -> Iterator[None]:
    time_zone_data_version.cache_clear()
    yield
    zoneinfo.reset_tzpath()
    time_zone_data_version.cache_clear()


def test_without_zones_on_the_machine_the_package_has_its_edition() -> None:
    zoneinfo.reset_tzpath(to=[])
    assert re.fullmatch(r"20\d\d[a-z]+", time_zone_data_version())


def test_the_zones_of_the_machine_have_theirs(tmp_path: Path) -> None:
    (tmp_path / "UTC").touch()
    zoneinfo.reset_tzpath(to=[str(tmp_path / "nothing"), str(tmp_path)])
    assert time_zone_data_version() == "unknown"
    time_zone_data_version.cache_clear()
    (tmp_path / "tzdata.zi").write_text("# version 2025b\nR d 1916 o\n", encoding="utf-8")
    assert time_zone_data_version() == "2025b"

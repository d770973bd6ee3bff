"""Tests of the settings."""

from pathlib import Path

import pytest

from infrastructure.jurisdictions import jurisdiction_rules_of
from infrastructure.settings import SettingError, Settings


def test_another_process_reads_the_same_settings() -> None:
    settings = Settings(database_url="postgresql://app@host/redress", data_dir=Path("/srv/a place"), port=81)
    assert Settings.from_environment(settings.to_environment()) == settings


def test_an_empty_variable_counts_as_none() -> None:
    assert Settings.from_environment({"REDRESS_PORT": "", "REDRESS_DATABASE_URL": ""}) == Settings()


def test_the_data_directory_is_absolute(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    assert Settings().data_directory == tmp_path / "var"
    assert Settings(data_dir=Path("~/var")).data_directory == tmp_path / "home" / "var"


def test_where_units_lie_is_read_or_refused_by_its_variable() -> None:
    assert jurisdiction_rules_of(Settings()).of("ldn-cards") == "GB-ENG"
    with pytest.raises(SettingError, match="REDRESS_UNIT_JURISDICTIONS cannot be read"):
        jurisdiction_rules_of(Settings(unit_jurisdictions="sh-*=China"))

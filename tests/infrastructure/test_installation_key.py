"""The installation key: where it comes from, and what is made with it."""

import base64
import stat
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from application.identifiers import keyed_id
from infrastructure.installation_key import KEY_FILE, InstallationKey, InstallationKeyError, check_key
from infrastructure.settings import Settings
from tests.conftest import Database

KEY = bytes(range(32))


def of(directory: Path, text: str | None = None) -> InstallationKey:
    return InstallationKey(Settings(data_dir=directory, installation_key=text))


def of_file(database: Database, directory: Path) -> Settings:
    return database.settings.replace(installation_key=None, data_dir=directory)


def names(directory: Path) -> list[str]:
    return [path.name for path in directory.iterdir()]


def urlsafe(key: bytes) -> str:
    return base64.urlsafe_b64encode(key).decode()


def test_it_is_made_once_and_only_its_owner_may_read_it(tmp_path: Path) -> None:
    made = of(tmp_path)("purpose", "part")
    assert of(tmp_path)("purpose", "part") == made
    assert names(tmp_path) == [KEY_FILE]
    assert stat.S_IMODE((tmp_path / KEY_FILE).stat().st_mode) == 0o600


def test_processes_that_make_it_at_once_agree(tmp_path: Path) -> None:
    directory = tmp_path / "not there yet"
    with ThreadPoolExecutor(8) as threads:
        answers = set(threads.map(lambda _: of(directory)("purpose"), range(40)))
    assert len(answers) == 1
    assert names(directory) == [KEY_FILE]


def test_nothing_is_made_before_it_is_needed(tmp_path: Path) -> None:
    of(tmp_path)
    assert not names(tmp_path)


@pytest.mark.parametrize("written", [bytes.hex, lambda key: base64.b64encode(key).decode(), urlsafe])
def test_what_the_environment_says_comes_first(tmp_path: Path, written: Callable[[bytes], str]) -> None:
    of(tmp_path)("purpose")
    assert of(tmp_path, written(KEY))("purpose") == of(tmp_path / "elsewhere", KEY.hex())("purpose")
    assert of(tmp_path, written(KEY))("purpose") != of(tmp_path)("purpose")


TOO_SHORT, TOO_LONG = "5e" * 31, "5e" * 33


@pytest.mark.parametrize("text", ["secret", TOO_SHORT, TOO_LONG, urlsafe(KEY)[:-2], "é" * 64])
def test_what_is_not_a_key_is_refused_without_quoting_it(tmp_path: Path, text: str) -> None:
    with pytest.raises(InstallationKeyError, match="REDRESS_INSTALLATION_KEY must hold 32 random bytes") as refused:
        of(tmp_path, text)("purpose")
    assert text not in str(refused.value)


def test_a_file_that_others_can_read_is_refused(tmp_path: Path) -> None:
    of(tmp_path)("purpose")
    (tmp_path / KEY_FILE).chmod(0o640)
    with pytest.raises(InstallationKeyError, match="Other users can read"):
        of(tmp_path)("purpose")


def test_a_file_that_holds_no_key_is_refused_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / KEY_FILE).touch(mode=0o600)
    with pytest.raises(InstallationKeyError, match=KEY_FILE):
        of(tmp_path)("purpose")
    assert (tmp_path / KEY_FILE).read_text() == ""


def test_a_place_where_nothing_can_be_kept_is_refused_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(InstallationKeyError, match=r"cannot be read or made \(.+\); set REDRESS_INSTALLATION_KEY"):
        of(tmp_path / "file")("purpose")


def test_every_purpose_and_every_part_makes_a_difference(tmp_path: Path) -> None:
    key = of(tmp_path, KEY.hex())
    asked = [("person", "crm", "12"), ("person", "crm1", "2"), ("person", "crm", "1", "2"), ("personcrm", "12")]
    assert len({key(*one) for one in asked}) == len(asked)
    assert {len(key(*one)) for one in asked} == {32}


def test_an_id_is_the_same_each_time_and_says_how_it_was_made(tmp_path: Path) -> None:
    key = of(tmp_path, KEY.hex())
    made = keyed_id(key, "person", "crm", "12")
    assert made == keyed_id(key, "person", "crm", "12")
    assert made != keyed_id(key, "person", "crm", "13")
    assert (str(made)[14], str(made)[19] in "89ab") == ("8", True)


def test_a_database_is_used_with_one_key(database: Database, tmp_path: Path) -> None:
    check_key(database.settings)
    check_key(database.settings)
    for another in (database.settings.replace(installation_key=KEY.hex()), of_file(database, tmp_path)):
        with pytest.raises(InstallationKeyError, match="not the installation key that this database was first used"):
            check_key(another)


def test_settings_never_show_it() -> None:
    settings = Settings(installation_key=KEY.hex())
    assert KEY.hex() not in repr(settings)
    assert Settings.from_environment(settings.to_environment()) == settings

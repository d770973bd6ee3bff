"""Reference data: versions of a list, published and in force."""

from dataclasses import replace
from datetime import date

import pytest

from domain.codes import CodeEntry
from domain.reference_data import NotInForce, ReferenceData, hash_of, stream_of
from tests.domain.fixed import NOW, YESTERDAY
from tests.domain.language import Happening, given_list

PHONE = CodeEntry("phone", "Telephone", "电话")
WEB = CodeEntry("web", "Internet", "网络")
JANUARY, MARCH = date(2026, 1, 1), date(2026, 3, 1)


def published(*entries: CodeEntry, version: int = 1, effective_from: date = JANUARY) -> Happening:
    """Return a publication."""
    told = {"name": "channel", "list_version": version, "entries": entries, "effective_from": effective_from}
    return Happening(ReferenceData.Published, YESTERDAY, {**told, "content_hash": hash_of(entries)})


def now(happening: Happening) -> Happening:
    """Return the same, happening now."""
    return replace(happening, at=NOW)


def test_a_list_is_published() -> None:
    given_list().when(lambda x: x.publish("channel", [PHONE], JANUARY, now=NOW)).then(now(published(PHONE)))


def test_the_next_version_is_published_on_top() -> None:
    given_list(published(PHONE)).when(lambda x: x.publish("channel", [PHONE, WEB], MARCH, now=NOW)).then(
        now(published(PHONE, WEB, version=2, effective_from=MARCH))
    )


def test_what_is_published_already_does_nothing() -> None:
    given_list(published(PHONE)).when(lambda x: x.publish("channel", [PHONE], JANUARY, now=NOW)).then()


def test_the_same_content_from_another_day_is_another_version() -> None:
    given_list(published(PHONE)).when(lambda x: x.publish("channel", [PHONE], MARCH, now=NOW)).then(
        now(published(PHONE, version=2, effective_from=MARCH))
    )


def test_a_list_may_have_three_levels() -> None:
    levels = [PHONE, CodeEntry("hotline", "Hotline", parent="phone"), CodeEntry("lost", "Lost", parent="hotline")]
    given_list().when(lambda x: x.publish("channel", levels, JANUARY, now=NOW)).then(now(published(*levels)))


@pytest.mark.parametrize(
    "entries",
    [
        [],
        [PHONE, PHONE],
        [replace(PHONE, parent="remote")],
        [replace(PHONE, parent="phone")],
        [replace(PHONE, parent="web"), replace(WEB, parent="phone")],
        [PHONE, *(CodeEntry(f"level{n}", "Deeper", parent=f"level{n - 1}" if n else "phone") for n in range(3))],
        [replace(PHONE, valid_from=MARCH, valid_until=MARCH)],
        [replace(PHONE, valid_from=MARCH, valid_until=JANUARY)],
    ],
)
def test_a_list_that_contradicts_itself_is_refused(entries: list[CodeEntry]) -> None:
    given_list().when(lambda x: x.publish("channel", entries, JANUARY, now=NOW)).refuses("invalid_list")


def test_a_code_may_have_a_parent_and_an_end() -> None:
    remote = CodeEntry("remote", "Remote")
    ending = replace(PHONE, parent="remote", valid_from=JANUARY, valid_until=MARCH)
    given_list().when(lambda x: x.publish("channel", [remote, ending], JANUARY, now=NOW)).then(
        now(published(remote, ending))
    )


def test_the_version_in_force_is_the_latest_that_has_begun() -> None:
    lists = given_list(published(PHONE), published(PHONE, WEB, version=2, effective_from=MARCH)).replayed()
    assert (lists.code_list(date(2026, 2, 28)).version, lists.code_list(MARCH).version) == (1, 2)
    assert lists.code_list(MARCH).entries == {"phone": PHONE, "web": WEB}


def test_before_the_first_version_nothing_is_in_force() -> None:
    with pytest.raises(NotInForce):
        given_list(published(PHONE)).replayed().code_list(date(2025, 12, 31))


def test_each_list_has_a_stream_of_its_own() -> None:
    assert stream_of("channel") == stream_of("channel") != stream_of("source")


def test_the_hash_is_of_the_content_and_its_order() -> None:
    assert hash_of([PHONE, WEB]) == hash_of([PHONE, WEB]) != hash_of([WEB, PHONE])

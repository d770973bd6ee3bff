"""Published policies out of the log, and what ships held against a bank's own."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest

from application.command import Command
from application.policies import Policies
from application.reference_data import ReferenceLists
from application.sla.published import PolicyVersion, in_force
from application.sla.toml_writing import as_toml
from domain.codes import CodeEntry
from domain.documents import AppliesTo
from domain.reference_data import ReferenceData, stream_of
from domain.sla.pack import Pack
from infrastructure import code_lists, documents
from infrastructure.calendars import shipped_calendars
from infrastructure.code_lists import shipped_lists
from infrastructure.policies import shipped_packs, shipped_texts
from infrastructure.policy_log import LoggedPolicies
from infrastructure.wiring import SYSTEM, Redress, open_redress, publish_shipped_lists
from tests.conftest import Database
from tests.infrastructure.log_tools import ask

pytestmark = pytest.mark.store

TODAY = date(2026, 6, 1)


@pytest.fixture
def redress(database: Database) -> Iterator[Redress]:
    """An engine whose shipped lists are published."""
    made = open_redress(database.settings)
    publish_shipped_lists(made)
    yield made
    made.close()


def command() -> Command:
    return Command(uuid4(), SYSTEM, client="test", correlation_id="test")


def publish(redress: Redress, text: str, applies_to: AppliesTo = AppliesTo.NEW_CASES) -> PolicyVersion:
    receipt = redress.policies.publish(text, applies_to, command=command())
    assert receipt.events == 1
    return next(each for each in redress.published_policies() if each.position == receipt.position)


def next_pack(version: int, name: str = "hk-ic4") -> str:
    return re.sub(r"(?m)^version = \d+$", f"version = {version}", shipped_texts()[name], count=1)


def of(redress: Redress, name: str) -> tuple[PolicyVersion, ...]:
    return tuple(each for each in redress.published_policies() if each.name == name)


def test_what_ships_is_there_with_its_content(redress: Redress) -> None:
    found = redress.published_policies()
    assert {each.content.id for each in found if isinstance(each.content, Pack)} == shipped_packs().keys()
    (hong_kong,) = of(redress, "pack.hk-ic4")
    assert hong_kong.content == shipped_packs()["hk-ic4"]
    assert (hong_kong.version, hong_kong.own_version, hong_kong.published_by) == (1, "1", "system")
    (table,) = of(redress, "pack_selection")
    assert (len(table.content), table.own_version, table.effective_until) == (19, None, None)  # type: ignore[arg-type]
    assert [each.position for each in found] == sorted(each.position for each in found)


def test_asking_again_gives_the_same_until_something_is_published(redress: Redress) -> None:
    before = redress.published_policies()
    assert redress.published_policies() is before
    added = publish(redress, next_pack(2))
    assert redress.published_policies() == (*before, added)
    assert LoggedPolicies(redress.engine)() == redress.published_policies()
    recorded = redress.ledger.event_log.history(stream_of("pack.hk-ic4"))[-1]
    assert (added.version, added.published_at, added.position) == (2, recorded.recorded_at, recorded.position)


def test_clocks_have_a_library_of_all_versions(redress: Redress) -> None:
    before = redress.published_policies.library()
    assert redress.published_policies.library() is before
    draft = publish(redress, next_pack(2), AppliesTo.WHAT_IF_ONLY)
    added = publish(redress, next_pack(3), AppliesTo.OPEN_MILESTONES)
    library = redress.published_policies.library()
    assert [each.content.version for each in library.packs["hk-ic4"]] == [1, 2, 3]
    assert (library.packs.keys(), len(library.tables)) == (shipped_packs().keys(), 1)
    assert library.calendars.keys() == shipped_calendars().keys()
    assert library.packs["hk-ic4"][1].applies_to is draft.applies_to
    (changed,) = library.pack_changes("hk-ic4", draft.published_at)
    found = library.pack("hk-ic4", TODAY, added.published_at)
    assert found is changed
    assert found.content_hash == added.content_hash
    earlier = library.pack("hk-ic4", TODAY, draft.published_at)
    assert earlier is not None
    assert earlier.content.version == 1


def test_other_documents_are_no_policies(redress: Redress) -> None:
    assert {each.name.partition(".")[0] for each in redress.published_policies()} == {
        "pack",
        "calendar",
        "pack_selection",
    }


def test_a_look_at_what_was_published_reads_no_other_event(database: Database) -> None:
    plan = ask(
        database.app_url,
        "SET enable_seqscan = off; EXPLAIN SELECT position FROM log.event"
        " WHERE topic = 'reference_data.document_published' ORDER BY position",
    )
    assert "event_document_idx" in str(plan)


def test_a_draft_is_not_in_force_and_its_version_is_promoted_by_publishing_it_again(redress: Redress) -> None:
    draft = publish(redress, next_pack(2), AppliesTo.WHAT_IF_ONLY)
    (first, _) = of(redress, "pack.hk-ic4")
    assert in_force(of(redress, "pack.hk-ic4"), TODAY) == first
    assert redress.ledger.look(ReferenceData, stream_of("pack.hk-ic4")).aggregate.document(TODAY).version == 1
    promoted = publish(redress, next_pack(2), AppliesTo.OPEN_MILESTONES)
    assert (draft.content_hash, draft.version + 1) == (promoted.content_hash, promoted.version)
    assert in_force(of(redress, "pack.hk-ic4"), TODAY) == promoted


# what ships, and what a bank has published


def ship(redress: Redress, monkeypatch: pytest.MonkeyPatch, version: int) -> None:
    """Start a release that carries another version of a pack."""
    changed = {**shipped_packs(), "hk-ic4": replace(shipped_packs()["hk-ic4"], version=version, remark="A release.")}
    monkeypatch.setattr(documents, "shipped_packs", lambda: changed)
    publish_shipped_lists(redress)


def test_a_release_publishes_its_change_over_what_shipped_before(
    redress: Redress, monkeypatch: pytest.MonkeyPatch
) -> None:
    ship(redress, monkeypatch, 2)
    ship(redress, monkeypatch, 3)
    assert [each.own_version for each in of(redress, "pack.hk-ic4")] == ["1", "2", "3"]


def test_a_release_publishes_nothing_over_a_banks_own(
    redress: Redress, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    own = publish(redress, next_pack(20))
    caplog.set_level("INFO")
    ship(redress, monkeypatch, 2)
    assert of(redress, "pack.hk-ic4")[-1] == own
    assert "not published: the bank has a later version of its own" in caplog.messages


def test_a_banks_draft_keeps_no_release_from_publishing(redress: Redress, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(redress, next_pack(20), AppliesTo.WHAT_IF_ONLY)
    ship(redress, monkeypatch, 2)
    assert [each.own_version for each in of(redress, "pack.hk-ic4")] == ["1", "20", "2"]


def test_a_draft_of_something_that_a_release_brings_anew_is_the_banks_own(
    redress: Redress, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = as_toml({**_content(redress, "pack.hk-ic4"), "id": "new"})
    publish(redress, text, AppliesTo.WHAT_IF_ONLY)
    changed = {**shipped_packs(), "new": replace(shipped_packs()["hk-ic4"], id="new", remark="A release.")}
    monkeypatch.setattr(documents, "shipped_packs", lambda: changed)
    publish_shipped_lists(redress)
    assert len(of(redress, "pack.new")) == 1


def _content(redress: Redress, name: str) -> dict[str, object]:
    return redress.policies.show(name, None, SYSTEM).content[0]


def test_a_release_publishes_a_code_list_over_what_shipped_and_not_over_a_banks_own(
    redress: Redress, monkeypatch: pytest.MonkeyPatch
) -> None:
    def ship_list(name: str, code: str) -> int:
        since, lists = shipped_lists()
        changed = {**lists, name: [*lists[name], CodeEntry(code, "From a release")]}
        with monkeypatch.context() as release:
            release.setattr(code_lists, "shipped_lists", lambda: (since, changed))
            publish_shipped_lists(redress)
        return len(redress.ledger.look(ReferenceData, stream_of(name)).aggregate.versions)

    assert ship_list("regime", "one") == 2
    ReferenceLists(redress.ledger).publish("regime", [CodeEntry("own", "The bank's")], TODAY, command=command())
    assert ship_list("regime", "two") == 3
    assert ship_list("hold_reason", "two") == 2


def test_policies_are_read_by_the_lists_of_the_bank(redress: Redress) -> None:
    """A reason that the bank added is a reason to pause."""
    since, lists = shipped_lists()
    own = [*lists["suspension_reason"], CodeEntry("flood", "Flood")]
    ReferenceLists(redress.ledger).publish("suspension_reason", own, since, command=command())
    text = next_pack(20, "cn-nfra-2020-3").replace('reason = "mediation"', 'reason = "flood"', 1)
    policies = Policies(redress.ledger, code_lists.CachedCodes(redress.ledger), redress.published_policies)
    assert policies.publish(text, AppliesTo.NEW_CASES, command=command()).events == 1

"""A policy is written as a file that is read as the same policy."""

import json
import tomllib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from application.sla.policy_text import TABLE, read_policy
from application.sla.toml_writing import as_toml
from domain.sla.selection_rules import SelectionVocabulary
from infrastructure.code_lists import shipped_lists
from infrastructure.documents import shipped_documents
from infrastructure.policies import shipped_packs, shipped_vocabulary

SHIPPED = {name: document for name, _, document in shipped_documents()}
POLICIES = [name for name in SHIPPED if name == TABLE or name.startswith(("pack.", "calendar."))]
TABLES = SelectionVocabulary(
    {name: frozenset(each.id for each in pack.milestones) for name, pack in shipped_packs().items()},
    {name: frozenset(entry.code for entry in entries) for name, entries in shipped_lists()[1].items()},
)


@pytest.mark.parametrize("name", POLICIES)
def test_every_shipped_policy_is_read_again_as_what_it_is(name: str) -> None:
    rows = json.loads(SHIPPED[name])
    written = as_toml({"rows": rows} if name == TABLE else rows[0])
    policy = read_policy(written, shipped_vocabulary(), TABLES)
    assert (policy.name, policy.document) == (name, SHIPPED[name])


plain = st.recursive(
    st.booleans() | st.integers(-(2**63), 2**63 - 1) | st.text(st.characters(codec="utf-8")),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(st.characters(codec="utf-8"), min_size=1), inner)
    ),
    max_leaves=8,
)


@given(st.dictionaries(st.text(st.characters(codec="utf-8"), min_size=1), plain))
def test_whatever_is_written_is_read_as_it_was(content: dict[str, Any]) -> None:
    assert tomllib.loads(as_toml(content)) == content

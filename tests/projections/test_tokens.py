"""Tests: what a text is found by."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projections.tokens import MOST_BYTES, query, tokens, tokens_of, vector

CHINESE = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), min_size=2, max_size=12)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("My card was CHARGED twice.", {"my", "card", "was", "charged", "twice"}),
        ("银行卡被扣", {"银行", "行卡", "卡被", "被扣", "扣"}),
        ("ATM吞卡了", {"atm", "吞卡", "卡了", "了"}),
        ("ＡＢＣ １２３", {"abc", "123"}),
        ("C-2026-000123-4", {"c", "2026", "000123", "4"}),
        ("don't_panic", {"don", "t", "panic"}),
        ("𠮷野家", {"𠮷野", "野家", "家"}),
        ("a\x00b", {"a", "b"}),
        ("'; DROP TABLE \\", {"drop", "table"}),
        ("", set()),
        (None, set()),
    ],
)
def test_a_text_falls_into_words_and_pairs_of_characters(text: str | None, expected: set[str]) -> None:
    assert tokens(text) == expected


@given(CHINESE, st.data())
def test_any_two_adjacent_characters_of_a_text_are_asked_for_by_a_token_of_it(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 2))

    assert query(text[start : start + 2]).strip("'") in tokens(text)


@given(CHINESE)
def test_a_single_character_is_the_beginning_of_a_token(text: str) -> None:
    for character in text:
        asked = query(character)
        assert asked == f"'{character}':*"
        assert any(token.startswith(character) for token in tokens(text))


@given(st.text())
def test_tokens_come_back_out_of_the_vector(text: str) -> None:
    assert tokens_of(vector(tokens(text))) == tokens(text)


def test_a_text_of_any_size_fits() -> None:
    huge = "".join(chr(0x4E00 + n * 7919 % 20_000) for n in range(300_000))

    assert len(vector(tokens(huge)).encode()) < 2 * MOST_BYTES
    assert len(vector(tokens("x" * 5_000))) < 100


def test_a_query_asks_for_everything_that_it_names() -> None:
    assert query("card 扣款") == "'card' & '扣款'"
    assert query("...") == ""

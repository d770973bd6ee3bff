"""Identifiers have one spelling: whatever looks like another user is that user, or nobody."""

import pytest

from application.identifiers import identifier


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        (" Chen.Jing\n", "chen.jing"),
        ("\uff43\uff48\uff45\uff4e.\uff4a\uff49\uff4e\uff47", "chen.jing"),
        ("\uff23\uff28\uff25\uff2e\uff0e\uff2a\uff29\uff2e\uff27", "chen.jing"),
        ("\u3000li.na\u3000", "li.na"),
        ("\u212aate", "kate"),
        ("jose\u0301", "jos\u00e9"),
        ("\u00c5SA", "\u00e5sa"),
        ("\u738b\u82b3", "\u738b\u82b3"),
        ("\U0002f804", "\u4f60"),
        ("unit-1_a@bank", "unit-1_a@bank"),
    ],
)
def test_the_spellings_of_an_identifier_are_one(written: str, kept: str) -> None:
    assert identifier(written) == identifier(kept) == kept


@pytest.mark.parametrize(
    "looks_alike",
    [
        "\u0441hen.jing",
        "chen.j\u0456ng",
        "ch\u03b5n.jing",
        "l\u0131.na",
        "\u0269i",
        "chen\u2024\u0307jing",
        "chen.jing\u0301\u0301",
        "chen\u200b.jing",
        "chen\u00adjing",
        "chen\u00a0jing",
        "\u2800",
        "",
    ],
)
def test_what_only_looks_like_an_identifier_is_none(looks_alike: str) -> None:
    with pytest.raises(ValueError, match="must be"):
        identifier(looks_alike)

"""Events of older schema versions are read as what they meant."""

from domain.catalogue import UPCASTERS


def test_a_decision_of_before_was_about_the_whole_complaint() -> None:
    lifted = UPCASTERS["complaint.decision_sent", 1]({"outcome": "upheld"})
    assert lifted == {
        "outcome": "upheld",
        "outcomes": [],
        "response_category": None,
        "blocks": [],
        "blocks_version": 0,
    }


def test_a_resolution_of_before_was_about_the_whole_complaint() -> None:
    lifted = UPCASTERS["complaint.resolution_proposed", 1]({"resolution": {"k": None, "v": {"basis": "b"}}})
    assert lifted == {"resolution": {"k": None, "v": {"basis": "b", "outcomes": [], "response_category": None}}}

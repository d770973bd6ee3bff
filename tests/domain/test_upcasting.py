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


def test_a_receipt_of_before_was_of_one_person_who_can_be_reached() -> None:
    stored = {"facts": {"channel": "phone"}, "words": {"k": None, "v": {"narrative": "n"}}}
    lifted = UPCASTERS["complaint.received", 1](stored)
    assert lifted["facts"] == {
        "channel": "phone",
        "joint_count": None,
        "face_to_face": False,
        "is_anonymous": False,
        "is_unreachable": False,
        "partner_type": None,
        "partner": None,
        "is_eligible": None,
        "billing_cycle_ends": [],
    }
    assert lifted["words"] == {"k": None, "v": {"narrative": "n", "birth_year": None}}
    assert lifted["complainant_terms"]["role"] == "complainant"


def test_a_correction_of_before_keeps_what_did_not_change_empty() -> None:
    words = {"k": None, "v": {"narrative": "n"}}
    nothing = {"k": None, "v": None}
    stored = {"facts_before": None, "facts_after": None, "words_before": nothing, "words_after": words}
    lifted = UPCASTERS["complaint.corrected", 1](stored)
    assert lifted["facts_before"] is lifted["facts_after"] is None
    assert lifted["words_before"] == nothing
    assert lifted["words_after"]["v"] == {"narrative": "n", "birth_year": None}


def test_a_receipt_of_before_does_not_say_who_received_it() -> None:
    assert UPCASTERS["complaint.received", 2]({"unit_id": "x"}) == {
        "unit_id": "x",
        "received_by": None,
        "received_in": None,
    }

"""Events of older schema versions are read as what they meant."""

from domain.catalogue import UPCASTERS


def test_a_classification_of_before_named_no_regime() -> None:
    lifted = UPCASTERS["complaint.classified", 1]({"classification": {"complaint_class": "service"}})
    assert lifted == {"classification": {"complaint_class": "service", "regimes": []}}


def test_an_extension_of_before_was_granted_when_it_was_recorded() -> None:
    lifted = UPCASTERS["complaint.extended", 1]({"occurred_at": "2026-01-05T09:00:00Z"})
    assert lifted == {"occurred_at": "2026-01-05T09:00:00Z", "granted_at": "2026-01-05T09:00:00Z"}


def test_a_document_of_before_was_for_new_cases() -> None:
    assert UPCASTERS["reference_data.document_published", 1]({"name": "n"}) == {"name": "n", "applies_to": "new_cases"}


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


def test_what_was_said_before_was_said_by_the_only_complainant() -> None:
    by_one: dict[str, object] = {"statement": "s", "person_id": None, "party_id": None, "through": None}
    said: dict[str, dict[str, object]] = {
        "complaint.decision_accepted": {"concludes": "accepted"},
        "complaint.decision_rejected": {"concludes": "rejected"},
        "complaint.withdrawn": {"concludes": "withdrawn"},
        "complaint.remedy_waived": {"settles": True},
    }
    for topic, told in said.items():
        assert UPCASTERS[topic, 1]({"statement": "s"}) == {**by_one, **told}
    assert UPCASTERS["complaint.response_window_ended", 1]({}) == {"concludes": "unanswered"}


def test_what_was_sent_before_went_to_the_only_complainant() -> None:
    nothing: dict[str, object] = {"k": None, "v": []}
    assert UPCASTERS["complaint.decision_sent", 2]({}) == {"receivers": ["p1"], "letters": nothing}
    assert UPCASTERS["complaint.delivery_recorded", 1]({}) == {"party_id": None}
    assert UPCASTERS["complaint.dispatched_again", 1]({}) == {"party_id": None}
    stored = {"resolution": {"k": None, "v": {"remedies": [{"kind": "refund"}]}}}
    lifted = UPCASTERS["complaint.resolution_proposed", 2](stored)
    assert lifted["resolution"]["v"]["remedies"] == [{"kind": "refund", "party_id": None}]


def test_a_contact_of_before_does_not_say_who_began_it() -> None:
    assert UPCASTERS["interaction.begun", 1]({"unit_id": "x"}) == {"unit_id": "x", "begun_by": None}


def test_a_resolution_of_before_replaced_nothing() -> None:
    lifted = UPCASTERS["complaint.resolution_proposed", 3]({"resolution": {"k": None, "v": {"basis": "b"}}})
    assert lifted == {"resolution": {"k": None, "v": {"basis": "b", "replaces": []}}}


def test_a_suspension_of_before_was_held_against_no_clock() -> None:
    for topic in ("complaint.suspended", "service_request.suspended"):
        assert UPCASTERS[topic, 1]({"reason": "r"}) == {"reason": "r", "pauses": None}


def test_a_re_check_of_before_was_asked_for_by_everybody_of_no_known_unit() -> None:
    assert UPCASTERS["complaint.recheck_requested", 1]({"text": "t"}) == {"text": "t", "parties": []}
    assert UPCASTERS["complaint.recheck_opened", 1]({"barred": []}) == {"barred": [], "unit_of_the_first": None}

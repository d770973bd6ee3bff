"""How events that were stored in an older schema version are read: each function lifts a state to the next version."""

from typing import Any

_NO_FACTS: dict[str, Any] = {
    "joint_count": None,
    "face_to_face": False,
    "is_anonymous": False,
    "is_unreachable": False,
    "partner_type": None,
    "partner": None,
    "is_eligible": None,
    "billing_cycle_ends": [],
}
"""What facts did not say before parties were persons of their own."""

_COMPLAINANT: dict[str, Any] = {
    "role": "complainant",
    "acts_for": [],
    "is_customer": None,
    "receives_letters": None,
    "authority": None,
}


def classification_without_regimes(state: dict[str, Any]) -> dict[str, Any]:
    """Say that a classification named no regime."""
    return {**state, "classification": {**state["classification"], "regimes": []}}


def document_for_new_cases(state: dict[str, Any]) -> dict[str, Any]:
    """Say that a document was for what began from then on."""
    return {**state, "applies_to": "new_cases"}


def extension_when_recorded(state: dict[str, Any]) -> dict[str, Any]:
    """Say that an extension was granted when it was recorded."""
    return {**state, "granted_at": state["occurred_at"]}


def decision_without_pairs(state: dict[str, Any]) -> dict[str, Any]:
    """Say that a decision was one for the whole complaint, for no authority, in a notice that listed no blocks."""
    return {**state, "outcomes": [], "response_category": None, "blocks": [], "blocks_version": 0}


def resolution_without_pairs(state: dict[str, Any]) -> dict[str, Any]:
    """Say that a resolution was proposed for the whole complaint, for no authority."""
    resolution = state["resolution"]
    whole = {**resolution["v"], "outcomes": [], "response_category": None}
    return {**state, "resolution": {**resolution, "v": whole}}


def decision_to_one_person(state: dict[str, Any]) -> dict[str, Any]:
    """Say that a decision went to the complainant, in one letter."""
    return {**state, "receivers": ["p1"], "letters": {"k": None, "v": []}}


def resolution_for_one_person(state: dict[str, Any]) -> dict[str, Any]:
    """Say that every remedy of a resolution was for the complainant."""
    resolution = state["resolution"]
    remedies = [{**remedy, "party_id": None} for remedy in resolution["v"]["remedies"]]
    return {**state, "resolution": {**resolution, "v": {**resolution["v"], "remedies": remedies}}}


def resolution_that_replaces_nothing(state: dict[str, Any]) -> dict[str, Any]:
    """Say that a resolution names no earlier remedy in whose place it comes."""
    resolution = state["resolution"]
    return {**state, "resolution": {**resolution, "v": {**resolution["v"], "replaces": []}}}


def of_one_person(state: dict[str, Any]) -> dict[str, Any]:
    """Say that something went to the only complainant."""
    return {**state, "party_id": None}


def recheck_for_everybody(state: dict[str, Any]) -> dict[str, Any]:
    """Say that everybody asked for a re-check."""
    return {**state, "parties": []}


def recheck_of_no_known_unit(state: dict[str, Any]) -> dict[str, Any]:
    """Say that nobody wrote down which unit had decided what a re-check looks at."""
    return {**state, "unit_of_the_first": None}


def waived_by_one_person(state: dict[str, Any]) -> dict[str, Any]:
    """Say that a remedy was renounced by the only complainant."""
    return {**_by_one_person(state), "settles": True}


def accepted_by_one_person(state: dict[str, Any]) -> dict[str, Any]:
    """Say that the only complainant accepted."""
    return {**_by_one_person(state), "concludes": "accepted"}


def rejected_by_one_person(state: dict[str, Any]) -> dict[str, Any]:
    """Say that the only complainant rejected; what that concludes counts within the response window only."""
    return {**_by_one_person(state), "concludes": "rejected"}


def withdrawn_by_one_person(state: dict[str, Any]) -> dict[str, Any]:
    """Say that the only complainant withdrew."""
    return {**_by_one_person(state), "concludes": "withdrawn"}


def window_of_one_person(state: dict[str, Any]) -> dict[str, Any]:
    """Say that nobody had answered."""
    return {**state, "concludes": "unanswered"}


def _by_one_person(state: dict[str, Any]) -> dict[str, Any]:
    return {**state, "person_id": None, "party_id": None, "through": None}


def receipt_of_one_person(state: dict[str, Any]) -> dict[str, Any]:
    """Say of a receipt that it told nothing about joint, anonymous or unreachable people, partners and billing."""
    return {
        **state,
        "facts": {**state["facts"], **_NO_FACTS},
        "words": with_birth_year(state["words"]),
        "complainant_terms": _COMPLAINANT,
    }


def receipt_by_nobody_known(state: dict[str, Any]) -> dict[str, Any]:
    """Say of a receipt that only the log's metadata knows who received it: nobody sees the complaint for that."""
    return {**state, "received_by": None, "received_in": None}


def contact_begun_by_nobody_known(state: dict[str, Any]) -> dict[str, Any]:
    """Say of a contact that only the log's metadata knows who began it."""
    return {**state, "begun_by": None}


def correction_of_one_person(state: dict[str, Any]) -> dict[str, Any]:
    """Say the same of a correction."""
    facts = {name: state[name] and {**state[name], **_NO_FACTS} for name in ("facts_before", "facts_after")}
    words = {name: with_birth_year(state[name]) for name in ("words_before", "words_after")}
    return {**state, **facts, **words}


def with_birth_year(words: dict[str, Any]) -> dict[str, Any]:
    """Say in stored words that no year of birth was told."""
    return {**words, "v": words["v"] and {**words["v"], "birth_year": None}}


def suspension_before_clocks(state: dict[str, Any]) -> dict[str, Any]:
    """Say that nobody looked at the clocks."""
    return {**state, "pauses": None}

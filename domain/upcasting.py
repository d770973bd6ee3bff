"""How events that were stored in an older schema version are read: each function lifts a state to the next version."""

from typing import Any


def decision_without_pairs(state: dict[str, Any]) -> dict[str, Any]:
    """Say that a decision was one for the whole complaint, for no authority, in a notice that listed no blocks."""
    return {**state, "outcomes": [], "response_category": None, "blocks": [], "blocks_version": 0}


def resolution_without_pairs(state: dict[str, Any]) -> dict[str, Any]:
    """Say that a resolution was proposed for the whole complaint, for no authority."""
    resolution = state["resolution"]
    whole = {**resolution["v"], "outcomes": [], "response_category": None}
    return {**state, "resolution": {**resolution, "v": whole}}

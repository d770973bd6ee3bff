"""Lifecycles: states, ends, and what lies before them."""

from domain.complaint import Complaint
from domain.complaint.state import BEFORE_END


def test_what_has_not_ended_lies_before_the_end() -> None:
    assert Complaint.lifecycle.before_end == BEFORE_END

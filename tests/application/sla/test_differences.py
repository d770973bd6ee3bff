"""What changed from one version of a policy to another."""

from application.sla.differences import Difference, differences


def test_what_is_equal_has_no_differences() -> None:
    content = {"id": "p", "milestones": [{"id": "a", "stages": [{"limit": 15}]}], "names": ["x", "y"]}
    assert differences(content, content) == []


def test_a_change_is_told_with_its_place() -> None:
    before = {"version": 1, "milestones": [{"id": "ack", "stages": [{"limit": 5}]}]}
    after = {"version": 2, "milestones": [{"id": "ack", "stages": [{"limit": 3}, {"limit": 6}]}]}
    assert differences(before, after) == [
        Difference("version", 1, 2),
        Difference("milestones[ack].stages[0].limit", 5, 3),
        Difference("milestones[ack].stages[1].limit", None, 6),
    ]


def test_what_moves_in_a_list_of_named_things_is_still_the_same() -> None:
    before = {"rows": [{"row": "a", "pack": "p"}, {"row": "b", "pack": "q"}]}
    after = {"rows": [{"row": "b", "pack": "q"}, {"row": "a", "pack": "r"}]}
    assert differences(before, after) == [Difference("rows[a].pack", "p", "r")]


def test_things_that_share_a_name_are_told_apart_by_their_number() -> None:
    before = {"start": [{"event": "x", "proofs": ["post"]}, {"event": "x", "proofs": ["sms"]}]}
    after = {"start": [{"event": "x", "proofs": ["post"]}, {"event": "x", "proofs": ["mail", "sms"]}]}
    assert differences(before, after) == [Difference("start[1].proofs", ["sms"], ["mail", "sms"])]


def test_what_is_left_out_or_added_is_told() -> None:
    assert differences({"holidays": [{"on": "2026-01-01", "name": "New Year"}]}, {"remark": "None."}) == [
        Difference("holidays[2026-01-01].on", "2026-01-01", None),
        Difference("holidays[2026-01-01].name", "New Year", None),
        Difference("remark", None, "None."),
    ]

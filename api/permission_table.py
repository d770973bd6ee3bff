"""The permission table as a document, read from the data that decides."""

from collections.abc import Iterator
from itertools import groupby

from application.permissions import PERMISSIONS
from application.permissions.row import Condition, Row
from application.rights import DISCRETION, REACHES_BELOW
from domain.actor import Role

HEAD = """\
# Permissions

Made by `redress permissions` from the code; a test holds it to the code, another asks for each cell over HTTP. An empty
cell is refused with 403 `role_forbidden`. In the others stands what has to hold beside the role; *yes*: nothing.
"""
OTHERS = "read across kinds"
"""The chapter of actions that belong to no kind."""


def document() -> str:
    """Write the table as Markdown."""
    return "\n".join([HEAD, *conditions(), *(line for name, rows in chapters() for line in chapter(name, rows))])


def conditions() -> Iterator[str]:
    """Say what the conditions mean, and what follows where one does not hold."""
    yield from ("| Condition | What has to hold | Otherwise |", "| --- | --- | --- |")
    for condition in Condition:
        yield f"| {condition} | {MEANING[condition]} | {OTHERWISE[condition]} |"
    below = ", ".join(f"`{role}`" for role in sorted(REACHES_BELOW))
    seen = ", ".join(f"`{role}` {discretion}" for role, discretion in DISCRETION.items())
    yield f"\nTo {below} the units below their own are as their own. Of confidential cases see: {seen}; others none.\n"


def chapters() -> Iterator[tuple[str, list[tuple[str, Row]]]]:
    """Yield the rows by the kind of aggregate, in the order of the table."""
    named = [(*split(action), row) for action, row in PERMISSIONS.items()]
    kinds = dict.fromkeys(kind for kind, _, _ in named)
    for kind in kinds:
        yield kind, [(command, row) for other, command, row in named if other == kind]


def split(action: str) -> tuple[str, str]:
    """Return the kind and the command of an action."""
    kind, point, command = action.partition(".")
    return (kind, command) if point else (OTHERS, action)


def chapter(name: str, rows: list[tuple[str, Row]]) -> Iterator[str]:
    """Write the actions of one kind. Neighbours that are alike share a line."""
    roles = [role for role in Role if any(role in row for _, row in rows)]
    yield f"## {name.replace('_', ' ')}\n"
    yield line("Action", *(f"`{role}`" for role in roles))
    yield line(*("---" for _ in (name, *roles)))
    for row, alike in groupby(rows, key=lambda named: dict(named[1])):
        yield line(", ".join(f"`{command}`" for command, _ in alike), *(cell(row, role) for role in roles))
    yield ""


def cell(row: Row, role: Role) -> str:
    """Write what has to hold for a role."""
    return "" if role not in row else ", ".join(row[role]) or "yes"


def line(*cells: str) -> str:
    """Write one line of a table."""
    return f"| {' | '.join(cells)} |"


NOT_FOUND, BY_RULE = "404 `not_found`", "403, by the command's own rule: "
MEANING = {
    Condition.OWN_UNIT: "The user's unit owns the case, owned it before, or has a task on it that was not taken back.",
    Condition.OWN_UNIT_OR_RECEIVED: "The same, or the user received the case.",
    Condition.OWNING_UNIT: "The user's unit owns the case now.",
    Condition.RECEIVED: "The user received the case, or began the contact.",
    Condition.RECUSAL: "The case is about neither the user nor somebody who heads a unit above theirs.",
    Condition.CONFIDENTIALITY: "The case is not confidential, or the user is among the few who see it.",
    Condition.LIMIT: "The remedies are within the user's limit.",
    Condition.SECOND_PERSON: "Somebody else did the step before.",
}
OTHERWISE = {
    **dict.fromkeys(Condition, NOT_FOUND),
    Condition.OWNING_UNIT: "403 `another_unit_owns` to who sees the case, else 404 `not_found`",
    Condition.LIMIT: f"{BY_RULE}`limit_exceeded`",
    Condition.SECOND_PERSON: f"{BY_RULE}`second_person_needed`",
}

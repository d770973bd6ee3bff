"""The event catalogue: commands, events and refusals of every aggregate, read from the code that decides."""

import ast
import inspect
import textwrap
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields
from functools import cache
from types import FunctionType
from typing import Any

from domain.aggregate import Aggregate, DomainEvent
from domain.catalogue import AGGREGATES, events_of
from domain.codes import UnknownCode
from domain.complaint.rules import STANDING, NotInThisState
from domain.complaint.state import ALLOWED, BEFORE_END, State
from domain.personal import personal_fields
from domain.refusals import Refusal

HEAD = """\
# Event catalogue

Made by `redress catalogue` from the code; a test holds it to the code. Topics are stored names: for ever.

A command that the state of the complaint does not take is refused with `complaint_is_` and the state. Whoever the
complaint is about is refused every command with `conflict_of_interest`; over HTTP the case does not exist for them.
The ends are closed, declined, referred, withdrawn, merged and converted.
Personal fields are in *italics*, with whose key protects them: the case's, or that of the person whom a field names.
"""

WORDS = {frozenset[State](): "", frozenset(State): "all", BEFORE_END: "before an end"}
"""Sets of states that have a name."""

AROUND = frozenset(field.name for field in fields(DomainEvent))


@dataclass(frozen=True)
class CommandEntry:
    """A command, the events that it may record, and the refusals that it may meet."""

    name: str
    events: tuple[type[DomainEvent], ...]
    refusals: tuple[type[Refusal], ...]


def commands_of(aggregate: type[Aggregate]) -> Iterator[CommandEntry]:
    """Yield the commands of an aggregate: its public methods that record events."""
    events = {event.__name__: event for event in events_of(aggregate)}
    for cls in aggregate.__mro__:
        for name, member in vars(cls).items():
            function = getattr(member, "__func__", member)
            if isinstance(function, FunctionType) and not name.startswith("_"):
                recorded = recorded_by(function, aggregate, events)
                if recorded:
                    yield CommandEntry(name, recorded, tuple(refusals_of(function)))


def recorded_by(
    function: FunctionType, aggregate: type[Aggregate], events: dict[str, type[DomainEvent]]
) -> tuple[type[DomainEvent], ...]:
    """Return the events that a method records, itself or in a private method that it calls."""
    found: list[type[DomainEvent]] = []
    for call in calls_in(function):
        if isinstance(call.func, ast.Attribute) and call.func.attr == "record":
            named = ast.unparse(call.args[0]).rpartition(".")[2]
            found += [events[named]] if named in events else []
        elif isinstance(call.func, ast.Attribute) and call.func.attr.startswith("_"):
            inner = getattr(aggregate, call.func.attr, None)
            found += recorded_by(inner, aggregate, events) if isinstance(inner, FunctionType) else ()
    return tuple(found)


def refusals_of(command: FunctionType) -> Iterator[type[Refusal]]:
    """Yield the refusals that a command may meet: by state, by its standing rules, by its arguments."""
    name = command.__name__
    if ALLOWED.get(name, frozenset(State)) != frozenset(State):
        yield NotInThisState
    met: list[type[Refusal]] = []
    for rule in (*STANDING.get(name, ()), command):
        met += raised_in(rule)
    yield from dict.fromkeys(met)


@cache
def raised_in(function: Callable[..., Any]) -> tuple[type[Refusal], ...]:
    """Return the refusals that a function makes, itself or in a function of the domain that it names."""
    found: list[type[Refusal]] = []
    names = inspect.unwrap(function).__globals__
    for node in ast.walk(source_of(function)):
        if isinstance(node, ast.Attribute) and ast.unparse(node) == "codes.refusal":
            found.append(UnknownCode)
        value = names.get(node.id) if isinstance(node, ast.Name) else None
        if isinstance(value, type) and issubclass(value, Refusal) and value is not Refusal:
            found.append(value)
        elif isinstance(value, FunctionType) and value.__module__.startswith("domain.") and value is not function:
            found += raised_in(value)
    return tuple(dict.fromkeys(found))


def calls_in(function: FunctionType) -> Iterator[ast.Call]:
    """Yield the calls in a function in the order in which they are written."""
    calls = (node for node in ast.walk(source_of(function)) if isinstance(node, ast.Call))
    yield from sorted(calls, key=lambda call: (call.lineno, call.col_offset))


@cache
def source_of(function: Callable[..., Any]) -> ast.Module:
    """Read a function's body."""
    return ast.parse(textwrap.dedent(inspect.getsource(function)))


def document() -> str:
    """Write the catalogue as Markdown."""
    return "\n".join([HEAD, *(line for aggregate in AGGREGATES for line in chapter(aggregate))])


def chapter(aggregate: type[Aggregate]) -> Iterator[str]:
    """Write what an aggregate does and remembers."""
    yield f"## {aggregate.__name__}\n\n{first_line(aggregate)}\n"
    yield from table("Command", "Events", "From", "Refusals")
    for entry in commands_of(aggregate):
        topics = ", ".join(f"`{event.topic}`" for event in entry.events)
        yield row(f"`{entry.name}`", topics, states(entry.name), codes(entry.refusals))
    yield ""
    yield from table("Topic", "Version", "What happened", "Fields")
    for event in events_of(aggregate):
        yield row(f"`{event.topic}`", str(event.schema_version), first_line(event), told(event))
    yield ""


def table(*columns: str) -> tuple[str, str]:
    """Begin a table."""
    return row(*columns), row(*("---" for _ in columns))


def row(*cells: str) -> str:
    """Write one line of a table."""
    return f"| {' | '.join(cells)} |"


def first_line(thing: type) -> str:
    """Return the first sentence of what something says about itself."""
    return (inspect.getdoc(thing) or "").partition("\n")[0]


def states(command: str) -> str:
    """Name the states from which a command is taken, or those from which it is not where they are fewer."""
    taken = ALLOWED.get(command, frozenset())
    if taken in WORDS:
        return WORDS[taken]
    left = frozenset(State) - taken
    return in_order(taken) if len(taken) <= len(left) else f"all but {in_order(left)}"


def in_order(some: frozenset[State]) -> str:
    """Name states in the order of a complaint's life."""
    return ", ".join(state.value for state in State if state in some)


def codes(refusals: Iterable[type[Refusal]]) -> str:
    """Name the codes of refusals; that of the state goes without saying."""
    return ", ".join(f"`{refusal.code}`" for refusal in refusals if refusal is not NotInThisState)


def told(event: type[DomainEvent]) -> str:
    """Name the fields of an event, the personal ones with whose key protects them."""
    personal = personal_fields(event)
    names = [field.name for field in fields(event) if field.name not in AROUND]
    return ", ".join(f"*{name}* ({personal[name].of})" if name in personal else name for name in names)

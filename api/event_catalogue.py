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
from domain.lifecycle import Lifecycle, NotInThisState
from domain.personal import personal_fields
from domain.refusals import Refusal

HEAD = """\
# Event catalogue

Made by `redress catalogue` from the code; a test holds it to the code. Topics are stored names: for ever.

A command that a state does not take is refused with the aggregate, `_is_` and the state: `complaint_is_closed`.
Whoever a complaint is about is refused every command with `conflict_of_interest`; over HTTP the case does not exist for
them. Whoever declared an interest is refused every command that handles or decides with `interest_declared`.
Personal fields are in *italics*, with whose key protects them: the case's, or that of the person whom a field names.
"""

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
                    yield CommandEntry(name, recorded, tuple(refusals_of(function, aggregate.lifecycle)))


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
            inner = getattr(inner, "__func__", inner)
            found += recorded_by(inner, aggregate, events) if isinstance(inner, FunctionType) else ()
    return tuple(found)


def refusals_of(command: FunctionType, lifecycle: Lifecycle | None) -> Iterator[type[Refusal]]:
    """Yield the refusals that a command may meet: by state, by its standing rules, by its arguments."""
    name = command.__name__
    if lifecycle and lifecycle.allowed.get(name, frozenset(lifecycle.states)) != frozenset(lifecycle.states):
        yield NotInThisState
    met: list[type[Refusal]] = []
    for rule in (*(lifecycle.standing.get(name, ()) if lifecycle else ()), command):
        met += raised_in(rule)
    yield from dict.fromkeys(met)


@cache
def raised_in(function: Callable[..., Any]) -> tuple[type[Refusal], ...]:
    """Return the refusals that a function makes, itself or in a function of the domain that it names."""
    return tuple(dict.fromkeys(refusals_in(function, set())))


def refusals_in(function: Callable[..., Any], seen: set[Callable[..., Any]]) -> Iterator[type[Refusal]]:
    """Yield the refusals that a function makes, each function being looked into once."""
    seen.add(function)
    names = inspect.unwrap(function).__globals__
    for node in ast.walk(source_of(function)):
        if isinstance(node, ast.Attribute) and ast.unparse(node) == "codes.refusal":
            yield UnknownCode
        value = names.get(node.id) if isinstance(node, ast.Name) else None
        if isinstance(value, type) and issubclass(value, Refusal) and value is not Refusal:
            yield value
        elif isinstance(value, FunctionType) and value.__module__.startswith("domain.") and value not in seen:
            yield from refusals_in(value, seen)


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
    yield f"## {aggregate.__name__}\n\n{first_line(aggregate)}{ends(aggregate.lifecycle)}\n"
    yield from table("Command", "Events", "From", "Refusals")
    for entry in commands_of(aggregate):
        topics = ", ".join(f"`{event.topic}`" for event in entry.events)
        yield row(f"`{entry.name}`", topics, states(aggregate.lifecycle, entry.name), codes(entry.refusals))
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


def ends(lifecycle: Lifecycle | None) -> str:
    """Name the states after which nothing is owed."""
    return f" The ends are {in_order(lifecycle, lifecycle.ends)}." if lifecycle and lifecycle.ends else ""


def states(lifecycle: Lifecycle | None, command: str) -> str:
    """Name the states from which a command is taken, or those from which it is not where they are fewer."""
    if lifecycle is None or command not in lifecycle.allowed:
        return ""
    taken, whole = lifecycle.allowed[command], frozenset(lifecycle.states)
    if taken == whole:
        return "all"
    if taken == lifecycle.before_end:
        return "before an end"
    left = whole - taken
    return in_order(lifecycle, taken) if len(taken) <= len(left) else f"all but {in_order(lifecycle, left)}"


def in_order(lifecycle: Lifecycle, some: frozenset[Any]) -> str:
    """Name states in the order of a life."""
    return ", ".join(state.value for state in lifecycle.states if state in some)


def codes(refusals: Iterable[type[Refusal]]) -> str:
    """Name the codes of refusals; that of the state goes without saying."""
    return ", ".join(f"`{refusal.code}`" for refusal in refusals if refusal is not NotInThisState)


def told(event: type[DomainEvent]) -> str:
    """Name the fields of an event, the personal ones with whose key protects them."""
    personal = personal_fields(event)
    names = [field.name for field in fields(event) if field.name not in AROUND]
    return ", ".join(f"*{name}* ({personal[name].of})" if name in personal else name for name in names)

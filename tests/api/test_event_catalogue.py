"""The event catalogue is what the code does."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from api.command_line import main
from api.event_catalogue import CommandEntry, commands_of, document
from domain.aggregate import Aggregate
from domain.catalogue import AGGREGATES, events_of
from domain.reference_data import ReferenceData

FILE = Path(__file__).parents[2] / "docs" / "event-catalogue.md"
COMMANDS = [(aggregate, entry) for aggregate in AGGREGATES for entry in commands_of(aggregate)]
commands = pytest.mark.parametrize(("aggregate", "entry"), COMMANDS, ids=[entry.name for _, entry in COMMANDS])


def test_the_catalogue_is_current() -> None:
    assert FILE.read_text(encoding="utf-8") == document(), "`redress catalogue > docs/event-catalogue.md` writes it."


def test_the_command_line_prints_it() -> None:
    assert CliRunner().invoke(main, ["catalogue"]).output == document()


@pytest.mark.parametrize("aggregate", [aggregate for aggregate in AGGREGATES if aggregate.lifecycle])
def test_every_command_of_a_lifecycle_has_a_row(aggregate: type[Aggregate]) -> None:
    assert aggregate.lifecycle
    assert set(aggregate.lifecycle.allowed) <= {entry.name for entry in commands_of(aggregate)}


def test_a_command_without_states_has_a_row() -> None:
    assert [entry.name for entry in commands_of(ReferenceData)] == ["publish", "publish_document"]


@pytest.mark.parametrize("aggregate", AGGREGATES)
def test_every_event_is_recorded_by_a_command(aggregate: type[Aggregate]) -> None:
    recorded = {event for entry in commands_of(aggregate) for event in entry.events}
    assert recorded == set(events_of(aggregate))


@commands
def test_a_command_says_in_its_docstring_what_it_refuses(aggregate: type[Aggregate], entry: CommandEntry) -> None:
    told = (getattr(aggregate, entry.name).__doc__ or "").partition("Raises:")[2]
    named = {name for line in re.findall(r"^ +([A-Z][\w, ]+):", told, re.MULTILINE) for name in line.split(", ")}
    assert named == {refusal.__name__ for refusal in entry.refusals}

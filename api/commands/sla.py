"""The commands about deadlines."""

import json
import re
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

import click
import msgspec

from api.commands.what_if import command as what_if
from application.clocks.wording import as_text as clocks_as_text
from application.sla.explanation import Question, explain
from application.sla.explanation_format import as_json as answer_as_json
from application.sla.explanation_format import as_text
from application.sla.vectors import Recomputed, UnusableVectorsError, recompute
from application.sla.when import read_instant, read_pause
from domain.refusals import Refusal
from domain.sla.computation import Circumstances
from domain.sla.selection import calendar_for
from domain.sla.start import Start
from infrastructure.calendars import shipped_calendar, shipped_calendars
from infrastructure.database import NotConnectedError
from infrastructure.local_database import available_database
from infrastructure.operator_error import OperatorError
from infrastructure.policies import load_pack, pack_faults
from infrastructure.settings import Settings
from infrastructure.time_zone_data import time_zone_data_version
from infrastructure.wiring import Redress, open_redress
from projections.worklist_questions import Worklist

STAGE_SUFFIX = re.compile(r"\.T(\d+)$")


@click.group
def command() -> None:
    """Compute deadlines, and check how they are computed."""


command.add_command(what_if)


@command.command
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the result as one JSON object.")
@click.pass_context
def vectors(context: click.Context, file: Path, *, as_json: bool) -> None:
    """Recompute the cases of business time in FILE (JSON), and print every difference.

    The last line says how many agree; the exit code is 1 when one does not.
    """
    result = recomputed(file)
    if as_json:
        differences = [asdict(difference) for difference in result.differences]
        click.echo(json.dumps({"agree": result.agree, "of": result.cases, "differences": differences}))
    else:
        for each in result.differences:
            click.echo(f"{each.id}: {each.op} gives {each.computed}, expected {each.expected}")
        click.echo(f"{result.agree} of {result.cases} agree")
    context.exit(1 if result.differences else 0)


def recomputed(file: Path) -> Recomputed:
    """Read a file and recompute it.

    Raises:
        OperatorError: It cannot be read, or is not in the format.
    """
    try:
        return recompute(json.loads(file.read_text(encoding="utf-8")))
    except OSError as error:
        raise OperatorError(f"{file} cannot be read: {error.strerror}.") from None
    except ValueError as error:
        raise OperatorError(f"{file} is no JSON: {error}.") from None
    except UnusableVectorsError as error:
        raise OperatorError(f"{file} cannot be recomputed: {error}.") from None


@command.command
@click.argument("file", type=click.Path(path_type=Path))
@click.pass_context
def check(context: click.Context, file: Path) -> None:
    """Say everything that is wrong with the pack in FILE, each with its line and the code of its refusal.

    The exit code is 1 when something is.
    """
    found = pack_faults(file)
    for each in found:
        click.echo(each)
    if not found:
        click.echo(f"{file} is in order.")
    context.exit(1 if found else 0)


@command.command
@click.option("--pack", required=True, help="The id of a shipped pack, or the path of a pack file.")
@click.option("--milestone", required=True, help="Its milestone; decide_and_notify.T2 asks for the second stage alone.")
@click.option(
    "--received", required=True, metavar="INSTANT", help="An instant, or a date or wall time of the calendar."
)
@click.option("--subdivision", help="The part of the country whose calendar counts, such as SCT.")
@click.option("--pause", "paused", multiple=True, metavar="FROM/TO", help="Instants or dates; may be given repeatedly.")
@click.option("--stage", type=int, help="Only this stage.")
@click.option("--variant", help="A variant of the milestone, such as new_account.")
@click.option("--lane", help="The lane of the customer's tier, such as vip.")
@click.option(
    "--cycle-end", "cycle_ends", multiple=True, metavar="DATE", help="The end of a billing cycle; repeatable."
)
@click.option("--json", "as_json", is_flag=True, help="Print the answer as one JSON object.")
def due(
    *,
    pack: str,
    milestone: str,
    received: str,
    subdivision: str | None,
    paused: tuple[str, ...],
    stage: int | None,
    variant: str | None,
    lane: str | None,
    cycle_ends: tuple[str, ...],
    as_json: bool,
) -> None:
    """Compute when a milestone is due, and explain every date or second of it.

    A pause is from the instant FROM, or the beginning of that date, to the instant TO, or the end of that date.
    """
    rules = load_pack(pack)
    milestone_id, only_stage = named_stage(milestone, stage)
    try:
        calendar = shipped_calendar(calendar_for(rules, subdivision, shipped_calendars().values()))
        pauses = (read_pause(text, calendar.zone, f"pause {n}") for n, text in enumerate(paused, start=1))
        asked = Question(
            rules,
            rules.milestone(milestone_id),
            Start(read_instant(received, calendar.zone), calendar, tuple(map(date.fromisoformat, cycle_ends))),
            Circumstances(tuple(pauses), variant, lane),
        )
        answer = explain(asked, only_stage)
    except Refusal as refusal:
        raise OperatorError(f"{refusal} [{refusal.code}]") from None
    except ValueError as error:
        raise OperatorError(f"This is no instant, date or pause: {error}.") from None
    except OverflowError:
        raise OperatorError("This lies so far off that no calendar reaches it.") from None
    click.echo(json.dumps(answer_as_json(answer, time_zone_data_version())) if as_json else as_text(answer))


@command.command(name="explain")
@click.argument("case", metavar="CASE")
@click.option("--at", metavar="INSTANT", help="As of this instant; without it, as of --known-at, or now.")
@click.option("--known-at", metavar="INSTANT", help="By what had been entered until then; without it, by everything.")
@click.option("--json", "as_json", is_flag=True, help="Print the answer as one JSON object, as the interface gives it.")
def explain_case(*, case: str, at: str | None, known_at: str | None, as_json: bool) -> None:
    """Explain every deadline of CASE (a reference or an id) in plain words: what counted, what did not, and why.

    An instant without an offset is one of UTC. It needs the engine's database.
    """
    with available_database(Settings.from_environment(), say=lambda line: click.echo(line, err=True)) as settings:
        redress = open_redress(settings, pool_size=1)
        try:
            found = case_id_of(case, redress)
            answer = redress.clock_questions.explain(found, at=instant_of(at), known_at=instant_of(known_at))
        except NotConnectedError as error:
            raise OperatorError(f"The database does not answer: {error}") from None
        except Refusal as refusal:
            raise OperatorError(f"{refusal} [{refusal.code}]") from None
        finally:
            redress.close()
    click.echo(msgspec.json.encode(answer).decode() if as_json else clocks_as_text(answer))


def case_id_of(case: str, redress: Redress) -> UUID:
    """Return the id of a case that is named by its reference or by its id."""
    try:
        return UUID(case)
    except ValueError:
        found = Worklist(redress.engine).case_with(case)
    if found is None:
        raise OperatorError(f"There is no case '{case}'. A new one is found as soon as the lists show it.")
    return UUID(found)


def instant_of(text: str | None) -> datetime | None:
    """Read an instant."""
    try:
        return read_instant(text, ZoneInfo("UTC")) if text else None
    except ValueError as error:
        raise OperatorError(f"This is no instant: {error}.") from None


def named_stage(milestone: str, stage: int | None) -> tuple[str, int | None]:
    """Return the id of a milestone, and the stage that `.T2` behind it names."""
    found = STAGE_SUFFIX.search(milestone)
    return (milestone[: found.start()], stage or int(found[1])) if found else (milestone, stage)

"""The command that replays history under a draft."""

import json
from contextlib import nullcontext
from dataclasses import asdict
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from application.clocks.what_if import Slice
from application.clocks.what_ifs import FiguresLine, WhatIfAnswer
from domain.refusals import Refusal
from infrastructure.clocks.case_histories import count_cases
from infrastructure.local_database import available_database
from infrastructure.operator_error import OperatorError
from infrastructure.settings import Settings
from infrastructure.wiring import SYSTEM, open_redress

DAY: Final = click.DateTime(formats=["%Y-%m-%d"])
SHOWN: Final = 10
"""Lines of a list for people; the whole is in the JSON."""
BETWEEN: Final = 200
"""Cases between two moves of the bar."""


@click.command("what-if")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--from", "received_from", type=DAY, help="Cases received on this date (UTC) or later.")
@click.option("--to", "received_to", type=DAY, help="Cases received on this date or earlier.")
@click.option("--unit", "unit_id", help="Cases that this unit owns.")
@click.option("--product", help="Cases about this product.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as one JSON object.")
def command(
    file: Path,
    received_from: datetime | None,
    received_to: datetime | None,
    unit_id: str | None,
    product: str | None,
    *,
    as_json: bool,
) -> None:
    """Replay the history under the pack or calendar in FILE (TOML), and say what would have come out otherwise.

    It is held against the version that is in force now, for all cases alike. Nothing is written.
    """
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise OperatorError(f"{file} cannot be read: {error}.") from None
    wanted = Slice(
        received_from.date() if received_from else None,
        received_to.date() + timedelta(days=1) if received_to else None,
        unit_id,
        product,
    )
    found = replayed(text, wanted)
    click.echo(json.dumps(asdict(found)) if as_json else "\n".join(told(found)))


def replayed(text: str, wanted: Slice) -> WhatIfAnswer:
    """Replay, with a bar on a terminal.

    Raises:
        OperatorError: The file is refused.
    """
    with available_database(Settings.from_environment(), say=lambda line: click.echo(line, err=True)) as settings:
        redress = open_redress(settings, pool_size=2)
        console = Console(stderr=True)
        shown = Progress(BarColumn(), MofNCompleteColumn(), TextColumn("cases"), TimeRemainingColumn(), console=console)
        with shown if console.is_terminal else nullcontext():
            task = shown.add_task("what-if", total=count_cases(redress.engine))

            def report(number: int) -> None:
                if number % BETWEEN == 0:
                    shown.update(task, completed=number)

            try:
                return redress.what_ifs.replay(text, wanted, SYSTEM, report=report)
            except Refusal as refusal:
                raise OperatorError(f"{refusal} [{refusal.code}]") from None


def told(found: WhatIfAnswer) -> list[str]:
    """Say a result in lines for people."""
    lines = [f"{found.policy}: {found.cases:,} cases in {found.seconds:.1f} s ({found.cases_per_second:,.0f}/s)"]
    for heading, some in (
        ("", found.milestones),
        ("by unit:", changed(found.units)),
        ("by product:", changed(found.products)),
        ("by handler:", changed(found.handlers)),
    ):
        if some and heading:
            lines.append(heading)
        lines += [said(each) for each in some]
    if not found.differs:
        lines.append("No breach is gained or lost.")
    return lines


def changed(some: list[FiguresLine]) -> list[FiguresLine]:
    """Return the lines in which most changes."""
    return [each for each in some if each.gained or each.lost][:SHOWN]


def said(each: FiguresLine) -> str:
    """Say one line."""
    name = f"{each.milestone} ({each.of})" if each.of else each.milestone
    change = ""
    if each.median_change_seconds:
        change = f"; the median margin changes by {each.median_change_seconds / 86_400:+.1f} days"
    return (
        f"{name}: {each.cycles:,} cycles, {each.breached_before:,} breached, {each.breached_after:,} under the draft "
        f"(+{each.gained:,} -{each.lost:,}, {each.unchanged:,} in both){change}"
    )

"""The commands about deadlines."""

import json
from dataclasses import asdict
from pathlib import Path

import click

from application.sla.vectors import Recomputed, UnusableVectorsError, recompute
from infrastructure.operator_error import OperatorError


@click.group
def command() -> None:
    """Compute deadlines, and check how they are computed."""


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

"""The command that imports complaints of another system."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import click

from api.import_progress import import_progress
from application.importing.mapping import SourceMapping
from application.importing.record_import import RecordImport
from application.importing.records import UnusableFileError
from application.importing.results import Kind, Tally
from application.importing.source_file import SourceFile
from application.ports import OutcomeUnknownError, UnavailableError
from infrastructure.importing import open_import
from infrastructure.local_database import available_database
from infrastructure.mappings import load_mapping
from infrastructure.operator_error import OperatorError
from infrastructure.reject_file import RejectFile, reject_file_for
from infrastructure.settings import Settings
from infrastructure.stop_signals import stopping_on_signals

AGAIN = "Import the file again to go on: what is in is recognised, nothing is doubled."


@dataclass
class Run:
    """An import as it goes."""

    tally: Tally = field(default_factory=Tally)
    seconds: float = 0.0
    is_finished: bool = False


@click.command
@click.argument("mapping")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON, as the last line.")
@click.option(
    "--rejects",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Where rejected records are written; without it FILE.rejects.csv, beside FILE or, where that is read-only, in "
    "the working directory.",
)
@click.option("--unit", metavar="UNIT", help="The unit that the complaints come to; without it that of the mapping.")
@click.option(
    "--superior", metavar="UNIT", help="Under which unit that one is founded, where there is none of its name."
)
def command(
    mapping: str, file: Path, *, rejects: Path | None, as_json: bool, unit: str | None, superior: str | None
) -> None:
    """Import the complaints in FILE (CSV or JSON lines, in UTF-8) as MAPPING says.

    MAPPING is the name of a mapping that comes with the engine (cfpb), or the path of a mapping file.

    A record that cannot be imported is written to a file of rejects with its line, the column and the reason, and the
    rest goes in. Importing again changes nothing; a record that the source has changed changes its complaint.

    The exit code is 0 when the file was worked through, with rejects or without, and 1 when it was not.
    """
    run = Run()
    with (
        stopping_on_signals(),
        opened(file, coming_to(load_mapping(mapping), unit, superior)) as (source, chosen),
        reject_file_for(file, rejects) as rejected,
        available_database(Settings.from_environment(), say) as settings,
        open_import(settings, chosen, say) as importing,
    ):
        work_through(run, source, importing, rejected, size_bytes=file.stat().st_size)
    if not run.is_finished:
        raise OperatorError(f"Interrupted after {run.tally.read:,} records. {AGAIN}")
    if rejected.is_written:
        say(f"The rejected records are in {rejected.path}.")
    click.echo(as_line(run) if as_json else as_sentence(run))


def coming_to(mapping: SourceMapping, unit: str | None, superior: str | None) -> SourceMapping:
    """Return a mapping with the units that were named beside it."""
    return replace(mapping, unit_id=unit or mapping.unit_id, superior_id=superior or mapping.superior_id)


@contextmanager
def opened(file: Path, mapping: SourceMapping) -> Iterator[tuple[SourceFile, SourceMapping]]:
    """Open a file that is to be imported with a mapping.

    Raises:
        OperatorError: It cannot be read, or is not what the mapping describes.
    """
    try:
        content = file.open("rb")
    except OSError as error:
        raise OperatorError(f"{file} cannot be read: {error.strerror}.") from None
    with content:
        try:
            source = SourceFile(content, mapping)
        except (UnusableFileError, OSError) as error:
            raise OperatorError(f"{file} cannot be imported with the mapping {mapping.name}: {error}") from None
        yield source, mapping


def work_through(
    run: Run, source: SourceFile, importing: RecordImport, rejected: RejectFile, *, size_bytes: int
) -> None:
    """Import every record of a file and count what came of it.

    Raises:
        OperatorError: The database was lost.
    """
    started_at = time.monotonic()
    with import_progress(size_bytes) as progress:
        try:
            for batch in importing.run(source):
                for record, result in batch:
                    if result.fault and result.kind is Kind.REJECTED:
                        rejected.add(record, result.fault)
                rejected.flush()
                run.tally.add(result for _, result in batch)
                progress.show(source.bytes_read, run.tally.read)
        except (UnavailableError, OutcomeUnknownError):
            raise OperatorError(f"The database was lost after {run.tally.read:,} records. {AGAIN}") from None
    run.seconds = time.monotonic() - started_at
    run.is_finished = True


def as_line(run: Run) -> str:
    """Return the figures as one line of JSON."""
    tally = run.tally
    figures = {kind.value: getattr(tally, kind) for kind in Kind}
    return json.dumps({"read": tally.read, **figures, "events": tally.events, "seconds": round(run.seconds, 3)})


def as_sentence(run: Run) -> str:
    """Return the figures for a person."""
    tally = run.tally
    rate = tally.read / max(run.seconds, 1e-6)
    came_of_it = ", ".join(f"{getattr(tally, kind):,} {kind}" for kind in Kind)
    return f"{tally.read:,} read: {came_of_it}. {tally.events:,} events in {run.seconds:.1f} s ({rate:,.0f}/s)."


def say(sentence: str) -> None:
    """Tell the operator something."""
    click.echo(sentence, err=True)

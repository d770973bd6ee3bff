"""The import put together on a database."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from uuid import uuid4

from application.importing.mapping import SourceMapping
from application.importing.record_import import RecordImport
from application.organisation import UnknownUnit
from infrastructure.import_log import ImportLog
from infrastructure.operator_error import OperatorError
from infrastructure.settings import Settings
from infrastructure.wiring import SYSTEM, Redress, open_redress, system_command


@contextmanager
def open_import(
    settings: Settings, mapping: SourceMapping, say: Callable[[str], None] = lambda _: None
) -> Iterator[RecordImport]:
    """Lend the import of one mapping, as a course of events of its own; what it does beside is said.

    Raises:
        OperatorError: The unit that the complaints come to is closed, or the one above it takes none.
    """
    redress = open_redress(settings, pool_size=2)
    log = ImportLog(redress.engine, redress.events)
    try:
        settle_unit(redress, mapping, say)
        yield RecordImport(log, redress.codes, mapping, by=SYSTEM, correlation_id=str(uuid4()))
    finally:
        redress.close()


def settle_unit(redress: Redress, mapping: SourceMapping, say: Callable[[str], None]) -> None:
    """Found the unit that the complaints come to, where nobody has: what no unit owns, nobody could work on.

    Raises:
        OperatorError: It is closed, or the unit above it is closed or unknown.
    """
    unit_id, above = mapping.unit_id, mapping.superior_id
    known = redress.directory.organisation(unit_id).units.get(unit_id)
    if known is not None and not known.is_active:
        raise OperatorError(f"The unit {unit_id} is closed; reopen it, or name another one with --unit.")
    if known is not None:
        return
    try:
        redress.units.found(unit_id, unit_id, above, command=system_command(f"import unit {unit_id} under {above}"))
    except UnknownUnit:
        raise OperatorError(f"There is no unit {above} that takes cases; name another one with --superior.") from None
    where = f"under {above}" if above else "at the top; `move` it under the unit whose supervisors hand them out"
    say(f"The unit {unit_id} was founded for the imported complaints, {where}.")

"""The import put together on a database."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import uuid4

from application.importing.mapping import SourceMapping
from application.importing.record_import import RecordImport
from infrastructure.import_log import ImportLog
from infrastructure.settings import Settings
from infrastructure.wiring import SYSTEM, open_redress


@contextmanager
def open_import(settings: Settings, mapping: SourceMapping) -> Iterator[RecordImport]:
    """Lend the import of one mapping, as a course of events of its own."""
    redress = open_redress(settings, pool_size=2)
    log = ImportLog(redress.engine, redress.events)
    try:
        yield RecordImport(log, redress.codes, mapping, by=SYSTEM, correlation_id=str(uuid4()))
    finally:
        redress.close()

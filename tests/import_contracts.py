"""The import contract that names what a room may stand on."""

import re
import sys
from typing import Any, cast

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output


def imported_names(statement: str) -> list[str]:
    """Return the dotted names that the first line of an import statement asks for."""
    if from_import := re.match(r"\s*from\s+(\S+)\s+import", statement):
        return [from_import[1]]
    names = re.sub(r"^\s*import\s+", "", statement.partition("#")[0])
    return [name.split()[0] for name in names.split(",") if name.strip()]


def within(name: str, packages: set[str]) -> bool:
    """Say whether a dotted name is one of the packages or lies in one of them."""
    return any(name == package or name.startswith(f"{package}.") for package in packages)


class OnlyContract(Contract):
    """A room imports the standard library, itself, and what is allowed; nothing else.

    The contracts that come with the linter know third parties by their first name only; this one
    reads the import line, so that it can tell `eventsourcing.domain` from `eventsourcing.postgres`.
    """

    type_name = "only"

    source = fields.StringField()
    allowed = fields.SetField(subfield=fields.StringField())
    denied = fields.SetField(subfield=fields.StringField(), required=False)

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:  # noqa: ARG002, FBT001 - the linter's signature
        """Collect every import that is not allowed."""
        room = str(self.source)
        breaches = [
            f"{importer}:{line_number}: {statement.strip()}"
            for importer in sorted({room} | graph.find_descendants(room))
            for imported in sorted(graph.find_modules_directly_imported_by(importer))
            for line_number, statement in self._lines(graph, importer, imported)
            if not self._may(statement)
        ]
        return ContractCheck(kept=not breaches, metadata={"breaches": breaches})

    def render_broken_contract(self, check: ContractCheck) -> None:
        """Print the imports that are not allowed."""
        for breach in check.metadata["breaches"]:
            output.print_error(f"{breach} is not allowed here.", bold=False)

    @staticmethod
    def _lines(graph: ImportGraph, importer: str, imported: str) -> list[tuple[int, str]]:
        details = graph.get_import_details(importer=importer, imported=imported)
        return [(detail["line_number"], detail["line_contents"]) for detail in details]

    def _may(self, statement: str) -> bool:
        allowed = {str(self.source), *cast("Any", self.allowed), *sys.stdlib_module_names}
        denied = set(cast("Any", self.denied) or ())
        return all(
            name.startswith(".") or (within(name, allowed) and not within(name, denied))
            for name in imported_names(statement)
        )

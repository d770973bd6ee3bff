"""The selection table 规则适用表: which packs run on a case, and why."""

from collections.abc import Iterable
from dataclasses import dataclass

from domain.sla.calendar_data import CalendarData
from domain.sla.pack import Pack
from domain.sla.pack_refusals import UnknownSubdivision


@dataclass(frozen=True, slots=True)
class SelectionRow:
    """One row of the document `pack_selection`. Of what is listed one has to match; what is not listed does not matter.

    A jurisdiction is ISO 3166: `GB` is also that of a unit in `GB-SCT`. Without `milestones` all of the pack run.
    """

    row: str
    pack: str
    milestones: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    jurisdictions: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    complaint_classes: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    complexities: tuple[str, ...] = ()
    regimes: tuple[str, ...] = ()

    def matches(self, case: "CaseFacts") -> bool:
        """Tell whether the row is about a case."""
        return (
            (not self.jurisdictions or any(case.is_in(each) for each in self.jurisdictions))
            and (not self.kinds or case.kind in self.kinds)
            and (not self.sources or case.source in self.sources)
            and (not self.complaint_classes or case.complaint_class in self.complaint_classes)
            and (not self.categories or case.category in self.categories)
            and (not self.complexities or case.complexity in self.complexities)
            and (not self.products or not case.products.isdisjoint(self.products))
            and (not self.regimes or not case.regimes.isdisjoint(self.regimes))
        )


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """What the table asks of a case: complaint or request, where its unit is, where it came from, what it is about."""

    kind: str
    jurisdiction: str
    source: str | None = None
    complaint_class: str | None = None
    category: str | None = None
    complexity: str | None = None
    products: frozenset[str] = frozenset()
    regimes: frozenset[str] = frozenset()

    @property
    def subdivision(self) -> str | None:
        """The part of the country, such as SCT in GB-SCT."""
        return self.jurisdiction.partition("-")[2] or None

    def is_in(self, jurisdiction: str) -> bool:
        """Tell whether the case is in a country, or in a part of one."""
        return self.jurisdiction == jurisdiction or self.jurisdiction.startswith(f"{jurisdiction}-")


@dataclass(frozen=True, slots=True)
class Selected:
    """A pack that runs on a case, the row that matched, and the milestones that it lets run (none: all of them)."""

    pack: str
    row: str
    milestones: tuple[str, ...]

    def runs(self, milestone_id: str) -> bool:
        """Tell whether a milestone of the pack runs."""
        return not self.milestones or milestone_id in self.milestones


def select(rows: Iterable[SelectionRow], case: CaseFacts) -> list[Selected]:
    """Return the packs that run on a case. For each pack the first row that matches counts."""
    found: dict[str, Selected] = {}
    for row in rows:
        if row.pack not in found and row.matches(case):
            found[row.pack] = Selected(row.pack, row.row, row.milestones)
    return list(found.values())


def calendar_for(pack: Pack, subdivision: str | None, calendars: Iterable[CalendarData]) -> str:
    """Return the id of the calendar in which a pack counts for a part of the world: SCT, GB-SCT or Scotland.

    Raises:
        UnknownSubdivision: The pack has no calendar for it.
    """
    if subdivision is None:
        return pack.calendar
    wanted, known = subdivision.casefold(), pack.calendars or (pack.calendar,)
    for each in calendars:
        names = {each.id, each.id.partition("-")[2], *(name.casefold() for name in each.names)} - {""}
        if each.id in known and wanted in names:
            return each.id
    raise UnknownSubdivision(f"The pack '{pack.id}' has no calendar for '{subdivision}'; it has: {', '.join(known)}.")

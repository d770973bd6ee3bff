"""The forms on which contacts are scored: criteria as data."""

from collections.abc import Mapping
from dataclasses import dataclass

from domain.documents import Document, InvalidDocument
from domain.refusals import Refusal


@dataclass(frozen=True, slots=True)
class QualityCriterion:
    """One row of the document `quality_form`: what is looked at on a form, and how many points it can bring."""

    form: str
    criterion: str
    maximum: int
    name_en: str
    name_zh: str = ""

    def __post_init__(self) -> None:
        """Refuse a criterion that cannot bring anything."""
        if self.maximum < 1:
            raise InvalidDocument(f"The criterion '{self.criterion}' brings one point at least.")


class UnknownForm(Refusal):
    """The document in force has no such form."""

    code = "unknown_form"


class WrongPoints(Refusal):
    """Each criterion of the form gets points, from nothing to its maximum, and no other does."""

    code = "wrong_points"


def criteria(form: str, forms: Document[QualityCriterion]) -> dict[str, int]:
    """Return the criteria of a form with their maximum."""
    return {row.criterion: row.maximum for row in forms.rows if row.form == form}


def wrong_points(form: str, points: Mapping[str, int], forms: Document[QualityCriterion]) -> Refusal | None:
    """Refuse points that do not fit their form."""
    looked_at = criteria(form, forms)
    if not looked_at:
        known = sorted({row.form for row in forms.rows})
        return UnknownForm(f"There is no form '{form}'. Known: {', '.join(known) or 'none'}.")
    if points.keys() != looked_at.keys():
        return WrongPoints(f"The form has these criteria: {', '.join(looked_at)}.")
    outside = [name for name, given in points.items() if not 0 <= given <= looked_at[name]]
    return WrongPoints(f"Points outside of their range: {', '.join(outside)}.") if outside else None

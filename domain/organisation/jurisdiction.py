"""The jurisdiction 管辖地: the country, or the part of one, whose rules a unit follows."""

import re

from domain.refusals import Refusal

FORM = re.compile(r"[A-Z]{2}(-[A-Z0-9]{1,3})?")
"""ISO 3166-1 alpha-2, or ISO 3166-2 with the part of the country behind it; also EU, which ISO 3166 reserves."""


class InvalidJurisdiction(Refusal):
    """Neither a country (ISO 3166-1) nor a part of one (ISO 3166-2)."""

    code = "invalid_jurisdiction"


def invalid_jurisdiction(jurisdiction: str | None) -> Refusal | None:
    """Refuse what is no code of a country or part of one; None is none."""
    if jurisdiction is None or FORM.fullmatch(jurisdiction):
        return None
    return InvalidJurisdiction("A jurisdiction is a code of ISO 3166 such as CN, GB or GB-SCT.")

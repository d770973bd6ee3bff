"""The body of publishing a policy."""

from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints

from api.bodies.fields import NO_NUL, Body, Day, Identifier, ShortText, example, storable
from domain.documents import AppliesTo

LONGEST = 500_000

EXAMPLE = """\
id = "branch"
version = "2026-1"
zone = "Asia/Shanghai"
effective_from = 2026-01-01
[hours]
mon = [["09:00", "17:00"]]
tue = [["09:00", "17:00"]]
"""

PolicyText = Annotated[
    str,
    StringConstraints(min_length=1, max_length=LONGEST),
    AfterValidator(storable),
    Field(
        description="The file as it is: a pack, a calendar or the selection table, in TOML (docs/deadlines.md).",
        json_schema_extra={"pattern": NO_NUL},
    ),
]


class PublishPolicy(Body):
    """What is published, and for what."""

    model_config = example({"text": EXAMPLE, "applies_to": "new_cases"})

    text: PolicyText
    applies_to: Annotated[
        AppliesTo,
        Field(
            description="new_cases: what is received from then on; open_milestones: also what is not finished, "
            "breached included; what_if_only: a draft that is never in force."
        ),
    ]
    effective_from: Annotated[
        Day | None,
        Field(description="From which local date of receipt it is in force; none: what the file says, or today."),
    ] = None


class AskWhatIf(Body):
    """A draft, and over which cases it is replayed."""

    model_config = example({"text": EXAMPLE, "received_from": "2026-01-01", "limit": 1000})

    text: PolicyText
    received_from: Annotated[Day | None, Field(description="Received on this date (UTC) or later.")] = None
    received_to: Annotated[Day | None, Field(description="Received on this date or earlier.")] = None
    unit_id: Annotated[Identifier | None, Field(description="Owned by this unit.")] = None
    product: Annotated[ShortText | None, Field(description="About this product.")] = None
    limit: Annotated[
        int, Field(ge=1, le=20_000, description="Cases at most; `redress sla what-if` takes as many as there are.")
    ] = 20_000

"""The body of publishing a list or document."""

from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints

from api.bodies.fields import NO_NUL, Body, Day, example, storable

LONGEST = 500_000

EXAMPLE = """\
document = "routing"
[[rows]]
rule = "cards"
unit_id = "cards"
category = "card"
"""

ListText = Annotated[
    str,
    StringConstraints(min_length=1, max_length=LONGEST),
    AfterValidator(storable),
    Field(
        description="The file as it is, in TOML: `list` and `entries`, or `document` and `rows`.",
        json_schema_extra={"pattern": NO_NUL},
    ),
]


class PublishReferenceData(Body):
    """What is published, and from when it is in force."""

    model_config = example({"text": EXAMPLE})

    text: ListText
    effective_from: Annotated[
        Day | None, Field(description="From which local date it is in force; none: what the file says, or today.")
    ] = None

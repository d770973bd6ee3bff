"""The bodies of supervisors' commands over many cases."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from api.bodies.fields import Body, Identifier, example

MOST_CASES = 200


class Reassign(Body):
    """Which cases go to whom."""

    model_config = example(
        {
            "cases": ["0b9ba0f2-7a47-5bd6-9c3f-1ef1d2a4c1d0"],
            "handler_id": "li.wei",
            "unit_id": "shanghai",
        }
    )

    cases: Annotated[tuple[UUID, ...], Field(min_length=1, max_length=MOST_CASES)]
    handler_id: Identifier
    unit_id: Identifier

"""What stands in the paths of several routes."""

from typing import Annotated
from uuid import UUID

from fastapi import Path

from api.bodies.fields import Identifier

RequestId = Annotated[UUID, Path(description="The service request's id, as its receipt said.")]
ComplaintId = Annotated[UUID, Path(description="The case's id, as its receipt said.")]

CaseId = Annotated[UUID, Path(description="The id of a complaint, a re-check, a service request or a contact.")]

UnitId = Annotated[Identifier, Path(description="The unit's identifier.")]
UserId = Annotated[Identifier, Path(description="The user's identifier.")]

Reference = Annotated[
    str, Path(pattern=r"^[A-Z]-[0-9]{4}-[0-9]{6,12}-[0-9]$", description="Its number that people can say.")
]

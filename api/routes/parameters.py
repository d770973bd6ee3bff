"""What stands in the paths of several routes."""

from typing import Annotated
from uuid import UUID

from fastapi import Path

ComplaintId = Annotated[UUID, Path(description="The case's id, as its receipt said.")]

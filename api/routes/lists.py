"""Lists: what the bank calls things, how it routes, which types of requests it has, its rules and its words."""

from typing import Annotated

from fastapi import Path, Query

from api.asking import Ask, Order
from api.bodies.lists import PublishReferenceData
from api.commanding import CommandRouter
from api.reading import ReadRouter
from application.command import Receipt
from application.lists import ListOfLists, ShownList

PREFIX = "/v1/lists"
router = CommandRouter("lists", PREFIX)
reading = ReadRouter(prefix=PREFIX, tags=["lists"])

ListName = Annotated[str, Path(description="Such as `reopen_reason` or `routing`.", pattern=r"^[a-z_]{1,64}$")]
Number = Annotated[int, Query(ge=1, le=1_000_000, description="The number of a version.")]


@router.command("")
def publish_reference_data(body: PublishReferenceData, order: Order) -> Receipt:
    """Publish a code list or document as its next version. A version is never edited, and no code disappears."""
    return order.services.lists.publish(body.text, body.effective_from, command=order.command)


@reading.read("", ListOfLists)
def read_lists(ask: Ask) -> ListOfLists:
    """List the code lists and documents, with what is in force today."""
    return ask.services.lists.overview(ask.by)


@reading.read("/{name}", ShownList)
def read_reference_data(name: ListName, ask: Ask, version: Number | None = None) -> ShownList:
    """Show a list or document as a file, as it is in force today, or a version of it, with all versions there are."""
    return ask.services.lists.show(name, version, ask.by)

"""Policies: packs, calendars and the selection table, which say what is due when."""

from datetime import timedelta
from typing import Annotated

from fastapi import Path, Query

from api.asking import Ask, Order
from api.bodies.policies import AskWhatIf, PublishPolicy
from api.commanding import CommandRouter
from api.reading import ReadRouter
from application.clocks.what_if import Slice
from application.clocks.what_ifs import WhatIfAnswer
from application.command import Receipt
from application.policies import PolicyDifferences, PolicyList, ShownPolicy

PREFIX = "/v1/policies"
router = CommandRouter("deadlines", PREFIX)
reading = ReadRouter(prefix=PREFIX, tags=["deadlines"])
trying = ReadRouter(prefix="/v1/what-ifs", tags=["deadlines"])

PolicyName = Annotated[
    str,
    Path(
        description="`pack.hk-ic4`, `calendar.hk` or `pack_selection`; the kind may be left out.",
        pattern=r"^[A-Za-z0-9._-]{1,100}$",
    ),
]
Number = Annotated[int, Query(ge=1, le=1_000_000, description="The number of a version.")]


@router.command("")
def publish_policy(body: PublishPolicy, order: Order) -> Receipt:
    """Publish a pack, a calendar or the selection table as its next version. A version is never edited.

    A refusal says the line; its code says the reason.
    """
    policies = order.services.policies
    return policies.publish(body.text, body.applies_to, body.effective_from, command=order.command)


@reading.read("", PolicyList)
def read_policies(ask: Ask) -> PolicyList:
    """List the policies, with what is in force today."""
    return ask.services.policies.overview(ask.by)


@trying.read("", WhatIfAnswer, method="POST")
def ask_what_if(body: AskWhatIf, ask: Ask) -> WhatIfAnswer:
    """Replay cases under a draft of a pack or calendar, beside the version in force. Nothing is written.

    `is_complete` is false where it was stopped after `limit` cases.
    """
    until = body.received_to + timedelta(days=1) if body.received_to else None
    wanted = Slice(body.received_from, until, body.unit_id, body.product)
    return ask.services.what_ifs.replay(body.text, wanted, ask.by, at_most=body.limit)


@reading.read("/{name}", ShownPolicy)
def read_policy(name: PolicyName, ask: Ask, version: Number | None = None) -> ShownPolicy:
    """Show a policy as it is in force today, or a version of it, with all versions that there are."""
    return ask.services.policies.show(name, version, ask.by)


@reading.read("/{name}/diff", PolicyDifferences)
def read_policy_differences(
    name: PolicyName, ask: Ask, before: Number | None = None, after: Number | None = None
) -> PolicyDifferences:
    """Say what changed from one version of a policy to another, place by place; without numbers, what changed last."""
    return ask.services.policies.compare(name, before, after, ask.by)

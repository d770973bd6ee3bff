"""What may happen between complaints: links, merging, re-checks, repeats. The other one is only there for it."""

import random
from collections.abc import Callable, Sequence
from datetime import datetime
from uuid import uuid5

from domain.actor import Actor
from domain.complaint import Complaint
from domain.complaint.related import RecheckResult
from domain.complaint.representation import answering
from tests.domain.complaint.happenings import DECIDED, OPEN
from tests.domain.complaint.happenings_of_relations import OTHER_CASE
from tests.domain.complaint.pairs import complaint, other
from tests.domain.fixed import CASE_RULES, CODES

Step = Callable[[Complaint, random.Random, Actor, datetime], None]


def alike(mine: Complaint) -> Complaint:
    """Return a complaint that another can be merged into."""
    return complaint(other(OPEN, complainant_id=mine.complainant_id, facts=mine.facts), OTHER_CASE)


def ask_again(mine: Complaint, _: random.Random, by: Actor, now: datetime) -> None:
    """Ask for a re-check."""
    mine.request_recheck(
        "Nobody asked the shop 再查",
        "phone",
        at=None,
        received_at=None,
        stream_id=uuid5(mine.id, f"re-check {len(mine.rechecks)}"),
        reference="C-2026-900000-1",
        zone="Asia/Shanghai",
        rules=CASE_RULES,
        codes=CODES,
        by=by,
        now=now,
        party_id=answering(mine)[0],
        ended=frozenset(mine.rechecks),
    )


def be_a_recheck(mine: Complaint, _: random.Random, __: Actor, now: datetime) -> None:
    """Turn out to have been a re-check from the beginning."""
    if mine.version == 1:
        mine.record(
            Complaint.RecheckOpened,
            case_id=OTHER_CASE,
            reference="C-2026-1",
            barred=("dora",),
            unit_of_the_first=None,
            occurred_at=now,
        )


def be_a_repeat(mine: Complaint, _: random.Random, __: Actor, now: datetime) -> None:
    """Turn out to repeat another from the beginning."""
    if mine.version == 1:
        mine.record(
            Complaint.LinkedAsRepeat, case_id=OTHER_CASE, reference="C-2026-1", text="A receipt 新证据", occurred_at=now
        )


BETWEEN: Sequence[Step] = (
    lambda c, r, by, now: c.link(alike(c), r.choice(("related", "duplicate")), codes=CODES, by=by, now=now),
    lambda c, r, by, now: c.unlink(alike(c), r.choice(("related", "duplicate")), by=by, now=now),
    ask_again,
    lambda c, r, by, now: c.record_recheck_result(
        "k1",
        r.choice(list(RecheckResult)),
        "The shop 商户",
        recheck=complaint(other(DECIDED), OTHER_CASE),
        by=by,
        now=now,
    ),
    be_a_recheck,
    be_a_repeat,
    lambda c, _, by, now: c.unmerge(complaint(other(DECIDED), OTHER_CASE), "Another charge.", by=by, now=now),
)
"""What leaves the complaint where it stands, or brings it back."""

AWAY: Sequence[Step] = (lambda c, _, by, now: c.merge(alike(c), "Told twice.", by=by, now=now),)
"""What lets it go on elsewhere."""

"""What may happen to a complaint beside its steps: new facts, other bodies, authorities, holds."""

import random
from collections.abc import Callable, Sequence
from datetime import datetime

from domain.actor import Actor
from domain.complaint import Complaint
from tests.domain.complaint.values import BY_POST
from tests.domain.fixed import CODES

Step = Callable[[Complaint, random.Random, Actor, datetime], None]

OUTSIDE: Sequence[Step] = (
    lambda c, _, by, now: c.record_new_facts("A receipt 收据", (), at=None, by=by, now=now),
    lambda c, _, by, now: c.confirm_new_facts("n1", by=by, now=now),
    lambda c, _, by, now: c.refuse_new_facts("n1", "Known.", by=by, now=now),
    lambda c, r, by, now: c.refer_to_external(
        r.choice(("mediation", "ombudsman")),
        r.choice((None, "MED-7")),
        "There 调解",
        at=None,
        codes=CODES,
        by=by,
        now=now,
    ),
    lambda c, _, by, now: c.record_external_outcome("x1", "settled", "Half 一半", at=None, codes=CODES, by=by, now=now),
    lambda c, _, by, now: c.record_authority_question(
        "nfra", "NFRA-118", "Why 为何", None, at=None, codes=CODES, by=by, now=now
    ),
    lambda c, _, by, now: c.answer_authority("a1", "So 因此", BY_POST, at=None, by=by, now=now),
    lambda c, _, by, now: c.place_hold("litigation", "A lawyer.", codes=CODES, by=by, now=now),
    lambda c, _, by, now: c.release_hold("h1", "Over.", by=by, now=now),
)
"""What somebody outside does, or what is done for them."""

"""Which generated requests a run tries that has minutes; schemathesis reads its hooks from here.

Of each operation: every body that the description gives as an example, and at the edges one request for each kind of
edge and place of it, with a fixed share of the others, so that not every body is tried at its first field alone.
A field too long is the same code in each of some hundred bodies; `make nightly` tries them all.
"""

from collections import Counter
from typing import Any
from zlib import crc32

import schemathesis
from schemathesis import Case, HookContext
from schemathesis.generation.meta import CoveragePhaseData

SHARE = 24
"""One of so many is tried beside the first of its kind."""

kinds_seen: Counter[tuple[str, ...]] = Counter()


@schemathesis.hook
def before_add_examples(context: HookContext, examples: list[Case[Any]]) -> None:  # noqa: ARG001 - schemathesis' signature
    """Keep one request for each example of a body: what headers are like is tried at their edges."""
    examples[:] = {repr(case.body): case for case in reversed(examples)}.values()


@schemathesis.hook
def filter_case(context: HookContext, case: Case[Any]) -> bool:  # noqa: ARG001 - schemathesis' signature
    """Keep the first request of each kind of edge, and a share of the others."""
    edge = case.meta.phase.data if case.meta else None
    if not isinstance(edge, CoveragePhaseData):
        return True
    kind = (case.operation.label, str(edge.scenario), str(edge.parameter_location))
    kinds_seen[kind] += 1
    number = kinds_seen[kind]
    return number == 1 or crc32(repr((kind, number)).encode()) % SHARE == 0

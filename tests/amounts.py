"""How many arbitrary walks and values: few in every run, as many as REDRESS_WALKS says in `make nightly`."""

import os

WALKS = int(os.environ.get("REDRESS_WALKS") or 0)


def many(in_every_run: int, of_the_walks: int = 1) -> int:
    """Return how many values to try: so many in every run, and one for each of so many walks in a long one."""
    return max(in_every_run, WALKS // of_the_walks)

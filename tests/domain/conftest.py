"""How many arbitrary walks and values: few in every run, as many as REDRESS_WALKS says in `make nightly`."""

import os

from hypothesis import HealthCheck, settings

SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]

settings.register_profile("normal", max_examples=30, stateful_step_count=40, deadline=None, suppress_health_check=SLOW)
settings.register_profile(
    "nightly",
    settings.get_profile("normal"),
    max_examples=int(os.environ.get("REDRESS_WALKS") or 10_000),
    stateful_step_count=60,
    print_blob=True,
)
settings.load_profile("nightly" if os.environ.get("REDRESS_WALKS") else "normal")

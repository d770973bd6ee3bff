"""How long arbitrary walks are, and that they may take their time."""

from hypothesis import HealthCheck, settings

from tests.amounts import WALKS

SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]

settings.register_profile("normal", max_examples=30, stateful_step_count=40, deadline=None, suppress_health_check=SLOW)
settings.register_profile(
    "nightly", settings.get_profile("normal"), max_examples=WALKS or 1, stateful_step_count=60, print_blob=True
)
settings.load_profile("nightly" if WALKS else "normal")

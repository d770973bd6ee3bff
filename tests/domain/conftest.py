"""How many arbitrary walks and values: few in every run, `--hypothesis-profile=nightly` for many."""

from hypothesis import HealthCheck, settings

SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]

settings.register_profile("normal", max_examples=30, stateful_step_count=40, deadline=None, suppress_health_check=SLOW)
settings.register_profile("nightly", settings.get_profile("normal"), max_examples=10_000, stateful_step_count=60)
settings.load_profile("normal")

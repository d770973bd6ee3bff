"""The domain of a bank's complaints: aggregates, events, value objects, rules. No I/O, no clock, no framework."""

"""The outbox: what people are to be told waits here, and goes out at least once."""

"""Tests of the outbox: rows, senders, and the ways that messages go."""

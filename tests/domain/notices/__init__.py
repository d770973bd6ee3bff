"""Tests of notices: recipients, rules, quiet hours and digests."""

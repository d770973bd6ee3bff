"""Tests of what keeps the clocks of cases."""

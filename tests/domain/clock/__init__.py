"""Tests of the clocks of cases."""

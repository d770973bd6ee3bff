"""Tests of the interaction."""

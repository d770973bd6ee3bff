"""Tests of the person."""

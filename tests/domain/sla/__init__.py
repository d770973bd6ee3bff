"""Tests of the arithmetic of deadlines."""

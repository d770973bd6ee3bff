"""Tests of deadlines for people."""

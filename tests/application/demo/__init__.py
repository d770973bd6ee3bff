"""Tests of the demo's plan."""

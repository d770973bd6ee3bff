"""Tests on real databases and real processes."""

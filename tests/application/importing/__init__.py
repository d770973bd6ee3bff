"""Tests of the import without a database."""

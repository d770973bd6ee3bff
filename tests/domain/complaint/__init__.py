"""Tests of the complaint, one file per step."""

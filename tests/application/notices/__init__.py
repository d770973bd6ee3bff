"""Tests of whom a deadline is told to, and in which words."""

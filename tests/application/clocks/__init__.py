"""Tests of what people are told of clocks."""

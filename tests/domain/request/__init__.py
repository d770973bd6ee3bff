"""Tests of the service request."""

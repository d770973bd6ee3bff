"""Tests over HTTP and of the command line."""

"""Use cases and process managers."""

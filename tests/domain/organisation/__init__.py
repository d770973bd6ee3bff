"""The bank's own order."""

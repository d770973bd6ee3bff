"""The views as they follow the log."""

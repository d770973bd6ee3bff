"""The bench: measures the performance goals side by side, in one run."""

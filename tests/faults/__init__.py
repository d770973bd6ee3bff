"""What happens to the engine's processes, and what must not happen to the cases."""

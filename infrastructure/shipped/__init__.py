"""Data that comes with the engine: code lists, import mappings."""

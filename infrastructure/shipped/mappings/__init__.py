"""Mappings of other systems' records that come with the engine."""

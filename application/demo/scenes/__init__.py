"""Scenes: pieces of a case's story that many stories share."""

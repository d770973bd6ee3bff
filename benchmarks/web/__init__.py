"""The engine as its users reach it: over HTTP."""

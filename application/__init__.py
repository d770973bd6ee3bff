"""Use cases: load, ask, save; the ports that they need; what each role may do."""

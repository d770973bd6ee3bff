"""The database, the processes and the wiring."""

"""What the engine stands on: event store, projector, embedded database, settings, wiring."""

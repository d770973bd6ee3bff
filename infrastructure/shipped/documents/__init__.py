"""Documents that come with the engine."""

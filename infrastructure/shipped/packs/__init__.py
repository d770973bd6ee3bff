"""The policy packs that come with the engine, one file for each regime."""

"""The clocks of cases: kept by whoever runs the engine, asked by people."""

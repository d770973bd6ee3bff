"""Public holidays as facts, frozen: one file for each country or part of it, made once by `generate.py`."""

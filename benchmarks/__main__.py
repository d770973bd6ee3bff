"""The command line of the bench."""

import argparse

from benchmarks.run import main
from benchmarks.scale import FULL, ORDINARY

if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Measure the performance goals.")
    parser.add_argument("--full", action="store_true", help="with 1 million cases; takes an hour or more")
    main(FULL if parser.parse_args().full else ORDINARY)

"""The command line of the bench."""

import argparse
import signal
import sys

from benchmarks.run import main
from benchmarks.scale import FULL, ORDINARY

if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Measure the performance goals.")
    parser.add_argument("--full", action="store_true", help="with 1 million cases; takes an hour or more")
    # So that whatever runs beside is stopped and the databases are removed, as after Ctrl-C.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    main(FULL if parser.parse_args().full else ORDINARY)

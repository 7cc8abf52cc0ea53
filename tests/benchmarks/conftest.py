"""The harness of the benchmarks is a folder of scripts: put it last on the path, so that it hides nothing."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parents[2] / "benchmarks"))

"""Writes all of docs/accuracy.md anew: rendered clips, real people, noise.

    uv run --group benchmarks python benchmarks/tables.py [FOLDER ...] [--traces DIR] [--sessions N]
    [--without PART]

FOLDER and --traces are those of accuracy.py. A part that fails, or that is left out, keeps its old
table.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
PARTS = ("accuracy", "rooms", "real", "noise")


def main() -> int:
    """Runs one after the other; returns how many failed."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", nargs="*", help="of rendered clips")
    parser.add_argument("--traces", help="folder of NAME.MODEL.npz")
    parser.add_argument("--sessions", default="200", help="of the noise, a line")
    parser.add_argument("--without", nargs="*", choices=PARTS, default=[], help="leave out")
    args = parser.parse_args()
    traces = ["--traces", args.traces] if args.traces else []
    options = {
        "accuracy": [*args.folders, *traces],
        "rooms": [*args.folders, *traces],
        "real": [],
        "noise": ["--sessions", args.sessions],
    }
    failed = 0
    for part in PARTS:
        if part not in args.without:
            command = [sys.executable, str(HERE / f"{part}.py"), *options[part], "--write"]
            failed += subprocess.run(command, check=False).returncode != 0  # noqa: S603
    return failed


if __name__ == "__main__":
    sys.exit(main())

"""Writes all of docs/accuracy.md anew: rendered clips, real people, names, noise.

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
PARTS = ("accuracy", "rooms", "real", "recognised", "noise")


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
    rendered = [*args.folders, *(["--traces", args.traces] if args.traces else [])]
    options = {
        "accuracy": rendered,
        "rooms": rendered,
        "real": [],
        "recognised": rendered,
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

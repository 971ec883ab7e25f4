"""How long the engine takes for a frame, beside another version of itself.

    uv run python benchmarks/engine.py [--frames N] [--rounds N] [--against COMMIT]

The engine alone: landmarks in, feedback out, no picture and no file. Recorded exercises of
`tests/data`, with and without the leg network's points, counted and held, are judged again and
again until all frames are done. Every measurement has a process of its own; the versions take
turns on the same frames. What counts is time on the processor, and the best round of each: that
hardly depends on what else runs on the machine.
"""

from __future__ import annotations

import argparse
import io
import os
import subprocess
import sys
import tarfile
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[1]
TRACES = {
    "single-leg-calf-raise.npz": "single-leg-calf-raise",
    "closer/deficit-calf-raise.npz": "deficit-calf-raise",
    "soleus-wall-stretch.npz": "soleus-wall-stretch",
    "closer/gastrocnemius-wall-stretch.npz": "gastrocnemius-wall-stretch",
}


def measure(frames: int) -> float:
    """Judges so many frames with the package that is imported here; microseconds a frame."""
    from formcheck.engine.session import Session  # noqa: PLC0415
    from formcheck.library import load_exercise  # noqa: PLC0415
    from formcheck.media.pose.traces import read_trace  # noqa: PLC0415

    traces = {name: read_trace(ROOT / "tests" / "data" / name) for name in TRACES}
    todo, spent_s = dict.fromkeys(TRACES, frames // len(TRACES)), 0.0
    while any(todo.values()):
        for name, exercise in TRACES.items():
            trace, session = traces[name], Session(load_exercise(exercise))
            times_s = [float(time_s) for time_s in trace.time_s[: todo[name]]]
            begin_s = time.process_time()
            for time_s, pose in zip(times_s, trace.poses, strict=False):
                session.update(time_s, pose)
            session.finish()
            spent_s += time.process_time() - begin_s
            todo[name] -= len(times_s)
    return 1e6 * spent_s / (frames // len(TRACES) * len(TRACES))


def _in_own_process(tree: Path, frames: int) -> float:
    command = [sys.executable, __file__, "--frames", str(frames), "--measure"]
    environment = os.environ | {"PYTHONPATH": str(tree)}
    done = subprocess.run(  # noqa: S603
        command, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(done.stderr)
    return float(done.stdout)


@contextmanager
def _tree_of(commit: str) -> Iterator[Path]:
    """The package and its exercises as they were, in a folder that is removed afterwards."""
    command = ["git", "-C", str(ROOT), "archive", commit, "formcheck", "exercise_specs"]
    done = subprocess.run(command, capture_output=True, check=False)  # noqa: S603
    if done.returncode:
        sys.exit(done.stderr.decode())
    with tempfile.TemporaryDirectory() as folder:
        with tarfile.open(fileobj=io.BytesIO(done.stdout)) as archive:
            archive.extractall(folder, filter="data")
        yield Path(folder)


def main() -> None:
    """Prints microseconds a frame, and with `--against` those of the commit and the ratio."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--frames", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--against", metavar="COMMIT", help="another version, in the same run")
    parser.add_argument("--measure", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.measure:
        print(measure(options.frames))
    elif options.against is None:
        best = min(_in_own_process(ROOT, options.frames) for _ in range(options.rounds))
        print(f"{best:.0f} µs a frame")
    else:
        with _tree_of(options.against) as before:
            trees = (before, ROOT)
            rounds = [
                [_in_own_process(tree, options.frames) for tree in trees]
                for _ in range(options.rounds)
            ]
        old, new = (min(values) for values in zip(*rounds, strict=True))
        print(f"{options.against}: {old:.0f} µs a frame")
        print(f"here: {new:.0f} µs a frame, {new / old:.2f} of it")


if __name__ == "__main__":
    main()

"""How `batch` scales on this machine, what the scheduler costs, and how much memory a worker takes.

    uv run --no-sync python -m benchmarks.batch scale [FILES] [ROUNDS]
    uv run --no-sync python -m benchmarks.batch empty [TASKS]

`scale` judges traces of 3 s, cut from those of the tests, on one worker and on two, each worker on
a core of its own; `empty` sends tasks that do nothing through the local cluster.
"""

import os
import sys
import tempfile
import time
from itertools import islice
from pathlib import Path
from typing import Any

from formcheck.batch.cluster import local
from formcheck.batch.job import Job
from formcheck.batch.run import outcomes, prepared
from formcheck.media.pose.recorder import TraceRecorder
from formcheck.media.pose.traces import Trace, read_trace

DATA = Path(__file__).parents[1] / "tests" / "data"
CLIP_S = 3.0


def clips(folder: Path, count: int) -> tuple[Job, ...]:
    """Writes traces of 3 s, all different: one after the other out of each trace of the tests."""
    traces = [
        read_trace(path)
        for path in (*sorted(DATA.glob("*.npz")), *sorted(DATA.glob("clips/*.npz")))
    ]
    cut = (
        (trace, start)
        for start in range(60)
        for trace in traces
        if trace.time_s[-1] >= trace.time_s[0] + start + CLIP_S
    )
    jobs = []
    for number, (trace, start_s) in enumerate(islice(cut, count)):
        path = folder / f"{number}.npz"
        _write(trace, float(trace.time_s[0]) + start_s, path)
        jobs.append(Job(path.name, path, "calf-raise"))
    return tuple(jobs)


def _write(trace: Trace, start_s: float, path: Path) -> None:
    recorder = TraceRecorder(trace.size_px)
    for time_s, pose in zip(trace.time_s, trace.poses, strict=True):
        if 0 <= time_s - start_s < CLIP_S:
            recorder.add(float(time_s) - start_s, pose)
    recorder.write(path)


def _pin(cores: dict[str, int], dask_worker: Any) -> None:
    for thread in Path("/proc/self/task").iterdir():
        os.sched_setaffinity(int(thread.name), {cores[dask_worker.address]})


class _Pinned:
    """A cluster whose workers have a core each, and have loaded everything."""

    def __init__(self, workers: int, warm: tuple[Job, ...], out: Path) -> None:
        self._local, self._workers, self._warm, self._out = local(workers), workers, warm, out

    def __enter__(self) -> Any:
        client = self._local.__enter__()
        addresses = sorted(client.scheduler_info(n_workers=-1)["workers"])
        client.run(_pin, dict(zip(addresses, range(self._workers), strict=True)))
        from formcheck.batch.work import done  # noqa: PLC0415

        for address in addresses:
            client.gather(client.map(done, self._warm, out=self._out, pure=False, workers=address))
        return client

    def __exit__(self, *error: Any) -> None:
        self._local.__exit__(*error)


def scale(count: int, rounds: int) -> None:
    """Prints seconds for one worker and two, by turns."""
    with tempfile.TemporaryDirectory() as folder:
        jobs = clips(Path(folder), count)
        print(f"{len(jobs)} traces of {CLIP_S:g} s")
        for number in range(2 * rounds):
            workers = 1 + number % 2
            with _Pinned(workers, jobs[:2], prepared(Path(folder, f"warm{number}"))) as client:
                began = time.monotonic()
                found = list(outcomes(jobs, prepared(Path(folder, f"{number}")), _Given(client)))
                took_s = time.monotonic() - began
            busy_s = sum(outcome.seconds for outcome in found)
            most_mb = max(outcome.peak_mb for outcome in found)
            print(
                f"{workers} workers: {took_s:.2f} s, of which each worked {busy_s / workers:.2f} s; "
                f"{len(found) / took_s:.1f} a second; at most {most_mb:.0f} MB a worker",
                flush=True,
            )


class _Given:
    """A client that stays open."""

    def __init__(self, client: Any) -> None:
        self._client = client

    def __enter__(self) -> Any:
        return self._client

    def __exit__(self, *_: Any) -> None:
        pass


def _nothing(number: int) -> int:
    return number


def empty(count: int) -> None:
    """Prints what one task costs that does nothing."""
    from distributed import as_completed  # noqa: PLC0415

    with local(2) as client:
        client.gather(client.map(_nothing, range(100), pure=False))
        began = time.monotonic()
        done = 0
        for future in as_completed(client.map(_nothing, range(count), pure=False, batch_size=1000)):
            done += future.status == "finished"
            future.release()
        took_s = time.monotonic() - began
    print(f"{done} empty tasks: {took_s:.1f} s, {1000 * took_s / done:.2f} ms each")


if __name__ == "__main__":
    what, *numbers = sys.argv[1:]
    if what == "scale":
        scale(*map(int, (*numbers, *("200", "3")[len(numbers) :])))
    else:
        empty(int(numbers[0]) if numbers else 100_000)

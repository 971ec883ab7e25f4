"""batch: many recordings at once."""
# ruff: noqa: PLC0415 - imports wait for the command that needs them, so that --help is quick

from __future__ import annotations

import time
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from formcheck.cli.console import progress_bar, say, stop_on_ctrl_c, wrong_usage, wrote
from formcheck.words import Phrase, said

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from formcheck.batch.job import Job, Outcome

__all__ = ["batch"]

INTERRUPTED = 130


def batch(
    source: Annotated[
        Path,
        typer.Argument(
            readable=False,
            metavar="FOLDER|MANIFEST.csv",
            help="Recordings; with --from-traces the --out of an earlier batch.",
        ),
    ],
    *,
    out: Annotated[
        Path, typer.Option(readable=False, metavar="DIR", help="Folder for tables and traces.")
    ],
    exercise: Annotated[
        str | None,
        typer.Option("--exercise", "-e", metavar="ID|FILE|auto", help="If the manifest has none."),
    ] = None,
    model: Annotated[
        str, typer.Option(metavar="auto|lite|full|heavy|PATH", help="Pose model.")
    ] = "auto",
    workers: Annotated[
        int | None, typer.Option(min=1, help="Processes on this machine; one a core if not given.")
    ] = None,
    scheduler: Annotated[
        str | None, typer.Option(metavar="tls://HOST:PORT", help="A Dask scheduler that runs.")
    ] = None,
    insecure: Annotated[
        bool, typer.Option("--insecure", help="Take a tcp:// scheduler on another machine.")
    ] = False,
    from_traces: Annotated[
        bool, typer.Option("--from-traces", help="Judge an earlier batch again, without pictures.")
    ] = False,
) -> None:
    """Judge many recordings; the same command again goes on where it stopped."""
    from formcheck.batch.cluster import cores, local, remote
    from formcheck.batch.job import AUTO
    from formcheck.batch.run import outcomes, prepared
    from formcheck.batch.tables import write_tables
    from formcheck.media.pose.models import find_model

    if workers and scheduler:
        raise wrong_usage(Phrase("batch.workers-or-scheduler"))
    jobs = _jobs(source, exercise, model, from_traces=from_traces)
    if model != AUTO and not (scheduler or from_traces):
        find_model(model)  # a wrong one is told before there are workers
    there = prepared(out)
    hands = (
        remote(scheduler, insecure=insecure)
        if scheduler
        else local(min(workers or cores(), len(jobs)))
    )
    with (
        stop_on_ctrl_c() as stop,
        progress_bar(said("batch.bar")) as progress,
        closing(outcomes(jobs, there, hands, stop)) as coming,
    ):
        found = _told(coming, len(jobs), progress)
    if len(found) < len(jobs):
        say(Phrase("batch.stopped", done=len(found), count=len(jobs)))
        raise typer.Exit(INTERRUPTED)
    written = write_tables(there, _in_order(jobs, found))
    _sum_up(found, written, out)


def _jobs(source: Path, exercise: str | None, model: str, *, from_traces: bool) -> tuple[Job, ...]:
    from formcheck.batch.listing import asked_for, listed
    from formcheck.batch.tables import jobs_again

    asked = asked_for(exercise)
    return jobs_again(source, asked) if from_traces else listed(source, asked, model)


def _told(
    coming: Iterable[Outcome], count: int, progress: Callable[[float, float | None], None]
) -> list[Outcome]:
    """What came of each, told as it comes, with the time left."""
    found: list[Outcome] = []
    began = time.monotonic()
    progress(0, count)
    for outcome in coming:
        found.append(outcome)
        progress(len(found), count)
        left_s = (time.monotonic() - began) / len(found) * (count - len(found))
        say(_line(outcome, f"{len(found)}/{count}", left_s))
    return found


def _line(outcome: Outcome, at: str, left_s: float) -> Phrase:
    about = {"at": at, "file": outcome.job.file}
    if outcome.brief is None:
        return Phrase("batch.failed", **about, why=outcome.why)
    key = "batch.held" if outcome.brief["kind"] == "hold" else "batch.counted"
    what = Phrase(key, **outcome.brief)
    if outcome.before:
        return Phrase("batch.before", **about, what=what)
    return Phrase("batch.done", **about, what=what, took_s=outcome.seconds, left=_duration(left_s))


def _duration(seconds: float) -> str:
    """As a clock shows it: 2:05:00 are two hours and five minutes."""
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes // 60}:{minutes % 60:02d}:{rest:02d}"


def _in_order(jobs: Sequence[Job], found: Sequence[Outcome]) -> list[Outcome]:
    place = {job: number for number, job in enumerate(jobs)}
    return sorted(found, key=lambda outcome: place[outcome.job])


def _sum_up(found: Sequence[Outcome], written: Sequence[Path], out: Path) -> None:
    failed = sum(outcome.part is None for outcome in found)
    say(wrote(written, out))
    peak_mb = max(outcome.peak_mb for outcome in found)
    say(Phrase("batch.sum", done=len(found) - failed, failed=failed, peak_mb=peak_mb))
    if failed:
        raise typer.Exit(1)

"""`batch`: many jobs on many workers, in whatever order they come back."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import AbstractContextManager
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from formcheck.atomic import cannot_write
from formcheck.batch.job import MARK, Job, Outcome
from formcheck.batch.work import PARTS, TRACES, done
from formcheck.errors import BatchError
from formcheck.words import Phrase

__all__ = ["one_by_one", "outcomes", "prepared"]

_MARKED: Final = "Results of `formcheck batch`. The same command goes on where it stopped.\n"


def prepared(out: Path) -> Path:
    """The folder for results, made, by its full name.

    Raises:
        OutputError: It cannot be made.
    """
    try:
        for name in (PARTS, TRACES):
            (out / name).mkdir(parents=True, exist_ok=True)
        (out / MARK).write_text(_MARKED, "utf-8")
    except (OSError, ValueError) as error:
        raise cannot_write(out, error) from error
    return out.resolve()


def one_by_one(jobs: Sequence[Job], out: Path) -> Iterator[Outcome]:
    """Does the jobs in this process, in their order."""
    return (done(job, out) for job in jobs)


def outcomes(
    jobs: Sequence[Job],
    out: Path,
    workers: AbstractContextManager[Any],
    stop: Callable[[], bool] = lambda: False,
) -> Generator[Outcome]:
    """Does the jobs on workers; yields as they are done.

    Args:
        jobs: What is to be done.
        out: As `prepared` gives it, where all workers find it.
        workers: Gives a client of Dask.
        stop: Is asked after every job; when true, what is under way is given up.

    Raises:
        BatchError: There are no workers any more.
    """
    with workers as client:
        as_completed: Any = import_module("distributed").as_completed  # an extra
        futures = client.map(done, jobs, out=out, pure=False, batch_size=1000, retries=0)
        given = {future.key: job for future, job in zip(futures, jobs, strict=True)}
        coming = as_completed(futures)
        del futures
        for outcome in _each(coming, given):
            yield outcome
            if stop():
                return


def _each(coming: Any, given: dict[str, Job]) -> Iterator[Outcome]:
    for future in coming:
        job = given.pop(future.key)
        if future.status == "finished":
            yield future.result()
        elif future.status == "error":
            yield Outcome(job, why=_fault(future.exception()))
        else:
            raise BatchError(Phrase("error.batch.lost"))
        future.release()


def _fault(error: BaseException) -> str:
    """Why a worker came to no outcome: the file kills it each time, or formcheck has a bug."""
    if isinstance(error, import_module("distributed.scheduler").KilledWorker):
        return Phrase("error.batch.died")
    return Phrase("error.batch.bug", error=f"{type(error).__name__}: {error}")

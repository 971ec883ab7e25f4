"""Where the work is done: processes of this machine, or those of a scheduler elsewhere."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any, Final
from urllib.parse import SplitResult, urlsplit

from formcheck.batch.deaf import start_no_uname
from formcheck.errors import BatchError
from formcheck.words import Phrase

__all__ = ["cores", "local", "remote"]

_HERE: Final = ("127.0.0.1", "localhost", "::1")
_SETTINGS: Final = {
    "distributed.scheduler.worker-saturation": 1.0,  # who dies takes nobody's next file along
    "distributed.scheduler.http.routes": [],  # no dashboard, no pages
    "distributed.worker.http.routes": [],
    "distributed.nanny.http.routes": [],
    "distributed.worker.preload": ["formcheck.batch.deaf"],
}


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1


@contextmanager
def local(workers: int) -> Iterator[Any]:
    """A client of processes on this machine, which speak over its loopback, encrypted.

    Each has one thread, for MediaPipe has one. Its keys are made for this run, so that nobody else
    on the machine can give it work.

    Raises:
        BatchError: Dask is not installed.
    """
    dask, distributed = _dask()
    with (
        dask.config.set(_SETTINGS),
        distributed.LocalCluster(
            n_workers=workers,
            threads_per_worker=1,
            host="127.0.0.1",
            protocol="tls://",
            security=True,
            dashboard_address=None,
            scheduler_kwargs={"dashboard_address": "127.0.0.1:0"},  # no dashboard, and any port
            silence_logs=50,
        ) as cluster,
        distributed.Client(cluster) as client,
    ):
        yield client


@contextmanager
def remote(scheduler: str, *, insecure: bool = False) -> Iterator[Any]:
    """A client of a scheduler that runs already; keys for tls:// come from Dask's configuration.

    Args:
        scheduler: As tls://HOST:PORT.
        insecure: Unencrypted to another machine, too: who can read the line can give it work.

    Raises:
        BatchError: It would be unencrypted, is not there, or Dask is not installed.
    """
    place = _place(scheduler)
    if place is None:
        raise BatchError(Phrase("error.batch.scheduler", address=scheduler.rpartition("@")[2]))
    if place.scheme == "tcp" and place.hostname not in _HERE and not insecure:
        raise BatchError(Phrase("error.batch.insecure", address=scheduler))
    _, distributed = _dask()
    try:
        client = distributed.Client(scheduler, timeout=10)
    except (OSError, TypeError, ValueError) as error:  # not there; no keys; keys of another kind
        why = " ".join(str(error).split())
        raise BatchError(Phrase("error.batch.unreached", address=scheduler, why=why)) from error
    with client:
        yield client


def _place(address: str) -> SplitResult | None:
    """The parts of an address; None for what is none of a scheduler, which has no passwords."""
    try:
        place = urlsplit(address)
    except ValueError:
        return None
    known = place.scheme in ("tls", "tcp") and place.hostname and place.username is None
    return place if known else None


def _dask() -> tuple[Any, Any]:
    """Dask and its scheduler: an extra."""
    start_no_uname()
    try:
        import_module("cryptography")
        return import_module("dask"), import_module("distributed")
    except ImportError as error:
        raise BatchError(Phrase("error.batch.no-dask")) from error

import os
import signal
import socket
import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from formcheck.batch.cluster import cores, local, remote
from formcheck.batch.job import Job, Outcome
from formcheck.batch.run import one_by_one, outcomes, prepared
from formcheck.batch.work import PARTS
from formcheck.errors import BatchError
from tests.batch.conftest import DATA, RAISE

JOBS = (
    *(Job(f"{number}.npz", DATA / f"{RAISE}.npz", RAISE) for number in range(5)),
    Job("no.npz", DATA / "no.npz", RAISE),
)


def known(found: Outcome) -> Outcome:
    return replace(found, seconds=0, peak_mb=0, before=False)


def workers() -> list[psutil.Process]:
    """The processes that do the work: children that listen."""
    children = psutil.Process().children(recursive=True)
    return [each for each in children if each.net_connections()]


@pytest.mark.skipif(sys.platform == "win32", reason="kills as Unix does")
def test_workers_give_what_one_process_gives_though_one_of_them_dies(
    out: Path, tmp_path: Path
) -> None:
    found: list[Outcome] = []
    with closing(outcomes(JOBS, out, local(2))) as coming:
        for outcome in coming:
            found.append(outcome)
            if len(found) == 1:
                listening = [
                    each.laddr.ip
                    for process in (psutil.Process(), *workers())
                    for each in process.net_connections()
                    if each.status == psutil.CONN_LISTEN
                ]
                os.kill(workers()[0].pid, signal.SIGKILL)
    assert set(listening) == {"127.0.0.1"}
    alone = prepared(tmp_path / "alone")
    found.sort(key=lambda outcome: outcome.job.file)
    assert list(map(known, found)) == list(map(known, one_by_one(JOBS, alone)))
    for path in (alone / PARTS).iterdir():
        assert (out / PARTS / path.name).read_text() == path.read_text()


def test_a_scheduler_elsewhere_must_be_safe() -> None:
    for address, why in (
        ("tcp://example.org:8786", "not encrypted"),
        ("example.org:8786", "no scheduler"),
        ("http://example.org", "no scheduler"),
        ("tls://", "no scheduler"),
        ("tcp://[::1", "no scheduler"),
        ("tls://user:secret@localhost:1", "no scheduler"),
    ):
        with pytest.raises(BatchError, match=why) as caught, remote(address):
            pass
        assert "secret" not in caught.value.message


def test_a_scheduler_that_is_not_there_is_one_line() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        address = f"tls://127.0.0.1:{unused.getsockname()[1]}"
        with pytest.raises(BatchError, match="no scheduler at") as caught, remote(address):
            pass
    assert "\n" not in caught.value.message


def test_there_is_a_core() -> None:
    assert 1 <= cores() <= (os.cpu_count() or 1)

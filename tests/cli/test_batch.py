import re
import shutil
import subprocess
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from tests.cli.conftest import Cli
from tests.cli.moments import command_to_which

DATA = Path(__file__).parents[1] / "data"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two traces, one of them broken."""
    folder = tmp_path / "in"
    folder.mkdir()
    shutil.copy(DATA / "calf-raise.npz", folder / "good.npz")
    (folder / "bad.npz").write_text("no trace")
    return folder


def test_a_folder_is_judged_and_goes_on_where_it_was(
    cli: Cli, folder: Path, tmp_path: Path
) -> None:
    line = ("batch", folder, "-e", "calf-raise", "--out", tmp_path / "out", "--workers", 1)
    done = cli(*line)
    assert (done.code, done.out) == (1, "")
    told = done.err.splitlines()
    assert any(re.search(r"\d/2 bad.npz: failed: .* is not a pose trace", each) for each in told)
    assert any(re.search(r"\d/2 good.npz: 2 full, 2 partial, 0 uncertain", each) for each in told)
    assert re.search(r"1 files done, 1 failed", told[-1])
    sessions = pq.read_table(tmp_path / "out" / "sessions.parquet").to_pylist()
    assert [row["status"] for row in sessions] == ["failed", "done"]
    (folder / "bad.npz").unlink()
    again = cli("batch", tmp_path / "out", "--from-traces", *line[2:])
    assert again.code == 0
    assert "good.npz: 2 full, 2 partial, 0 uncertain (done before)" in again.err


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--scheduler", "tcp://example.org:8786"), "--insecure"),
        (("-e", "calf-rise"), "did you mean 'calf-raise'"),
        (("--scheduler", "tls://a:1", "--workers", "2"), "one of them"),
    ],
)
def test_what_cannot_be_is_said(
    cli: Cli, folder: Path, tmp_path: Path, options: tuple[str, ...], said: str
) -> None:
    done = cli("batch", folder, "-e", "calf-raise", "--out", tmp_path / "out", *options)
    assert done.code in (1, 2)
    assert said in done.err


def test_without_dask_it_says_what_to_install(
    cli: Cli, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    done = cli("batch", folder, "-e", "calf-raise", "--out", tmp_path / "out")
    assert (done.code, done.err.count("\n")) == (1, 1)
    assert "formcheck[cluster]" in done.err


@pytest.mark.skipif(sys.platform == "win32", reason="signals of Unix")
def test_ctrl_c_stops_in_one_line(folder: Path, tmp_path: Path) -> None:
    for number in range(30):
        shutil.copy(folder / "good.npz", folder / f"{number}.npz")
    out = tmp_path / "out"
    # As a terminal does: to the workers, too.
    start = command_to_which("os.killpg(0, signal.SIGINT)", "formcheck.cli.batch:_line", 1)
    line = (*start, "batch", folder, "-e", "calf-raise", "--out", out, "--workers", "1")
    done = subprocess.run(line, capture_output=True, text=True, start_new_session=True, check=False)
    told = done.stderr
    assert done.returncode == 130
    assert "Traceback" not in told
    assert re.search(r"stopped after \d+ of 32 files", told.splitlines()[-1])
    assert not list(out.glob("*.parquet"))

from pathlib import Path

import pytest
from typer.testing import CliRunner

from formcheck.cli import app

TRACE = Path(__file__).parents[1] / "data" / "calf-raise.npz"


def test_a_trace_is_written_for_opensim_and_its_place_is_printed(tmp_path: Path) -> None:
    out = tmp_path / "raise.trc"
    done = CliRunner().invoke(app, ["export", str(TRACE), "--to", "trc", "--out", str(out)])
    assert (done.exit_code, done.stdout) == (0, f"{out}\n")
    assert out.read_text().startswith("PathFileType\t4")


@pytest.mark.parametrize("foot", ["2", "nan"])
def test_a_foot_that_cannot_be_is_refused(tmp_path: Path, foot: str) -> None:
    arguments = ["export", str(TRACE), "--to", "csv", "--out", str(tmp_path / "x.csv")]
    done = CliRunner().invoke(app, [*arguments, "--foot-cm", foot])
    assert done.exit_code
    assert not list(tmp_path.iterdir())

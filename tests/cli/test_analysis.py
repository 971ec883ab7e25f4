import json
import os
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from formcheck.cli.console import stop_on_ctrl_c
from formcheck.media.video.file import VideoFile
from tests.cli.moments import command_to_which

EXERCISE = ("--exercise", "calf-raise")
QUICK = (*EXERCISE, "--model", "full")
JUDGED = "formcheck.engine.session:Session.update"


def test_results_go_to_standard_output_and_the_rest_to_standard_error(cli, clip) -> None:
    video = clip([0, 0.1, 0.2])
    done = cli("analyze", video, *QUICK)
    assert done.code == 0
    assert "person seen in 0 of 3 frames" in done.out
    assert "No repetitions were seen" in done.out
    files = "landmarks.npz, frames.csv, annotated.mp4, report.json, report.html"
    assert done.err == f"formcheck: wrote {files} to {video.with_suffix('.formcheck')}\n"
    assert len(list(video.with_suffix(".formcheck").iterdir())) == 5


def test_json_is_alone_on_standard_output_and_writes_no_file(cli, clip, tmp_path: Path) -> None:
    done = cli("analyze", clip([0, 0.1]), *QUICK, "--json")
    assert json.loads(done.out)["exercise"] == "calf-raise"
    assert done.err == ""
    assert [path.name for path in tmp_path.iterdir()] == ["clip.mp4"]


def test_json_with_out_writes_the_same_report(cli, clip, tmp_path: Path) -> None:
    done = cli("analyze", clip([0, 0.1]), *QUICK, "--json", "--no-video", "--out", tmp_path / "out")
    assert (tmp_path / "out" / "report.json").read_text(encoding="utf-8") == done.out
    assert not (tmp_path / "out" / "annotated.mp4").exists()


def test_sizes_and_mass_of_the_person_give_cm_and_work(cli) -> None:
    trace = Path(__file__).parents[1] / "data" / "single-leg-calf-raise.npz"
    exercise = ("--exercise", "single-leg-calf-raise")
    document = json.loads(
        cli("analyze", trace, *exercise, "--json", "--foot-cm", "25.8", "--mass-kg", "74").out
    )
    first = document["reps"][0]
    assert first["peak_heel_height_cm"] == pytest.approx(
        25.8 * first["peak_heel_height_ratio"], abs=0.02
    )
    assert first["peak_heel_height_error_cm"] == 1.29
    (found,) = document["summary"]["outcomes"].values()
    assert found["positive_work_j"] == pytest.approx(
        74 * 9.81 * 0.8 * found["total_displacement_cm"] / 100, abs=0.1
    )
    without = json.loads(cli("analyze", trace, *exercise, "--json").out)
    assert without["reps"][0]["peak_heel_height_cm"] is None
    assert without["counts"] == document["counts"]


def test_count_prints_a_number(cli, clip) -> None:
    assert cli("count", clip([0, 0.1]), *QUICK).out == "0\n"


def test_count_of_a_hold_says_that_there_is_nothing_to_count(cli, clip) -> None:
    done = cli("count", clip([0, 0.1]), "--exercise", "soleus-wall-stretch", "--model", "full")
    assert (done.code, done.out) == (0, "0\n")
    assert "held, not repeated" in done.err


def test_what_is_read_is_never_written_over(cli, clip, tmp_path: Path) -> None:
    video = clip([0, 0.1], name="annotated.mp4")
    before = video.read_bytes()
    for command in (["record", video, video], ["analyze", video, *QUICK, "--out", tmp_path]):
        done = cli(*command)
        assert done.code == 1
        assert len(done.err.splitlines()) == 1
        assert video.read_bytes() == before
    trace = tmp_path / "a.npz"
    assert cli("record", video, trace, "--model", "full").code == 0
    assert "would be lost" in cli("record", trace, trace).err


def test_record_then_analyze(cli, clip, tmp_path: Path) -> None:
    assert cli("record", clip([0, 0.1]), tmp_path / "t.npz", "--model", "full").code == 0
    done = cli("analyze", tmp_path / "t.npz", *EXERCISE)
    assert done.code == 0
    assert "no annotated video" in done.err


def test_missing_exercise_says_which_there_are(cli, clip) -> None:
    wrong = cli("analyze", clip([0]))
    assert wrong.code == 2
    assert "--exercise" in wrong.err
    assert "single-leg-calf-raise" in wrong.err


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("--exercise", "calf-rise"), "did you mean 'calf-raise'"),
        ((*EXERCISE, "--model", "huge"), "take lite, full, heavy or the path"),
        ((*EXERCISE, "--out", "/dev/null/out"), "choose a folder"),
        ((*EXERCISE, "--height-cm", "1.75"), "give 100 to 230 cm"),
    ],
)
def test_wrong_options_are_one_line_without_traceback(cli, clip, args, said: str) -> None:
    wrong = cli("analyze", clip([0]), *args)
    assert (wrong.code, wrong.out, wrong.err.count("\n")) == (1, "", 1)
    assert wrong.err.startswith("formcheck: ")
    assert said in wrong.err


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("missing.mp4", None, "check the name"),
        ("empty.mp4", b"", "is empty"),
        ("text.mp4", b"this is no video", "is not a video"),
        ("broken.npz", b"this is no trace", "is not a pose trace"),
        (".", None, "is a folder, not a file"),
    ],
)
def test_bad_files_are_one_line_without_traceback(
    cli, tmp_path: Path, name, content, said: str
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    before = sorted(tmp_path.iterdir())
    wrong = cli("analyze", tmp_path / name, *EXERCISE)
    assert (wrong.code, wrong.out, wrong.err.count("\n")) == (1, "", 1)
    assert said in wrong.err
    assert sorted(tmp_path.iterdir()) == before


def test_side_is_left_right_or_auto(cli, clip) -> None:
    wrong = cli("analyze", clip([0]), *EXERCISE, "--side", "both")
    assert wrong.code == 2
    assert "'left', 'right', 'auto'" in wrong.err or "left" in wrong.err


@pytest.mark.parametrize(
    ("size_px", "count"), [((3840, 2160), 2), ((720, 1280), 2), ((99, 67), 3), ((64, 48), 1)]
)
def test_any_size_and_a_single_frame(cli, clip, size_px, count: int) -> None:
    video = clip((index / 10 for index in range(count)), size_px)
    assert cli("analyze", video, *QUICK).code == 0
    with VideoFile(video.with_suffix(".formcheck") / "annotated.mp4") as annotated:
        assert len(list(annotated)) == count


@pytest.fixture
def heeded() -> Iterator[None]:
    """Ctrl-C, which is ignored where somebody runs the tests in the background."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("heeded")
def test_first_ctrl_c_asks_and_the_second_interrupts() -> None:
    with stop_on_ctrl_c() as stop:
        assert not stop()
        signal.raise_signal(signal.SIGINT)
        assert stop()
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
    with pytest.raises(KeyboardInterrupt):
        signal.raise_signal(signal.SIGINT)


@pytest.mark.skipif(os.name == "nt", reason="Windows cannot send Ctrl-C to one process")
@pytest.mark.parametrize("end_by", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_in_the_middle_completes_the_files(
    clip, tmp_path: Path, end_by: signal.Signals
) -> None:
    video, out = clip(index / 30 for index in range(90)), tmp_path / "out"
    start = command_to_which(f"os.kill(os.getpid(), {end_by:d})", JUDGED, 20)
    command = [*start, "analyze", str(video), *QUICK, "--out", str(out)]
    done = subprocess.run(command, capture_output=True, check=False)
    assert done.returncode == 130
    assert b"Only the first" in done.stdout
    assert b"stopped by Ctrl-C" in done.stderr
    assert sorted(path.name for path in out.iterdir()) == [
        "annotated.partial.mp4",
        "frames.partial.csv",
        "landmarks.partial.npz",
        "report.partial.html",
        "report.partial.json",
    ]
    source = json.loads((out / "report.partial.json").read_text())["source"]
    assert (source["complete"], source["frames"]) == (False, 20)
    assert len((out / "frames.partial.csv").read_text().splitlines()) == source["frames"] + 1
    with VideoFile(out / "annotated.partial.mp4") as annotated:
        assert len(list(annotated)) == source["frames"]

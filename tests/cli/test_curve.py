from pathlib import Path

import pytest

from formcheck.curve import curve
from formcheck.engine.spec.names import SPEC_SIGNALS

TRACE = Path(__file__).parents[1] / "data" / "closer" / "single-leg-calf-raise.npz"
EXERCISE = ("-e", "single-leg-calf-raise")


@pytest.mark.parametrize(("name", "begin"), [("a.svg", b"<svg"), ("a.png", b"\x89PNG")])
def test_a_picture_is_written(cli, tmp_path: Path, name: str, begin: bytes) -> None:
    done = cli("curve", TRACE, "target.knee_flexion_deg", *EXERCISE, "--out", tmp_path / name)
    assert (done.code, done.out) == (0, "")
    assert done.err == f"formcheck: wrote {tmp_path / name}\n"
    assert (tmp_path / name).read_bytes().startswith(begin)
    assert len(list(tmp_path.iterdir())) == 1


def test_it_lies_beside_the_recording(cli, tmp_path: Path) -> None:
    mine = tmp_path / "me.npz"
    mine.write_bytes(TRACE.read_bytes())
    assert cli("curve", mine, *EXERCISE).code == 0
    text = (tmp_path / "me.curve.svg").read_text(encoding="utf-8")
    assert all(f">{name}" in text for name in ("target.heel_rise_ratio", "other.clearance_ratio"))


def test_pain_at_the_heel_bone_has_limits_of_its_own(cli, tmp_path: Path) -> None:
    exercise = ("-e", "deficit-calf-raise")
    for name, more in (("a.svg", ()), ("b.svg", ("--pain-free-range",))):
        assert cli("curve", TRACE, *exercise, *more, "--out", tmp_path / name).code == 0
    assert (tmp_path / "a.svg").read_text() != (tmp_path / "b.svg").read_text()


def test_an_unknown_signal_is_told_before_anything_is_looked_at(cli, tmp_path: Path) -> None:
    wrong = cli("curve", tmp_path / "no.npz", "target.knee_flexon_deg", *EXERCISE)
    assert wrong.code == 1
    assert wrong.err == (
        "formcheck: unknown signal 'target.knee_flexon_deg'; did you mean"
        " 'target.knee_flexion_deg'?\n"
    )


def test_what_the_view_does_not_show_is_said(cli, tmp_path: Path) -> None:
    assert "target.foot_angle_deg" in SPEC_SIGNALS
    trace = Path(__file__).parents[1] / "data" / "clips" / "pl-tall.npz"
    plot = ("curve", trace, "trunk_inclination_deg", "-e", "plantar-fascia-stretch")
    done = cli(*plot, "--out", tmp_path / "a.svg")
    assert done.code == 0
    assert "trunk_inclination_deg was never seen" in done.err


def test_a_name_that_is_no_picture_and_a_wrong_spec_are_refused(cli, tmp_path: Path) -> None:
    wrong = cli("curve", TRACE, *EXERCISE, "--out", tmp_path / "a.jpeg")
    assert (wrong.code, wrong.err.count("\n")) == (1, 1)
    assert "let it end in .svg or .png" in wrong.err
    (tmp_path / "bad.toml").write_text('id = "bad"\n')
    assert (
        "bad.toml:1: kind: is missing; add it"
        in cli("curve", TRACE, "-e", tmp_path / "bad.toml").err
    )
    assert list(tmp_path.glob("*.svg")) == []


def test_what_was_stopped_does_not_take_the_place_of_a_whole_picture(tmp_path: Path) -> None:
    whole = curve(TRACE, EXERCISE[1], out=tmp_path / "a.svg")
    kept = whole.file.read_bytes()
    plot = curve(TRACE, EXERCISE[1], out=tmp_path / "a.svg", stop=lambda: True)
    assert (plot.stopped, plot.file.name) == (True, "a.partial.svg")
    assert (tmp_path / "a.svg").read_bytes() == kept != plot.file.read_bytes()

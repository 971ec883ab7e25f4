"""What is no rebounding raise: slow raises, raises on one leg, jumps."""

from __future__ import annotations

import pytest

from tests.engine.recorded import DATA, PEOPLE, frames_of, report_of

REBOUND = "rebound-calf-raise"


@pytest.mark.parametrize(("trace", "number"), [("calf-raise", 4), ("single-leg-calf-raise", 3)])
def test_slow_raises_are_too_slow(trace: str, number: int) -> None:
    report = report_of(REBOUND, frames_of(DATA / f"{trace}.npz"))
    assert len(report.reps) == report.counts.partial == number
    for rep in report.reps:
        assert ("quick", "bad") in {(f.check, f.level) for f in rep.findings}


@pytest.mark.parametrize("trace", ["rope_jumping.heavy", "jump_squats.heavy"])
def test_jumps_are_none(trace: str) -> None:
    path = PEOPLE / "real" / f"{trace}.npz"
    if not path.is_file():
        pytest.skip("the traces of real people are not part of the project")
    assert report_of(REBOUND, frames_of(path)).reps == ()

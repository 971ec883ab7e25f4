"""Who goes into a stretch slowly is quiet on the way: that is no new start position.

A film that begins in a stretch that is told from the start position says so, and so does one of
somebody in another position.
"""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest

from formcheck.engine.values.landmarks import Landmark
from formcheck.engine.values.pose import Pose
from formcheck.library import load_exercise
from formcheck.words import Phrase
from tests.engine.recorded import DATA, frames_of, report_of
from tests.engine.reps.test_closer import SAMPLES, changed
from tests.engine.skeleton import Frames


@pytest.mark.parametrize("times", [1, 2, 3])
def test_a_slow_pull_is_timed(times: int) -> None:
    exercise = "towel-calf-stretch"
    truth = json.loads((SAMPLES / f"{exercise}.json").read_text())["holds"][0]
    frames = frames_of(DATA / "clips" / f"{exercise}.npz")
    report = report_of(exercise, [(time_s * times, pose) for time_s, pose in frames])
    assert sum(h.held_s for h in report.holds) == pytest.approx(times * truth["good_s"], rel=0.2)
    assert report.holds[0].start_s == pytest.approx(times * truth["start_s"], abs=1.0)


def test_a_film_that_begins_in_the_pull_says_what_is_missing() -> None:
    exercise = "seated-hamstring-stretch"
    truth = json.loads((SAMPLES / f"{exercise}.json").read_text())["holds"][0]
    frames = frames_of(DATA / "clips" / f"{exercise}.npz")
    during = [f for f in frames if truth["start_s"] + 0.5 <= f[0] <= truth["end_s"] - 1.0]
    report = report_of(exercise, during)
    assert not report.holds
    step = load_exercise(exercise).steps[0]
    assert report.view.reason == Phrase("reason.no-way-in", step=step)


@pytest.mark.parametrize(
    ("clip", "exercise"),
    [
        ("towel-calf-stretch", "supine-hamstring-stretch"),
        ("supine-hamstring-stretch", "towel-calf-stretch"),
    ],
)
def test_who_sits_does_not_lie_and_who_lies_does_not_sit(clip: str, exercise: str) -> None:
    report = report_of(exercise, frames_of(DATA / "clips" / f"{clip}.npz"))
    assert not report.holds
    posture = load_exercise(exercise).target.posture
    assert report.view.reason == Phrase(f"reason.posture.{posture}")


def test_who_sits_on_the_floor_does_not_sit_on_a_chair() -> None:
    exercise = "seated-hamstring-stretch"
    report = report_of(exercise, leaning(frames_of(DATA / "clips" / "towel-calf-stretch.npz")))
    assert not report.holds
    assert report.view.reason == Phrase("reason.posture.seated")


def leaning(of: Frames) -> Frames:
    """Somebody who leans forward by 20 degrees after a while, as one does when one talks."""

    def leant(time_s: float, pose: Pose) -> Pose:
        hip, shoulder = pose.xy_px[Landmark.LEFT_HIP], pose.xy_px[Landmark.LEFT_SHOULDER]
        ahead = np.sign(pose.xy_px[Landmark.LEFT_FOOT_INDEX][0] - hip[0])
        shift = 0.36 * float(np.hypot(*(shoulder - hip))) * np.clip(time_s - 4.0, 0.0, 1.0)
        xy = pose.xy_px.copy()
        xy[: Landmark.RIGHT_WRIST + 1, 0] += ahead * shift
        return replace(pose, xy_px=xy)

    return changed(of, leant)

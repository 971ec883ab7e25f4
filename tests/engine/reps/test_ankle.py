"""The ankle centre as marker: against the truth of rendered clips, and by hand-made numbers."""

import json
import math
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from formcheck.engine.person.place import Ground
from formcheck.engine.reps.ankle import EXPECTED_ELSE, EXPECTED_STANDING, AnkleRise, ankle_rise
from formcheck.engine.reps.finder import Movement, Sample
from formcheck.engine.reps.grading import Grader
from formcheck.engine.results.outcomes import with_outcomes
from formcheck.engine.values.facts import BodyFacts
from formcheck.engine.values.landmarks import Array, Legs
from formcheck.engine.values.report import Rep
from formcheck.engine.values.signals import UNKNOWN
from formcheck.library import load_exercise
from tests.engine.recorded import DATA, frames_of, report_of
from tests.engine.rules import signals_of
from tests.engine.skeleton import Frames

ROOT = Path(__file__).parents[3]
FLOOR, STEP, MOBILIZATION = map(
    load_exercise, ("calf-raise", "deficit-calf-raise", "ankle-mobilization")
)
HEIGHTS = (
    [0.0] * 10 + [0.1, 0.2, 0.3] + [0.4] * 10 + [0.3, 0.2, 0.1] + [0.0] * 10
)  # of the heel, at 20 frames a second
ON_THE_FLOOR = AnkleRise(0.55, 0.25, math.nan, 0.0, 0.01, on_step=False)


def frames_with_legs(exercise: str) -> Frames:
    """The recording with what the leg network saw in the same clip (its crops found by the full model)."""
    with np.load(DATA / "legs" / f"{exercise}.npz") as legs:
        seen = [
            Legs(*leg)
            for leg in zip(
                legs["legs_px"].astype(float), legs["legs_error_px"].astype(float), strict=True
            )
        ]
    frames = frames_of(DATA / f"{exercise}.npz")
    return [
        (t, pose and replace(pose, legs=leg)) for (t, pose), leg in zip(frames, seen, strict=True)
    ]


@cache
def reps_of(exercise: str, foot_cm: float) -> tuple[Rep, ...]:
    report = report_of(exercise, frames_with_legs(exercise))
    return with_outcomes(report, load_exercise(exercise), BodyFacts(foot_cm=foot_cm)).reps


class Truth:
    """True heights of the ankle centre in cm.

    The scale is that of the heel, whose height is known in metres.
    """

    def __init__(self, exercise: str) -> None:
        clip = json.loads((ROOT / "sample_videos" / f"{exercise}.json").read_text())
        frames, side = clip["frames"], clip["near_side"]
        self.reps, self.foot_cm = clip["reps"], 100 * clip["character"]["foot_length_m"]
        self._time_s = np.array(frames["time_s"])
        heel_px, ankle_px = (
            np.array(frames["joints_px"][f"{side}_{part}"])[:, 1] for part in ("heel", "ankle")
        )
        cm_per_px = np.polyfit(heel_px, 100 * np.array(frames[side]["heel_height_m"]), 1)[0]
        self._ankle_cm: Array = cm_per_px * ankle_px
        self._ankle_cm -= np.median(self._ankle_cm[self._time_s < 1])

    def rise_and_way_up_cm(self, number: int) -> tuple[float, float]:
        rep = self.reps[number]
        heights = self._ankle_cm[
            (self._time_s >= rep["start_s"] - 0.2) & (self._time_s <= rep["end_s"])
        ]
        top = int(heights.argmax())
        return float(heights[top]), float(heights[top] - heights[: top + 1].min())


def errors_cm(exercise: str) -> tuple[list[float], list[float], list[float]]:
    """Absolute errors of rise and way up, and the errors that are told."""
    truth = Truth(exercise)
    reps = reps_of(exercise, truth.foot_cm)
    assert len(reps) == len(truth.reps)
    true = [truth.rise_and_way_up_cm(i) for i in range(len(reps))]
    rises = [
        abs(rep.measures["peak_ankle_rise_cm"] - rise)
        for rep, (rise, _) in zip(reps, true, strict=True)
    ]
    ways = [
        abs(rep.measures["ankle_displacement_cm"] - way)
        for rep, (_, way) in zip(reps, true, strict=True)
    ]
    return rises, ways, [rep.measures["peak_ankle_rise_error_cm"] for rep in reps]


@pytest.mark.parametrize("exercise", ["calf-raise", "single-leg-calf-raise"])
def test_rises_of_people_who_stand_on_the_floor_are_within_three_millimetres(exercise: str) -> None:
    rises, ways, told = errors_cm(exercise)
    assert np.mean(rises) <= 0.3
    assert np.mean(ways) <= 0.3
    assert np.mean(rises) <= np.mean(told) <= 0.5


def test_on_a_step_the_error_is_larger_and_said_to_be() -> None:
    rises, ways, told = errors_cm("deficit-calf-raise")
    assert np.mean(rises) <= 1.2
    assert np.mean(ways) <= 1.2
    assert 0.7 <= np.mean(told) <= 1.2


def test_on_a_step_the_way_up_begins_below_it() -> None:
    for rep in reps_of("deficit-calf-raise", 25.8):
        assert (
            rep.measures["ankle_displacement_ratio"] > rep.measures["peak_ankle_rise_ratio"] + 0.1
        )


def test_without_the_leg_network_there_is_no_ankle() -> None:
    report = report_of("calf-raise", frames_of(DATA / "calf-raise.npz"))
    assert report.reps
    assert not [name for rep in report.reps for name in rep.measures if "ankle" in name]


def movement(
    share: float = 0.7,
    *,
    error: float = 0.04,
    resting: float = 0.25,
    heel: float = 0.0,
    hidden: float = 0.0,
) -> Movement:
    """A raise by 0.4 foot lengths in which the ankle rises by a share of it.

    Args:
        share: Rise of the ankle for a heel rise of 1.
        error: That the network expects of heel and toe.
        resting: What is read of an ankle over a flat foot.
        heel: Where the heel begins.
        hidden: Share of the frames without ankle.
    """
    samples = []
    for i, height in enumerate(HEIGHTS):
        ankle = math.nan if (i * 7) % 10 < 10 * hidden else resting + share * (heel + height)
        now = {
            "left_ankle_over_toe_ratio": ankle,
            "left_body_over_toe_ratio": 3 + 0.8 * height,
            "left_heel_rise_ratio": heel + height,
            "left_body_lift_ratio": 0.8 * height,
            "left_lift_ratio": 0.8,
            "left_knee_flexion_deg": 4.0,
            "trunk_inclination_deg": 0.0,
        }
        samples.append(Sample(i / 20, heel + height, signals_of(now), np.zeros(2), error))
    return Movement(tuple(samples), int(np.argmax(HEIGHTS)), 0.05)


def rise_of(raised: Movement, base: dict[str, float] | None = None) -> AnkleRise:
    assert FLOOR.reps is not None
    found = ankle_rise(raised, "left", signals_of(base or {}), FLOOR.reps)
    assert found is not None
    return found


def test_a_raise_from_the_floor_rises_as_far_as_it_is_long() -> None:
    assert rise_of(movement()).measures(0.0) == pytest.approx(
        {
            "peak_ankle_rise_ratio": 0.28,
            "ankle_displacement_ratio": 0.28,
            "ankle_error_ratio": EXPECTED_STANDING * 0.04,
        }
    )


def test_the_start_position_does_not_move_what_begins_on_the_floor() -> None:
    base = {"left_ankle_over_toe_ratio": 0.2}  # another reading of the same foot
    assert rise_of(movement(), base).measures(0.0)["peak_ankle_rise_ratio"] == pytest.approx(0.28)


def test_a_heel_that_did_not_come_down_is_measured_from_the_flat_foot() -> None:
    raised = movement(heel=0.1)
    known = rise_of(raised, {"left_ankle_over_toe_ratio": 0.25}).measures(0.0)
    assert known["peak_ankle_rise_ratio"] == pytest.approx(0.35)
    assert known["ankle_displacement_ratio"] == pytest.approx(0.28)
    unknown = rise_of(raised).measures(0.0)
    assert "peak_ankle_rise_ratio" not in unknown
    assert unknown["ankle_displacement_ratio"] == pytest.approx(0.28)
    assert rise_of(raised).measures(0.1)["peak_ankle_rise_ratio"] == pytest.approx(
        0.28
    )  # the floor is seen there


@pytest.mark.parametrize(("heel", "above_flat"), [(-0.2, 0.14), (-0.03, 0.259)])
def test_on_a_step_the_flat_foot_is_the_floor(heel: float, above_flat: float) -> None:
    assert STEP.reps is not None
    found = ankle_rise(
        movement(heel=heel), "left", signals_of({"left_ankle_over_toe_ratio": 0.25}), STEP.reps
    )
    assert found is not None
    assert found.measures(0.0) == pytest.approx(
        {
            "peak_ankle_rise_ratio": above_flat,
            "ankle_displacement_ratio": 0.28,
            "ankle_error_ratio": EXPECTED_ELSE * 0.04,
        }
    )


def test_what_nobody_saw_is_not_told() -> None:
    assert FLOOR.reps is not None
    assert MOBILIZATION.reps is not None
    assert ankle_rise(movement(error=math.nan), "left", UNKNOWN, FLOOR.reps) is None
    assert ankle_rise(movement(), "right", UNKNOWN, FLOOR.reps) is None
    assert ankle_rise(movement(), "left", UNKNOWN, MOBILIZATION.reps) is None
    assert ankle_rise(movement(hidden=0.7), "left", UNKNOWN, FLOOR.reps) is None
    assert rise_of(movement(hidden=0.3)).measures(0.0)["peak_ankle_rise_ratio"] == pytest.approx(
        0.28
    )


@pytest.mark.parametrize("blind", [False, True])
def test_a_view_that_measures_no_heights_measures_none_of_the_ankle(blind: bool) -> None:
    checks = frozenset(check.id for check in FLOOR.checks)
    rep = Grader(FLOOR, "left").add(
        movement(), UNKNOWN, checks if blind else frozenset(), Ground(flat=0.0)
    )
    assert rep is not None
    assert ("peak_ankle_rise_ratio" in rep.measures) is not blind
    assert ("ankle_displacement_ratio" in rep.measures) is not blind


def test_levels_may_be_anywhere() -> None:
    assert ON_THE_FLOOR.measures(0.04)["peak_ankle_rise_ratio"] == pytest.approx(0.3)
    assert "peak_ankle_rise_ratio" not in ON_THE_FLOOR.measures(0.06)

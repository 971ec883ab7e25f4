"""Each signal is read as it says, and none that nobody asks for."""

import math
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from formcheck.engine.person.body import Body
from formcheck.engine.person.geometry import Point
from formcheck.engine.person.limbs import limbs_of
from formcheck.engine.session import Session
from formcheck.engine.signals.corrections import POSTURES
from formcheck.engine.signals.readings import median_of, read, signals
from formcheck.engine.signals.table import BODY, BY_THE_JUDGE, COMPARED, ERRORS, LEG
from formcheck.engine.spec.exercise import ExerciseSpec
from formcheck.engine.spec.signals import BODY_SIGNALS, LEG_SIGNALS, SIGNALS
from formcheck.engine.values.landmarks import Landmark, Side
from formcheck.engine.values.pose import Pose
from formcheck.engine.values.signals import Signals, Values
from formcheck.library import exercise_ids, load_exercise
from tests.engine.skeleton import Stance, film, raises, stay

# Who stands facing the right of the picture. Foot 20 px, shank and thigh 50, trunk 60, arm 69.
FIGURE = {
    "shoulder": (100.0, 140.0),
    "wrist": (100.0, 209.0),
    "index": (100.0, 215.0),
    "hip": (100.0, 200.0),
    "knee": (100.0, 250.0),
    "ankle": (100.0, 300.0),
    "heel": (100.0, 305.0),
    "foot_index": (120.0, 305.0),
}
NOBODY = Pose(np.full((33, 2), np.nan), np.zeros(33), None, (640, 480))
Moved = Mapping[str, Point]


def body(
    right: Moved | None = None, left: Moved | None = None, errors: Moved | None = None
) -> Body:
    """The figure with some points of a side elsewhere; its right side is near the camera."""
    xy, error_px = np.full((33, 2), np.nan), np.full(33, np.nan)
    moved: dict[Side, Moved] = {"right": right or {}, "left": left or {}}
    for side, points in moved.items():
        for part, at in {**FIGURE, **points}.items():
            xy[Landmark.of(side, part)] = at
    for part, (error, _) in (errors or {}).items():
        error_px[Landmark.of("right", part)] = error
    sizes = {"leg_px": 100.0, "trunk_px": 60.0, "foot_px": 20.0}
    return Body(
        time_s=0.0,
        pose=NOBODY,
        near="right",
        forward=1.0,
        yaw_deg=0.0,
        changed=False,
        error_px=error_px,
        left=limbs_of(xy, "left"),
        right=limbs_of(xy, "right"),
        **sizes,
    )


@pytest.mark.parametrize("signal", SIGNALS.values(), ids=lambda signal: signal.name)
def test_each_signal_says_what_it_means_and_is_read(signal: Any) -> None:
    assert signal.unit
    assert signal.zero
    assert signal.positive
    assert signal.plane in ("side", "front", "any")
    assert SIGNALS[signal.name] is signal
    readers = {*COMPARED, *(BODY if signal.name in BODY_SIGNALS else LEG)}
    assert signal.name in readers | BY_THE_JUDGE


def test_names_are_of_a_leg_or_of_the_body() -> None:
    assert not LEG_SIGNALS.keys() & BODY_SIGNALS.keys()
    assert ERRORS.keys() <= LEG_SIGNALS.keys()


@pytest.mark.parametrize(
    ("name", "right", "left", "value"),
    [
        ("hip_flexion_deg", {}, {}, 0),
        ("hip_flexion_deg", {"shoulder": (160, 200)}, {}, 90),
        ("hip_flexion_deg", {"shoulder": (40, 200)}, {}, -90),
        ("knee_flexion_deg", {}, {}, 0),
        ("knee_flexion_deg", {"ankle": (50, 250)}, {}, 90),
        ("ankle_dorsiflexion_deg", {}, {}, 0),
        ("ankle_dorsiflexion_deg", {"foot_index": (120, 285)}, {}, 45),
        ("shank_inclination_deg", {"knee": (150, 250)}, {}, 45),
        ("thigh_inclination_deg", {}, {}, 0),
        ("thigh_inclination_deg", {"knee": (150, 200)}, {}, 90),
        ("clearance_ratio", {"heel": (100, 285), "foot_index": (120, 295)}, {}, 0.5),
        ("ankle_height_ratio", {"ankle": (100, 275)}, {}, 0.5),
        ("ankle_height_ratio", {}, {"ankle": (100, 275)}, -0.5),
        ("ankle_to_thigh_ratio", {"ankle": (125, 225)}, {}, 0.5),
        ("ankle_to_thigh_ratio", {}, {}, 1),
        ("hand_to_toe_ratio", {"index": (120, 295)}, {}, 0.5),
        ("hand_to_toe_ratio", {}, {"wrist": (130, 305)}, 0.5),
        ("hand_to_thigh_ratio", {}, {}, 0),
        *(
            ("hand_to_thigh_ratio", {"wrist": at, "index": at}, {"wrist": at, "index": at}, value)
            for at, value in (((125.0, 225.0), 0.5), ((100.0, 150.0), 1.0))
        ),
        (
            "foot_angle_deg",
            {"hip": (140, 200), "heel": (140, 305), "foot_index": (150, 305)},
            {},
            30,
        ),
        ("foot_angle_deg", {}, {"hip": (140, 200)}, -90),
        ("knee_inward_deg", {"hip": (140, 200), "knee": (50, 250)}, {}, 45),
        ("foot_length_ratio", {"foot_index": (110, 305)}, {}, 0.5),
        ("body_line_deg", {}, {}, 0),
        ("body_line_deg", {"hip": (20, 220)}, {}, 90),
        ("heel_over_toe_ratio", {"heel": (100, 295)}, {}, 0.5),
        ("ankle_over_toe_ratio", {}, {}, 0.25),
        ("knee_over_toe_ratio", {}, {}, 2.75),
        ("body_over_toe_ratio", {"shoulder": (100, 160)}, {}, 6.25),
        ("toe_y_ratio", {"foot_index": (120, 300)}, {}, -15),
    ],
)
def test_a_leg_is_read(name: str, right: Moved, left: Moved, value: float) -> None:
    assert read(body(right, left)).right[name] == pytest.approx(value)


@pytest.mark.parametrize(
    ("name", "right", "left", "value"),
    [
        ("trunk_inclination_deg", {}, {}, 0),
        ("trunk_inclination_deg", {"shoulder": (160, 140)}, {}, 45),
        ("trunk_px_ratio", {}, {}, 0.6),
        ("heels_apart_ratio", {}, {"heel": (150, 305)}, 1),
        ("step_length_ratio", {"heel": (150, 305)}, {}, 1),
        ("step_length_ratio", {}, {"heel": (150, 305)}, 1),
        ("wrist_reach_ratio", {"wrist": (169, 140)}, {}, 1),
        ("wrist_reach_ratio", {}, {"wrist": (134.5, 140)}, 0.5),
        ("wrist_height_ratio", {"wrist": (169, 140)}, {}, 0),
        ("wrist_height_ratio", {"wrist": (169, 110)}, {}, 0.5),
        ("stance_width_ratio", {"hip": (120, 200), "ankle": (130, 300)}, {}, 1.5),
        ("pelvis_tilt_deg", {"hip": (120, 200)}, {"hip": (100, 220)}, 45),
    ],
)
def test_the_body_is_read(name: str, right: Moved, left: Moved, value: float) -> None:
    assert read(body(right, left)).body[name] == pytest.approx(value)


@pytest.mark.parametrize(
    ("yaw_deg", "step"),
    [(0, 1), (40, 1 / math.cos(math.radians(40))), (80, math.sqrt(2)), (math.nan, 1)],
)
def test_a_step_is_longer_than_it_looks_from_an_angle(yaw_deg: float, step: float) -> None:
    seen = replace(body({"heel": (150, 305)}), yaw_deg=yaw_deg)
    assert read(seen).body["step_length_ratio"] == pytest.approx(step)
    assert read(seen).body["heels_apart_ratio"] == 1


@pytest.mark.parametrize("name", sorted(LEG))
def test_of_a_leg_that_is_not_seen_nothing_is_known(name: str) -> None:
    hidden: Moved = dict.fromkeys(FIGURE, (math.nan, math.nan))
    assert math.isnan(read(body(hidden, hidden)).right[name])


UP = {part: (x, y - 8.0) for part, (x, y) in FIGURE.items()} | {
    "foot_index": FIGURE["foot_index"],
    "heel": (100.0, 295.0),
}
HIGH = {part: (x, y - 10.0) for part, (x, y) in FIGURE.items()}


@pytest.mark.parametrize(
    ("name", "now", "value"),
    [
        ("heel_height_ratio", UP, 0.5),
        ("knee_lift_ratio", UP, 0.4),
        ("body_lift_ratio", UP, 0.4),
        ("lift_ratio", UP, 0.8),
        ("lift_ratio", {}, math.nan),
        ("toe_lift_ratio", UP, 0),
        ("toe_lift_ratio", HIGH, 0.5),
        ("clearance_ratio", HIGH, 0.5),
        ("clearance_ratio", {}, 0),
        ("trunk_over_shank_deg", {"shoulder": (160.0, 140.0)}, 45 + 4 - 1.2),
    ],
)
def test_a_leg_beside_its_start_position(name: str, now: Moved, value: float) -> None:
    found = signals(read(body(now)), read(body()), POSTURES["standing"])
    assert found.right[name] == pytest.approx(value, nan_ok=True)


def test_the_trunk_beside_its_start_position() -> None:
    slumped = read(body({"shoulder": (100.0, 155.0)}))
    found = signals(slumped, read(body()), POSTURES["standing"])
    assert found.body["trunk_length_ratio"] == pytest.approx(0.75)


@pytest.mark.parametrize("name", sorted(COMPARED.keys() - {"trunk_over_shank_deg"}))
def test_without_a_start_position_nothing_is_compared(name: str) -> None:
    found = signals(read(body(UP)), Signals(), POSTURES["standing"])
    part = found.body if name in BODY_SIGNALS else found.right
    assert math.isnan(part[name])


@pytest.mark.parametrize(
    ("name", "parts", "error"),
    [
        ("heel_height_ratio", {"heel": 3.0, "foot_index": 4.0}, 0.25),
        ("clearance_ratio", {"heel": 3.0, "foot_index": 4.0}, 0.2),
        ("toe_lift_ratio", {"foot_index": 4.0}, 0.2),
        ("shank_inclination_deg", {"knee": 3.0, "ankle": 4.0}, math.degrees(0.1)),
        ("knee_flexion_deg", {"knee": 3.0, "ankle": 4.0}, math.degrees(math.hypot(0.1, 0.06))),
        ("ankle_dorsiflexion_deg", {"ankle": 5.0, "heel": 4.0}, math.degrees(math.hypot(0.1, 0.2))),
        ("knee_flexion_deg", {}, 0.0),
        ("hip_flexion_deg", {"knee": 3.0}, math.nan),
    ],
)
def test_errors_are_those_of_the_points(name: str, parts: dict[str, float], error: float) -> None:
    errors = {part: (px, px) for part, px in parts.items()}
    assert read(body(errors=errors)).right.error(name) == pytest.approx(error, nan_ok=True)


def test_a_median_needs_to_be_known_often_enough() -> None:
    frames = [Signals(body=Values({"x": value})) for value in (1.0, math.nan, 5.0, 3.0, math.nan)]
    assert median_of(frames).body["x"] == 3.0
    assert median_of(frames[:2], 0.5).body["x"] != median_of(frames[:2]).body["x"] == 1.0
    assert median_of(frames[2:4]).body["x"] == 4.0


def counted(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often each number is computed from now on."""
    times: Counter[str] = Counter()

    def counting(name: str, reader: Callable[..., float]) -> Callable[..., float]:
        def call(*args: Any) -> float:
            times[name] += 1
            return reader(*args)

        return call

    for table in (LEG, BODY, COMPARED):
        for name, reader in table.items():
            monkeypatch.setitem(table, name, counting(name, reader))  # type: ignore[arg-type]
    return times


def named(spec: ExerciseSpec) -> set[str]:
    """The signals that a spec names."""
    found = [rule.signal for check in spec.checks for rule in check.rules]
    if spec.reps is not None:
        found.append(spec.reps.signal)
    if spec.hold is not None:
        places = (spec.hold.attempt, spec.hold.stay)
        found += [spec.hold.steady_signal, *(place.signal for place in places if place)]
    return {name.rpartition(".")[2] for name in found}


# By these the engine tells posture, role, where zero is, and a raise from a step.
ALWAYS = {
    *("knee_flexion_deg", "thigh_inclination_deg", "trunk_inclination_deg", "step_length_ratio"),
    *("clearance_ratio", "ankle_height_ratio", "shank_inclination_deg", "ankle_dorsiflexion_deg"),
    *("heel_height_ratio", "toe_lift_ratio", "knee_lift_ratio", "body_lift_ratio"),
    *("hip_flexion_deg",),  # an angle that is drawn
    *("foot_length_ratio",),  # whether the foot points at the camera
}
LIFTS = film(raises(Stance(), Stance(heel=0.36, other_heel=0.36), 2))
STRETCHES = film(stay(Stance(knee_deg=0, shank_deg=25, step=1.2, hands=1), 4, stay(Stance(), 2)))


@pytest.mark.parametrize("exercise", exercise_ids())
def test_only_what_a_spec_names_is_computed(exercise: str, monkeypatch: pytest.MonkeyPatch) -> None:
    spec, computed = load_exercise(exercise), counted(monkeypatch)
    for frames in (LIFTS, STRETCHES):
        session = Session(spec)
        for time_s, pose in frames:
            session.update(time_s, pose)
        session.finish()
    assert computed
    assert computed.keys() & SIGNALS.keys() <= named(spec) | ALWAYS


def test_who_asks_for_more_gets_it(monkeypatch: pytest.MonkeyPatch) -> None:
    session = Session(load_exercise("calf-raise"))
    last = [session.update(time_s, pose) for time_s, pose in LIFTS][-1]
    computed = counted(monkeypatch)
    assert last.signals.left["hand_to_toe_ratio"] > 1
    assert last.signals.left["hand_to_toe_ratio"] > 1
    assert computed == {"hand_to_toe_ratio": 1}


def test_a_body_is_read_once_a_frame(monkeypatch: pytest.MonkeyPatch) -> None:
    session, computed = Session(load_exercise("calf-raise")), counted(monkeypatch)
    most: Counter[str] = Counter()
    for time_s, pose in LIFTS:
        computed.clear()
        session.update(time_s, pose)
        if 1.2 < time_s < 3.0:  # from the start position to the first repetition's end
            most |= computed
    readings = {name: times for name, times in most.items() if name in {*LEG, *BODY} - {*COMPARED}}
    assert readings
    assert max(readings.values()) <= 2  # legs

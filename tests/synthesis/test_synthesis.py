"""Rendered people are where the ground truth says that they are."""

import json
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest

pytest.importorskip(
    "moderngl", reason="the dependency group synthesis is not installed (uv sync --group synthesis)"
)

from synthesis import demos
from synthesis.exercises import EXERCISES
from synthesis.gl.camera import Camera
from synthesis.gl.scene import Scene
from synthesis.scenario import read, understood
from synthesis.take import Studio, Take, film, measure
from synthesis.timing import ramp

ROOT = Path(__file__).parents[2]
RAISE: dict[str, Any] = {
    **{
        "name": "raise",
        "exercise": "calf-raise",
        "fps": 10,
        "size": [160, 120],
        "lead_in_s": 0.3,
        "noise": 0.0,
    },
    **{"reps": [{"up_s": 0.8, "top_s": 0.4, "down_s": 0.8}], "vary": 0.0},
}


def taken(**changes: Any) -> Take:
    """A short raise, gone through to its end."""
    take = Take(understood({**RAISE, **changes}))
    for _ in take.frames():
        pass
    return take


@pytest.fixture(scope="module")
def truth() -> dict[str, Any]:
    return taken().truth()


@pytest.fixture
def graphics() -> None:
    try:
        Scene(16, 16)
    except Exception as error:
        pytest.skip(f"no EGL here (Debian: libegl1 libgl1-mesa-dri): {error}")


def test_the_full_raise_is_as_high_as_the_pitch_of_the_foot_makes_it(truth: dict[str, Any]) -> None:
    take = taken()
    heel, _ = take.body.feet["L"].points([part.vertices for part in take.body.human.parts])
    lever = heel - take.body.legs["L"].ball
    pitch = np.radians(33)
    lift = lever[1] * np.sin(pitch) + lever[2] * np.cos(pitch) - lever[2]
    assert max(truth["frames"]["left"]["heel_height_m"]) == pytest.approx(lift, abs=1e-4)
    assert truth["reps"][0]["peak_heel_height_m"] == pytest.approx(lift, abs=1e-4)


def test_planted_feet_stay_and_flat_feet_have_no_height(truth: dict[str, Any]) -> None:
    toe = np.array(truth["frames"]["joints_px"]["left_foot_index"])
    assert np.ptp(toe, axis=0).max() < 0.5
    assert truth["frames"]["left"]["heel_height_m"][0] == pytest.approx(0, abs=1e-5)
    assert taken().measured.slip_m() < 1e-6


def test_heights_follow_the_planned_ramp(truth: dict[str, Any]) -> None:
    start = truth["reps"][0]["start_s"]
    times = np.array(truth["frames"]["time_s"])
    heel = np.array(truth["frames"]["left"]["heel_height_m"])
    middle = np.abs(times - (start + 0.4)).argmin()
    share = ramp((times[middle] - start) / 0.8)
    assert heel[middle] / heel.max() == pytest.approx(share, abs=0.05)


def test_the_ground_truth_that_ships_is_found_again(tmp_path: Path) -> None:
    scenario = read(ROOT / "synthesis" / "scenarios" / "soleus-wall-stretch.json")
    found = measure(scenario, tmp_path)
    shipped = json.loads((ROOT / "sample_videos" / "soleus-wall-stretch.json").read_text())
    assert found["holds"] == shipped["holds"]
    for side in ("left", "right"):
        for column, values in shipped["frames"][side].items():
            np.testing.assert_allclose(found["frames"][side][column], values, atol=0.011)


def test_a_clip_that_starts_in_the_middle_of_a_raise_says_so() -> None:
    whole, cut = taken().truth(), taken(cut_s=[1.6, 3.0]).truth()
    assert len(cut["frames"]["time_s"]) == 14
    assert cut["frames"]["left"]["heel_height_m"] == whole["frames"]["left"]["heel_height_m"][16:30]
    assert cut["reps"][0]["cut"]
    assert cut["reps"][0]["start_s"] == pytest.approx(whole["reps"][0]["start_s"] - 1.6)


@pytest.mark.parametrize(
    ("azimuth", "near", "facing"),
    [
        (0, "left", "left"),
        (-90, "left", "camera"),
        (90, "left", "away"),
        (170, "right", "right"),
        (-25, "left", "left"),
    ],
)
def test_the_truth_knows_from_where_it_is_filmed(azimuth: float, near: str, facing: str) -> None:
    truth = taken(camera={"azimuth_deg": azimuth}).truth()
    assert (truth["near_side"], truth["facing"]) == (near, facing)
    x = {side: truth["frames"]["joints_px"][f"{side}_ankle"][0][0] for side in ("left", "right")}
    if facing in ("camera", "away"):
        assert (x["left"] < x["right"]) == (facing == "away")


def test_a_camera_aimed_at_the_feet_sees_them_and_no_head() -> None:
    aimed = taken(camera={"aim": "feet", "distance_m": 1.3, "height_m": 0.1})
    pixels = aimed.measured.frames["joints_px"]
    for part in ("heel", "ankle", "foot_index"):
        x, y = np.array(pixels[f"left_{part}"]).T
        assert x.min() > 0
        assert x.max() < 160
        assert y.min() > 0
        assert y.max() < 120
    assert (np.array(pixels["left_hip"])[:, 1] < 0).all()


def test_a_nudge_moves_the_picture_by_its_angle() -> None:
    calm = taken().measured.frames["joints_px"]["left_ankle"]
    nudge = {"nudges": [{"at_s": 1.0, "yaw_deg": 2.0}]}
    take = taken(camera=nudge)
    nudged = take.measured.frames["joints_px"]["left_ankle"]
    assert nudged[5] == calm[5]
    moved = calm[20][0] - nudged[20][0]
    assert moved == pytest.approx(take.filming.base.focal_px * np.tan(np.radians(2)), rel=0.05)


def test_mistakes_in_a_scenario_are_refused() -> None:
    with pytest.raises(ValueError, match="unknown in camera: azimut"):
        understood({**RAISE, "camera": {"azimut": 3}})
    with pytest.raises(ValueError, match="far"):
        understood({**RAISE, "side": "left", "camera": {"facing": "right"}})


@pytest.mark.parametrize("exercise", EXERCISES)
def test_the_package_shows_the_position_in_which_the_exercise_starts(exercise: str) -> None:
    place = ROOT / "formcheck" / "demonstrations" / f"{exercise}.json"
    shown = json.loads(place.read_text())["points"]
    rendered = demos.start(exercise)
    assert set(shown) == set(rendered)
    for name, point in rendered.items():
        assert shown[name] == pytest.approx(point, abs=0.002)


def test_a_heel_drop_goes_up_on_two_legs_and_down_on_one() -> None:
    rep = {"up_s": 1.0, "top_s": 1.0, "down_s": 2.0}
    both = {**rep, "faults": ["lower-on-one-leg"]}
    drops = taken(exercise="eccentric-heel-drop", reps=[rep, both], lead_in_s=0.5)
    truth = drops.truth()
    assert [rep["verdict"] for rep in truth["reps"]] == ["full", "partial"]
    assert [fault["check"] for fault in truth["faults"]] == ["lower-on-one-leg"]
    times = np.array(truth["frames"]["time_s"])
    toes = truth["frames"]["joints_px"]
    raised = np.array(toes["left_foot_index"])[:, 1] - np.array(toes["right_foot_index"])[:, 1]
    stands = raised[0]  # the other foot is further away, and so higher in the picture
    one, two = truth["reps"]
    for drop, rises, sinks in ((one, False, True), (two, False, False)):
        down_s = drop["end_s"] - drop["down_s"]
        up = (times > drop["start_s"]) & (times < drop["start_s"] + drop["up_s"])
        down = (times > down_s) & (times < drop["end_s"])
        assert (abs(raised[up] - stands) > 3).any() == rises
        assert (raised[down] - stands > 4).all() == sinks
    assert one["valley_heel_height_m"] < -0.02
    assert drops.measured.slip_m() < 0.003


@pytest.mark.usefixtures("graphics")
def test_the_shoe_is_where_the_truth_says() -> None:
    take = Take(
        understood(
            {**RAISE, "size": [320, 240], "character": {"preset": "r1", "shoes": [255, 0, 0]}}
        )
    )
    studio = Studio(take)
    frame = next(take.frames())
    picture = studio.draw(frame, fresh=True).astype(int)
    red = (picture[..., 0] > 90) & (picture[..., 0] > 3 * picture[..., 1])
    rows, columns = np.where(red)
    joints = {
        part: take.measured.frames["joints_px"][f"left_{part}"][0]
        for part in ("heel", "foot_index", "ankle")
    }
    assert columns.min() == pytest.approx(joints["foot_index"][0], abs=4)
    assert columns.max() == pytest.approx(joints["heel"][0], abs=4)
    assert joints["ankle"][1] - 12 < rows.min() < rows.max() < joints["heel"][1] + 6


@pytest.mark.usefixtures("graphics")
def test_a_video_has_the_frames_of_its_truth(tmp_path: Path) -> None:
    truth = film(understood({**RAISE, "cut_s": [0.5, 1.5]}), tmp_path)
    with av.open(str(tmp_path / "raise.mp4")) as video:
        frames = [frame.to_ndarray(format="rgb24") for frame in video.decode(video=0)]
    assert len(frames) == len(truth["frames"]["time_s"]) == 10
    assert frames[0].shape == (120, 160, 3)
    assert frames[0].std() > 10


@pytest.mark.usefixtures("graphics")
def test_the_same_scene_gives_the_same_picture_and_shaking_moves_it() -> None:
    scenario = understood(
        {**RAISE, "camera": {"shake_px": 2.0}, "room": {"clutter": 3, "rug": True}, "bystander": {}}
    )
    pictures = []
    for _ in range(2):
        take = Take(scenario)
        studio = Studio(take)
        pictures.append(
            [studio.draw(frame) for frame, _ in zip(take.frames(), range(4), strict=False)]
        )
    np.testing.assert_array_equal(pictures[0], pictures[1])
    assert (pictures[0][0] != pictures[0][3]).any(axis=2).mean() > 0.3


def test_projection_is_that_of_a_pinhole() -> None:
    camera = Camera.at((4, 0, 1), (0, 0, 1), 60, (200, 100))
    x, y, depth = camera.project((0, -1, 1.5))
    focal = 50 / np.tan(np.radians(30))
    assert (x, y, depth) == pytest.approx((100 - focal / 4, 50 - focal * 0.5 / 4, 4))

"""Where the camera stands, where it looks, how it is held."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from synthesis.body.body import Points
from synthesis.gl.camera import Camera
from synthesis.maths import Array, mean_of
from synthesis.scenario import OPPOSITE, Scenario
from synthesis.timing import Sway, ramp

FEET_ABOVE_M = (
    0.12  # a camera aimed at the feet looks this far above the middle of ankles and balls
)
SHAKE_HZ = 2.5
NUDGE_S = 0.25
END_ON_DEG = 30  # the person is seen from in front or behind within this of +-90 degrees


class Filming:
    """The camera of a scenario at any time."""

    def __init__(self, scenario: Scenario, target: ArrayLike):
        camera, near = scenario.camera, scenario.near_sign
        azimuth = np.radians(camera["azimuth_deg"])
        away = np.array([near * np.cos(azimuth), np.sin(azimuth), 0]) * camera["distance_m"]
        target = np.asarray(target, float)
        eye = np.array([target[0] + away[0], target[1] + away[1], camera["height_m"]])
        self.base = Camera.at(eye, target, camera["fov_deg"], scenario.size_px, camera["roll_deg"])
        self.target = target
        self.nudges: list[Mapping[str, Any]] = camera.get("nudges", [])
        self._shake_deg = float(np.degrees(camera.get("shake_px", 0.0) / self.base.focal_px))
        fastest = camera.get("shake_hz", SHAKE_HZ)
        self._shakes = [Sway([scenario.seed, 900 + axis], 0.2, fastest, 9) for axis in range(3)]

    @property
    def moves(self) -> bool:
        """Whether the picture's background moves."""
        return bool(self._shake_deg or self.nudges)

    def at(self, time_s: float) -> Camera:
        """The camera at a time."""
        if not self.moves:
            return self.base
        turn = np.array([shake.at(time_s, self._shake_deg) for shake in self._shakes])
        for nudge in self.nudges:
            share = ramp((time_s - nudge["at_s"]) / nudge.get("takes_s", NUDGE_S))
            turn += share * np.array(
                [nudge.get(key, 0.0) for key in ("yaw_deg", "pitch_deg", "roll_deg")]
            )
        return self.base.turned(*(float(angle) for angle in turn))


def aimed_at(scenario: Scenario, body_target: ArrayLike, points: Points) -> Array:
    """What the camera looks at: the body, or the feet of the first pose.

    Target_m overrides the height.
    """
    target = np.array(body_target, float)
    aim = scenario.camera.get("aim", "body")
    if aim == "feet":
        target = mean_of(
            [points[f"{side}_{point}"] for side in ("left", "right") for point in ("ankle", "ball")]
        )
        target = target + [0, 0, FEET_ABOVE_M]
    elif aim != "body":
        raise ValueError(f'camera.aim is "body" or "feet", not {aim!r}')
    target[2] = scenario.camera.get("target_m", target[2])
    return target


def seen_from(scenario: Scenario) -> tuple[str, str]:
    """The side near the camera, and where the person faces in the picture.

    Left, right, camera or away.
    """
    azimuth = (scenario.camera["azimuth_deg"] + 180) % 360 - 180
    near = scenario.laid_out if abs(azimuth) <= 90 else OPPOSITE[scenario.laid_out]
    if abs(abs(azimuth) - 90) > END_ON_DEG - 1e-9:
        return near, near
    return near, "away" if azimuth > 0 else "camera"

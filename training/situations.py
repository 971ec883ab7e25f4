"""What is filmed, and from where: exercises with faults, cameras all round."""

from typing import Any

import numpy as np

from synthesis.body.body import Points
from synthesis.gl.camera import Camera
from synthesis.scenario import Scenario, understood
from synthesis.sides import SIGN, side_of

WEIGHTS = {
    "single-leg-calf-raise": 3,
    "deficit-calf-raise": 3,
    "bent-knee-calf-raise": 2,
    "gastrocnemius-wall-stretch": 2,
    "soleus-wall-stretch": 2,
    "ankle-mobilization": 1.5,
    "seated-calf-raise": 2,
    "seated-hamstring-stretch": 1,
    "towel-calf-stretch": 1,
    "supine-hamstring-stretch": 1,
    "plantar-fascia-stretch": 0.7,
}
REP_FAULTS = {
    "single-leg-calf-raise": ("knee-straight", "lift-straight-up", "other-foot-up"),
    "deficit-calf-raise": ("knee-straight", "lift-straight-up", "heels-below-step"),
    "bent-knee-calf-raise": ("knee-bend-kept",),
    "ankle-mobilization": ("heel-down",),
    "seated-calf-raise": ("toes-down", "feet-under-knees"),
}
HOLD_FAULTS = {
    "gastrocnemius-wall-stretch": (
        "back-knee-straight",
        "heel-down",
        "hips-forward",
        "step-length",
    ),
    "soleus-wall-stretch": ("back-knee-bent", "heel-down", "step-length"),
    "seated-hamstring-stretch": ("knee-straight", "hip-hinge", "heel-on-floor"),
    "towel-calf-stretch": ("knee-straight", "toes-pulled"),
    "supine-hamstring-stretch": ("thigh-upright", "knee-straight", "toes-pulled"),
    "plantar-fascia-stretch": ("ankle-on-thigh", "toes-pulled", "hand-on-toes"),
}
MAGNITUDES = {"heel-down": (0.03, 0.4), "step-length": (0.4, 1.0)}


def random_scenario(random: np.random.Generator) -> Scenario:
    """An exercise of random height with a random fault."""
    names = list(WEIGHTS)
    shares = np.array(list(WEIGHTS.values()), float)
    exercise = str(random.choice(names, p=shares / shares.sum()))
    given: dict[str, Any] = {
        "name": exercise,
        "exercise": exercise,
        "side": str(random.choice(["left", "right"])),
    }
    given |= {"seed": int(random.integers(1e6)), "lead_in_s": 0.5, "vary": 2.0}
    if exercise in REP_FAULTS:
        given["reps"] = [_rep(random, REP_FAULTS[exercise]) for _ in range(2)]
    else:
        given["hold"] = {
            "enter_s": 2.0,
            "hold_s": 5.0,
            "exit_s": 1.5,
            "faults": _hold_faults(random, exercise),
        }
    return understood(given)


def _rep(random: np.random.Generator, faults: tuple[str, ...]) -> dict[str, Any]:
    chosen = [str(random.choice(faults))] if random.random() < 0.5 else []
    return {
        "height": float(random.uniform(0.1, 1.12)),
        "up_s": 0.8,
        "top_s": 0.4,
        "down_s": 0.8,
        "faults": chosen,
    }


def _hold_faults(random: np.random.Generator, exercise: str) -> list[dict[str, Any]]:
    if random.random() > 0.7:
        return []
    check = str(random.choice(HOLD_FAULTS[exercise]))
    fault: dict[str, Any] = {"check": check, "from_s": 1.0, "to_s": 4.0}
    if check in MAGNITUDES:
        fault["magnitude"] = float(random.uniform(*MAGNITUDES[check]))
    return [fault]


def camera_on_leg(
    random: np.random.Generator, points: Points, name: str, wall_y: float | None, size_px: int
) -> Camera:
    """A camera somewhere that sees 1.35 to 3.6 shank lengths round a point on the leg called left or right."""
    ankle, knee = points[f"{name}_ankle"], points[f"{name}_knee"]
    shank = float(np.linalg.norm(knee - ankle))
    width = shank * np.exp(random.uniform(np.log(1.35), np.log(3.6)))
    at = ankle + random.uniform(0.05, 0.6) * (knee - ankle) + random.normal(0, 0.08, 3) * width
    azimuth = np.radians(
        random.normal(0, 28) if random.random() < 0.6 else random.uniform(-180, 180)
    )
    azimuth += np.pi * (random.random() < 0.15)  # the leg that is further away
    ranges = ((0.03, 0.3), (0.3, 1.2), (1.2, 1.8))
    height = random.uniform(*ranges[random.choice(3, p=[0.25, 0.55, 0.2])])
    away = random.uniform(1.0, 5.0)
    sign = SIGN[side_of(name)]
    eye = np.array([at[0] + sign * away * np.cos(azimuth), at[1] + away * np.sin(azimuth), height])
    if wall_y is not None:
        eye[1] = max(eye[1], wall_y + 0.1)
    fov = np.degrees(2 * np.arctan(width / 2 / np.linalg.norm(eye - at)))
    roll = random.normal(0, 6) if random.random() < 0.9 else random.uniform(-180, 180)
    return Camera.at(eye, at, float(np.clip(fov, 3, 100)), (size_px, size_px), float(roll))

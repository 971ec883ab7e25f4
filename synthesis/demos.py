"""Demonstration clips: every exercise done well, briefly, from two views."""

from collections.abc import Collection, Iterator
from typing import Any

from synthesis.exercises import EXERCISES
from synthesis.scenario import Scenario, understood

VIEWS = {"side": 0.0, "oblique": -35.0}  # degrees; negative is towards the person's front
CAMERAS = {
    "seated-calf-raise": (0.7, 3.0),
    "seated-hamstring-stretch": (0.75, 3.2),
    "supine-hamstring-stretch": (0.6, 3.3),
    "towel-calf-stretch": (0.7, 3.2),
    "plantar-fascia-stretch": (0.75, 3.0),
}  # height and distance in metres
STANDING_CAMERA = (0.9, 3.6)
REPS: dict[str, dict[str, float]] = {
    "ankle-mobilization": {"up_s": 1.6, "top_s": 1.5, "down_s": 1.4},
    "deficit-calf-raise": {"up_s": 1.2, "top_s": 0.6, "down_s": 2.2},
    "bent-knee-calf-raise": {"up_s": 1.2, "top_s": 0.6, "down_s": 2.2},
    "single-leg-calf-raise": {"up_s": 1.1, "top_s": 0.9, "down_s": 2.2},
    "seated-calf-raise": {"up_s": 1.3, "top_s": 1.0, "down_s": 1.5},
    "calf-raise": {"up_s": 1.1, "top_s": 0.8, "down_s": 2.2},
}
HOLDS: dict[str, dict[str, float]] = {
    "gastrocnemius-wall-stretch": {"enter_s": 3.2, "exit_s": 2.6},
    "soleus-wall-stretch": {"enter_s": 3.2, "exit_s": 2.6},
    "plantar-fascia-stretch": {"enter_s": 3.6, "exit_s": 2.2},
    "seated-hamstring-stretch": {"enter_s": 3.0, "exit_s": 2.5},
    "supine-hamstring-stretch": {"enter_s": 5.2, "exit_s": 2.4},
    "towel-calf-stretch": {"enter_s": 1.8, "exit_s": 1.3},
}
HOLD_S = 3.0


def scenarios(exercises: Collection[str] | None = None) -> Iterator[Scenario]:
    """One scenario for each exercise and view, named EXERCISE-VIEW."""
    for exercise in exercises or EXERCISES:
        height_m, distance_m = CAMERAS.get(exercise, STANDING_CAMERA)
        for view, azimuth in VIEWS.items():
            camera = {"azimuth_deg": azimuth, "height_m": height_m, "distance_m": distance_m}
            given: dict[str, Any] = {
                "name": f"{exercise}-{view}",
                "exercise": exercise,
                "camera": camera,
            }
            given |= {"fps": 20, "lead_in_s": 0.8, "noise": 0.0, "character": "r1"}
            if exercise in REPS:
                given["reps"] = [REPS[exercise]] * 2
            else:
                given["hold"] = {**HOLDS[exercise], "hold_s": HOLD_S}
            yield understood(given)

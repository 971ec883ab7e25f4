"""Demonstrations: every exercise done well, once, and the position in which it starts.

They go into the package (`formcheck/demonstrations`), so they are small.
"""

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

from synthesis.body.body import Points
from synthesis.exercises import EXERCISES
from synthesis.scenario import Scenario, understood
from synthesis.take import Studio, Take
from synthesis.video import Video

SIZE_PX, FPS = (400, 300), 12
SMALL = {"crf": "28", "preset": "veryslow", "g": "1000"}
SIDE_DEG = 0.0
OBLIQUE_DEG = {"plantar-fascia-stretch": -35.0}  # towards the person's front, as its spec asks
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
    "eccentric-heel-drop": {"up_s": 1.2, "top_s": 1.0, "down_s": 3.0},
    "eccentric-heel-drop-bent-knee": {"up_s": 1.2, "top_s": 1.0, "down_s": 3.0},
}
HOLDS: dict[str, dict[str, float]] = {
    "gastrocnemius-wall-stretch": {"enter_s": 3.2, "exit_s": 2.6},
    "soleus-wall-stretch": {"enter_s": 3.2, "exit_s": 2.6},
    "plantar-fascia-stretch": {"enter_s": 3.6, "exit_s": 2.2},
    "seated-hamstring-stretch": {"enter_s": 3.0, "exit_s": 2.5},
    "supine-hamstring-stretch": {"enter_s": 4.6, "exit_s": 2.4},
    "towel-calf-stretch": {"enter_s": 1.8, "exit_s": 1.3},
}
HOLD_S = 2.0
LEAD_IN_S = 0.8
PARTS = {"toe": "foot_index"}  # as formcheck calls it
# At a wall the hands are there before the foot goes back.
LEADS_S = {"gastrocnemius-wall-stretch": 2.0, "soleus-wall-stretch": 2.0}
# The start position is that of the end of the quiet lead-in, except where it is taken in motion:
# the other foot lifted, the leg stretched out.
TAKEN_S = {"single-leg-calf-raise": 1.15, "seated-hamstring-stretch": 1.3}


def scenarios(exercises: Collection[str] | None = None) -> Iterator[Scenario]:
    """One scenario for each exercise, which gives it its name."""
    for exercise in exercises or EXERCISES:
        height_m, distance_m = CAMERAS.get(exercise, STANDING_CAMERA)
        azimuth_deg = OBLIQUE_DEG.get(exercise, SIDE_DEG)
        camera = {"azimuth_deg": azimuth_deg, "height_m": height_m, "distance_m": distance_m}
        given: dict[str, Any] = {"name": exercise, "exercise": exercise, "camera": camera}
        lead_in_s = LEADS_S.get(exercise, LEAD_IN_S)
        given |= {"fps": FPS, "size": list(SIZE_PX), "lead_in_s": lead_in_s}
        given |= {"noise": 0.0, "character": "r1"}
        if exercise in REPS:
            given["reps"] = [REPS[exercise]]
        else:
            given["hold"] = {**HOLDS[exercise], "hold_s": HOLD_S}
        yield understood(given)


def demonstrate(scenario: Scenario, folder: Path) -> None:
    """Writes EXERCISE.mp4 and EXERCISE.json, the start position."""
    take = Take(scenario)
    studio = Studio(take)
    folder.mkdir(parents=True, exist_ok=True)
    with Video(folder / f"{scenario.name}.mp4", take.fps, scenario.size_px, SMALL) as video:
        for frame in take.frames():
            video.write(studio.draw(frame))
    take.measured.check()
    write_start(take, folder)


def write_start(take: Take, folder: Path) -> None:
    """Writes EXERCISE.json."""
    lines = ",\n".join(f'  "{name}": {list(point)}' for name, point in start(take).items())
    text = f'{{"exercise": "{take.scenario.exercise}", "points": {{\n{lines}\n}}}}\n'
    (folder / f"{take.scenario.name}.json").write_text(text)


def start(take: Take) -> dict[str, tuple[float, float]]:
    """Where the joints are in the picture in the start position, in statures.

    x from the middle of the body, to the right; y from its lowest point, down. The person faces
    the left of the picture.
    """
    points = _points(take)
    camera, scenario = take.filming.base, take.scenario
    stature_px = camera.focal_px / scenario.camera["distance_m"] * take.body.human.height_m
    seen = {name: camera.project(point)[:2] / stature_px for name, point in points.items()}
    across = [float(x) for x, _ in seen.values()]
    middle = (min(across) + max(across)) / 2
    lowest = max(float(y) for _, y in seen.values())
    return {
        name: (round(float(x) - middle, 3), round(float(y) - lowest, 3))
        for name, (x, y) in seen.items()
    }


def _points(take: Take) -> Points:
    exercise, body = take.scenario.exercise, take.body
    placed, _ = take.exercise.pose(take.scenario.lead_in_s + TAKEN_S.get(exercise, 0.0))
    points = body.points(body.human.skinned(placed), placed)
    crown = body.human.joint("head") + [0.0, -0.03, 0.09]
    found = {"head": placed.of("head", crown)}
    for name, point in points.items():
        side, _, part = name.partition("_")
        role = "near" if side == take.scenario.laid_out else "far"
        if part != "ball":
            found[f"{role}_{PARTS.get(part, part)}"] = point
    return found

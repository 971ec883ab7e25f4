"""Demonstrations: every exercise done well, once, and the position in which it starts.

The films are cut out of the sample videos, before anything is done wrong there. They go into the
package (`formcheck/demonstrations`), so they are small.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import av
import numpy as np
from PIL import Image

from synthesis.body.body import Points
from synthesis.scenario import Scenario, understood
from synthesis.take import Take
from synthesis.video import Video

SIZE_PX, FPS = (400, 300), 12
SMALL = {"crf": "24", "preset": "veryslow", "g": "1000"}
BEFORE_S = 0.8  # quiet seconds before a repetition, which lasts until the next begins ...
LEAST_S = 4.1  # ... and of quick ones as many as begin within so long, which it lasts at least
FROM_S, HELD_S = 0.7, 2.5  # where the way into a hold begins, and how much of the hold is shown
OBLIQUE_DEG = {"plantar-fascia-stretch": -38.0}  # towards the person's front, as its spec asks
LEAD_IN_S = 2.0
# The start position is that of the end of the quiet lead-in, except where it is taken in motion:
# the other foot lifted, the leg stretched out.
TAKEN_S = {"single-leg-calf-raise": 1.15, "seated-hamstring-stretch": 1.7}
PARTS = {"toe": "foot_index"}  # as formcheck calls it


def demonstrate(sample: Path, folder: Path) -> None:
    """Writes EXERCISE.mp4 out of EXERCISE.mp4 of the sample videos and its truth."""
    truth = json.loads(sample.with_suffix(".json").read_text())
    pictures = list(_pictures(sample))
    start_s, end_s = _good(truth)
    folder.mkdir(parents=True, exist_ok=True)
    with Video(folder / sample.name, FPS, SIZE_PX, SMALL) as video:
        for number in range(round((end_s - start_s) * FPS)):
            picture = pictures[round((start_s + number / FPS) * truth["fps"])]
            small = picture.resize(SIZE_PX, Image.Resampling.LANCZOS)
            video.write(np.asarray(small))


def _pictures(path: Path) -> Iterator[Image.Image]:
    with av.open(str(path)) as video:
        for frame in video.decode(video=0):
            yield frame.to_image()


def _good(truth: dict[str, Any]) -> tuple[float, float]:
    """From when to when the exercise is done well, once."""
    first_fault_s = min((fault["start_s"] for fault in truth["faults"]), default=float("inf"))
    if truth["reps"]:
        first_s, second_s, *later_s = (rep["start_s"] for rep in truth["reps"])
        until_s = min(first_s + LEAST_S, first_fault_s)
        end_s = max([second_s, *(later for later in later_s if later <= until_s)])
        start_s = max(0.0, min(first_s - BEFORE_S, end_s - LEAST_S))
    else:
        held_s = truth["holds"][0]["start_s"]
        start_s, end_s = FROM_S, held_s + HELD_S
    if end_s > first_fault_s:
        raise ValueError(f"{truth['name']}: something is done wrong before {end_s:.1f} s")
    return start_s, end_s


def start(exercise: str) -> dict[str, tuple[float, float]]:
    """Where the joints are in the picture in the start position, in statures.

    x from the middle of the body, to the right; y from its lowest point, down. The person faces
    the left of the picture.
    """
    take = Take(_scenario(exercise))
    points, camera = _points(take), take.filming.base
    distance_m = take.scenario.camera["distance_m"]
    stature_px = camera.focal_px / distance_m * take.body.human.height_m
    seen = {name: camera.project(point)[:2] / stature_px for name, point in points.items()}
    across = [float(x) for x, _ in seen.values()]
    middle = (min(across) + max(across)) / 2
    lowest = max(float(y) for _, y in seen.values())
    return {
        name: (round(float(x) - middle, 3), round(float(y) - lowest, 3))
        for name, (x, y) in seen.items()
    }


def write_start(exercise: str, folder: Path) -> None:
    """Writes EXERCISE.json."""
    lines = ",\n".join(f'  "{name}": {list(point)}' for name, point in start(exercise).items())
    text = f'{{"exercise": "{exercise}", "points": {{\n{lines}\n}}}}\n'
    (folder / f"{exercise}.json").write_text(text)


def _scenario(exercise: str) -> Scenario:
    camera = {"azimuth_deg": OBLIQUE_DEG.get(exercise, 0.0)}
    given = {"name": exercise, "exercise": exercise, "camera": camera, "lead_in_s": LEAD_IN_S}
    return understood({**given, "reps": [{}], "hold": {"hold_s": HELD_S}})


def _points(take: Take) -> Points:
    scenario, body = take.scenario, take.body
    placed, _ = take.exercise.pose(LEAD_IN_S + TAKEN_S.get(scenario.exercise, 0.0))
    points = body.points(body.human.skinned(placed), placed)
    crown = body.human.joint("head") + [0.0, -0.03, 0.09]
    found = {"head": placed.of("head", crown)}
    for name, point in points.items():
        side, _, part = name.partition("_")
        role = "near" if side == scenario.laid_out else "far"
        if part != "ball":
            found[f"{role}_{PARTS.get(part, part)}"] = point
    return found

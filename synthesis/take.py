"""From a scenario to pictures and ground truth."""

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from synthesis.body.body import Body, Points
from synthesis.clothes.people import described, dressed
from synthesis.exercises import EXERCISES
from synthesis.filming import Filming, aimed_at, seen_from
from synthesis.gl.scene import Scene
from synthesis.gl.things import Figure
from synthesis.living_room import Bystander, furnish
from synthesis.maths import Array
from synthesis.scenario import Scenario
from synthesis.truth import Measured, cut
from synthesis.video import Video

SCHEMA = 1
NOISE_NUMBERS_A_SEED = 1000


@dataclass(frozen=True, slots=True)
class Frame:
    """One measured moment."""

    number: int  # counted from the start of the exercise
    time_s: float
    surfaces: list[Array]
    points: Points


class Take:
    """A person, an exercise and a camera; measuring needs no graphics."""

    def __init__(self, scenario: Scenario):
        self.scenario = scenario
        self.body = Body(dressed(scenario.given["character"]))
        self.exercise = EXERCISES[scenario.exercise](self.body, scenario)
        self.fps = int(scenario.given["fps"])
        self.frame_count = round(self.exercise.duration_s * self.fps)
        self.filming = Filming(
            scenario, aimed_at(scenario, self.exercise.looked_at(), self._first_points())
        )
        self.measured = Measured(self.body)

    def _first_points(self) -> Points:
        placed, _ = self.exercise.pose(0.0)
        return self.body.points(self.body.human.skinned(placed), placed)

    def frames(self) -> Iterator[Frame]:
        """Poses and measures frame after frame."""
        for number in range(self.frame_count):
            time_s = number / self.fps
            placed, planted = self.exercise.pose(time_s)
            surfaces = self.body.human.skinned(placed)
            points = self.body.points(surfaces, placed)
            self.measured.add(time_s, points, placed, planted, self.filming.at(time_s))
            yield Frame(number, time_s, surfaces, points)

    @property
    def kept(self) -> range:
        """The numbers of the frames that the clip shows."""
        start_s, end_s = self.scenario.given.get("cut_s") or (0.0, self.exercise.duration_s)
        return range(round(start_s * self.fps), min(round(end_s * self.fps), self.frame_count))

    def truth(self) -> dict[str, Any]:
        """The ground truth of all frames; to be asked for when they have gone by."""
        self.measured.check()
        truth, frames = self.exercise.truth(self.measured.frames), self.measured.frames
        if len(self.kept) < self.frame_count:
            truth, frames = cut(
                truth, frames, self.kept.start / self.fps, self.kept.stop / self.fps
            )
        near_side, facing = seen_from(self.scenario)
        character = described(self.scenario.given["character"])
        character["foot_length_m"] = round(self.body.foot_length_m(self.scenario.leg), 4)
        return {
            "schema": SCHEMA,
            "name": self.scenario.name,
            "exercise": self.scenario.exercise,
            "fps": self.fps,
            "size": list(self.scenario.size_px),
            "duration_s": round(len(self.kept) / self.fps, 3),
            "camera": self._camera(facing),
            "light": self.scenario.given["light"],
            "character": character,
            "side": self.scenario.side,
            "near_side": near_side,
            "facing": facing,
            **truth,
            "frames": frames,
            "scenario": self.scenario.echoed,
        }

    def _camera(self, facing: str) -> dict[str, Any]:
        """The scenario's camera with its matrix (before shaking and nudges) and focal length."""
        base = self.filming.base
        exact = {
            "world_to_camera": base.view.round(6).tolist(),
            "focal_px": round(base.focal_px, 3),
        }
        return {**self.scenario.camera, "facing": facing, **exact}


class Studio:
    """Draws the frames of a take."""

    def __init__(self, take: Take):
        self._take, scenario = take, take.scenario
        width, height = scenario.size_px
        self.scene = scene = Scene(width, height, scenario.given["noise"])
        scene.near_sign = scenario.near_sign
        scene.back_m = (scenario.given.get("room") or {}).get("back_m")
        scene.background_every = 1 if take.filming.moves else scene.background_every
        if scenario.camera.get("aim") == "feet":
            scene.anisotropy = 1.0  # seconds a frame without a graphics card
        scene.light.exposure = scenario.given["light"]
        near = scenario.near_sign
        scene.light.add((near * 1.8, -1.2, 2.55), (0, 0, 0.9), 110)
        scene.light.add((near * 1.6, 2.2, 2.5), (0, 0, 0.9), 70)
        take.exercise.furnish(scene)
        furnish(scene, scenario, take.filming.base, take.filming.target)
        self._figure: Figure = scene.human(take.body.human)
        self._bystander: Bystander | None = None
        if scenario.given.get("bystander") is not None:
            self._bystander = Bystander(scenario, take.filming.base, take.filming.target)
            self._bystander.enter(scene)

    def draw(self, frame: Frame, *, fresh: bool = False) -> NDArray[np.uint8]:
        """The picture (height, width, 3) of the frame that was posed last."""
        self._take.exercise.update(frame.time_s, frame.points)
        if self._bystander:
            self._bystander.update(self.scene, frame.time_s)
        self.scene.place(self._figure, frame.surfaces)
        self.scene.camera = self._take.filming.at(frame.time_s)
        number = NOISE_NUMBERS_A_SEED * self._take.scenario.seed + frame.number
        return self.scene.frame(number, fresh=fresh)


def measure(scenario: Scenario, folder: Path) -> dict[str, Any]:
    """Writes the ground truth NAME.json only."""
    take = Take(scenario)
    for _ in take.frames():
        pass
    return _written(take, folder)


def film(scenario: Scenario, folder: Path) -> dict[str, Any]:
    """Writes NAME.mp4 and NAME.json."""
    take = Take(scenario)
    studio = Studio(take)
    folder.mkdir(parents=True, exist_ok=True)
    with Video(folder / f"{scenario.name}.mp4", take.fps, scenario.size_px) as video:
        for frame in take.frames():
            if frame.number in take.kept:
                video.write(studio.draw(frame))
    return _written(take, folder)


def stills(scenario: Scenario, folder: Path, times_s: Collection[float]) -> list[Path]:
    """Writes NAME_TIME.png for times of the exercise (before any cut)."""
    take = Take(scenario)
    studio = Studio(take)
    folder.mkdir(parents=True, exist_ok=True)
    wanted = {round(time_s * take.fps) for time_s in times_s}
    paths = []
    for frame in take.frames():
        if frame.number in wanted:
            paths.append(folder / f"{scenario.name}_{frame.time_s:.2f}.png")
            Image.fromarray(studio.draw(frame, fresh=True)).save(paths[-1])
        if frame.number >= max(wanted):
            break
    return paths


def _written(take: Take, folder: Path) -> dict[str, Any]:
    truth = take.truth()
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{take.scenario.name}.json").write_text(json.dumps(truth))
    return truth

"""Rendered people without their pictures: the points of a movement, filmed on paper from anywhere.

Rendering a clip takes minutes, its points take seconds; so what matters for the engine, where the
camera stands and how it is held, can be tried a thousand times. What the pose model and the leg
network make of a picture is stood for by noise as large as it was measured on rendered clips: an
offset that stays, a slow wander and a tremble, twice as large on a leg behind the other one.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from formcheck.engine.values.landmarks import LEG_PARTS, Array, Landmark, Legs, Side
from formcheck.engine.values.pose import Pose
from synthesis.gl.camera import Camera
from synthesis.scenario import understood
from synthesis.sides import NAMES
from synthesis.take import Take

FPS = 30
SIDES: tuple[Side, ...] = ("left", "right")
FINGERS = {"pinky": "finger5-1.", "index": "finger2-1.", "thumb": "finger1-2."}
WANDER_S = 0.7
ABOVE_FEET_M = 0.12  # a camera aimed at the feet looks this far above them
# Standard deviations of offset, wander and tremble, and the expected error, in foot lengths.
KNEE, FOOT = (0.04, 0.016, 0.005, 0.05), (0.017, 0.012, 0.004, 0.03)
STILL_WANDER = 0.008  # of feet that stay where they are, as in a stretch
BEHIND_M = 0.2  # a leg that is so much further away is behind the other one
OF_THE_MODEL = {"leg": 0.10, "body": 0.06}  # offset of MediaPipe's points
WORLD_M = 0.015
MODEL_FACE = 11  # the first landmarks are of the face


@dataclass(frozen=True)
class Moves:
    """A movement: `points[name]` (frames, 3) in metres, FPS frames a second, and its truth."""

    points: dict[str, Array]
    truth: dict[str, Any]

    @property
    def foot_m(self) -> float:
        """Heel to toe."""
        return float(np.linalg.norm(self.points["left_heel"][0] - self.points["left_toe"][0]))


def moves(scenario: dict[str, Any], cache: Path) -> Moves:
    """The movement of a scenario; kept in the folder, because posing takes seconds."""
    points_file = cache / f"{scenario['name']}.npz"
    truth_file = points_file.with_suffix(".json")
    if not truth_file.exists():
        cache.mkdir(parents=True, exist_ok=True)
        points, truth = _posed(Take(understood({**scenario, "fps": FPS})))
        np.savez_compressed(points_file, **points)  # type: ignore[arg-type]
        truth_file.write_text(json.dumps(truth))
    return Moves(dict(np.load(points_file)), json.loads(truth_file.read_text()))


def _posed(take: Take) -> tuple[dict[str, Array], dict[str, Any]]:
    body, found = take.body, []
    for number in range(take.frame_count):
        time_s = number / take.fps
        placed, planted = take.exercise.pose(time_s)
        points = body.points(body.human.skinned(placed), placed)
        take.measured.add(time_s, points, placed, planted, take.filming.at(time_s))
        for side, name in NAMES.items():
            for finger, bone in FINGERS.items():
                points[f"{name}_{finger}"] = placed.of(bone + side, body.human.joint(bone + side))
        for name, offset in {"head": (0, 0, 0), "crown": (0, 0, 0.1), "face": (0, -0.1, 0)}.items():
            points[name] = placed.of("head", body.human.joint("head") + offset)
        found.append(points)
    truth = {**take.truth(), "looked_at": take.exercise.looked_at().tolist()}
    truth |= {"frames": None, "near_sign": take.scenario.near_sign}
    return {name: np.array([points[name] for points in found]) for name in found[0]}, truth


@dataclass(frozen=True)
class Filmed:
    """Where the camera stands and what it takes; angles as in synthesis/README.md."""

    azimuth_deg: float
    height_m: float
    distance_m: float
    roll_deg: float
    fov_deg: float
    size_px: tuple[int, int]
    fps: int
    feet_only: bool
    seed: int

    @property
    def view(self) -> str:
        """In the words of the table."""
        turned = abs((self.azimuth_deg + 90) % 180 - 90)
        if self.feet_only:
            return "feet alone"
        return "side" if turned <= 35 else "oblique" if turned <= 65 else "end-on"

    def frames(self, movement: Moves) -> list[tuple[float, Pose]]:
        """(time, pose) of every frame."""
        step = max(1, round(FPS / self.fps))
        at = {name: points[::step] for name, points in movement.points.items()}
        return _Shot(at, movement, self._camera(at, movement), self).frames()

    def _camera(self, at: dict[str, Array], movement: Moves) -> Camera:
        target = np.array(movement.truth["looked_at"])
        if self.feet_only:
            feet = [at[f"{side}_{part}"][0] for side in SIDES for part in ("ankle", "ball")]
            target = np.mean(feet, axis=0) + np.array([0, 0, ABOVE_FEET_M])
        turn = math.radians(self.azimuth_deg)
        away = np.array([movement.truth["near_sign"] * math.cos(turn), math.sin(turn), 0.0])
        eye = target + away * self.distance_m
        eye[2] = self.height_m
        return Camera.at(eye, target, self.fov_deg, self.size_px, self.roll_deg)


class _Shot:
    """A movement as one camera sees it, with the noise of those who look for points in it."""

    def __init__(self, at: dict[str, Array], movement: Moves, camera: Camera, by: Filmed) -> None:
        self._at, self._camera, self._by = at, camera, by
        self._is_still = bool(movement.truth["holds"])
        self._rng = np.random.default_rng(by.seed)
        self._count = len(at["head"])
        depths = [camera.project(at[f"{side}_ankle"][0])[2] for side in SIDES]
        self._foot_px = movement.foot_m * camera.focal_px / float(np.mean(depths))
        self._behind = [min(1.0, (depth - min(depths)) / BEHIND_M) for depth in depths]

    def frames(self) -> list[tuple[float, Pose]]:
        xy, errors = self._legs()
        poses = [Legs(*leg) for leg in zip(xy, errors, strict=True)]
        body: list[tuple[Array, Array, Array | None]]
        if self._by.feet_only:
            nowhere = np.full((len(Landmark), 2), np.nan)
            body = [(nowhere, np.zeros(len(Landmark)), None)] * self._count
        else:
            body = list(zip(*self._pose(), strict=True))
        step_s, size, still = max(1, round(FPS / self._by.fps)) / FPS, self._by.size_px, (0.0, 0.0)
        return [
            (i * step_s, Pose(*body[i], size, legs, people=1, shift_px=still))
            for i, legs in enumerate(poses)
        ]

    def _noise(self, offset: float, wander: float, tremble: float) -> Array:
        """(frames, 2) foot lengths: an offset, a first-order wander, a tremble."""
        rng, stays = self._rng, math.exp(-1 / (WANDER_S * self._by.fps))
        slow, now = np.zeros((self._count, 2)), rng.normal(0, wander, 2)
        for i in range(self._count):
            now = stays * now + rng.normal(0, wander * math.sqrt(1 - stays**2), 2)
            slow[i] = now
        noise: Array = rng.normal(0, offset, 2) + slow + rng.normal(0, tremble, slow.shape)
        return noise

    def _legs(self) -> tuple[Array, Array]:
        xy = np.zeros((self._count, 2, len(LEG_PARTS), 2))
        errors = np.zeros(xy.shape[:-1])
        for leg, side in enumerate(SIDES):
            scale = self._foot_px * (1 + self._behind[leg])
            for number, part in enumerate(LEG_PARTS):
                offset, wander, tremble, error = KNEE if part == "knee" else FOOT
                wander = STILL_WANDER if self._is_still and part != "knee" else wander
                seen = self._camera.project(self._at[f"{side}_{part}"])[:, :2]
                xy[:, leg, number] = seen + scale * self._noise(offset, wander, tremble)
                errors[:, leg, number] = scale * error * self._spread()
        outside = ((xy < 0) | (xy > self._by.size_px)).any(axis=-1)
        xy[outside], errors[outside] = np.nan, np.nan
        return xy, errors

    def _spread(self) -> Array:
        spread: Array = np.exp(self._rng.normal(0, 0.15, self._count))
        return spread

    def _pose(self) -> tuple[Array, Array, Array]:
        """Landmarks, visibility and world landmarks as the pose model gives them."""
        hips = (self._at["left_hip"] + self._at["right_hip"]) / 2
        xy = np.zeros((self._count, len(Landmark), 2))
        visibility, world = np.zeros(xy.shape[:-1]), np.zeros((*xy.shape[:-1], 3))
        for mark in Landmark:
            point = _landmark(self._at, mark)
            of_leg = any(part in mark.name for part in ("KNEE", "ANKLE", "HEEL", "FOOT"))
            noise = self._noise(OF_THE_MODEL["leg" if of_leg else "body"], 0.03, 0.01)
            seen = self._camera.project(point)[:, :2]
            xy[:, mark] = seen + self._foot_px * noise
            outside = ((seen < 0) | (seen > self._by.size_px)).any(axis=-1)
            hidden = 0.0 if mark < MODEL_FACE else self._behind["RIGHT" in mark.name]
            visibility[:, mark] = np.where(outside, 0.2, 1.0) * (0.97 - 0.45 * hidden)
            axes = (point - hips) @ self._camera.view[:3, :3].T * (1.0, -1.0, -0.85)
            shaken = self._rng.normal(0, WORLD_M / 4, axes.shape)
            world[:, mark] = axes + self._rng.normal(0, WORLD_M, 3) + shaken
        return xy, visibility, world


def _landmark(at: dict[str, Array], mark: Landmark) -> Array:
    """Where a landmark is on the body."""
    if mark >= MODEL_FACE:
        side, _, part = mark.name.lower().partition("_")
        return at[f"{side}_{'toe' if part == 'foot_index' else part}"]
    up, ahead = at["crown"] - at["head"], at["face"] - at["head"]
    if mark == Landmark.NOSE:
        return at["head"] + 0.6 * up + 1.4 * ahead
    across = np.cross(ahead, up) * 10
    left = "LEFT" in mark.name
    wide = 0.7 if "EAR" in mark.name else 0.35
    deep = 0.1 if "EAR" in mark.name else 1.0
    return at["head"] + 0.8 * up + deep * ahead + (wide if left else -wide) * across

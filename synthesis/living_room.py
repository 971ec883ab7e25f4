"""What makes a room lived in.

Walls all round, a rug, furniture in the way of the eye, somebody else.
"""

from typing import Any

import numpy as np

from synthesis.body.body import Body
from synthesis.clothes.people import dressed
from synthesis.clothes.textures import pattern
from synthesis.gl.camera import Camera
from synthesis.gl.scene import Scene
from synthesis.gl.shaders import Kind
from synthesis.gl.things import Figure, Material
from synthesis.maths import Array, rotate_x, rotate_z
from synthesis.scenario import Scenario
from synthesis.sides import SIDES, SIGN, Side
from synthesis.timing import Sway

END_ON_DEG = (
    60  # from here on walls vanish that the camera stands behind, and the room gets its other walls
)
FAR_M = 3.9  # from the middle to the walls that an exercise does not need
WALL_HEIGHT_M = 3.0
RUG_M = 0.002
TRIES = 400
CLEAR_M, NEAR_M, FURTHEST_M = 0.55, 1.05, 3.2


def furnish(scene: Scene, scenario: Scenario, camera: Camera, target: Array) -> None:
    """Adds what the scenario's "room" asks for to a room that the exercise has furnished."""
    room: dict[str, Any] = scenario.given.get("room") or {}
    random = np.random.default_rng([scenario.seed, room.get("seed", 0), 5])
    end_on = abs(scenario.camera["azimuth_deg"]) > END_ON_DEG
    scene.open_walls = end_on or bool(room.get("walls"))
    if scene.open_walls:
        _close(scene)
    if room.get("rug"):
        _rug(scene, random, target)
    for _ in range(room.get("clutter", 0)):
        place = _free_place(scene, random, camera, target)
        if place is not None:
            _furniture(scene, random, place)


def _close(scene: Scene) -> None:
    """Walls on the sides where there is none yet."""
    there = {drawn.inner[0] * 2 + (drawn.inner[2] > 0) for drawn in scene.objects if drawn.inner}
    for axis in (0, 1):
        for sign in (-1, 1):
            if axis * 2 + (sign > 0) not in there:
                scene.wall(
                    axis,
                    -sign * FAR_M,
                    sign,
                    Material(Kind.PLAIN, (0.60, 0.57, 0.52)),
                    WALL_HEIGHT_M,
                )


def _rug(scene: Scene, random: np.random.Generator, target: Array) -> None:
    half = random.uniform(0.7, 1.3, 2)
    low = (target[0] - half[0], target[1] - half[1], 0.0)
    rug = scene.box(low, (target[0] + half[0], target[1] + half[1], RUG_M), (0.7, 0.8, 0.0))
    rug.material = Material(Kind.PICTURE, (0.8, 0.8, 0.0), 0.0, scene.texture(pattern(random)))
    rug.casts = False


def _free_place(
    scene: Scene, random: np.random.Generator, camera: Camera, target: Array
) -> Array | None:
    """A place on the floor (x, y) inside the walls, away from the person.

    That hides nothing of the person.
    """
    walls = [drawn.inner for drawn in scene.objects if drawn.inner]
    eye, middle = camera.eye[:2], target[:2]
    for _ in range(TRIES):
        angle, radius = random.uniform(0, 2 * np.pi), random.uniform(NEAR_M, FURTHEST_M)
        at = middle + radius * np.array([np.cos(angle), np.sin(angle)])
        share = np.clip((at - middle) @ (eye - middle) / ((eye - middle) @ (eye - middle)), 0, 1.2)
        clear = np.linalg.norm(at - (middle + share * (eye - middle))) > CLEAR_M
        if clear and all((at[axis] - at_m) * sign > 0.35 for axis, at_m, sign in walls):
            return np.asarray(at)
    return None


def _furniture(scene: Scene, random: np.random.Generator, at: Array) -> None:
    """A crate, a table or shelves."""
    (x, y), colour = at, tuple(random.uniform(0.05, 0.8) * random.uniform(0.7, 1.0, 3))
    kind = random.choice(["crate", "table", "shelf"])
    w, d = random.uniform(0.15, 0.35, 2)
    if kind == "crate":
        crate = scene.box((x - w, y - d, 0), (x + w, y + d, random.uniform(0.2, 0.8)), colour)
        if random.random() < 0.5:
            crate.material = Material(
                Kind.PICTURE, (1.2, 0.8, 0.0), 0.02, scene.texture(pattern(random))
            )
        return
    height = random.uniform(0.4, 0.8) if kind == "table" else random.uniform(1.2, 2.0)
    boards = [height] if kind == "table" else list(np.linspace(0.1, height, 5))
    for z in boards:
        scene.box((x - w, y - d, z - 0.03), (x + w, y + d, z), colour)
    for px in (x - w, x + w - 0.04):
        for py in (y - d, y + d - 0.04):
            scene.box((px, py, 0), (px + 0.04, py + 0.04, height), colour)


class Bystander:
    """A second person who stands somewhere, arms hanging, swaying a little."""

    def __init__(self, scenario: Scenario, camera: Camera, target: Array):
        given: dict[str, Any] = {
            "character": "tall",
            "away_m": 0.8,
            "beside_m": 0.9,
            "turn_deg": 0.0,
        }
        given |= scenario.given["bystander"]
        self.body = Body(dressed(given["character"]))
        forward = (target - camera.eye) * [1, 1, 0]
        forward = forward / np.linalg.norm(forward)
        right = np.array([forward[1], -forward[0], 0])
        self._at = target * [1, 1, 0] + forward * given["away_m"] + right * given["beside_m"]
        self._turn = rotate_z(given["turn_deg"])
        self._sway = [Sway([scenario.seed, 700 + i]) for i in range(2)]
        self._figure: Figure = []

    def enter(self, scene: Scene) -> None:
        """Puts the person into the scene."""
        self._figure = scene.human(self.body.human)

    def update(self, scene: Scene, time_s: float) -> None:
        """Moves the person."""
        body = self.body
        body.start()
        ankles = {side: self._foot(side) for side in SIDES}
        hip_x, hip_y = self._sway[0].at(time_s, 0.01), 0.07 + self._sway[1].at(time_s, 0.006)
        reach = min(body.legs[side].reach_m(5.0) for side in SIDES)
        hip_z = ankles["L"][2] + np.sqrt(reach**2 - 0.03**2) - 0.008
        left_hip = np.array([body.legs["L"].hip[0] + hip_x, hip_y, hip_z])
        body.trunk(body.root_for_hip("L", left_hip, rotate_x(2)), rotate_x(2), rotate_x(1))
        for side in SIDES:
            body.leg(side, ankles[side])
        body.arms_down()
        surfaces = body.human.skinned(body.pose.solve())
        scene.place(self._figure, [vertices @ self._turn.T + self._at for vertices in surfaces])

    def _foot(self, side: Side) -> Array:
        out = rotate_z(SIGN[side] * 8)
        ball = self.body.ball_on(side, SIGN[side] * 0.11, 0.0, 0.0)
        return self.body.foot(side, ball, out, out)

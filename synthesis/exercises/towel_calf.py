"""Towel calf stretch."""

import numpy as np

from synthesis.body.body import Body, Points
from synthesis.body.human import Placed
from synthesis.exercises.exercise import Planted
from synthesis.exercises.seated_hold import SeatedHold
from synthesis.gl.meshes import ribbon
from synthesis.gl.scene import Scene
from synthesis.gl.things import Drawn
from synthesis.maths import DOWN, UP, Array, mix, rotate_x, rotate_z, unit
from synthesis.scenario import Scenario
from synthesis.sides import NAMES, SIDES, SIGN

MAT_M = 0.012
SUNK_M = 0.008  # flesh and cloth give way to the mat
STRAIGHT_DEG = 4.0
OUT_DEG = 4.0
STATIONS = 19  # of the towel
ARM_STATIONS = 5
TOWEL, MAT = (0.78, 0.75, 0.62), (0.16, 0.34, 0.36)
SOLE_ACROSS = (1.05, 0.9, 0.45, 0, -0.45, -0.9, -1.05)  # in half widths of the forefoot
WIDTHS_M = [
    *[0.05] * 2,
    0.055,
    0.065,
    0.075,
    0.085,
    *[0.09] * 7,
    0.085,
    0.075,
    0.065,
    0.055,
    *[0.05] * 2,
]


class TowelCalf(SeatedHold):
    """Sitting on a mat with the near leg straight.

    Both hands pull a towel round the ball of the foot.
    """

    must = ("knee-straight", "toes-pulled")
    faults = {"knee-straight": (24.0, "deg"), "toes-pulled": (1.0, "fraction")}
    enter_s, hold_s, exit_s = 2.5, 8.0, 2.0

    def __init__(self, body: Body, scenario: Scenario):
        super().__init__(body, scenario)
        self.relaxed_deg = -15.0 + 3 * self.random.random()
        self.pulled_deg = 6.0 + 3 * self.random.random()
        self.hips = np.array([body.legs[self.leg].hip[0], 0.0, 0.10 * self.scale])
        for _ in range(3):
            self._legs(0.0, STRAIGHT_DEG, self.relaxed_deg)
            self.hips[2] += MAT_M - SUNK_M - self.lowest_m((-0.3, 0.3, -0.12, 0.25))

    #
    # ----------------------------------------------------------------------------------------------
    # posture

    def pose(self, time_s: float) -> tuple[Placed, Planted]:
        """Legs, then the hands on the line from the shoulders to the foot."""
        slack = self.amount("toes-pulled", time_s)
        self.pull = self.phase(time_s, 0.1, 1.0) * (1 - float(np.clip(slack, 0, 1)))
        knee = STRAIGHT_DEG + self.amount("knee-straight", time_s, 1.0, STRAIGHT_DEG)
        ankle = self.relaxed_deg + (self.pulled_deg - self.relaxed_deg) * self.pull
        ankle += self.sway.at(time_s + 50, 0.25) * self.pull
        self._legs(time_s, knee, ankle, -5 * self.pull, self.heel_hop_m(time_s, STRAIGHT_DEG))
        self._pulling_hands()
        self.placed = self.body.pose.solve()
        return self.placed, (self.other,)

    def _legs(
        self, time_s: float, knee: float, dorsiflexion: float, lean: float = 0.0, hop_m: float = 0.0
    ) -> None:
        """Trunk, near leg stretched out on its heel, other foot on the mat."""
        body, near, other = self.body, self.leg, self.other
        body.start()
        self.trunk(self.hips, -4 + 0.5 * lean, 6 + lean, 8 + 0.5 * lean, time_s, 0.6)
        across = abs(self.hips[0])
        x = SIGN[near] * (across + 0.01)
        self.ankle, pitch, _ = self.leg_out(
            knee, x, MAT_M + hop_m, (-88 - dorsiflexion, OUT_DEG), dorsiflexion
        )
        self.foot = rotate_z(SIGN[near] * OUT_DEG) @ rotate_x(pitch)
        self.free_foot(near, self.foot)
        body.leg(near, self.ankle, UP)
        other_y = -0.56 * body.legs[other].length_m
        body.leg(
            other,
            self.flat_foot(other, SIGN[other] * (across + 0.03), other_y, MAT_M),
            (0, -0.4, 1),
        )

    def _pulling_hands(self) -> None:
        body, foot = self.body, self._under_foot(0.0)
        shoulders = 0.5 * (body.shoulder("L") + body.shoulder("R"))
        reach = (0.97 - 0.20 * self.pull) * body.arms[self.leg].length_m
        centre = shoulders + unit(foot - shoulders) * reach
        centre[2] = max(centre[2], 0.30 * self.scale)
        for side in SIDES:
            x = SIGN[side]
            wrist = centre + [x * 0.075 * self.scale + self.ankle[0] * 0.75, 0, 0]
            towards = unit(foot + [x * 0.05, 0, 0] - wrist)
            palm = unit(np.array([-x, 0, -0.25]))
            self.hand(side, wrist, unit(towards + [0, 0, 0.15]), palm, (x * 0.8, 0.35, -0.8), 62.0)

    def _under_foot(self, across_m: float, along_m: float = 0.0, out_m: float = 0.0) -> Array:
        """Point under the ball of the near foot.

        To the person's left, towards the toes, away from the sole.
        """
        leg = self.body.legs[self.leg]
        down = leg.ball[2] - self.body.feet[self.leg].sole_m
        at_rest = leg.ball + [across_m, -along_m, -down - out_m]
        return np.asarray(self.ankle + self.foot @ (at_rest - leg.ankle))

    #
    # ----------------------------------------------------------------------------------------------
    # towel

    def furnish(self, scene: Scene) -> None:
        """A mat and the towel."""
        scene.room(-1.3)
        scene.box((-0.36, -1.18 * self.scale, 0), (0.36, 0.62 * self.scale, MAT_M), MAT)
        self.towel: Drawn = scene.ribbon(STATIONS, TOWEL)

    def update(self, time_s: float, points: Points) -> None:
        """The towel runs from hand to hand round the sole and sags when it is slack."""
        half = 0.05 * self.scale
        grips = [self._grip(side, points) for side in ("L", "R")]
        sole = [
            self._under_foot(a * half, 0.015, 0.010 - 0.02 * a * a * (abs(a) > 0.9))
            for a in SOLE_ACROSS
        ]
        edges = [self._under_foot(sign * 1.22 * half, 0.015, -0.055) for sign in (1, -1)]
        tails = [
            grip + unit(grip - edge) * 0.05 + [0, 0, -0.09]
            for grip, edge in zip(grips, edges, strict=True)
        ]
        left, right = (self._sagging(grip, edge) for grip, edge in zip(grips, edges, strict=True))
        stations = [tails[0], *left, *sole, *right[::-1], tails[1]]
        toes = -self.foot[:, 1]
        turned = [
            min(1, max(0, (min(i, len(stations) - 1 - i) - 1) / 4)) for i in range(len(stations))
        ]
        widths = [width * self.scale for width in WIDTHS_M]
        self.towel.write(
            ribbon(stations, [mix(UP, toes, share) for share in turned], widths, 0.012)
        )

    def _grip(self, side: str, points: Points) -> Array:
        bone = f"finger3-2.{side}"
        finger = self.placed.of(bone, self.body.human.joint(bone))
        return np.asarray(
            finger * 0.75 + points[f"{NAMES['L' if side == 'L' else 'R']}_wrist"] * 0.25
        )

    def _sagging(self, grip: Array, edge: Array) -> list[Array]:
        sag = 0.05 * self.scale * (1 - self.pull)
        return [
            mix(grip, edge, f) + DOWN * sag * np.sin(np.pi * f)
            for f in np.linspace(0, 1, ARM_STATIONS)
        ]

    def looked_at(self) -> Array:
        """Above the knee."""
        return np.array([0.0, -0.38 * self.scale, 0.40 * self.scale])

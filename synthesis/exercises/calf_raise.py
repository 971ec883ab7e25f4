"""Calf raises on both legs: on a step, on the floor, with bent knees.

Pitch is that of the hindfoot, + = heel up.
"""

import numpy as np

from synthesis.body.human import Placed
from synthesis.exercises.exercise import Frames, Planted, Record, Truth, fault, rep
from synthesis.exercises.repeated import Planned, Repeated
from synthesis.exercises.standing import FULL_PITCH_DEG
from synthesis.gl.scene import Scene
from synthesis.maths import Array, rotate_x, rotate_z
from synthesis.sides import NAMES, OTHER, SIDES, SIGN, Side
from synthesis.timing import along_keys, ramp

TURN_OUT_DEG = 5.0
PARTIAL_BELOW = 0.6  # of the full heel height
VALLEY_TOLERANCE_M = 0.005  # a deficit raise must come this far below the step
ROCK_SHIFT = 0.62  # foot lengths that the hips go forward while the trunk leans by ROCK_DEG
ROCK_DEG = 20.0
KNEE_BEND_DEG = 32.0
WOOD, STEP = (0.50, 0.38, 0.26), (0.33, 0.36, 0.40)
UNITS = {
    **{
        "full-height": "ratio_of_full",
        "slow-lowering": "s",
        "pause-at-top": "s",
        "heels-below-step": "m",
        "quick": "s",
        "heels-spring-back": "m",
    },
    "other-foot-up": "",
    "lower-on-one-leg": "",
}


class CalfRaise(Repeated):
    """Both legs on a step, heels from below its edge to full height.

    The hand away from the camera on a table.
    """

    step_m, knee_deg, valley_deg, half_width_m = 0.15, 5.0, -14.0, 0.105
    partial_below = PARTIAL_BELOW

    def prepare(self) -> None:
        """Pitch key frames: neutral, bottom, repetitions, neutral."""
        near = self.scenario.near_sign
        self.table_x, self.table_z = -near * 0.36 * self.scale, self.step_m + 0.98 * self.scale
        self.near: Side = "L" if near > 0 else "R"
        keys = [(0.0, 0.0)]
        if self.reps:
            lead = self.scenario.lead_in_s
            keys = [(lead, 0.0), (lead + self.first_s * 0.9, self._first_deg())]
        for number, planned in enumerate(self.reps):
            planned.peak_deg = self.pitch_for(planned.height)
            valley = self._lowered_deg(number, planned)
            keys += [(planned.start_s, keys[-1][1]), (planned.top_from_s, planned.peak_deg)]
            keys += [(planned.down_from_s, planned.peak_deg), (planned.end_s, valley)]
        self.keys = [
            *keys,
            (self.finished_s, keys[-1][1]),
            (self.finished_s + self.last_s * 0.9, 0.0),
        ]

    def _first_deg(self) -> float:
        """Where the first repetition begins."""
        return self._bottom_deg(0)

    def _lowered_deg(self, number: int, planned: Planned) -> float:
        """Where a repetition ends."""
        if "heels-below-step" in planned.faults:
            return planned.faults["heels-below-step"] or 2.0
        return self._bottom_deg(number)

    def _bottom_deg(self, number: int) -> float:
        if not self.valley_deg:
            return 0.0
        varied = np.random.default_rng([self.scenario.seed, 77, number]).normal()
        return float(self.valley_deg * (1 + 0.06 * varied))

    #
    # ----------------------------------------------------------------------------------------------
    # posture

    def pose(self, time_s: float) -> tuple[Placed, Planted]:
        """Feet first, then the hips above them, trunk, legs and arms."""
        self.body.start()
        pitch = self._pitch_deg(time_s)
        ankles, planted = self._feet(time_s, pitch)
        rock = self._rock_deg(time_s)
        self._trunk(time_s, ankles, planted or (self.leg,), pitch, rock)
        for side, ankle in ankles.items():
            self.body.leg(side, ankle)
        self._lift_other_leg(time_s, ankles)
        self._arms()
        return self.body.pose.solve(), planted

    def _pitch_deg(self, time_s: float) -> float:
        return along_keys(time_s, self.keys) if self.reps else 0.0

    def _feet(self, time_s: float, pitch: float) -> tuple[dict[Side, Array], Planted]:
        """Ankles of the feet that stand."""
        return {side: self._stood(side, pitch, self.half_width_m) for side in SIDES}, SIDES

    def _stood(self, side: Side, pitch: float, half_width_m: float, air: float = 0.0) -> Array:
        """A foot on the step or the floor, or above it (air 0..1).

        The toes stay flat as long as it stands.
        """
        turned = rotate_z(SIGN[side] * TURN_OUT_DEG)
        floor = self.step_m + 0.10 * air * self.scale
        ball = self.body.ball_on(side, SIGN[side] * half_width_m * self.scale, 0.0, floor)
        toes = turned @ rotate_x(pitch * 0.8 * min(1, air * 2))
        return self.body.foot(side, ball, turned @ rotate_x(pitch), toes)

    def _trunk(
        self, time_s: float, ankles: dict[Side, Array], stance: Planted, pitch: float, rock: float
    ) -> None:
        """Hips above the forefeet at the top, further back at the bottom."""
        up = float(np.clip(pitch / FULL_PITCH_DEG, -0.5, 1))
        x = self._shift_x(time_s)
        y = (0.100 - 0.070 * up) * self.scale + self.sway_y.at(time_s, 0.005)
        y -= rock / ROCK_DEG * ROCK_SHIFT * self.foot_m
        knee = self.knee_at(time_s)
        bent = dict.fromkeys(SIDES, max(2.5, knee + self._knee_fault_deg(time_s)))
        z = self.hip_height_m(x, y, {side: ankles[side] for side in stance}, bent)
        sway = self.sway_trunk.at(time_s, 0.6)
        leans = (2 + 0.12 * knee + rock * 0.8 + sway, 1 + 0.16 * knee + rock + sway, 0.3 * rock)
        self.stand(time_s, (x, y, z), leans)

    def _rock_deg(self, time_s: float) -> float:
        phase, size = self.with_fault("lift-straight-up", time_s)
        return (size or ROCK_DEG) * phase

    def _knee_fault_deg(self, time_s: float) -> float:
        phase, size = self.with_fault("knee-straight", time_s)
        added = phase * (size or KNEE_BEND_DEG)
        phase, size = self.with_fault("knee-bend-kept", time_s)
        return added - phase * (self.knee_deg - 5 if size is None else size)

    def knee_at(self, time_s: float) -> float:
        """Bend of the knee without faults."""
        return self.knee_deg + self.sway_knee.at(time_s, 0.6)

    def _shift_x(self, time_s: float) -> float:
        return self.sway_x.at(time_s, 0.005)

    def _lift_other_leg(self, time_s: float, ankles: dict[Side, Array]) -> None:
        """Both legs stand."""

    def _arms(self) -> None:
        """The near arm hangs, the far hand rests on the table."""
        far = OTHER[self.near]
        self.body.arms_down([self.near])
        point = (
            self.table_x + self.scenario.near_sign * 0.01,
            -0.10 * self.scale,
            self.table_z + 0.035,
        )
        self.support(far, point, (SIGN[far] * 0.6, 1, -0.3), (0, -1, -0.12), (0, 0, -1), 1.0)

    #
    # ----------------------------------------------------------------------------------------------
    # room and truth

    def furnish(self, scene: Scene) -> None:
        """The step, and a narrow high table on the side away from the camera."""
        scene.room(-1.3, -1.7)
        if self.step_m:
            scene.box((-0.5, -0.42, 0), (0.5, 0.035, self.step_m), STEP)
        near, x, z = self.scenario.near_sign, self.table_x, self.table_z
        outer = x - near * 0.30
        scene.box((min(x, outer), -0.55, z - 0.03), (max(x, outer) + 0.03, 0.30, z), WOOD)
        middle = x - near * 0.15
        for y in (-0.53, 0.24):
            scene.box((middle - 0.02, y, 0), (middle + 0.02, y + 0.04, z - 0.03), WOOD)

    def looked_at(self) -> Array:
        """Half the height of the person on the step."""
        return np.array([0, 0.02, 0.5 * (self.height_m + self.step_m) + 0.01])

    def truth(self, frames: Frames) -> Truth:
        """Planned times, measured heights."""
        reps, faults = [], []
        for number, planned in enumerate(self.reps, 1):
            following = self.reps[number].start_s if number < len(self.reps) else self.finished_s
            record = self._measured(frames, planned, number, following)
            reps.append(record)
            faults += self._rep_faults(frames, planned, record)
        full = round(self.heel_lift_m(FULL_PITCH_DEG), 4)
        return {"reps": reps, "holds": [], "faults": faults, "full_heel_height_m": full}

    def _measured(
        self, frames: Frames, planned: Planned, number: int, following_s: float
    ) -> Record:
        times = np.array(frames["time_s"])
        heel = np.array(frames[NAMES[self.leg]]["heel_height_m"])
        during = np.where((times >= planned.start_s) & (times <= planned.end_s))[0]
        top = heel[during].max()
        low = float(heel[(times >= planned.down_from_s) & (times <= following_s)].min())
        peak_s = float(times[during[heel[during] >= top - 0.002]].mean())
        full = self.heel_lift_m(FULL_PITCH_DEG)
        hangs = self.valley_deg >= -5 or low <= -VALLEY_TOLERANCE_M
        partial = top < self.partial_below * full or not hangs
        return rep(
            number,
            planned.times_s,
            peak_s,
            "partial" if partial else "full",
            sorted(planned.faults),
            peak_heel_height_m=round(float(top), 4),
            peak_heel_height_ratio=round(float(top / self.foot_m), 3),
            valley_heel_height_m=round(low, 4),
            fraction_of_full=round(float(top / full), 3),
        )

    def _rep_faults(self, frames: Frames, planned: Planned, record: Record) -> list[Record]:
        times = np.array(frames["time_s"])
        during = (times >= planned.start_s) & (times <= planned.end_s)
        knee = np.array(frames[NAMES[self.leg]]["knee_flexion_deg"])[during]
        trunk = np.array(frames["trunk_inclination_deg"])[during]
        sizes = {
            "full-height": record["fraction_of_full"],
            "slow-lowering": planned.down_s,
            "pause-at-top": planned.top_s,
            "heels-below-step": record["valley_heel_height_m"],
            "heels-spring-back": record["valley_heel_height_m"],
            "quick": max(planned.up_s, planned.down_s),
            "other-foot-up": 1,
            "lower-on-one-leg": 1,
        }
        faults = []
        for check in sorted(planned.faults):
            size = sizes.get(check, float(np.ptp(knee if check.startswith("knee") else trunk)))
            faults.append(
                fault(check, planned.start_s, planned.end_s, size, UNITS.get(check, "deg"))
            )
        return faults


class FloorRaise(CalfRaise):
    """Both legs on the floor."""

    step_m, valley_deg = 0.0, 0.0


class ReboundRaise(FloorRaise):
    """Quick and small on the floor: the heels spring back before they touch it.

    The first repetition begins with flat feet, the last one ends so.
    """

    valley_deg, gap_s, partial_below = 6.0, 0.0, 0.3
    rep_defaults = {"height": 0.65, "up_s": 0.35, "top_s": 0.0, "down_s": 0.35}

    def _first_deg(self) -> float:
        return 0.0

    def _lowered_deg(self, number: int, planned: Planned) -> float:
        if number == len(self.reps) - 1:
            return 0.0
        if "heels-spring-back" in planned.faults:
            return planned.faults["heels-spring-back"] or 0.0
        return self._bottom_deg(number)


class BentKneeRaise(CalfRaise):
    """On a step; the knees soften before the first raise and straighten after the last."""

    knee_deg, valley_deg, first_s, last_s = 30.0, -3.0, 1.4, 1.4

    def knee_at(self, time_s: float) -> float:
        """Straight, bent, straight."""
        into = ramp((time_s - self.scenario.lead_in_s) / (self.first_s * 0.9))
        out = ramp((self.finished_s + self.last_s * 0.9 - time_s) / (self.last_s * 0.9))
        return 5 + (self.knee_deg - 5) * (into * out) + self.sway_knee.at(time_s, 0.8)

"""Calf stretches in a lunge against a wall."""

from typing import Any

import numpy as np

from synthesis.body.body import Body
from synthesis.body.human import Placed
from synthesis.exercises.exercise import Frames, Planted, Truth, fault, hold
from synthesis.exercises.standing import Standing
from synthesis.gl.scene import Scene
from synthesis.maths import Array, rotate_x, rotate_z, sagittal
from synthesis.scenario import Scenario
from synthesis.sides import NAMES, SIDES, SIGN
from synthesis.timing import ramp, spans_where, window

RAMP_S = 0.7  # of a fault, inside each end of its span
MAGNITUDES: dict[str, float | None] = {
    "back-knee-straight": 28,
    "back-knee-bent": 8,
    "heel-down": 0.20,
    "hips-forward": None,
    "body-line": 40,
    "trunk-upright": 40,
    "no-bouncing": 5,
    "hands-on-wall": 1,
    "step-length": None,
}
UNITS = {"heel-down": "foot_lengths", "step-length": "shank_lengths", "hands-on-wall": ""}
TIMES: dict[str, Any] = {"enter_s": 3.2, "hold_s": 10.0, "exit_s": 2.6, "faults": []}
HEEL_LEVER = 0.72  # of the foot's length from the ball to the heel
BOUNCE_HZ = 1.1
SEEN_FROM_THE_SIDE_DEG = -2  # further in front the wall must end before it hides the person
SEEN_FROM_THE_FRONT_DEG = -60  # there walls vanish instead


class WallStretch(Standing):
    """The posture of the back (exercising) leg is given by the inclination of its shank and the bend of its knee."""

    knee_deg, shank_deg, step, leans_deg = (
        4.0,
        27.0,
        1.36,
        (13.0, 16.0),
    )  # step: heel to heel, in shank lengths
    short_step = 0.75
    must: tuple[str, ...] = ("step-length", "heel-down", "hips-forward", "back-knee-straight")

    def __init__(self, body: Body, scenario: Scenario):
        super().__init__(body, scenario)
        self.times = {**TIMES, **scenario.hold}
        self.start_s = self.scenario.lead_in_s + self.times["enter_s"]
        self.end_s = self.start_s + self.times["hold_s"]
        self.back_s = self.end_s + self.times["exit_s"]
        self.duration_s = self.back_s + self.scenario.lead_in_s
        self._plan_faults()
        self.knee_now_deg = self.knee_deg + self.random.normal(0, 1.0)
        self.front_y, self.step_m = -0.25 * self.scale, self.step * self.shank_m
        # With straight legs the lean follows from the step; the wanted lean must be within reach of
        # the front leg.
        lowest = np.degrees(np.arcsin(min(0.9, 0.5 * self.step_m / (self.thigh_m + self.shank_m))))
        self.lean_deg, self.least_deg = self._lean(float(lowest)), float(lowest) + 1.0
        self._place_wall()

    def _lean(self, lowest_deg: float) -> float:
        return float(min(self.shank_deg, lowest_deg + 9))

    def _plan_faults(self) -> None:
        self.spans: dict[str, list[tuple[float, float, Any]]] = {}
        for planned in self.times["faults"]:
            check = planned["check"]
            magnitude = planned.get("magnitude", MAGNITUDES[check])
            if check == "step-length":
                self.step = self.short_step if magnitude is None else magnitude
            start, end = planned.get("from_s", 0), planned.get("to_s", self.times["hold_s"])
            self.spans.setdefault(check, []).append(
                (self.start_s + start, self.start_s + end, magnitude)
            )

    def _place_wall(self) -> None:
        """The wall stands where the hands arrive with bent elbows."""
        self.wall_y: float | None = None
        self.pose(self.start_s + 0.01)
        shoulder = self.body.shoulder(self.leg)
        self.hand_z = float(shoulder[2] - 0.06)
        reach = 0.86 * self.body.arms["L"].length_m
        self.wall_y = round(float(shoulder[1] - np.sqrt(reach * reach - 0.06**2) - 0.04), 3)

    def _amounts(self, check: str, time_s: float) -> list[tuple[float, Any]]:
        return [
            (window(time_s, start, end, RAMP_S), size)
            for start, end, size in self.spans.get(check, [])
        ]

    def _amount(self, check: str, time_s: float) -> float:
        """Sum of the shares of the faults that are there now."""
        return sum(share for share, _ in self._amounts(check, time_s))

    #
    # ----------------------------------------------------------------------------------------------
    # posture

    def pose(self, time_s: float) -> tuple[Placed, Planted]:
        """Steps back with the exercising leg, leans, holds, comes back."""
        self.body.start()
        enter_s, exit_s = self.times["enter_s"], self.times["exit_s"]
        since, until = time_s - self.scenario.lead_in_s, self.back_s - time_s
        step = ramp(since / (0.55 * enter_s)) * ramp(until / (0.55 * exit_s))
        lean = ramp((since - 0.3 * enter_s) / (0.7 * enter_s)) * ramp(
            (until - 0.25 * exit_s) / (0.7 * exit_s)
        )
        shank_deg, knee_deg = self._back_leg(time_s)
        front, back = self._feet(time_s, step, lean)
        hip = self._hip(time_s, (step, lean), (shank_deg, knee_deg), (front, back))
        self.stand(time_s, hip, self._leans(time_s, max(step * 0.3, lean)))
        self.body.leg(self.other, front)
        self.body.leg(self.leg, back)
        self._hands(time_s)
        landed = step < 0.001 or step > 0.999
        return self.body.pose.solve(), (self.other, self.leg) if landed else (self.other,)

    def _back_leg(self, time_s: float) -> tuple[float, float]:
        """Inclination of the shank and bend of the knee in the hold.

        With the faults of the moment.
        """
        shank, knee = self.lean_deg + self.sway_y.at(time_s, 0.5), self.knee_now_deg
        for share, bent in self._amounts("back-knee-straight", time_s):
            knee += share * (bent - self.knee_now_deg)
            shank += share * 0.3 * (bent - self.knee_now_deg)
        for share, straight in self._amounts("back-knee-bent", time_s):
            knee += share * (straight - self.knee_now_deg)
            shank += share * min(0, self.least_deg + 5 - self.lean_deg)
        for share, lean in self._amounts("hips-forward", time_s):
            shank += share * ((self.least_deg if lean is None else lean) - self.lean_deg)
        for share, size in self._amounts("no-bouncing", time_s):
            shank += share * size * 0.5 * np.sin(2 * np.pi * BOUNCE_HZ * time_s)
        shank += 5 * self._amount("heel-down", time_s)
        return float(shank), float(knee)

    def _leans(self, time_s: float, share: float) -> tuple[float, float, float]:
        """Forward lean of pelvis, chest and head."""
        pelvis, chest = self.leans_deg
        upright = self._amount("hips-forward", time_s)
        pelvis, chest = pelvis - 5 * upright, chest - 6 * upright
        for check in ("body-line", "trunk-upright"):
            for amount, bent in self._amounts(check, time_s):
                pelvis, chest = pelvis + amount * (bent - 8) * 0.75, chest + amount * (bent - 8)
        sway = self.sway_trunk.at(time_s, 0.5)
        return 3 + (pelvis - 3) * share + sway, 2 + (chest - 2) * share + sway, 1 + 4 * share

    def _feet(self, time_s: float, step: float, lean: float) -> tuple[Array, Array]:
        """Ankles: the front foot stays planted, the back one steps, lands on its ball.

        Then the heel comes down.
        """
        body, x = self.body, SIGN[self.leg]
        out = rotate_z(SIGN[self.other] * 4)
        front = body.foot(
            self.other, body.ball_on(self.other, -x * 0.10, self.front_y, 0), out, out
        )
        lifted = sum(
            share
            * float(
                np.degrees(np.arcsin(min(0.7, size * self.foot_m / (HEEL_LEVER * self.foot_m))))
            )
            for share, size in self._amounts("heel-down", time_s)
        )
        air = 4 * step * (1 - step)
        pitch = 18 * air + 14 * step * (1 - lean) * (1 - step**6 * lean) + lifted
        ball = body.ball_on(self.leg, x * 0.10, self.front_y + self.step_m * step, 0.07 * air)
        turned = rotate_z(x * 3)
        return front, body.foot(
            self.leg, ball, turned @ rotate_x(pitch), turned @ rotate_x(12 * air)
        )

    def _hip(
        self,
        time_s: float,
        shares: tuple[float, float],
        leg_deg: tuple[float, float],
        ankles: tuple[Array, Array],
    ) -> tuple[float, float, float]:
        """The hips: above the front foot while standing.

        Where the back leg carries them in the hold.
        """
        (step, lean), (shank, knee), (front, back) = shares, leg_deg, ankles
        held = back + self.shank_m * sagittal(shank) + self.thigh_m * sagittal(shank - knee)
        standing_y = front[1] - 0.015
        y = (
            standing_y
            + (held[1] - standing_y) * (0.35 * step + 0.65 * lean)
            + self.sway_y.at(time_s, 0.004) * (1 - lean)
        )
        x = self.sway_x.at(time_s, 0.006) - SIGN[self.leg] * 0.02 * 4 * step * (1 - step)
        soft = 3.0 + self.sway_y.at(time_s, 0.6)
        both = {self.other: front, self.leg: back}
        carrying = {self.other: front} if step > 0.02 else both
        upright = self.hip_height_m(x, y, carrying, dict.fromkeys(SIDES, soft))
        reachable = self.hip_height_m(x, y, both, dict.fromkeys(SIDES, 2.5))
        return x, float(y), float(min(upright + (held[2] - upright) * lean, reachable))

    def _hands(self, time_s: float) -> None:
        if self.wall_y is None:
            return
        lead = self.scenario.lead_in_s
        share = ramp((time_s - lead * 0.6) / 1.1) * ramp(
            (self.duration_s - 0.2 * lead - time_s) / 1.1
        )
        for away, _ in self._amounts("hands-on-wall", time_s):
            share *= 1 - away
        for side in SIDES:
            x = SIGN[side]
            point = (x * 0.19, self.wall_y + 0.045, self.hand_z)
            self.support(side, point, (x * 0.8, 0.2, -1), (0, -0.12, 1), (0, -1, -0.1), share)

    #
    # ----------------------------------------------------------------------------------------------
    # room and truth

    def furnish(self, scene: Scene) -> None:
        """The wall to lean on."""
        azimuth = self.scenario.camera["azimuth_deg"]
        oblique = SEEN_FROM_THE_FRONT_DEG < azimuth <= SEEN_FROM_THE_SIDE_DEG
        scene.room(-1.3, self.wall_y, 0.32 if oblique else 5.0)

    def looked_at(self) -> Array:
        """Between the feet."""
        return np.array([0, self.front_y + 0.30 * self.step_m, 0.50 * self.height_m])

    def truth(self, frames: Frames) -> Truth:
        """The hold and its faults.

        A must that is broken at any time in a span spoils the whole span.
        """
        times = np.array(frames["time_s"])
        bad, faults = np.zeros(len(times), bool), []
        for check, spans in self.spans.items():
            for start, end, planned in spans:
                during = (times >= start) & (times <= end)
                size = (
                    self.step
                    if check == "step-length"
                    else self._worst(frames, check, during, planned)
                )
                faults.append(fault(check, start, end, size, UNITS.get(check, "deg")))
                bad |= during & (check in self.must)
        faults += self._straight_front_knee(frames, times)
        return {
            "reps": [],
            "holds": [hold(frames, self.start_s, self.end_s, ~bad)],
            "faults": faults,
        }

    def _worst(self, frames: Frames, check: str, during: Array, planned: float) -> float:
        leg = frames[NAMES[self.leg]]
        measured = {
            "back-knee-straight": (leg["knee_flexion_deg"], np.max),
            "back-knee-bent": (leg["knee_flexion_deg"], np.min),
            "heel-down": (np.array(leg["heel_height_m"]) / self.foot_m, np.max),
            "hips-forward": (leg["shank_inclination_deg"], np.min),
            "body-line": (frames["trunk_inclination_deg"], np.max),
            "trunk-upright": (frames["trunk_inclination_deg"], np.max),
        }
        if check not in measured:
            return planned
        values, worst = measured[check]
        return float(worst(np.array(values)[during]))

    def _straight_front_knee(self, frames: Frames, times: Array) -> list[dict[str, Any]]:
        """Not asked for, follows from the lean: told where the front knee is nearly straight."""
        knee = np.array(frames[NAMES[self.other]]["knee_flexion_deg"])
        straight = (times >= self.start_s) & (times < self.end_s) & (knee < 15)
        return [
            fault(
                "front-knee-bent", start, end, knee[(times >= start) & (times <= end)].min(), "deg"
            )
            for start, end in spans_where(times, straight, 1.0)
        ]


class SoleusStretch(WallStretch):
    """A shorter step and a bent back knee."""

    knee_deg, shank_deg, step, leans_deg = 36.0, 31.0, 1.0, (9.0, 11.0)
    short_step = 0.35
    must = ("step-length", "heel-down", "hips-forward", "back-knee-bent")

    def _lean(self, lowest_deg: float) -> float:
        return float(min(self.shank_deg, 20 + 10 * self.step))

    def _straight_front_knee(self, frames: Frames, times: Array) -> list[dict[str, Any]]:
        return []

"""The calf raise on one leg."""

import numpy as np

from synthesis.body.body import TOES
from synthesis.exercises.calf_raise import TURN_OUT_DEG, CalfRaise
from synthesis.exercises.exercise import Planted
from synthesis.maths import Array, rotate_x, rotate_z
from synthesis.sides import SIDES, SIGN, Side
from synthesis.timing import ramp, window


class SingleLegRaise(CalfRaise):
    """One leg on the floor, the other foot lifted behind; variant "idle": no raise at all."""

    step_m, valley_deg, first_s, last_s, half_width_m = 0.0, 0.0, 1.4, 1.2, 0.085

    def prepare(self) -> None:
        """The idle variant replaces the repetitions by standing.

        Shifting weight and lifting the feet in turn.
        """
        self.idle = self.scenario.given.get("variant") == "idle"
        self.lifts: list[tuple[float, float, Side]] = []
        if self.idle:
            plan = self.scenario.given.get("idle", {})
            lead, self.stood_s = self.scenario.lead_in_s, plan.get("stand_s", 10.0)
            count, each_s = plan.get("lifts", 6), plan.get("lift_s", 1.3)
            turns = (self.leg, self.other)
            self.lifts = [
                (lead + self.stood_s + i * each_s, each_s, turns[i % 2]) for i in range(count)
            ]
            self.finished_s = lead + self.stood_s + count * each_s
            self.duration_s = self.finished_s + lead
        super().prepare()

    def _free(self, time_s: float) -> float:
        """1 = the other foot is lifted behind, 0 = both feet stand."""
        if self.idle:
            return 0.0
        lead = self.scenario.lead_in_s
        lifting = ramp((time_s - lead * 0.8) / (lead * 0.2 + self.first_s * 0.8))
        share = lifting * ramp((self.finished_s + self.last_s * 0.9 - time_s) / (self.last_s * 0.9))
        for planned in self.reps:
            if "other-foot-up" in planned.faults:
                share *= 1 - window(time_s, planned.start_s - 0.2, planned.end_s + 0.2, 0.5)
        return share

    def _feet(self, time_s: float, pitch: float) -> tuple[dict[Side, Array], Planted]:
        if self.idle:
            return self._idle_feet(time_s)
        ankles = {}
        for side in SIDES:
            if side == self.leg:
                ankles[side] = self._stood(side, pitch, self.half_width_m)
            elif self._free(time_s) <= 0:
                ankles[side] = self._stood(side, 0.0, self.half_width_m)
        return ankles, tuple(ankles)

    def _idle_feet(self, time_s: float) -> tuple[dict[Side, Array], Planted]:
        """A lift as in walking on the spot.

        The heel first, then the foot leaves the floor and lands flat.
        """
        ankles, planted = {}, []
        for side in SIDES:
            air = pitch = 0.0
            for start, length, lifted in self.lifts:
                share = (time_s - start) / length
                if lifted == side and 0 < share < 1:
                    air, pitch = (
                        window(share, 0.25, 0.95, 0.35),
                        24 * window(share, 0.08, 0.75, 0.25),
                    )
                    break
            ankles[side] = self._stood(side, pitch, self.half_width_m, air)
            planted += [side] if air <= 0 else []
        return ankles, tuple(planted)

    def _shift_x(self, time_s: float) -> float:
        """The pelvis moves over the standing leg, +x = left."""
        if self.idle:
            return self._idle_shift_x(time_s)
        share = float(np.clip(self._free(time_s), 0, 1))
        if any("other-foot-up" in planned.faults for planned in self.reps):
            share = max(
                share, 0.5 * (self.scenario.lead_in_s + self.first_s < time_s < self.finished_s)
            )
        return self.sway_x.at(time_s, 0.005) + SIGN[self.leg] * 0.055 * self.scale * share

    def _idle_shift_x(self, time_s: float) -> float:
        lead = self.scenario.lead_in_s
        quiet = ramp((time_s - lead) / 2) * ramp((lead + self.stood_s - time_s) / 1.5)
        x = 0.03 * self.sway_knee.at(time_s) * quiet
        for start, length, lifted in self.lifts:
            x += -SIGN[lifted] * 0.07 * window(time_s, start - 0.25, start + length + 0.25, 0.55)
        return x

    def _lift_other_leg(self, time_s: float, ankles: dict[Side, Array]) -> None:
        """The free knee is bent, its foot behind.

        With the fault it touches down on the toes behind the other foot.
        """
        side = self.other
        if side in ankles:
            return
        free, scale, turned = self._free(time_s), self.scale, rotate_z(SIGN[side] * TURN_OUT_DEG)
        leg, x = self.body.legs[side], SIGN[side] * self.half_width_m * self.scale
        lever = leg.ankle - leg.ball
        high = self.body.hip(side) + np.array([SIGN[side] * 0.015, 0.34, -0.645]) * scale
        low, pitch = self.body.ball_on(side, x, 0.0, 0) + lever, 48 * free
        toe_pitch = pitch
        if self._touches(time_s):
            low = self.body.ball_on(side, x, 0.12 * scale, 0) + turned @ rotate_x(30) @ lever
            pitch = 30 + 18 * free
            toe_pitch = pitch * free
        ankle = low + (high - low) * free
        self.body.pose.set(turned @ rotate_x(pitch), "foot." + side)
        self.body.pose.set(turned @ rotate_x(toe_pitch), *(toe + side for toe in TOES))
        ankle[2] = max(ankle[2], 0.06)
        self.body.leg(side, self._in_reach(side, ankle))

    def _touches(self, time_s: float) -> bool:
        touching = (planned for planned in self.reps if "other-foot-up" in planned.faults)
        return any(planned.start_s - 0.2 < time_s < planned.end_s + 0.2 for planned in touching)

    def _in_reach(self, side: Side, ankle: Array) -> Array:
        """Pulls the ankle of a free foot into reach."""
        hip, reach = self.body.hip(side), (self.thigh_m + self.shank_m) * 0.995
        distance = np.linalg.norm(ankle - hip)
        return ankle if distance < reach else hip + (ankle - hip) * (reach / distance)

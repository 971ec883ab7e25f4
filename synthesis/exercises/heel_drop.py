"""Heel drops on a step: up on both legs, down on one."""

import numpy as np

from synthesis.body.body import TOES
from synthesis.exercises.calf_raise import TURN_OUT_DEG, BentKneeRaise, CalfRaise
from synthesis.exercises.exercise import Frames, Planted, Record
from synthesis.exercises.repeated import Planned
from synthesis.maths import Array, mix, rotate_x, rotate_z
from synthesis.sides import SIDES, SIGN, Side
from synthesis.timing import ramp

LIFTED_M = (0.015, 0.36, -0.58)  # of the free ankle from its hip: outwards, back, up
LIFTED_DEG = 48.0  # pitch of the free foot
OVER_M = 0.055  # that the pelvis moves over the leg that lowers
LIFT_SHARE, DOWN_SHARE = 0.8, (0.15, 0.9)  # of the top, of the gap below


class HeelDrop(CalfRaise):
    """At the top the other foot leaves the step; below it comes back."""

    gap_s, half_width_m = 1.3, 0.085
    rep_defaults = {"height": 1.0, "up_s": 1.3, "top_s": 1.2, "down_s": 3.2}

    def _free(self, time_s: float) -> float:
        """1 = the other foot is lifted behind, 0 = both feet stand."""
        following = [*(planned.start_s for planned in self.reps[1:]), self.finished_s]
        shares = (
            self._lifted(planned, until_s, time_s)
            for planned, until_s in zip(self.reps, following, strict=True)
        )
        return max(shares, default=0.0)

    @staticmethod
    def _lifted(planned: Planned, until_s: float, time_s: float) -> float:
        if "lower-on-one-leg" in planned.faults:
            return 0.0
        gap_s = until_s - planned.end_s
        begins, ends = (planned.end_s + share * gap_s for share in DOWN_SHARE)
        lifting = ramp((time_s - planned.top_from_s) / (LIFT_SHARE * planned.top_s))
        return lifting * ramp((ends - time_s) / (ends - begins))

    def _feet(self, time_s: float, pitch: float) -> tuple[dict[Side, Array], Planted]:
        standing = (self.leg,) if self._free(time_s) > 0 else SIDES
        ankles = {side: self._stood(side, pitch, self.half_width_m) for side in standing}
        return ankles, tuple(standing)

    def _shift_x(self, time_s: float) -> float:
        """The pelvis moves over the leg that lowers, +x = left."""
        over = SIGN[self.leg] * OVER_M * self.scale * self._free(time_s)
        return super()._shift_x(time_s) + over

    def _lift_other_leg(self, time_s: float, ankles: dict[Side, Array]) -> None:
        """The free foot, between where it stands and behind the body."""
        side, free = self.other, self._free(time_s)
        if side in ankles:
            return
        pitch = self._pitch_deg(time_s)
        low = self._stood(side, pitch, self.half_width_m)
        out, back, up = LIFTED_M
        high = self.body.hip(side) + np.array([SIGN[side] * out, back, up]) * self.scale
        turned = rotate_z(SIGN[side] * TURN_OUT_DEG)
        lifted = pitch + (LIFTED_DEG - pitch) * free
        self.body.pose.set(turned @ rotate_x(lifted), "foot." + side)
        self.body.pose.set(turned @ rotate_x(LIFTED_DEG * free), *(toe + side for toe in TOES))
        self.body.leg(side, mix(low, high, free))

    def _measured(
        self, frames: Frames, planned: Planned, number: int, following_s: float
    ) -> Record:
        record = super()._measured(frames, planned, number, following_s)
        if "lower-on-one-leg" in planned.faults:
            record["verdict"] = "partial"
        return record


class BentKneeDrop(HeelDrop, BentKneeRaise):
    """The same with a soft bend in the knees, taken before the first raise."""

    valley_deg, first_s, last_s = -14.0, 1.4, 1.4

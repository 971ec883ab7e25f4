"""Seated calf raise."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from synthesis.body.body import Body
from synthesis.body.human import Placed
from synthesis.exercises.exercise import Frames, Planted, Record, Truth, rep
from synthesis.exercises.seated import Seated
from synthesis.maths import Array
from synthesis.scenario import Scenario
from synthesis.sides import NAMES, SIDES, Side, side_of
from synthesis.timing import along_keys

FULL_PITCH_DEG = 31.0
HEEL_LEVER = 0.72  # of the foot's length from the ball to the heel
PARTIAL_BELOW = 0.6
STEP_S, BETWEEN_FEET_S, SHUFFLE_S = 0.45, 0.4, 0.95
FEET_BACK_M, TOES_UP_M, STEP_UP_M = 0.13, 0.055, 0.03
SHORT_TOP_S = 0.12
OTHER_LAG_S, OTHER_SHARE = 0.03, 0.96  # the other foot is a little later and lower


@dataclass(frozen=True, slots=True)
class Planned:
    """A repetition."""

    times_s: tuple[float, float, float, float]
    height: float
    faults: list[str]


class SeatedCalfRaise(Seated):
    """Heels rise with the toes planted.

    Without repetitions ("reps": []) a person who sits and fidgets.
    """

    def __init__(self, body: Body, scenario: Scenario):
        super().__init__(body, scenario)
        self.sit_down()
        self.pitches: list[tuple[float, float]] = [(0, 0.0)]
        self.lifts: list[tuple[float, float]] = [(0, 0.0)]
        self.shifts: dict[Side, list[tuple[float, Array]]] = {
            side: [(0, np.zeros(2))] for side in SIDES
        }
        self.steps: list[tuple[Side, float, float]] = []
        self.plan: list[Planned] = []
        self.faults: list[Record] = []
        self._feet_back_m = 0.0
        self._plan_all()

    #
    # ----------------------------------------------------------------------------------------------
    # plan

    def _plan_all(self) -> None:
        given = self.scenario.given
        time_s = self.lead_s
        for planned in self.scenario.reps:
            time_s = self._plan_rep(planned, time_s)
        if self._feet_back_m:
            self._move_feet(time_s, 0.0)
            time_s += 0.9
        self.duration_s = (
            time_s
            - (0.4 if self.scenario.reps else 0)
            + self.lead_s
            + float(given.get("idle_s", 0.0))
        )
        for fidget in given.get("fidgets") or []:
            feet = (side_of(fidget["foot"]),) if "foot" in fidget else SIDES
            self._step(
                fidget["at_s"],
                fidget.get("dy", 0.05) * self.scale,
                fidget.get("dx", 0.0) * self.scale,
                feet,
            )

    def _plan_rep(self, given: dict[str, Any], start_s: float) -> float:
        """Plans a repetition and what comes before it; returns when the next may start."""
        faults = list(given.get("faults", []))
        up, top, down = (
            float(given.get(key, value))
            for key, value in (("up_s", 1.4), ("top_s", 0.8), ("down_s", 1.5))
        )
        top = min(top, SHORT_TOP_S) if "pause-at-top" in faults else top
        back = (
            float(given.get("feet_shift", FEET_BACK_M)) * self.scale
            if "feet-under-knees" in faults
            else 0.0
        )
        if back != self._feet_back_m:
            self._move_feet(start_s, back)
            start_s += SHUFFLE_S
        height = float(given.get("height", 1.0)) * (1 + self.random.normal(0, 0.015))
        peak = float(
            np.degrees(np.arcsin(np.clip(height, 0, 1.15) * np.sin(np.radians(FULL_PITCH_DEG))))
        )
        times = a, b, c, d = start_s, start_s + up, start_s + up + top, start_s + up + top + down
        self.pitches += [(a, 0.0), (b, peak), (c, peak * 0.985), (d, 0.0)]
        lift = TOES_UP_M * self.scale if "toes-down" in faults else 0.0
        self.lifts += [(a, 0.0), (b, lift), (c, lift), (d, 0.0)]
        self.plan.append(Planned(times, float(given.get("height", 1.0)), faults))
        if "toes-down" in faults:
            self._note("toes-down", (a, d), round(lift, 3), "m")
        if "pause-at-top" in faults:
            self._note("pause-at-top", (b - 0.1, c + 0.1), round(top, 3), "s")
        return d + 0.45 + 0.2 * float(self.random.random())

    def _note(
        self, check: str, span: tuple[float, float | None], magnitude: float, unit: str
    ) -> None:
        start, end = span
        end = None if end is None else round(end, 3)
        record = {
            "check": check,
            "start_s": round(start, 3),
            "end_s": end,
            "magnitude": magnitude,
            "unit": unit,
        }
        self.faults.append(record)

    def _move_feet(self, time_s: float, back_m: float) -> None:
        """Both feet step to this far behind their place.

        Notes the fault while they are not under the knees.
        """
        self._step(time_s, back_m - self._feet_back_m)
        if back_m and not self._feet_back_m:
            shank = 0.985 * self.body.legs[self.leg].shank_m
            angle = round(float(np.degrees(np.arctan2(abs(back_m), shank))), 1)
            self._note("feet-under-knees", (time_s + 0.4, None), angle, "deg")
        elif self._feet_back_m and not back_m:
            for record in self.faults:
                if record["check"] == "feet-under-knees" and record["end_s"] is None:
                    record["end_s"] = round(time_s + 0.4, 3)
        self._feet_back_m = back_m

    def _step(
        self, time_s: float, dy: float, dx: float = 0.0, feet: tuple[Side, ...] = SIDES
    ) -> None:
        """Moves the feet by lifting one after the other."""
        for i, side in enumerate(feet):
            start = time_s + BETWEEN_FEET_S * i
            before = self.shifts[side][-1][1]
            self.shifts[side] += [(start, before), (start + STEP_S, before + [dx, dy])]
            self.steps.append((side, start, start + STEP_S))

    #
    # ----------------------------------------------------------------------------------------------
    # posture

    def pose(self, time_s: float) -> tuple[Placed, Planted]:
        """Trunk, both feet, hands on the thighs."""
        self.body.start()
        pitch, lift = max(along_keys(time_s, self.pitches), 0.0), along_keys(time_s, self.lifts)
        effort = pitch / FULL_PITCH_DEG
        self.trunk(self.hips, 1.0 + 1.5 * effort, 3.0 + 2.0 * effort, 2.0, time_s, 0.9)
        planted = []
        for side in SIDES:
            lag = max(along_keys(time_s - OTHER_LAG_S, self.pitches), 0.0) * OTHER_SHARE
            stepping = self._stepping(side, time_s)
            dx, dy = (
                along_keys(time_s, [(at, shift[axis]) for at, shift in self.shifts[side]])
                for axis in (0, 1)
            )
            z = lift + STEP_UP_M * self.scale * stepping
            heel = (pitch if side == self.leg else lag) + 6 * stepping
            x, y = self.foot_x[side] + dx, self.foot_y + dy
            self.body.leg(
                side, self.flat_foot(side, x, y, z, heel, toes_flat=z < 0.004), (0, -1, 0.6)
            )
            planted += [side] if z < 1e-4 else []
        for side in SIDES:
            self.hand_on_thigh(side, 0.60)
        return self.body.pose.solve(), tuple(planted)

    def _stepping(self, side: Side, time_s: float) -> float:
        """0 on the floor, 1 at the top of a step."""
        steps = [(a, b) for stepped, a, b in self.steps if stepped == side]
        return max(
            (float(np.sin(np.pi * np.clip((time_s - a) / (b - a), 0, 1))) for a, b in steps),
            default=0.0,
        )

    #
    # ----------------------------------------------------------------------------------------------
    # truth

    def truth(self, frames: Frames) -> Truth:
        """Planned times, measured heights; the verdict is that of the planned height."""
        times = np.array(frames["time_s"])
        heel = np.array(frames[NAMES[self.leg]]["heel_height_m"])
        length = self.body.foot_length_m(self.leg)
        reps, faults = [], list(self.faults)
        for number, planned in enumerate(self.plan, 1):
            start, end = planned.times_s[0], planned.times_s[-1]
            checks, partial = list(planned.faults), planned.height < PARTIAL_BELOW
            checks += ["full-height"] * (partial and "full-height" not in checks)
            if "full-height" in checks:
                size = {"magnitude": round(planned.height, 3), "unit": "fraction of full"}
                faults.append(
                    {
                        "check": "full-height",
                        "start_s": round(start, 3),
                        "end_s": round(end, 3),
                        **size,
                    }
                )
            during = (times >= start - 0.02) & (times <= end + 0.02)
            after = (times >= end - 0.1) & (times <= end + 0.4)
            peak, valley = (
                float(heel[during].max()),
                float(heel[after].min() if after.any() else heel[-1]),
            )
            record = rep(
                number,
                planned.times_s,
                float(times[during][heel[during].argmax()]),
                "partial" if partial else "full",
                checks,
                peak_heel_height_m=round(peak, 4),
                peak_heel_height_ratio=round(peak / length, 4),
                valley_heel_height_m=round(valley, 4),
            )
            reps.append(record)
        return {
            "reps": reps,
            "holds": [],
            "faults": sorted(faults, key=lambda record: record["start_s"]),
        }

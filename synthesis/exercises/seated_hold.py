"""What the stretches share that are held sitting or lying."""

from typing import Any

import numpy as np

from synthesis.body.body import Body
from synthesis.exercises.exercise import Frames, Truth, fault, hold
from synthesis.exercises.seated import Seated
from synthesis.maths import Array, rotate_x, rotate_z
from synthesis.scenario import Scenario
from synthesis.sides import SIGN
from synthesis.timing import inside, ramp, window


class SeatedHold(Seated):
    """A position that is entered, held and left; faults come and go inside the hold."""

    must: tuple[str, ...] = ()
    faults: dict[str, tuple[float, str]]  # check -> magnitude unless given, unit
    enter_s, hold_s, exit_s = 3.0, 8.0, 2.5

    def __init__(self, body: Body, scenario: Scenario):
        super().__init__(body, scenario)
        times = {
            "enter_s": self.enter_s,
            "hold_s": self.hold_s,
            "exit_s": self.exit_s,
            **scenario.hold,
        }
        self.start_s = self.lead_s + float(times["enter_s"])
        self.end_s = self.start_s + float(times["hold_s"])
        self.left_s = self.end_s + float(times["exit_s"])
        self.duration_s = self.left_s + self.lead_s
        self.planned: list[dict[str, Any]] = scenario.hold.get("faults", [])

    def phase(self, time_s: float, begin: float, end: float) -> float:
        """Rises to 1 between these shares of the way in.

        Falls in the mirrored part of the way out.
        """
        into_s, out_s = self.start_s - self.lead_s, self.left_s - self.end_s
        into = ramp((time_s - self.lead_s - begin * into_s) / ((end - begin) * into_s))
        out = ramp((time_s - self.end_s - (1 - end) * out_s) / ((end - begin) * out_s))
        return into * (1 - out)

    def amount(self, check: str, time_s: float, ramp_s: float = 0.8, base: float = 0.0) -> float:
        """Magnitude (beyond base) of a fault now; its ramps lie inside its span."""
        default = self.faults[check][0]
        spans = (planned for planned in self.planned if planned["check"] == check)
        return sum(
            (self._size(planned, default) - base) * self._share(planned, time_s, ramp_s)
            for planned in spans
        )

    def _size(self, planned: dict[str, Any], default: float) -> float:
        return float(planned.get("magnitude", default))

    def _share(self, planned: dict[str, Any], time_s: float, ramp_s: float) -> float:
        return window(
            time_s, self.start_s + planned["from_s"], self.start_s + planned["to_s"], ramp_s
        )

    def heel_hop_m(self, time_s: float, straight_deg: float) -> float:
        """A heel that has to move while the knee bends is lifted a little instead of sliding."""
        after = self.amount("knee-straight", time_s + 0.02, 1.0, straight_deg)
        before = self.amount("knee-straight", time_s - 0.02, 1.0, straight_deg)
        return float(min(0.012, 0.02 * abs(after - before)))

    def truth(self, frames: Frames) -> Truth:
        """The planned hold and faults."""
        faults = []
        for planned in self.planned:
            size, unit_name = self.faults.get(planned["check"], (1.0, "deg"))
            start, end = self.start_s + planned["from_s"], self.start_s + planned["to_s"]
            faults.append(
                fault(planned["check"], start, end, planned.get("magnitude", size), unit_name)
            )
        spoiled = [
            (record["start_s"], record["end_s"])
            for record in faults
            if record["check"] in self.must
        ]
        good = ~inside(frames["time_s"], spoiled)
        return {
            "reps": [],
            "holds": [hold(frames, self.start_s, self.end_s, good)],
            "faults": faults,
        }

    def leg_out(
        self,
        knee_deg: float,
        x: float,
        floor_m: float,
        start: tuple[float, float],
        dorsiflexion_deg: float,
    ) -> tuple[Array, float, float]:
        """Ankle of a leg whose heel lies on the floor, the foot pitch that it was found with.

        And a better one.

        The pitch follows the shank, which follows the ankle, which follows the pitch: a few
        iterations settle it.

        Args:
            knee_deg: Bend of the knee.
            x: Of the ankle.
            floor_m: Height that the heel lies on.
            start: First guess of the pitch, and how far the foot is turned out.
            dorsiflexion_deg: Of the ankle.
        """
        (pitch, out), hips = start, self.hips
        reach = self.body.legs[self.leg].reach_m(knee_deg)
        for _ in range(4):
            z = floor_m + self.drop_m(self.leg, rotate_z(SIGN[self.leg] * out) @ rotate_x(pitch))
            y = -np.sqrt(reach * reach - (hips[2] - z) ** 2 - (x - hips[0]) ** 2)
            shank = -(90 - np.degrees(np.arctan2(hips[2] - z, -y))) + knee_deg / 2
            used, pitch = pitch, shank - dorsiflexion_deg
        return np.array([x, y, z]), float(used), float(pitch)

"""Standing exercises that are repeated: the plan of the repetitions."""

from dataclasses import dataclass
from typing import Any

from synthesis.body.body import Body
from synthesis.exercises.standing import Standing
from synthesis.scenario import Scenario
from synthesis.timing import ramp

TIME_JITTER, HEIGHT_JITTER = 0.035, 0.012  # relative, of people who try to be regular

SLOW_S = 1.3  # up, and down, of what should be quick


@dataclass(slots=True)
class Planned:
    """A repetition: start, duration of its three parts, height as a share of the full one.

    Faults with magnitudes.
    """

    start_s: float
    up_s: float
    top_s: float
    down_s: float
    height: float
    faults: dict[str, float | None]
    peak_deg: float = 0.0

    @property
    def top_from_s(self) -> float:
        """When the top is reached."""
        return self.start_s + self.up_s

    @property
    def down_from_s(self) -> float:
        """When the descent begins."""
        return self.start_s + self.up_s + self.top_s

    @property
    def end_s(self) -> float:
        """When the bottom is reached."""
        return self.start_s + self.up_s + self.top_s + self.down_s

    @property
    def times_s(self) -> tuple[float, float, float, float]:
        """Start, end of the rise, start of the descent, end."""
        return self.start_s, self.top_from_s, self.down_from_s, self.end_s

    def phase(self, time_s: float) -> float:
        """0 at the bottom, 1 at the top."""
        return ramp((time_s - self.start_s) / self.up_s) * ramp((self.end_s - time_s) / self.down_s)


def _faults(given: list[Any]) -> dict[str, float | None]:
    """Faults are written as a name or as {"check": name, "magnitude": number}."""
    return {
        f["check"]: f.get("magnitude")
        for f in ({"check": f} if isinstance(f, str) else f for f in given)
    }


def _spoiled(rep: dict[str, Any], faults: dict[str, float | None]) -> None:
    if "slow-lowering" in faults:
        rep["down_s"] = min(rep["down_s"], faults["slow-lowering"] or 0.6)
    if "quick" in faults:
        slow_s = faults["quick"] or SLOW_S
        rep.update(up_s=max(rep["up_s"], slow_s), down_s=max(rep["down_s"], slow_s))
    if "pause-at-top" in faults:
        rep["top_s"] = min(rep["top_s"], 0.05)
    if "full-height" in faults:
        rep["height"] = min(rep["height"], faults["full-height"] or 0.45)


class Repeated(Standing):
    """Goes through the repetitions of the scenario with a little irregularity."""

    first_s, gap_s, last_s = (
        1.0,
        0.35,
        1.0,
    )  # to the first bottom, at every bottom, back to standing
    rep_defaults = {"height": 1.0, "up_s": 1.2, "top_s": 0.6, "down_s": 1.8}

    def __init__(self, body: Body, scenario: Scenario):
        super().__init__(body, scenario)
        self.reps: list[Planned] = []
        time_s = scenario.lead_in_s + self.first_s
        for given in scenario.reps:
            time_s = self._planned(given, time_s)
        self.finished_s = time_s
        self.duration_s = time_s + self.last_s + scenario.lead_in_s
        self.prepare()

    def _planned(self, given: dict[str, Any], start_s: float) -> float:
        """Plans a repetition; returns when the next one starts."""
        vary = self.scenario.given.get("vary", 1.0)
        rep, faults = {**self.rep_defaults, **given}, _faults(given.get("faults", []))
        _spoiled(rep, faults)

        def irregular(seconds: float) -> float:
            return float(seconds * (1 + vary * self.random.normal(0, TIME_JITTER)))

        up, top, down = irregular(rep["up_s"]), irregular(rep["top_s"]), irregular(rep["down_s"])
        height = rep["height"] * (1 + vary * self.random.normal(0, HEIGHT_JITTER))
        planned = Planned(start_s, up, top, down, height, faults)
        self.reps.append(planned)
        return planned.end_s + irregular(rep.get("bottom_s", self.gap_s))

    def prepare(self) -> None:
        """What an exercise works out before it starts."""

    def with_fault(self, check: str, time_s: float) -> tuple[float, float | None]:
        """Phase and magnitude of the repetition that has a fault now; (0, None) without one."""
        for rep in self.reps:
            if check in rep.faults and rep.start_s <= time_s <= rep.end_s:
                return rep.phase(time_s), rep.faults[check]
        return 0.0, None

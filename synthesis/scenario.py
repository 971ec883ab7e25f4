"""A scenario file: who does what, how well, and from where it is filmed.

README.md explains every key.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from synthesis.sides import Side, side_of

DEFAULTS: dict[str, Any] = {
    **{"fps": 20, "size": [640, 480], "light": 1.0, "lead_in_s": 1.5, "seed": 1, "noise": 1.5},
    **{"character": "r1", "camera": {}},
}
CAMERA: dict[str, Any] = {
    "azimuth_deg": 0.0,
    "height_m": 1.0,
    "distance_m": 3.6,
    "roll_deg": 0.0,
    "fov_deg": 33.0,
}
KEYS = frozenset(
    (
        "name",
        "exercise",
        "side",
        "far",
        "fps",
        "size",
        "light",
        "lead_in_s",
        "seed",
        "noise",
        "character",
        "camera",
    )
    + ("reps", "hold", "vary", "variant", "idle", "idle_s", "fidgets", "room", "bystander", "cut_s")
)
CAMERA_KEYS = frozenset((*CAMERA, "facing", "aim", "target_m", "shake_px", "shake_hz", "nudges"))
OPPOSITE = {"left": "right", "right": "left"}
ECHOED = ("reps", "hold", "lead_in_s", "seed", "variant", "cut_s", "room", "bystander")


@dataclass(frozen=True, slots=True)
class Scenario:
    """A scenario with its defaults filled in; `given` holds every key of the file."""

    name: str
    exercise: str
    side: str  # "left" or "right": the leg that exercises
    laid_out: str  # the side towards a camera at azimuth 0
    given: dict[str, Any]
    camera: dict[str, Any]

    @property
    def leg(self) -> Side:
        """The exercising leg."""
        return side_of(self.side)

    @property
    def near_sign(self) -> int:
        """+1 when a camera at azimuth 0 stands on the person's left (+x), -1 on the right."""
        return 1 if self.laid_out == "left" else -1

    @property
    def hold(self) -> dict[str, Any]:
        """The hold, or nothing."""
        return self.given.get("hold") or {}

    @property
    def reps(self) -> list[dict[str, Any]]:
        """The repetitions."""
        return self.given.get("reps") or []

    @property
    def seed(self) -> int:
        """Seed of everything that varies."""
        return int(self.given["seed"])

    @property
    def lead_in_s(self) -> float:
        """Quiet seconds before and after."""
        return float(self.given["lead_in_s"])

    @property
    def size_px(self) -> tuple[int, int]:
        """Width and height."""
        width, height = self.given["size"]
        return int(width), int(height)

    @property
    def echoed(self) -> dict[str, Any]:
        """What the ground truth repeats of the scenario."""
        return {key: self.given[key] for key in ECHOED if key in self.given}


def read(path: Path) -> Scenario:
    """The scenario in a JSON file; its name is the file's unless it says otherwise."""
    return understood({"name": path.stem, **json.loads(path.read_text())})


def understood(given: dict[str, Any]) -> Scenario:
    """Fills in defaults; unknown keys and contradictions are refused with ValueError."""
    _refuse_unknown(given, KEYS, "scenario")
    _refuse_unknown(given.get("camera", {}), CAMERA_KEYS, "camera")
    full = {**DEFAULTS, **given}
    camera = {**CAMERA, **full["camera"]}
    facing = camera.get("facing")
    side = full.get("side") or facing or "left"
    laid_out = OPPOSITE[side] if full.get("far") else side
    if facing and facing != laid_out:
        raise ValueError(
            f'facing {facing} shows the {facing} side: use "far": true for target leg {side}'
        )
    return Scenario(full["name"], full["exercise"], side, laid_out, full, camera)


def _refuse_unknown(given: dict[str, Any], known: frozenset[str], where: str) -> None:
    unknown = sorted(set(given) - known)
    if unknown:
        raise ValueError(f"unknown in {where}: {', '.join(unknown)}")

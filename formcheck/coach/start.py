"""Whether a body is in the start position that the demonstration shows, and what is missing.

Only what is seen for certain is told: a side view without problems, points that are in the picture,
differences far beyond the error of a pose model. Who is accepted by the engine starts all the same.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from formcheck.coach.values import Start
from formcheck.engine.person.geometry import NAN, Point, distance, inclination_deg, mean_known
from formcheck.engine.values.feedback import Feedback
from formcheck.engine.values.landmarks import Landmark, Side, other_side
from formcheck.engine.values.pose import Pose
from formcheck.engine.values.report import Kind
from formcheck.words import Phrase

HINT_S = 0.7  # something must be missing for so long before it is told
SEEN = 0.6  # visibility from which a point is believed
FITS_DEG = 30.0  # of trunk, thigh and shank: a body within it is in the position
UPRIGHT_DEG, LEVEL_DEG = 35.0, 60.0  # of trunk or thigh: stands, lies; between is neither
BENT_DEG, STRAIGHT_DEG = 60.0, 25.0  # a knee
UP, DOWN = 0.35, 0.12  # shank lengths between the ankles: one foot is up, neither is
APART = 0.4  # shank lengths that a foot stands too far back or forward
HANDS_UP, HANDS_DOWN = 0.45, 0.15  # trunk lengths of a hand above the hip
LEVEL_FOOT = 0.5  # sine of the angle of a foot from the vertical: its toes tell where it points
UNDER_WAY = frozenset({"entering", "holding", "paused"})
_PARTS: Final = ("shoulder", "hip", "knee", "ankle", "heel", "foot_index", "wrist")
_SIDES: Final[tuple[Side, Side]] = ("left", "right")
_FORWARD: Final = -1.0  # the start position faces the left of the picture


@dataclass(frozen=True, slots=True)
class Shape:
    """What a position is told by; degrees lean forward, NaN where it is not seen.

    Attributes:
        trunk_deg: Of the line from hip to shoulder.
        thigh_deg: From the near knee to the hip: upright 0, sitting -90.
        shank_deg: From the near ankle to the knee.
        far_thigh_deg: Of the other leg.
        raised: Near ankle over the other, in shank lengths.
        back: Near heel behind the other, in shank lengths.
        hands: Highest wrist over the hip, in trunk lengths.
    """

    trunk_deg: float
    thigh_deg: float
    shank_deg: float
    far_thigh_deg: float
    raised: float
    back: float
    hands: float

    @property
    def knee_deg(self) -> float:
        """How far the near knee is bent."""
        return abs(_apart_deg(self.thigh_deg, self.shank_deg))

    @property
    def lies(self) -> bool:
        """The trunk is level."""
        return abs(self.trunk_deg) > LEVEL_DEG

    @property
    def stands(self) -> bool:
        """On both legs."""
        return max(abs(self.thigh_deg), abs(self.far_thigh_deg)) < UPRIGHT_DEG

    @property
    def sits(self) -> bool:
        """Neither lies nor stands on the other leg."""
        return not self.lies and min(abs(self.thigh_deg), abs(self.far_thigh_deg)) > LEVEL_DEG


class StartWatch:
    """Compares whoever takes position with the start position.

    Args:
        start: The position; None where none is known: then nothing fits, and nothing is missing.
        kind: Whether repetitions are counted or seconds held.

    Attributes:
        fits: Whether the body is in it.
        missing: The one thing to do, when it has been missing for HINT_S.
    """

    def __init__(self, start: Start | None, kind: Kind) -> None:
        self._wanted = None if start is None else _shape(start.points, _FORWARD)
        self._holds, self._was_ready = kind == "hold", False
        self.fits = False
        self.missing: Phrase | None = None
        self._candidate: Phrase | None = None
        self._since_s = -math.inf

    def update(self, f: Feedback) -> None:
        """One frame of the set-up."""
        found = self._compared(f)
        if found != self._candidate:
            self._candidate, self._since_s = found, f.time_s
        lasts = f.time_s - self._since_s >= HINT_S
        self.missing = found if lasts else self.missing if found is not None else None

    def _compared(self, f: Feedback) -> Phrase | None:
        wanted, self.fits = self._wanted, f.phase in UNDER_WAY
        self._was_ready |= f.phase == "ready"
        goes_on = self._holds and self._was_ready and f.phase != "ready"  # into the stretch
        if wanted is None or f.pose is None or f.problems or goes_on:
            return None
        shape, near = _nearest(wanted, f.pose)
        found = _missing(wanted, shape, near)
        self.fits = found is None and _apart(wanted, shape) < FITS_DEG
        return found


def _nearest(wanted: Shape, pose: Pose) -> tuple[Shape, Side]:
    """The shape of a body as it faces; where its feet do not tell, the one nearer to the position.

    Returns its near side, too.
    """
    shapes = [(_shape(_points(pose, side), _facing(side)), side) for side in _sides(pose)]
    return min(shapes, key=lambda found: _apart(wanted, found[0]))


def _sides(pose: Pose) -> tuple[Side, ...]:
    """Which side may be the near one: toes to the left show the left side."""
    ahead = []
    for side in _SIDES:
        heel, toe = (Landmark.of(side, part) for part in ("heel", "foot_index"))
        if min(pose.visibility[[heel, toe]]) >= SEEN:
            ahead.append(math.sin(math.atan2(*(pose.xy_px[toe] - pose.xy_px[heel]).tolist())))
    along = mean_known(*ahead)
    if math.isnan(along) or abs(along) < LEVEL_FOOT:
        return _SIDES
    return ("left",) if along < 0 else ("right",)


def _facing(near: Side) -> float:
    """Who shows the left side to the camera faces the left of the picture."""
    return _FORWARD if near == "left" else -_FORWARD


def _points(pose: Pose, near: Side) -> dict[str, Point]:
    """The points that are seen, as those of a start position are called."""
    found: dict[str, Point] = {}
    for name, side in (("near", near), ("far", other_side(near))):
        for part in _PARTS:
            landmark = Landmark.of(side, part)
            seen = pose.visibility[landmark] >= SEEN
            x, y = pose.xy_px[landmark].tolist() if seen else (NAN, NAN)
            found[f"{name}_{part}"] = (x, y)
    return found


def _shape(at: Mapping[str, Point], forward: float) -> Shape:
    near_shank = distance(at["near_knee"], at["near_ankle"])
    trunk = distance(at["near_hip"], at["near_shoulder"])
    wrists = [at["near_wrist"][1], at["far_wrist"][1]]
    highest = min((y for y in wrists if not math.isnan(y)), default=NAN)
    behind = at["far_heel"][0] - at["near_heel"][0]
    return Shape(
        trunk_deg=inclination_deg(at["near_hip"], at["near_shoulder"], forward),
        thigh_deg=inclination_deg(at["near_knee"], at["near_hip"], forward),
        shank_deg=inclination_deg(at["near_ankle"], at["near_knee"], forward),
        far_thigh_deg=inclination_deg(at["far_knee"], at["far_hip"], forward),
        raised=(at["far_ankle"][1] - at["near_ankle"][1]) / near_shank,
        back=forward * behind / near_shank,
        hands=(at["near_hip"][1] - highest) / trunk,
    )


def _apart_deg(one: float, other: float) -> float:
    return (one - other + 180.0) % 360.0 - 180.0


def _apart(wanted: Shape, seen: Shape) -> float:
    """The largest angle between the two in degrees; all the circle when something is not seen."""
    pairs = (
        (wanted.trunk_deg, seen.trunk_deg),
        (wanted.thigh_deg, seen.thigh_deg),
        (wanted.shank_deg, seen.shank_deg),
    )
    apart = [abs(_apart_deg(a, b)) for a, b in pairs]
    return 360.0 if any(map(math.isnan, apart)) else max(apart)


Told = Callable[[Shape, Shape, Side], Phrase | None]


def _missing(wanted: Shape, seen: Shape, near: Side) -> Phrase | None:
    """The first thing that is missing, the whole body before its parts."""
    for told in _TOLD:
        if (phrase := told(wanted, seen, near)) is not None:
            return phrase
    return None


def _body(wanted: Shape, seen: Shape, near: Side) -> Phrase | None:  # noqa: ARG001
    if wanted.lies:
        return Phrase("coach.missing.lie-down") if abs(seen.trunk_deg) < UPRIGHT_DEG else None
    if seen.lies:
        return Phrase("coach.missing.upright")
    if wanted.sits and seen.stands:
        floor = abs(wanted.shank_deg) > LEVEL_DEG
        return Phrase(f"coach.missing.{'sit-on-floor' if floor else 'sit-down'}")
    return Phrase("coach.missing.stand-up") if wanted.stands and seen.sits else None


def _near_foot(wanted: Shape, seen: Shape, near: Side) -> Phrase | None:
    if wanted.raised > UP and abs(seen.thigh_deg) < UPRIGHT_DEG:
        return Phrase(f"coach.missing.foot-up.{near}")
    return None


def _other_foot(wanted: Shape, seen: Shape, near: Side) -> Phrase | None:
    if -wanted.raised > UP and abs(seen.raised) < DOWN:
        return Phrase(f"coach.missing.foot-off.{other_side(near)}")
    return None


def _knee(wanted: Shape, seen: Shape, near: Side) -> Phrase | None:
    if wanted.knee_deg < STRAIGHT_DEG and seen.knee_deg > BENT_DEG:
        return Phrase(f"coach.missing.straighten.{near}")
    if wanted.knee_deg > BENT_DEG and seen.knee_deg < STRAIGHT_DEG:
        return Phrase(f"coach.missing.bend.{near}")
    return None


def _feet(wanted: Shape, seen: Shape, near: Side) -> Phrase | None:
    """Of somebody who stands on both feet, and should."""
    level = max(abs(wanted.raised), abs(seen.raised)) < UP
    if not (level and wanted.stands and abs(seen.back - wanted.back) > APART):
        return None
    way = "back" if seen.back < wanted.back else "forward"
    return Phrase(f"coach.missing.foot-{way}.{near}")


def _hands(wanted: Shape, seen: Shape, near: Side) -> Phrase | None:  # noqa: ARG001
    raised = wanted.stands and wanted.hands > HANDS_UP
    return Phrase("coach.missing.hands") if raised and seen.hands < HANDS_DOWN else None


_TOLD: Final[tuple[Told, ...]] = (_body, _near_foot, _other_foot, _knee, _feet, _hands)

"""What is exported: points in millimetres, angles, and what is known of their scale."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from formcheck.engine.values.landmarks import LEG_PARTS, Array, Landmark, Side
from formcheck.engine.values.pose import Pose
from formcheck.errors import VideoError
from formcheck.words import Phrase

__all__ = ["ESTIMATED", "Motion", "Scale", "markers_of", "scale_of"]

ESTIMATED = "scale estimated"
_SIDES: tuple[Side, Side] = ("left", "right")
_BONES = (("hip", "knee"), ("knee", "ankle"), ("shoulder", "hip"), ("shoulder", "elbow"))


@dataclass(frozen=True, slots=True)
class Scale:
    """Millimetres in a pixel at the person.

    Attributes:
        mm_per_px: Above 0.
        source: How it is known, in words.
    """

    mm_per_px: float
    source: str

    @property
    def estimated(self) -> bool:
        """Whether nobody said how large the person is."""
        return self.source.startswith(ESTIMATED)


@dataclass(frozen=True, slots=True)
class Motion:
    """A session as curves over time.

    Attributes:
        name: What was filmed, without folder.
        time_s: (N,) strictly increasing.
        size_px: Width and height of the picture.
        markers: Name -> (N, 2) millimetres, x to the right and y up from the lower left corner of
            the picture; NaN where not seen.
        scale: How pixels became millimetres.
        signals: Name -> (N,) degrees or ratios as in frames.csv; empty without an exercise.
        document: The report in its JSON shape; None without an exercise.
        by_hand: What was said by hand of repetitions and holds of the report, as in
            corrections.json.
    """

    name: str
    time_s: Array
    size_px: tuple[int, int]
    markers: Mapping[str, Array]
    scale: Scale
    signals: Mapping[str, Array] = field(default_factory=dict)
    document: Mapping[str, Any] | None = None
    by_hand: Sequence[Mapping[str, Any]] = ()

    @property
    def counted(self) -> dict[int, tuple[bool, bool]]:
        """Of each repetition, whether it is full as judged, and whether it counts by hand."""
        said, counted = self._said("rep"), dict[int, tuple[bool, bool]]()
        for rep in () if self.document is None else self.document["reps"]:
            full = rep["verdict"] == "full"
            counted[rep["number"]] = full, said.get(rep["number"], full)
        return counted

    @property
    def held_s(self) -> dict[int, tuple[float, float]]:
        """Of each hold, its good seconds as judged, and those that count by hand."""
        said, held = self._said("hold"), dict[int, tuple[float, float]]()
        for hold in () if self.document is None else self.document["holds"]:
            good_s, number = hold["held_s"], hold["number"]
            by_hand_s = good_s
            if number in said:
                by_hand_s = good_s + hold["paused_s"] if said[number] else 0.0
            held[number] = good_s, by_hand_s
        return held

    def _said(self, kind: str) -> dict[int, bool]:
        """What was said by hand of repetitions or holds, by number."""
        about = [each for each in self.by_hand if kind in each]
        return {each[kind]: each["counted"] for each in about if each["counted"] is not None}

    @property
    def rate_hz(self) -> float:
        """Pictures a second, from the median distance in time; 1 for a single picture."""
        return 1.0 if len(self.time_s) < 2 else round(1 / float(np.median(np.diff(self.time_s))), 3)


def scale_of(
    poses: Sequence[Pose | None], foot_mm: float | None, *, from_height: bool = False
) -> Scale:
    """Millimetres in a pixel: by the length of the foot, else by the metric size the model guesses.

    Args:
        poses: Of all frames.
        foot_mm: Length of the foot or shoe; None where nobody said it.
        from_height: The foot's length is itself taken from the stature.

    Raises:
        VideoError: Nobody is seen from whom a size can be taken.
    """
    seen = [pose for pose in poses if pose is not None]
    if foot_mm is not None:
        feet = [length for pose in seen if (length := _foot_px(pose)) > 0]
        if feet:
            known = "height" if from_height else "foot length"
            return Scale(foot_mm / float(np.median(feet)), f"by the {known} of the person")
    ratios = [ratio for pose in seen if (ratio := _metres_per_px(pose)) > 0]
    if not ratios:
        raise VideoError(Phrase("error.export.no-size"))
    return Scale(1000 * float(np.median(ratios)), f"{ESTIMATED} from the pose model's metric size")


def markers_of(poses: Sequence[Pose | None], scale: Scale) -> dict[str, Array]:
    """Every point that was seen at least once, as `Motion.markers`.

    The points of the pose model carry BlazePose's names, those of the leg network end in `_leg`.
    """
    seen = [pose for pose in poses if pose is not None]
    if not seen:
        return {}
    height_px = seen[0].size_px[1]
    points = np.full((len(poses), len(Landmark) + 2 * len(LEG_PARTS), 2), np.nan)
    for row, pose in enumerate(poses):
        if pose is not None:
            points[row, : len(Landmark)] = pose.xy_px
            if pose.legs is not None:
                points[row, len(Landmark) :] = pose.legs.xy_px.reshape(-1, 2)
    points[..., 1] = height_px - points[..., 1]
    mm = points * scale.mm_per_px
    curves = {name: mm[:, column] for column, name in enumerate(_marker_names())}
    return {name: curve for name, curve in curves.items() if np.isfinite(curve).any()}


def _marker_names() -> tuple[str, ...]:
    legs = (f"{side}_{part}_leg" for side in _SIDES for part in LEG_PARTS)
    return (*(each.name.lower() for each in Landmark), *legs)


def _foot_px(pose: Pose) -> float:
    """Heel to toe of the longer foot, 0 where none is seen.

    The one that is turned to the camera or away looks shorter.
    """
    feet = [pose.point(side, "foot_index") - pose.point(side, "heel") for side in _SIDES]
    if pose.legs is not None:
        heel, toe = LEG_PARTS.index("heel"), LEG_PARTS.index("toe")
        lengths = pose.legs.xy_px[:, toe] - pose.legs.xy_px[:, heel]
        feet = list(lengths) if np.isfinite(lengths).any() else feet
    return max((float(np.hypot(*foot)) for foot in feet if np.isfinite(foot).all()), default=0.0)


def _metres_per_px(pose: Pose) -> float:
    """From trunk, legs and arms as they lie in the picture, 0 where they are not seen."""
    if pose.world_m is None:
        return 0.0
    px = m = 0.0
    for side in _SIDES:
        for upper, lower in _BONES:
            at = [Landmark.of(side, upper), Landmark.of(side, lower)]
            across_px = np.hypot(*np.diff(pose.xy_px[at], axis=0)[0])
            across_m = np.hypot(*np.diff(pose.world_m[at, :2], axis=0)[0])
            if np.isfinite(across_px) and np.isfinite(across_m):
                px, m = px + float(across_px), m + float(across_m)
    return m / px if px > 0 else 0.0

"""The layers on the person: limbs, the measured leg, angle arcs and their values."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

import numpy as np

from formcheck.engine.types import AngleMark, Array, Feedback, Landmark, Level, Pose, Side
from formcheck.media.overlay.labels import Labels
from formcheck.media.overlay.marks import value_plate
from formcheck.media.overlay.palette import INK, LEVEL_COLOURS, SOFT, WHITE, Colour, worst
from formcheck.media.overlay.surface import Rect, Surface

CHAIN: Final = ("shoulder", "hip", "knee", "ankle", "heel", "foot_index")
_BONES: Final = (*pairwise(CHAIN), ("foot_index", "ankle"))
_LIMBS: Final = (*_BONES, ("shoulder", "elbow"), ("elbow", "wrist"))
_GIRDLES: Final = ("shoulder", "hip")
_SIDES: Final[tuple[Side, Side]] = ("left", "right")
_FLEXING: Final = ("hip", "knee")  # printed as bend from straight, so the arc starts at the straight line
_ARC_STEPS: Final = 24

Levels = dict[str, Level | None]
Ends = tuple[Landmark, Landmark]


def limbs(surface: Surface, feedback: Feedback, _labels: Labels) -> None:
    """All limbs but the measured leg, thin and neutral."""
    pose = feedback.pose
    if pose is None:
        return
    pairs = [(Landmark.of("left", part), Landmark.of("right", part)) for part in _GIRDLES]
    for side in _SIDES:
        bones = _LIMBS[len(_BONES) :] if side == feedback.side else _LIMBS
        pairs += [(Landmark.of(side, a), Landmark.of(side, b)) for a, b in bones]
    for width, colour in ((0.9, INK), (0.45, SOFT)):
        for pair in pairs:
            _bone(surface, pose, pair, colour, surface.px(width))


def leg(surface: Surface, feedback: Feedback, labels: Labels) -> None:
    """The measured side from shoulder to toes, coloured by what is judged on it."""
    pose, side = feedback.pose, feedback.side
    if pose is None or side is None:
        return
    levels = bone_levels(feedback, labels, side)
    bones = [(a, (Landmark.of(side, a), Landmark.of(side, b))) for a, b in _BONES]
    for _, ends in bones:
        _bone(surface, pose, ends, INK, surface.px(2.0))
    for name, ends in bones:
        level = levels[name]
        bone = _dashed_bone if level == "unknown" else _bone
        bone(surface, pose, ends, WHITE if level is None else LEVEL_COLOURS[level], surface.px(1.2))
    for part in CHAIN:
        _joint(surface, pose.point(side, part))


def arcs(surface: Surface, feedback: Feedback, _labels: Labels) -> None:
    """Each angle as a filled translucent arc at its joint."""
    for mark in feedback.angles:
        shape = None if feedback.pose is None else _arc(surface, feedback.pose, mark)
        if shape is None:
            continue
        surface.wash(shape, LEVEL_COLOURS[mark.level], 0.55)
        surface.path(np.vstack([shape, shape[:1]]), WHITE, surface.px(0.3))


def values(surface: Surface, feedback: Feedback, labels: Labels) -> None:
    """Sign and number beside each joint that is judged, where no panel or other number stands."""
    pose = feedback.pose
    if pose is None:
        return
    for landmark, number, level in _signs(feedback, labels):
        at = _seen(pose, landmark)
        if at is None:
            continue
        plate = value_plate(number, level, surface.px(4.4))
        height, width = plate.alpha.shape
        reach = surface.px(3.4) * (-1 if _faces_right(pose, landmark) else 1)
        spots = _spots(surface, at, (width, height), reach)
        best = next((r for r in spots if not any(r.overlaps(t) for t in surface.taken)), spots[0])
        surface.blit(plate, best.x, best.y)


def bone_levels(feedback: Feedback, labels: Labels, side: Side) -> Levels:
    """Upper end of each bone of the measured side -> the worst level judged on it, None if nothing is.

    An angle is judged on the bones between its outermost points; a check of `labels.parts` on the bones that
    meet at its parts.
    """
    levels: Levels = dict.fromkeys(CHAIN)
    for mark in feedback.angles:
        ends = [CHAIN.index(part) for part in _parts(mark, side)]
        for part in CHAIN[min(ends, default=0) : max(ends, default=0)]:
            levels[part] = worst(levels[part], mark.level)
    for check, level in feedback.levels.items():
        for part in labels.parts.get(check, ()):
            at = CHAIN.index(part)
            for bone in CHAIN[max(0, at - 1) : at + 1]:
                levels[bone] = worst(levels[bone], level)
    # The sole closes the triangle of the foot: one level for both of its lower edges.
    levels["foot_index"] = worst(levels["heel"], levels["foot_index"])
    return levels


def _parts(mark: AngleMark, side: Side) -> Iterator[str]:
    for landmark in (mark.vertex, mark.a, mark.b):
        for part in CHAIN:
            if landmark is not None and landmark == Landmark.of(side, part):
                yield part


def _signs(feedback: Feedback, labels: Labels) -> Iterator[tuple[Landmark, int | None, Level]]:
    """What is said at which joint: the angles, then checks without an angle that are not fine."""
    for mark in feedback.angles:
        yield mark.vertex, None if mark.value_deg is None else round(mark.value_deg), mark.level
    judged = {mark.check for mark in feedback.angles}
    for check, level in feedback.levels.items():
        if feedback.side is not None and check not in judged and level != "ok":
            for part in labels.parts.get(check, ()):
                yield Landmark.of(feedback.side, part), None, level


def _seen(pose: Pose, landmark: Landmark) -> Array | None:
    point = pose.xy_px[landmark]
    return point if np.isfinite(point).all() else None


def _bone(surface: Surface, pose: Pose, ends: Ends, colour: Colour, width_px: int) -> None:
    start, end = _seen(pose, ends[0]), _seen(pose, ends[1])
    if start is not None and end is not None:
        surface.line(start, end, colour, width_px)


def _dashed_bone(surface: Surface, pose: Pose, ends: Ends, colour: Colour, width_px: int) -> None:
    start, end = _seen(pose, ends[0]), _seen(pose, ends[1])
    if start is None or end is None:
        return
    pieces = max(1, round(float(np.hypot(*(end - start))) / surface.px(4)))
    step = (end - start) / pieces
    for i in range(pieces):
        surface.line(start + i * step, start + (i + 0.5) * step, colour, width_px)


def _joint(surface: Surface, point: Array) -> None:
    if np.isfinite(point).all():
        surface.dot(point, 1.35 * surface.unit, INK)
        surface.dot(point, 0.9 * surface.unit, WHITE)


def _arc(surface: Surface, pose: Pose, mark: AngleMark) -> Array | None:
    """(N, 2) outline of the slice between the two directions; None where a point is not seen."""
    vertex, a = _seen(pose, mark.vertex), _seen(pose, mark.a)
    b = None if mark.b is None else _seen(pose, mark.b)
    if vertex is None or a is None or (mark.b is not None and b is None):
        return None
    first = a - vertex
    if mark.b is not None and mark.vertex.name.lower().endswith(_FLEXING):
        first = -first
    second = np.array([0.0, -1.0]) if b is None else b - vertex
    start = np.arctan2(first[1], first[0])
    sweep = (np.arctan2(second[1], second[0]) - start + np.pi) % (2 * np.pi) - np.pi
    turns = start + sweep * np.linspace(0, 1, _ARC_STEPS)
    radius = min(12.0 * surface.unit, 0.6 * float(np.hypot(*(a - vertex))))
    rim = vertex + radius * np.column_stack([np.cos(turns), np.sin(turns)])
    return np.vstack([vertex, rim])


def _faces_right(pose: Pose, landmark: Landmark) -> bool:
    """Whether the toes of a landmark's side point to the right; numbers stand behind the leg."""
    side: Side = "left" if landmark.name.startswith("LEFT") else "right"
    return bool(pose.point(side, "foot_index")[0] > pose.point(side, "heel")[0])


def _spots(surface: Surface, at: Array, size: tuple[int, int], reach: int) -> list[Rect]:
    """Places for a plate around a joint, best first, all inside the picture."""
    width, height = size
    high, wide = surface.image.shape[:2]
    beside = [abs(reach) if way > 0 else -abs(reach) - width for way in (reach, -reach)]
    steps = (0.0, 1.1, -1.1, 2.2, -2.2)
    spots = [(at[0] + dx, at[1] - height / 2 + step * height) for dx in beside for step in steps]
    return [
        Rect(
            round(min(max(x, 0), max(0, wide - width))),
            round(min(max(y, 0), max(0, high - height))),
            width,
            height,
        )
        for x, y in spots
    ]

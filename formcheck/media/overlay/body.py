"""The layers on the person: limbs, the measured leg, angle arcs and their values."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np

from formcheck.engine.values.feedback import AngleMark, Feedback
from formcheck.engine.values.landmarks import Array, Landmark, Side
from formcheck.engine.values.pose import Pose
from formcheck.engine.values.report import Level
from formcheck.media.overlay.bones import (
    CHAIN,
    FOOT,
    SIDES,
    Bone,
    arm,
    chain,
    dashes,
    girdles,
    joints,
)
from formcheck.media.overlay.labels import Labels
from formcheck.media.overlay.marks import value_plate
from formcheck.media.overlay.palette import INK, LEVEL_COLOURS, SOFT, WHITE, worst
from formcheck.media.overlay.surface import Rect, Surface

_FLEXING: Final = (
    "hip",
    "knee",
)  # printed as bend from straight, so the arc starts at the straight line
_ARC_STEPS: Final = 24
_THIN: Final = ((0.9, INK), (0.45, SOFT))  # width in units and colour of casing and core
_THICK: Final = 2.0, 1.2  # widths of casing and core of the measured leg; a foot is small,
_FOOT: Final = 1.5, 0.85  # and so is what is drawn on it
_JOINT: Final = 1.35, 0.9  # radii
_FOOT_JOINT: Final = 0.95, 0.6
_CLEAR: Final = 2.0  # units between a number and a foot
_DASHES: Final = 4.0  # units from dash to dash where a level is unknown,
_FAINT_DASHES: Final = 3.2  # and where it is the place that is

Levels = dict[str, Level | None]


def limbs(surface: Surface, feedback: Feedback, _labels: Labels) -> None:
    """All limbs but the measured leg, thin and neutral; broken where the engine is not sure."""
    pose = feedback.pose
    if pose is None:
        return
    bones = [*girdles(pose)]
    for side in SIDES:
        bones += arm(pose, side)
        if side != feedback.side:
            bones += chain(pose, side)
    _thin(surface, bones)


def leg(surface: Surface, feedback: Feedback, labels: Labels) -> None:
    """The measured side from shoulder to toes, coloured by what is judged on it.

    Never where that is not sure.
    """
    pose, side = feedback.pose, feedback.side
    if pose is None or side is None:
        return
    levels = bone_levels(feedback, labels, side)
    bones = list(chain(pose, side))
    sure = [bone for bone in bones if bone.sure]
    _thin(surface, [bone for bone in bones if not bone.sure])
    for bone in sure:
        surface.line(bone.start.at, bone.end.at, INK, surface.px(_width(bone)[0]))
    for bone in sure:
        level = levels[bone.name]
        colour = WHITE if level is None else LEVEL_COLOURS[level]
        pieces = (
            dashes(bone, surface.px(_DASHES))
            if level == "unknown"
            else ((bone.start.at, bone.end.at),)
        )
        for start, end in pieces:
            surface.line(start, end, colour, surface.px(_width(bone)[1]))
    for part, point in joints(pose, side):
        for radius, colour in zip(
            _FOOT_JOINT if part in FOOT else _JOINT, (INK, WHITE), strict=True
        ):
            surface.dot(point, radius * surface.unit, colour)


def arcs(surface: Surface, feedback: Feedback, _labels: Labels) -> None:
    """Each angle as a filled translucent arc at its joint."""
    for mark in feedback.angles:
        shape = None if feedback.pose is None else _arc(surface, feedback.pose, mark)
        if shape is None:
            continue
        surface.wash(shape, LEVEL_COLOURS[mark.level], 0.55)
        surface.path(np.vstack([shape, shape[:1]]), WHITE, surface.px(0.3))


def values(surface: Surface, feedback: Feedback, labels: Labels) -> None:
    """Sign and number beside each judged joint, where no panel, number or foot is."""
    pose = feedback.pose
    if pose is None:
        return
    feet = [
        np.linspace(bone.start.at, bone.end.at, 9)
        for side in SIDES
        for bone in chain(pose, side)
        if bone.of_foot
    ]
    keep = np.vstack([np.empty((0, 2)), *feet])
    for landmark, number, level in _signs(feedback, labels):
        at = _seen(pose, landmark)
        if at is None:
            continue
        plate = value_plate(number, level, surface.px(4.4))
        height, width = plate.alpha.shape
        reach = surface.px(3.4) * (-1 if _faces_right(pose, landmark) else 1)
        if landmark.name.endswith("FOOT_INDEX"):
            reach = -reach
        best = _best(surface, _spots(surface, at, (width, height), reach), keep)
        surface.blit(plate, best.x, best.y)


def bone_levels(feedback: Feedback, labels: Labels, side: Side) -> Levels:
    """Upper end of each bone of the measured side -> the worst level judged on it, or None.

    An angle is judged on the bones between its outermost points; a check of `labels.parts` on the
    bones that meet at its parts.
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


def _width(bone: Bone) -> tuple[float, float]:
    return _FOOT if bone.of_foot else _THICK


def _thin(surface: Surface, bones: list[Bone]) -> None:
    for width, colour in _THIN:
        for bone in bones:
            whole = (bone.start.at, bone.end.at)
            for start, end in (whole,) if bone.sure else dashes(bone, surface.px(_FAINT_DASHES)):
                surface.line(start, end, colour, surface.px(width))


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
    """Whether the toes of a landmark's side point to the right.

    Numbers stand behind the leg, but before the toes.
    """
    side: Side = "left" if landmark.name.startswith("LEFT") else "right"
    return bool(pose.point(side, "foot_index")[0] > pose.point(side, "heel")[0])


def _best(surface: Surface, spots: list[Rect], keep: Array) -> Rect:
    """The first place that covers neither panel nor foot, else no panel, else the first."""
    edge = surface.px(_CLEAR)
    free = [spot for spot in spots if not any(spot.overlaps(taken) for taken in surface.taken)]
    clear = (spot for spot in free if not spot.grown(edge).holds_any(keep))
    return next(clear, (free or spots)[0])


def _spots(surface: Surface, at: Array, size: tuple[int, int], reach: int) -> list[Rect]:
    """Places for a plate around a joint, best first, all inside the picture."""
    width, height = size
    high, wide = surface.image.shape[:2]
    beside = [abs(reach) if way > 0 else -abs(reach) - width for way in (reach, -reach)]
    steps = (0.0, -1.1, 1.1, -2.2, 2.2)
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

"""Pictures on a dark ground: what is said stands beside them, and nothing covers the body."""

from __future__ import annotations

from dataclasses import replace
from typing import Final, NamedTuple

import cv2
import numpy as np

from formcheck.coach.values import Scene, State
from formcheck.engine.values.feedback import Feedback
from formcheck.engine.values.report import Level
from formcheck.media.overlay.marks import named
from formcheck.media.overlay.palette import INK
from formcheck.media.overlay.surface import Image, Rect, Surface

__all__ = [
    "Mount",
    "as_shown",
    "lay_picture",
    "lay_words",
    "mount",
    "moved",
    "moved_scene",
    "scene_as_shown",
    "screen_size",
    "smaller",
]

_SCREEN: Final = 16 / 9

# Of both sides of what is shown: below it stand two lines in a set, and three of who gets ready.
_IN_SET: Final = 0.68
_BEFORE: Final = 0.56
_SET: Final = frozenset[State]({"countdown", "active"})
_FINER: Final = 0.8  # what is drawn on it
_GAP: Final = 1.0  # units between the picture and what stands below

Pair = tuple[float, float]


class Mount(NamedTuple):
    """Where everything stands, always.

    Attributes:
        picture: What the camera sees, with nothing over it but the body: top right.
        beside: What was done, on the left of the picture.
        below: The one thing to do.
    """

    picture: Rect
    beside: Rect
    below: Rect


def mount(surface: Surface, state: State) -> Mount:
    """The places on what is shown; they change before the countdown only."""
    high, wide = surface.image.shape[:2]
    share = _IN_SET if state in _SET else _BEFORE
    w, h, margin = round(share * wide), round(share * high), surface.column.y
    top = h + surface.px(_GAP)
    return Mount(
        Rect(wide - w, 0, w, h),
        Rect(margin, margin, max(1, wide - w - 2 * margin), max(1, h - margin)),
        Rect(margin, top, wide - 2 * margin, max(1, high - top - margin)),
    )


def smaller(surface: Surface, scene: Scene) -> tuple[Surface, Scene]:
    """The picture as small as it is mounted, to be drawn on, and the scene in its pixels."""
    high, wide = surface.image.shape[:2]
    _, _, w, h = mount(surface, scene.state).picture
    image = np.asarray(cv2.resize(surface.image, (w, h)), np.uint8)
    seen = moved_scene(scene, (w / wide, h / high), (0.0, 0.0), (w, h))
    small = Surface(image, seen.feedback, big_text=False)
    small.unit = _FINER * surface.unit
    return small, seen


def lay_picture(surface: Surface, small: Surface, place: Rect) -> None:
    """Lays the smaller picture at its place, on a dark ground."""
    high, wide = surface.image.shape[:2]
    cv2.rectangle(surface.image, (0, 0), (wide, high), INK, -1)  # far quicker than by numpy
    surface.image[place.y : place.y + place.h, place.x : place.x + place.w] = small.image
    surface.taken.append(place)


def lay_words(surface: Surface, level: Level | None, text: str, free: Rect) -> None:
    """Lays the one thing to do in the middle of its place, to be read from three metres."""
    sprite = named(surface, level, text, free.w, free.h)
    tall, across = sprite.alpha.shape
    surface.blit(sprite, free.x + (free.w - across) // 2, free.y + (free.h - tall) // 2)


def screen_size(size_px: tuple[int, int]) -> tuple[int, int]:
    """Width and height of what is shown of a picture: none is narrower than a screen.

    A screen leaves both sides of an upright one free anyhow.
    """
    wide, high = size_px
    return max(wide, 2 * round(high * _SCREEN / 2)), high


def as_shown(image: Image, *, mirror: bool) -> Image:
    """A new picture (H, W, 3): as in a mirror, in the middle of a screen's width."""
    high, wide = image.shape[:2]
    across, _ = screen_size((wide, high))
    shown = cv2.flip(image, 1) if mirror else image.copy()
    if across == wide:
        return np.asarray(shown, np.uint8)
    left = (across - wide) // 2
    edges = 0, 0, left, across - wide - left
    return np.asarray(cv2.copyMakeBorder(shown, *edges, cv2.BORDER_CONSTANT, value=INK), np.uint8)


def scene_as_shown(scene: Scene, size_px: tuple[int, int], *, mirror: bool) -> Scene:
    """The scene of a picture of this size as that is shown; left stays left."""
    size = screen_size(size_px)
    left = (size[0] - size_px[0]) // 2
    shift = left + size_px[0] - 1.0 if mirror else float(left)
    return moved_scene(scene, (-1.0 if mirror else 1.0, 1.0), (shift, 0.0), size)


def moved_scene(scene: Scene, scale: Pair, shift: Pair, size_px: tuple[int, int]) -> Scene:
    """The scene of a picture that is scaled, then moved, into one of another size."""
    spot = scene.spot and scene.spot.moved(scale, shift)
    return replace(scene, feedback=moved(scene.feedback, scale, shift, size_px), spot=spot)


def moved(feedback: Feedback, scale: Pair, shift: Pair, size_px: tuple[int, int]) -> Feedback:
    """The feedback with its body scaled, then moved, into a picture of another size."""
    pose = feedback.pose
    if pose is None:
        return feedback
    legs = pose.legs and replace(pose.legs, xy_px=pose.legs.xy_px * scale + shift)
    there = replace(pose, xy_px=pose.xy_px * scale + shift, legs=legs, size_px=size_px)
    return replace(feedback, pose=there)

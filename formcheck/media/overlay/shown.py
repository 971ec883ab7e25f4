"""What is shown while somebody takes position: the outline of the start, and the demonstration."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np

from formcheck.coach.values import Scene, Start
from formcheck.media.overlay.outline import outline, start_outline
from formcheck.media.overlay.palette import INK, LEVEL_COLOURS, WHITE
from formcheck.media.overlay.surface import Image, Rect, Surface

_SHARE: Final = 0.27  # of the picture's width, more where it is upright
_UPRIGHT_SHARE: Final = 0.34
_SIZES: Final = (1.0, 0.8, 0.6, 0.45)  # of these, the first for which there is room


@dataclass(frozen=True, slots=True)
class Shown:
    """An exercise that is demonstrated.

    Attributes:
        start: The position in which it starts.
        picture: (H, W, 3) uint8 BGR of its film, the near side facing left; None until there is
            one.
    """

    start: Start
    picture: Image | None


def place_to_take(
    surface: Surface,
    scene: Scene,
    posture: str,
    shown: Shown | None,
    free_px: int,
    *,
    faces_right: bool,
) -> None:
    """The outline to step into: of the exercise's start where that is known, or of a posture.

    It stands above what begins at `free_px`.
    """
    there = scene.state == "ready" if shown is None else scene.fits
    colour = LEVEL_COLOURS["ok"] if there else WHITE
    if shown is None:
        outline(surface, posture, free_px, faces_right=faces_right, colour=colour)
    else:
        start_outline(surface, shown.start, free_px, faces_right=faces_right, colour=colour)


def demonstrate(surface: Surface, scene: Scene, shown: Shown, *, faces_right: bool) -> None:
    """Lays the film in a corner below what stands there: where it does not cover the person.

    It is smaller where there is less room, and left out where there is none.
    """
    if shown.picture is None:
        return
    film = cv2.flip(shown.picture, 1) if faces_right else shown.picture
    picture, place = _placed(surface, scene, np.asarray(film, np.uint8))
    if place is None:
        return
    x, y, across, tall = place
    edge = surface.px(0.5)
    surface.image[y - edge : y + tall + edge, x - edge : x + across + edge] = INK
    surface.image[y : y + tall, x : x + across] = picture
    surface.taken.append(place)


def _placed(surface: Surface, scene: Scene, film: Image) -> tuple[Image, Rect | None]:
    """The film as large as there is room for it beside the person, and where that is."""
    share = _UPRIGHT_SHARE if surface.upright else _SHARE
    for smaller in _SIZES:
        picture = _scaled(film, smaller * share * surface.image.shape[1])
        tall, across = picture.shape[:2]
        every = [_below(surface, taken, across, tall) for taken in surface.taken]
        places = (p for p in every if _fits(surface, p) and not _covers(p, scene))
        if (place := next(places, None)) is not None:
            return picture, place
    return film, None


def _scaled(picture: Image, wide: float) -> Image:
    across = max(1, round(wide))
    tall = max(1, round(across * picture.shape[0] / picture.shape[1]))
    return np.asarray(cv2.resize(picture, (across, tall), interpolation=cv2.INTER_AREA), np.uint8)


def _below(surface: Surface, taken: Rect, across: int, tall: int) -> Rect:
    """A place under a panel, along the same border of the picture."""
    at_right = taken.x + taken.w / 2 > surface.image.shape[1] / 2
    x = taken.x + taken.w - across if at_right else taken.x
    return Rect(x, taken.y + taken.h + surface.px(2), across, tall)


def _fits(surface: Surface, place: Rect) -> bool:
    """Whether there is room in the picture, beside everything else."""
    high, wide = surface.image.shape[:2]
    x, y, w, h = place.grown(surface.px(1))
    inside = min(x, y) >= 0 and x + w <= wide and y + h <= high
    return inside and not any(place.overlaps(taken) for taken in surface.taken)


def _covers(place: Rect, scene: Scene) -> bool:
    pose = scene.feedback.pose
    return pose is not None and place.holds_any(pose.xy_px)

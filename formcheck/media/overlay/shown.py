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
    surface: Surface, scene: Scene, posture: str, shown: Shown | None, *, faces_right: bool
) -> None:
    """The outline to step into: of the exercise's start where that is known, or of a posture."""
    there = scene.state == "ready" if shown is None else scene.fits
    colour = LEVEL_COLOURS["ok"] if there else WHITE
    if shown is None:
        outline(surface, posture, faces_right=faces_right, colour=colour)
    else:
        start_outline(surface, shown.start, faces_right=faces_right, colour=colour)


def demonstrate(surface: Surface, picture: Image, under: Rect, *, faces_right: bool) -> Rect:
    """Lays the picture of a film in the corner away from the panels, below what stands there.

    Returns its place.
    """
    high, wide = surface.image.shape[:2]
    share = _UPRIGHT_SHARE if surface.upright else _SHARE
    across = max(1, round(share * wide))
    tall = max(1, round(across * picture.shape[0] / picture.shape[1]))
    small = cv2.resize(picture, (across, tall), interpolation=cv2.INTER_AREA)
    if faces_right:
        small = cv2.flip(small, 1)
    edge = surface.px(0.5)
    left_corner = surface.right and not surface.upright
    x = under.x if left_corner else under.x + under.w - across
    y = under.y + under.h + surface.px(2)
    tall = min(tall, high - y - edge)
    cv2.rectangle(
        surface.image, (x - edge, y - edge), (x + across + edge, y + tall + edge), INK, -1
    )
    surface.image[y : y + tall, x : x + across] = np.asarray(small, np.uint8)[:tall]
    surface.taken.append(Rect(x, y, across, tall))
    return surface.taken[-1]

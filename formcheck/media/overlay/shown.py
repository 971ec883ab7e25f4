"""What is shown while somebody takes position: the outline of the start, and the demonstration."""

from __future__ import annotations

from dataclasses import dataclass

import cv2

from formcheck.coach.values import Scene, Start
from formcheck.media.overlay.outline import outline, start_outline
from formcheck.media.overlay.palette import LEVEL_COLOURS, WHITE
from formcheck.media.overlay.surface import Image, Rect, Surface


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
        start_outline(surface, shown.start, scene.spot, faces_right=faces_right, colour=colour)


def lay_film(surface: Surface, shown: Shown, free: Rect, *, faces_right: bool) -> None:
    """Lays the film, as large as there is room for it, at the top left of what is free."""
    if shown.picture is None:
        return
    film = cv2.flip(shown.picture, 1) if faces_right else shown.picture
    scale = min(free.w / film.shape[1], free.h / film.shape[0])
    across, tall = round(scale * film.shape[1]), round(scale * film.shape[0])
    if min(across, tall) < 1:
        return
    picture = cv2.resize(film, (across, tall), interpolation=cv2.INTER_AREA)
    surface.image[free.y : free.y + tall, free.x : free.x + across] = picture
    surface.taken.append(Rect(free.x, free.y, across, tall))

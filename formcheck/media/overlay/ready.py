"""Set-up and countdown: the camera's picture, beside it the demonstration, below it what to do."""

from __future__ import annotations

import math
from typing import Final

import cv2
import numpy as np

from formcheck.coach.values import Scene
from formcheck.engine.values.report import Level
from formcheck.media.overlay.body import leg, limbs
from formcheck.media.overlay.labels import Labels
from formcheck.media.overlay.marks import Row, banner
from formcheck.media.overlay.mount import Mount, lay_picture, lay_words, mount, smaller
from formcheck.media.overlay.palette import WHITE
from formcheck.media.overlay.results import pain_words, turn_words
from formcheck.media.overlay.shown import Shown, lay_film, place_to_take
from formcheck.media.overlay.surface import Rect, Surface
from formcheck.media.overlay.text import BOLD, REGULAR, crop, render
from formcheck.words import said, translated

__all__ = ["count_down", "get_ready"]

_ROWS: Final = 0.5  # of the height beside it, for what is read once, from nearby


def get_ready(
    surface: Surface,
    scene: Scene,
    labels: Labels,
    posture: str,
    shown: Shown | None,
    *,
    faces_right: bool,
) -> None:
    """Draws where to stand, what it looks like and the one thing to do, each in its place."""
    small, seen = smaller(surface, scene)
    place_to_take(small, seen, posture, shown, faces_right=faces_right)
    place = _lay(surface, small, seen, labels)
    lay_words(surface, _level(scene), translated(scene.instruction or ""), place.below)
    rows = _about(surface, scene, labels, place.beside)
    if shown is not None:
        free, top = place.beside, rows.y + rows.h + surface.px(2)
        left = free._replace(y=top, h=max(1, free.y + free.h - top))
        lay_film(surface, shown, left, faces_right=faces_right)


def count_down(surface: Surface, scene: Scene, labels: Labels) -> None:
    """Draws the seconds that are left beside the picture."""
    small, seen = smaller(surface, scene)
    place = _lay(surface, small, seen, labels)
    lay_words(surface, None, translated(scene.instruction or ""), place.below)
    _numeral(surface, math.ceil(scene.remaining_s or 0), place.beside)


def _lay(surface: Surface, small: Surface, seen: Scene, labels: Labels) -> Mount:
    """Lays the picture with the body on it; where everything else belongs."""
    place = mount(surface, seen.state)
    limbs(small, seen.feedback, labels)
    leg(small, seen.feedback, labels)
    lay_picture(surface, small, place.picture)
    return place


def _about(surface: Surface, scene: Scene, labels: Labels, free: Rect) -> Rect:
    """What is to be read once, from nearby."""
    rows: list[Row] = [(None, labels.exercise), (None, turn_words(scene))]
    notice = translated(scene.notice or "")
    if notice.startswith(labels.exercise):  # announced with its dose
        rows[0] = (None, notice)
    else:
        rows += [("warn", line) for line in notice.splitlines()]
    if scene.pain is not None:
        rows.append((None, f"{said('screen.pain')}: {pain_words(scene)}"))
    rows.append((None, said("screen.help-hint")))
    sprite = banner(tuple(rows), (free.w, round(_ROWS * free.h)), surface.px(4), REGULAR)
    return surface.blit(sprite, free.x, free.y)


def _level(scene: Scene) -> Level:
    """How far the start position is taken."""
    return "ok" if scene.state == "ready" and scene.missing is None else "warn"


def _numeral(surface: Surface, number: int, free: Rect) -> None:
    """A number in the middle of what is free."""
    radius = min(free.w, free.h) // 2
    x, y = free.x + free.w // 2, free.y + free.h // 2
    cv2.circle(surface.image, (x, y), radius, WHITE, surface.px(1), cv2.LINE_AA)
    mask = crop(render(str(number), round(1.4 * radius), BOLD))
    tall, across = mask.shape
    left, top = x - across // 2, y - tall // 2
    here = np.s_[top : top + tall, left : left + across]
    surface.image[here] = np.maximum(surface.image[here], mask[..., None])

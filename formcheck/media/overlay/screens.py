"""The screens of the live coach: set-up, countdown, the set itself, pause, rest, summary, menu, help."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import cv2
import numpy as np

from formcheck.engine.coach_values import DISCLAIMER, Scene, Summary
from formcheck.engine.types import Feedback, Level, Pose
from formcheck.media.overlay import draw
from formcheck.media.overlay.body import leg, limbs
from formcheck.media.overlay.labels import Labels
from formcheck.media.overlay.marks import banner
from formcheck.media.overlay.outline import outline
from formcheck.media.overlay.palette import INK, LEVEL_COLOURS, WHITE
from formcheck.media.overlay.sheet import Line, Sheet, lay
from formcheck.media.overlay.surface import Image, Surface
from formcheck.media.overlay.text import BOLD, REGULAR, crop, render

__all__ = ["draw_help", "draw_menu", "draw_scene", "mirrored"]

_NOBODY: Final = Feedback(0.0, None, None, "no-person")
_HINT: Final = "h: help"


def draw_scene(image: Image, scene: Scene, labels: Labels, posture: str, *, faces_right: bool = False) -> None:
    """Draws what the coach shows now, in place.

    Args:
        image: (H, W, 3) uint8 BGR, the picture as it is shown; it is changed.
        scene: Of the coach, in the pixel coordinates of `image`.
        labels: The words.
        posture: Of the start position; its outline is the place to take.
        faces_right: Which way the person faces in the picture as it is shown.
    """
    surface = Surface(image, scene.feedback, labels.big_text)
    match scene.state:
        case "active":
            draw(image, scene.feedback, labels)
            _corner(surface, scene)
        case "setup" | "ready":
            _set_up(surface, scene, labels, posture, faces_right)
        case "countdown":
            limbs(surface, scene.feedback, labels)
            _numeral(surface, math.ceil(scene.remaining_s or 0))
            _below(surface, scene.instruction or "", None)
        case "paused":
            lay(surface, Sheet("Paused", scene.instruction or "", (), (_score(scene, labels),)))
        case "rest":
            lay(surface, _rest_sheet(scene))
        case _:
            lay(surface, _summary_sheet(scene, labels))


def draw_menu(image: Image, names: Sequence[str], chosen: int, *, big_text: bool = False) -> None:
    """Draws the choice of exercises; `chosen` counts from 0."""
    lines = tuple(Line(str(i + 1), name, i == chosen) for i, name in enumerate(names))
    foot = ("Arrow keys or a number, then enter. q ends.", DISCLAIMER)
    lay(Surface(image, _NOBODY, big_text), Sheet("Which exercise?", "", lines, foot))


def draw_help(image: Image, keys: Sequence[tuple[str, str]], *, big_text: bool = False) -> None:
    """Draws what the keys do."""
    lay(Surface(image, _NOBODY, big_text), Sheet("Keys", "", tuple(Line(*key) for key in keys)))


def mirrored(scene: Scene) -> Scene:
    """The scene for a mirrored picture: points move, left stays left."""
    pose = scene.feedback.pose
    if pose is None:
        return scene
    xy_px = pose.xy_px * (-1.0, 1.0) + (pose.size_px[0] - 1, 0.0)
    flipped = Pose(xy_px, pose.visibility, pose.world_m, pose.size_px)
    return replace(scene, feedback=replace(scene.feedback, pose=flipped))


def _set_up(surface: Surface, scene: Scene, labels: Labels, posture: str, faces_right: bool) -> None:
    ready = scene.state == "ready"
    colour = LEVEL_COLOURS["ok"] if ready else WHITE
    outline(surface, posture, faces_right=faces_right, colour=colour)
    limbs(surface, scene.feedback, labels)
    leg(surface, scene.feedback, labels)
    rows: list[tuple[Level | None, str]] = [(None, labels.exercise), (None, _turn(scene))]
    if scene.notice:
        rows.append(("warn", scene.notice))
    box = surface.column.w, round(surface.column.h * 0.66)
    sprite = banner(tuple(rows), box, surface.px(4), REGULAR)
    surface.blit(sprite, surface.column.x, surface.column.y)
    _below(surface, scene.instruction or "", "ok" if ready else "warn")
    _hint(surface)


def _below(surface: Surface, text: str, level: Level | None) -> None:
    """The one thing to do, at the bottom in the middle."""
    if not text:
        return
    high, wide = surface.image.shape[:2]
    sprite = banner(((level, text),), (round(wide * 0.94), surface.px(26)), surface.px(7), BOLD)
    tall, across = sprite.alpha.shape
    surface.blit(sprite, (wide - across) // 2, high - tall - surface.px(3))


def _numeral(surface: Surface, number: int) -> None:
    high, wide = surface.image.shape[:2]
    centre = np.array([wide / 2, high / 2])
    surface.dot(centre, 24 * surface.unit, INK)
    cv2.circle(surface.image, (wide // 2, high // 2), surface.px(24), WHITE, surface.px(1), cv2.LINE_AA)
    mask = crop(render(str(number), surface.px(34), BOLD))
    tall, across = mask.shape
    here = np.s_[(high - tall) // 2 : (high - tall) // 2 + tall, (wide - across) // 2 : (wide - across) // 2 + across]
    surface.image[here] = np.maximum(surface.image[here], mask[..., None])


def _corner(surface: Surface, scene: Scene) -> None:
    """Set, leg and tempo, in the corner away from the panels."""
    rows: list[tuple[Level | None, str]] = [(None, _turn(scene))]
    if scene.tempo is not None:
        level: Level | None = "ok" if scene.tempo.elapsed_s >= scene.tempo.goal_s else None
        rows.append((level, f"{scene.tempo.word} {scene.tempo.elapsed_s:.0f} of {scene.tempo.goal_s:.0f} s"))
    sprite = banner(tuple(rows), (surface.column.w, surface.column.h), surface.px(4.4), BOLD)
    wide = surface.image.shape[1]
    across = sprite.alpha.shape[1]
    left = surface.px(3)
    surface.blit(sprite, left if surface.right else wide - across - left, surface.column.y)


def _hint(surface: Surface) -> None:
    sprite = banner(((None, _HINT),), (surface.column.w, surface.column.h), surface.px(3.2), REGULAR)
    surface.blit(sprite, surface.image.shape[1] - sprite.alpha.shape[1] - surface.px(3), surface.px(3))


def _turn(scene: Scene) -> str:
    side = f", {scene.side} leg" if scene.side else ""
    return f"Set {scene.set_number} of {scene.sets}{side}"


def _score(scene: Scene, labels: Labels) -> str:
    f = scene.feedback
    done = f"{f.counts.full} of {f.target:.0f}" if labels.kind == "reps" else f"{f.held_s:.0f} of {f.target:.0f} s"
    return f"{labels.exercise}, {_turn(scene)}: {done}"


def _rest_sheet(scene: Scene) -> Sheet:
    lines = (
        Line("Next", _turn(scene)),
        Line("Pain, 0-10", _pain(scene)),
    )
    return Sheet(scene.instruction or "Rest", str(math.ceil(scene.remaining_s or 0)), lines, ("enter goes on",))


def _pain(scene: Scene) -> str:
    return "press a number" if scene.pain is None else str(scene.pain)


def _summary_sheet(scene: Scene, labels: Labels) -> Sheet:
    summary = scene.summary or Summary({}, None)
    lines = [Line(f"{side.capitalize()} leg", summary.words(side, labels.kind)) for side in summary.sides]
    lines.append(Line("Work on", summary.work_on or "nothing that I could see"))
    lines.append(Line("Pain, 0-10", _pain(scene)))
    foot = (*(scene.notice or "").splitlines(), "enter ends")
    return Sheet(f"{labels.exercise}: done", "", tuple(lines), foot)

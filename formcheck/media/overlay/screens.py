"""The screens of the live coach.

Set-up, countdown, the set itself, pause, rest, summary, menu, help.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import cv2
import numpy as np

from formcheck.coach.values import DISCLAIMER, Ask, Board, Scene, Tempo
from formcheck.engine.values.feedback import Feedback
from formcheck.engine.values.landmarks import Array
from formcheck.engine.values.pose import Pose
from formcheck.engine.values.report import Level
from formcheck.media.overlay import BASE, TOP
from formcheck.media.overlay.body import leg, limbs
from formcheck.media.overlay.distance import FAR
from formcheck.media.overlay.labels import Labels
from formcheck.media.overlay.marks import banner
from formcheck.media.overlay.pair import Still
from formcheck.media.overlay.palette import INK, WHITE
from formcheck.media.overlay.panels import below, beside
from formcheck.media.overlay.results import lay_result, lay_summary, pain_words, turn_words
from formcheck.media.overlay.sheet import Line, Sheet, lay
from formcheck.media.overlay.shown import Shown, demonstrate, place_to_take
from formcheck.media.overlay.surface import Image, Rect, Sprite, Surface
from formcheck.media.overlay.text import BOLD, REGULAR, crop, render
from formcheck.words import said, translated

__all__ = ["draw_board", "draw_help", "draw_loading", "draw_menu", "draw_scene", "mirrored"]

_NOBODY: Final = Feedback(0.0, None, None, "no-person")


def draw_scene(
    image: Image,
    scene: Scene,
    labels: Labels,
    posture: str,
    *,
    faces_right: bool = False,
    right: bool | None = None,
    shown: Shown | None = None,
    stills: Sequence[Still] = (),
) -> None:
    """Draws what the coach shows now, in place.

    Args:
        image: (H, W, 3) uint8 BGR, the picture as it is shown; it is changed.
        scene: Of the coach, in the pixel coordinates of `image`.
        labels: The words.
        posture: Of the start position; its outline is the place to take.
        faces_right: Which way the person faces in the picture as it is shown.
        right: Whether the panels stand on the right; None: away from the person.
        shown: The exercise as it is demonstrated, where it is.
        stills: Of the last set, to be shown in the rest after it.
    """
    surface = Surface(image, scene.feedback, labels.big_text, right)
    if scene.ask is not None:
        lay(surface, _question_sheet(scene.ask, scene.notice))
        return
    match scene.state:
        case "active":
            _work(surface, scene, labels)
        case "setup" | "ready":
            told = _instruction(surface, scene.instruction or "", _level(scene))
            free = _free(surface, told)
            place_to_take(surface, scene, posture, shown, free, faces_right=faces_right)
            limbs(surface, scene.feedback, labels)
            leg(surface, scene.feedback, labels)
            _instruct(surface, told)
            _set_up(surface, scene, labels, free)
            if shown is not None:
                demonstrate(surface, scene, shown, faces_right=faces_right)
        case "countdown":
            limbs(surface, scene.feedback, labels)
            told = _instruction(surface, scene.instruction or "", None)
            _instruct(surface, told)
            _numeral(surface, math.ceil(scene.remaining_s or 0), _free(surface, told))
        case "paused":
            lay(surface, _paused_sheet(scene, labels))
        case _ if scene.state == "rest" or scene.last is not None:
            lay_result(surface, scene, labels, stills)
        case _:
            lay_summary(surface, scene, labels)


def draw_menu(image: Image, names: Sequence[str], chosen: int, *, big_text: bool = False) -> None:
    """Draws the choice of exercises; `chosen` counts from 0."""
    lines = tuple(Line(str(i + 1), translated(name), i == chosen) for i, name in enumerate(names))
    foot = (said("screen.menu-keys"), translated(DISCLAIMER))
    lay(Surface(image, _NOBODY, big_text), Sheet(said("screen.menu"), "", lines, foot))


def draw_board(image: Image, board: Board, *, big_text: bool = False) -> None:
    """Draws what is led without being judged."""
    surface = Surface(image, _NOBODY, big_text)
    if board.ask is not None:
        lay(surface, _question_sheet(board.ask))
        return
    lines = tuple(Line("", translated(line)) for line in board.lines)
    lay(surface, Sheet(translated(board.title), board.big, lines, board.foot, far=True))


def draw_loading(image: Image, *, big_text: bool = False) -> None:
    """Draws that it begins soon."""
    lay(
        Surface(image, _NOBODY, big_text),
        Sheet(said("screen.moment"), "", (), (said("screen.loading"),)),
    )


def draw_help(image: Image, keys: Sequence[tuple[str, str]], *, big_text: bool = False) -> None:
    """Draws what the keys do."""
    lines = tuple(Line(translated(key), translated(does)) for key, does in keys)
    lay(Surface(image, _NOBODY, big_text), Sheet(said("screen.keys"), "", lines))


def mirrored(scene: Scene) -> Scene:
    """The scene for a mirrored picture: points move, left stays left."""
    pose = scene.feedback.pose
    if pose is None:
        return scene
    legs = pose.legs and replace(pose.legs, xy_px=_flipped(pose.legs.xy_px, pose))
    flipped = replace(pose, xy_px=_flipped(pose.xy_px, pose), legs=legs)
    return replace(scene, feedback=replace(scene.feedback, pose=flipped))


def _flipped(xy_px: Array, pose: Pose) -> Array:
    return xy_px * (-1.0, 1.0) + (pose.size_px[0] - 1, 0.0)


def _set_up(surface: Surface, scene: Scene, labels: Labels, free: int) -> None:
    """What is to be read once, above what is read from afar, which begins at `free`."""
    rows: list[tuple[Level | None, str]] = [(None, labels.exercise), (None, turn_words(scene))]
    notice = translated(scene.notice or "")
    if notice.startswith(labels.exercise):  # announced with its dose
        rows[0] = (None, notice)
    else:
        rows += [("warn", line) for line in notice.splitlines()]
    if scene.pain is not None:
        rows.append((None, f"{said('screen.pain')}: {pain_words(scene)}"))
    hint = _hint(surface)
    room = surface.column.w - (hint.w + surface.px(2) if surface.upright else 0)
    high = max(1, min(round(surface.column.h * 0.66), free - surface.column.y - surface.px(2)))
    sprite = banner(tuple(rows), (room, high), surface.px(4), REGULAR)
    surface.blit(sprite, surface.column.x, surface.column.y)


def _level(scene: Scene) -> Level:
    """How far the start position is taken."""
    return "ok" if scene.state == "ready" and scene.missing is None else "warn"


def _instruction(surface: Surface, text: str, level: Level | None) -> Sprite | None:
    """The one thing to do; None where there is none."""
    if not text:
        return None
    room = round(surface.image.shape[1] * 0.94), surface.px(40)
    return banner(((level, translated(text)),), room, surface.px(FAR), BOLD)


def _free(surface: Surface, told: Sprite | None) -> int:
    """How much of the picture is free above the one thing to do."""
    high = int(surface.image.shape[0])
    return high if told is None else high - told.alpha.shape[0] - surface.px(3)


def _instruct(surface: Surface, told: Sprite | None) -> None:
    """Lays the one thing to do at the bottom in the middle."""
    if told is not None:
        across = told.alpha.shape[1]
        surface.blit(told, (surface.image.shape[1] - across) // 2, _free(surface, told))


def _numeral(surface: Surface, number: int, free: int) -> None:
    """A number in the middle of the picture, higher where it would touch what is below `free`."""
    high, wide = surface.image.shape[:2]
    radius = min(surface.px(24), round(0.45 * free))
    x, y = wide // 2, min(high // 2, free - radius - surface.px(2))
    surface.dot(np.array([x, y], np.float64), radius, INK)
    cv2.circle(surface.image, (x, y), radius, WHITE, surface.px(1), cv2.LINE_AA)
    mask = crop(render(str(number), round(1.4 * radius), BOLD))
    tall, across = mask.shape
    left, top = x - across // 2, y - tall // 2
    here = np.s_[top : top + tall, left : left + across]
    surface.image[here] = np.maximum(surface.image[here], mask[..., None])


def _work(surface: Surface, scene: Scene, labels: Labels) -> None:
    for layer in BASE:
        layer(surface, scene.feedback, labels)
    _corner(surface, scene)
    for layer in TOP:
        layer(surface, scene.feedback, labels)


def _corner(surface: Surface, scene: Scene) -> None:
    """Set, leg and tempo: in the corner away from the panels, in upright pictures among them."""
    rows: list[tuple[Level | None, str]] = [(None, turn_words(scene))]
    if scene.offer is not None:
        rows.append(("warn", translated(scene.offer)))
    if scene.tempo is not None:
        level: Level | None = "ok" if scene.tempo.elapsed_s >= scene.tempo.goal_s else None
        rows.append((level, _tempo(scene.tempo)))
    room = surface.column
    if surface.upright:
        room = beside(surface) if len(surface.taken) == 1 else below(surface)
    sprite = banner(tuple(rows), (room.w, room.h), surface.px(4.4), BOLD)
    surface.blit(sprite, room.x if surface.upright else _across(surface, sprite), room.y)


def _tempo(tempo: Tempo) -> str:
    word = said(f"coach.tempo.{tempo.word}")
    return said("screen.tempo", word=word, elapsed=tempo.elapsed_s, goal=tempo.goal_s)


def _hint(surface: Surface) -> Rect:
    sprite = banner(
        ((None, said("screen.help-hint")),),
        (surface.column.w, surface.column.h),
        surface.px(3.2),
        REGULAR,
    )
    return surface.blit(sprite, _across(surface, sprite), surface.column.y)


def _across(surface: Surface, sprite: Sprite) -> int:
    """Where something stands at the border that the panels leave free.

    On the right where they take both.
    """
    margin = surface.column.y
    beyond = surface.image.shape[1] - sprite.alpha.shape[1] - margin
    return margin if surface.right and not surface.upright else beyond


def _score(scene: Scene, labels: Labels) -> str:
    f = scene.feedback
    done = {"done": f.counts.full if labels.kind == "reps" else f.held_s, "target": f.target}
    about = {"exercise": labels.exercise, "turn": turn_words(scene)}
    return said(f"screen.score.{labels.kind}", **about, **done)


def _paused_sheet(scene: Scene, labels: Labels) -> Sheet:
    big = translated(scene.instruction or "")
    return Sheet(said("screen.paused"), big, (), (_score(scene, labels),))


def _question_sheet(ask: Ask, notice: str | None = None) -> Sheet:
    """One thing at a time: the number that was said stands alone below the question.

    Whoever is near reads the whole notice.
    """
    number = "" if ask.number is None else str(ask.number)
    text, more = translated(ask.text), translated(notice or "").splitlines()
    foot = tuple(line for line in more if line not in text) or (said("screen.or-press"),)
    return Sheet(text, number, (), foot, far=True)

"""The layers beside the person: the card, notes on what hinders, the cue."""

from __future__ import annotations

import math
from typing import Final

import cv2
import numpy as np

from formcheck.engine.values.feedback import Cue, Feedback
from formcheck.engine.values.landmarks import Landmark
from formcheck.engine.values.report import Counts, Kind, Level
from formcheck.engine.values.results import whole
from formcheck.media.overlay.card import Card, Text, bar_y, hold_card, reps_card
from formcheck.media.overlay.distance import FAR
from formcheck.media.overlay.labels import Labels, unseen
from formcheck.media.overlay.marks import Row, banner
from formcheck.media.overlay.palette import (
    INK,
    LEVEL_COLOURS,
    SOFT,
    WHITE,
    Colour,
    cue_level,
    lighter,
)
from formcheck.media.overlay.surface import Rect, Surface
from formcheck.media.overlay.text import BOLD, REGULAR
from formcheck.words import said, translated

_CARD_UNITS: Final = 48.0
_CARD_SHARE: Final = 0.55  # of the height, so that notes and cue find room below
_CARD_SHARE_UPRIGHT: Final = 0.28
_CARD_WIDTH_UPRIGHT: Final = 0.37  # so that it stands beside the head of who is near
_FAR: Final = 1.7  # of the unit, for what is read from afar
_GAP_UNITS: Final = 2.0
_CUE_UNITS: Final = 34.0
_NOTES: Final = 3  # more at once nobody reads
_LEGS: Final = tuple(range(Landmark.LEFT_HIP, Landmark.RIGHT_FOOT_INDEX + 1))
_TO_DO: Final[dict[Kind, str]] = {"reps": "rising", "hold": "entering"}  # of who is ready
_SIGNS: Final[dict[str, Level]] = {"paused": "warn", "done": "ok", "holding": "ok"}


def card(surface: Surface, feedback: Feedback, labels: Labels) -> None:
    """Exercise, count or seconds, phase, and the gauge: height bar or timer ring."""
    column, share = surface.column, _CARD_SHARE_UPRIGHT if surface.upright else _CARD_SHARE
    across = column.w * (_CARD_WIDTH_UPRIGHT if surface.upright else 1)
    wide, tall = min(round(across), surface.px(_CARD_UNITS)), round(share * column.h)
    x = column.x + (column.w - wide if surface.right else 0)
    text = _text(feedback, labels)
    free = Rect(x, column.y, wide, tall)
    _lay_card(surface, feedback, labels, text, free=free, unit=surface.unit)


def count(surface: Surface, feedback: Feedback, labels: Labels, free: Rect) -> Rect:
    """Count or seconds with the gauge, as large as there is room: read from three metres."""
    text = _text(feedback, labels)._replace(title="", phase="", sign=None, rows=())
    return _lay_card(surface, feedback, labels, text, free=free, unit=_FAR * surface.unit)


def count_notes(feedback: Feedback, labels: Labels) -> tuple[Row, ...]:
    """What was counted beside full repetitions; why a timer stands is the one thing to say."""
    return _reps_text(feedback, labels).rows if labels.kind == "reps" else ()


def state_words(feedback: Feedback, labels: Labels) -> Row:
    """The one thing to say of a frame: what to do, what hinders, or what is being done."""
    if feedback.cue is not None:
        return cue_level(feedback.cue), _cue_words(feedback.cue)
    if feedback.problems:
        return "warn", translated(feedback.problems[0].message)
    phase = _TO_DO[labels.kind] if feedback.phase == "ready" else feedback.phase
    pauses = labels.pauses(feedback)[:1] if labels.kind == "hold" else ()
    return _SIGNS.get(phase), next(iter(pauses), labels.phase(phase))


def _lay_card(
    surface: Surface,
    feedback: Feedback,
    labels: Labels,
    text: Text,
    *,
    free: Rect,
    unit: float,
) -> Rect:
    """Lays a card and fills its gauge; smaller where there is not enough room."""
    made = _card(text, labels, free.w, unit)
    while made.sprite.alpha.shape[0] > free.h and unit > 1:
        unit *= 0.92
        made = _card(text, labels, free.w, unit)
    place = surface.blit(made.sprite, free.x, free.y)
    gauge = made.gauge._replace(x=place.x + made.gauge.x, y=place.y + made.gauge.y)
    if labels.kind == "reps":
        _fill_bar(surface, gauge, feedback.height_fraction, labels.full_fraction)
    else:
        _fill_ring(surface, gauge, feedback)
    return place


def notes(surface: Surface, feedback: Feedback, _labels: Labels) -> None:
    """What hinders judging, with its remedy, and what is not visible."""
    rows: list[Row] = [("warn", translated(problem.message)) for problem in feedback.problems]
    rows += [("unknown", words) for words in unseen(feedback)]
    if not rows:
        return
    room = below(surface)
    tall = max(1, room.h - min(room.h // 2, surface.px(_CUE_UNITS)))
    sprite = banner(tuple(rows[:_NOTES]), (room.w, tall), surface.px(4), REGULAR)
    wide = sprite.alpha.shape[1]
    surface.blit(sprite, room.x + (room.w - wide if surface.right else 0), room.y)


def cue(surface: Surface, feedback: Feedback, _labels: Labels) -> None:
    """The one thing to do now.

    At the bottom, or under the other panels where it would hide a leg.
    """
    if feedback.cue is None:
        return
    free = below(surface)
    box = free.w, min(free.h, surface.px(_CUE_UNITS))
    row = cue_level(feedback.cue), _cue_words(feedback.cue)
    sprite = banner((row,), box, surface.px(FAR), BOLD)
    tall, wide = sprite.alpha.shape
    x = free.x + (free.w - wide if surface.right else 0)
    if surface.upright:
        x = free.x + (free.w - wide) // 2
    low = Rect(x, free.y + free.h - tall, wide, tall)
    y = free.y if _hides_leg(surface, feedback, low) else low.y
    surface.blit(sprite, x, y)


def _cue_words(cue: Cue) -> str:
    text = translated(cue.text)
    return said("overlay.last-one", correction=text) if cue.of_last else text


def _card(text: Text, labels: Labels, wide: int, unit: float) -> Card:
    if labels.kind == "reps":
        return reps_card(text, labels.full_fraction, wide, unit)
    return hold_card(text, wide, unit)


def _text(feedback: Feedback, labels: Labels) -> Text:
    reps = labels.kind == "reps"
    return _reps_text(feedback, labels) if reps else _hold_text(feedback, labels)


def _reps_text(feedback: Feedback, labels: Labels) -> Text:
    goal = said("overlay.of", target=round(feedback.target)) if feedback.target > 0 else ""
    rows = _count_rows(feedback.counts)
    if feedback.problems and feedback.counts != Counts() and feedback.height_fraction is None:
        rows = (*rows, ("unknown", said("count.not-measured")))
    return Text(
        labels.exercise, str(feedback.counts.full), goal, labels.phase(feedback.phase), None, rows
    )


def _count_rows(counts: Counts) -> tuple[Row, ...]:
    rows: tuple[tuple[Level, int, str], ...] = (
        ("warn", counts.partial, "partial"),
        ("unknown", counts.uncertain, "uncertain"),
    )
    return tuple((level, said(f"count.{of}", count=n)) for level, n, of in rows if n)


def _hold_text(feedback: Feedback, labels: Labels) -> Text:
    goal = said("overlay.seconds")
    if feedback.target > 0:
        goal = said("overlay.of-seconds", target=round(feedback.target))
    rows: tuple[Row, ...] = tuple((None, words) for words in labels.pauses(feedback)[:2])
    seconds = str(whole(feedback.held_s))
    return Text(
        labels.exercise,
        seconds,
        goal,
        labels.phase(feedback.phase),
        _SIGNS.get(feedback.phase),
        rows,
    )


def _fill_bar(surface: Surface, bar: Rect, fraction: float | None, full_fraction: float) -> None:
    if fraction is None or not math.isfinite(fraction):
        return
    top = bar_y(bar, fraction)
    colour = LEVEL_COLOURS["ok"] if fraction >= full_fraction else WHITE
    inset = max(1, bar.w // 6)
    cv2.rectangle(
        surface.image,
        (bar.x + inset, top),
        (bar.x + bar.w - inset, bar.y + bar.h - inset),
        colour,
        -1,
    )
    thick = max(2, bar.w // 6)
    ends = np.array([[bar.x, top], [bar.x + bar.w, top]], np.float64)
    surface.line(ends[0], ends[1], INK, thick * 2)
    surface.line(ends[0], ends[1], WHITE, thick)


def _fill_ring(surface: Surface, ring: Rect, feedback: Feedback) -> None:
    """Fills it with the seconds so far; those that may still be taken back are lighter."""
    colour = LEVEL_COLOURS["ok"] if feedback.phase in ("holding", "done") else SOFT
    _arc(surface, ring, feedback.held_s, feedback.target, lighter(colour))
    _arc(surface, ring, feedback.settled_s, feedback.target, colour)


def _arc(surface: Surface, ring: Rect, seconds: float, goal_s: float, colour: Colour) -> None:
    share = min(1.0, seconds / goal_s) if goal_s > 0 else 0.0
    if not share > 0:
        return
    thick = max(2, round(ring.w * 0.1))
    turns = 2 * np.pi * share * np.linspace(0, 1, 2 + round(90 * share))
    radius = ring.w // 2 - thick // 2 - 1
    centre = np.array([ring.x + ring.w // 2, ring.y + ring.w // 2])
    points = centre + radius * np.column_stack([np.sin(turns), -np.cos(turns)])
    surface.path(points, colour, thick)


def below(surface: Surface) -> Rect:
    """What is left of the column under the panels drawn so far."""
    column = surface.column
    ends = [r.y + r.h + surface.px(_GAP_UNITS) for r in surface.taken if r.overlaps(column)]
    top = max(ends, default=column.y)
    return Rect(column.x, top, column.w, max(1, column.y + column.h - top))


def _hides_leg(surface: Surface, feedback: Feedback, place: Rect) -> bool:
    if feedback.pose is None:
        return False
    return place.grown(surface.px(3)).holds_any(feedback.pose.xy_px[list(_LEGS)])

"""What was done, as it is seen from afar: the rest after a set, and the summary, page by page."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Final

from formcheck.coach.values import PAIN_LIMIT, Scene, SetTold, Summary
from formcheck.media.overlay.labels import Labels
from formcheck.media.overlay.marks import named
from formcheck.media.overlay.pair import Still, lay_pair
from formcheck.media.overlay.sheet import Line, Sheet, dim, lay
from formcheck.media.overlay.surface import Surface
from formcheck.words import said, translated

__all__ = ["PAGE_S", "PAIR_S", "lay_result", "lay_summary", "pain_words", "turn_words"]

PAGE_S: Final = 4.0  # for which a page of the summary stays
PAIR_S: Final = 6.0  # for which the stills do


def lay_result(surface: Surface, scene: Scene, labels: Labels, stills: Sequence[Still]) -> None:
    """Lays what the last set was: with the stills where there are some, and then with what comes.

    The two take turns while somebody rests.
    """
    then = scene.state == "rest" and scene.since_s % (PAIR_S + PAGE_S) >= PAIR_S
    if stills and scene.last is not None and not then:
        dim(surface.image)
        lay_pair(surface, stills, labels, _head(surface, scene, scene.last))
        return
    lay(surface, _result_sheet(scene))


def lay_summary(surface: Surface, scene: Scene, labels: Labels) -> None:
    """Lays one page of the summary; they take turns."""
    pages = tuple(_pages(scene, labels))
    lay(surface, pages[int(scene.since_s / PAGE_S) % len(pages)])


def turn_words(scene: Scene) -> str:
    """Which set it is, and of which leg."""
    return said(f"screen.set.{scene.side or 'any'}", number=scene.set_number, sets=scene.sets)


def pain_words(scene: Scene) -> str:
    """The answer, or that there is none."""
    if scene.pain is None:
        return said("screen.press-number")
    stop = said("screen.too-much-pain", pain=scene.pain)
    return stop if scene.pain > PAIN_LIMIT else str(scene.pain)


def _head(surface: Surface, scene: Scene, told: SetTold) -> int:
    """The result on the left, what is left of the rest on the right; where they end."""
    wide, gap = surface.image.shape[1], surface.px(2)
    room = wide - 2 * gap
    if scene.remaining_s is not None:
        number = named(surface, None, str(math.ceil(scene.remaining_s)), room)
        surface.blit(number, wide - gap - number.alpha.shape[1], gap)
        room -= number.alpha.shape[1] + gap
    place = surface.blit(named(surface, None, translated(told.result), room), gap, gap)
    return place.y + place.h + gap


def _result_sheet(scene: Scene) -> Sheet:
    told = scene.last
    lines = [Line("", translated(told.result))] if told else []
    if told and told.work_on:
        lines.append(Line("", said("coach.work-on", correction=translated(told.work_on))))
    foot = [turn_words(scene)]
    if scene.pain is not None:
        foot.append(f"{said('screen.pain')}: {pain_words(scene)}")
    title = translated(scene.instruction or "") or said("screen.rest")
    left = "" if scene.remaining_s is None else str(math.ceil(scene.remaining_s))
    return Sheet(title, left, tuple(lines), tuple(foot), far=True)


def _pages(scene: Scene, labels: Labels) -> Iterator[Sheet]:
    """One thing each: every leg, what to work on, pain, what stops an exercise."""
    summary = scene.summary or Summary({}, None)
    foot = (said("screen.summary", exercise=labels.exercise), said("screen.enter-ends"))
    for side in summary.sides:
        words = translated(summary.words(side, labels.kind))
        yield Sheet(translated(summary.leg(side)), words, foot=foot, far=True)
    if summary.sides:
        work_on = translated(summary.work_on or "") or said("screen.nothing")
        yield Sheet(said("screen.work-on"), work_on, foot=foot, far=True)
    yield Sheet(said("screen.pain"), pain_words(scene), foot=foot, far=True)
    for line in translated(scene.notice or "").splitlines():
        yield Sheet("", line, foot=foot, far=True)

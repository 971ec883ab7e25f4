"""The screens of the live coach.

Set-up, countdown, the set itself, pause, rest, summary, menu, help.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from formcheck.coach.values import DISCLAIMER, Ask, Board, Scene, Tempo
from formcheck.engine.values.feedback import Feedback
from formcheck.engine.values.results import whole
from formcheck.media.overlay.body import arcs, leg, limbs, values
from formcheck.media.overlay.labels import Labels
from formcheck.media.overlay.marks import Row, banner
from formcheck.media.overlay.mount import lay_picture, lay_words, mount, smaller
from formcheck.media.overlay.pair import Still
from formcheck.media.overlay.panels import count, count_notes, state_words
from formcheck.media.overlay.ready import count_down, get_ready
from formcheck.media.overlay.results import lay_result, lay_summary, turn_words
from formcheck.media.overlay.sheet import Line, Sheet, lay
from formcheck.media.overlay.shown import Shown
from formcheck.media.overlay.surface import Image, Surface
from formcheck.media.overlay.text import BOLD
from formcheck.words import said, translated

__all__ = ["draw_board", "draw_help", "draw_loading", "draw_menu", "draw_scene"]

_COUNT: Final = 0.67  # of the height beside the picture, for what was done
_NOBODY: Final = Feedback(0.0, None, None, "no-person")


def draw_scene(
    image: Image,
    scene: Scene,
    labels: Labels,
    posture: str,
    *,
    faces_right: bool = False,
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
        shown: The exercise as it is demonstrated, where it is.
        stills: Of the last set, to be shown in the rest after it.
    """
    surface = Surface(image, scene.feedback, labels.big_text)
    if scene.ask is not None:
        lay(surface, _question_sheet(scene.ask, scene.notice))
        return
    match scene.state:
        case "active":
            _work(surface, scene, labels)
        case "setup" | "ready":
            get_ready(surface, scene, labels, posture, shown, faces_right=faces_right)
        case "countdown":
            count_down(surface, scene, labels)
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


def _work(surface: Surface, scene: Scene, labels: Labels) -> None:
    """The body, what was done, and the one thing to say: none covers another."""
    small, seen = smaller(surface, scene)
    for layer in (limbs, leg, arcs, values):
        layer(small, seen.feedback, labels)
    picture, free, below = mount(surface, scene.state)
    lay_picture(surface, small, picture)
    card = free._replace(h=round(_COUNT * free.h))  # whatever else there is to say
    count(surface, scene.feedback, labels, card)
    room = free.w, free.h - card.h
    sprite = banner(_about(scene, labels), room, surface.px(4.4), BOLD)
    surface.blit(sprite, free.x, free.y + free.h - sprite.alpha.shape[0])
    lay_words(surface, *_one_thing(scene, labels), below)


def _about(scene: Scene, labels: Labels) -> tuple[Row, ...]:
    """What else was counted, set and leg, and that there is an easier exercise: from nearby."""
    rows = *count_notes(scene.feedback, labels), (None, turn_words(scene))
    return rows if scene.offer is None else (*rows, ("warn", translated(scene.offer)))


def _one_thing(scene: Scene, labels: Labels) -> Row:
    """What to do or what hinders; else how long this part of the movement lasts already."""
    f, tempo = scene.feedback, scene.tempo
    if tempo is None or f.cue is not None or f.problems:
        return state_words(f, labels)
    return "ok" if tempo.elapsed_s >= tempo.goal_s else None, _tempo(tempo)


def _tempo(tempo: Tempo) -> str:
    word = said(f"coach.tempo.{tempo.word}")
    return said("screen.tempo", word=word, elapsed=tempo.elapsed_s, goal=tempo.goal_s)


def _score(scene: Scene, labels: Labels) -> str:
    f = scene.feedback
    done = {"done": f.counts.full if labels.kind == "reps" else whole(f.held_s), "target": f.target}
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

"""On the live screens everything has its place: the picture, what was done, the one thing to do."""

from __future__ import annotations

import itertools
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest

import formcheck.words
from formcheck.coach.values import Scene, Spot, State
from formcheck.engine.values.feedback import Cue, Feedback, Problem
from formcheck.engine.values.landmarks import Landmark
from formcheck.engine.values.pose import Pose
from formcheck.engine.values.report import Counts, Kind
from formcheck.labels import labels_of
from formcheck.library import exercise_ids, load_exercise
from formcheck.media.overlay import draw, marks
from formcheck.media.overlay.distance import CAPITALS, FAR
from formcheck.media.overlay.labels import Labels
from formcheck.media.overlay.mount import as_shown, lay_words, mount, scene_as_shown, screen_size
from formcheck.media.overlay.panels import state_words
from formcheck.media.overlay.screens import draw_scene
from formcheck.media.overlay.surface import Image, Rect, Sprite, Surface
from formcheck.media.overlay.text import Block, fit
from formcheck.words import Phrase, languages, said, translated, use
from formcheck.words.catalogue import _entries
from tests.media.overlay.test_screens import scene

SIZES = ((854, 480), (1280, 720), (1920, 1080))
STATES: tuple[State, ...] = ("setup", "ready", "countdown", "active")
DARK = Problem("dark", "Switch on more light, or open the curtains")


def grey(size_px: tuple[int, int]) -> Image:
    return np.full((size_px[1], size_px[0], 3), 120, np.uint8)


@pytest.fixture
def placed(monkeypatch: pytest.MonkeyPatch) -> list[Rect]:
    """Where something was laid on the screen since; what is on the small picture is not."""
    blit, rects = Surface.blit, list[Rect]()

    def noted(surface: Surface, sprite: Sprite, x: int, y: int) -> Rect:
        rect = blit(surface, sprite, x, y)
        if (surface.image.shape[1], surface.image.shape[0]) in SIZES:
            rects.append(rect)
        return rect

    monkeypatch.setattr(Surface, "blit", noted)
    return rects


@pytest.mark.parametrize("size_px", SIZES)
@pytest.mark.parametrize("state", STATES)
def test_nothing_covers_the_picture(
    state: State, size_px: tuple[int, int], placed: list[Rect]
) -> None:
    kinds: tuple[Kind, ...] = ("reps", "hold")
    for kind, big_text in itertools.product(kinds, (False, True)):
        shown = scene(state, size_px)
        told = replace(shown.feedback, cue=Cue("Press your heel down", "must"), problems=(DARK,))
        image = grey(size_px)
        draw_scene(
            image,
            replace(shown, feedback=told, offer="Too hard? Do calf raises on both legs"),
            Labels("Single-leg calf raise", kind, big_text=big_text),
            "standing",
        )
        picture = mount(Surface(image, told, big_text), state).picture
        assert placed
        for a, b in itertools.combinations([picture, *placed], 2):
            assert not a.overlaps(b)
        assert all(Rect(0, 0, *size_px).overlaps(rect) for rect in placed)
        placed.clear()


@pytest.mark.parametrize("state", STATES)
def test_what_stands_beside_the_picture_stays_where_it_is(state: State) -> None:
    """Wherever the body is."""
    beside = []
    for shift in (-500.0, 0.0, 300.0):
        shown, image = scene(state, SIZES[1]), grey(SIZES[1])
        pose = shown.feedback.pose
        assert pose is not None
        moved = replace(pose, xy_px=pose.xy_px + np.array([shift, 0.0]))
        feedback = replace(shown.feedback, pose=moved)
        draw_scene(image, replace(shown, feedback=feedback), Labels("Calf raise", "reps"), "seated")
        beside.append(image[:, : mount(Surface(image, feedback, big_text=False), state).picture.x])
    assert (beside[0] == beside[1]).all()
    assert (beside[0] == beside[2]).all()


@pytest.mark.parametrize("kind", ["reps", "hold"])
def test_the_number_keeps_its_size_whatever_happens(kind: Kind) -> None:
    """The card grows downwards at most."""
    quiet = Feedback(1.0, None, "left", "holding", target=30.0, counts=Counts(3), held_s=6.0)
    busy = replace(quiet, counts=Counts(3, 2, 1), phase="paused", paused_by=("heel", "knee"))
    labels, digits = Labels("Stretch", kind, checks={"heel": "Heel down", "knee": "Bend more"}), []
    for feedback in (quiet, busy):
        image = grey(SIZES[1])
        draw_scene(image, Scene("active", feedback), labels, "standing")
        digits.append(image[: round(0.3 * SIZES[1][1]), : round(0.2 * SIZES[1][0])] == 255)
    assert (digits[0] == digits[1]).all()


@pytest.mark.parametrize(("kind", "told"), [("reps", "Up"), ("hold", "Get into the stretch")])
def test_who_is_ready_is_told_what_to_do(kind: Kind, told: str) -> None:
    spec = load_exercise("calf-raise" if kind == "reps" else "soleus-wall-stretch")
    ready = Feedback(1.0, None, "left", "ready", target=30.0)
    assert state_words(ready, labels_of(spec)) == (None, told)


@pytest.mark.parametrize(("kind", "done"), [("reps", 7), ("reps", 12), ("hold", 9), ("hold", 60)])
@pytest.mark.parametrize("size_px", SIZES)
def test_count_and_seconds_are_read_from_three_metres(
    kind: Kind, done: int, size_px: tuple[int, int]
) -> None:
    feedback = Feedback(1.0, None, "left", "rising", target=120.0)
    feedback = replace(feedback, counts=Counts(full=done), held_s=float(done))
    image = grey(size_px)
    draw_scene(image, Scene("active", feedback), Labels("Stretch", kind), "standing")
    _, beside, _ = mount(Surface(image, feedback, big_text=False), "active")
    white = (image[beside.y : beside.y + beside.h, beside.x : beside.x + beside.w] == 255).all(2)
    _, _, stats, _ = cv2.connectedComponentsWithStats(white.astype(np.uint8))
    digits = stats[1:, cv2.CC_STAT_HEIGHT].max()  # of all white shapes the highest
    assert digits > 0.98 * CAPITALS * FAR / 100 * size_px[1]


@pytest.fixture
def laid(monkeypatch: pytest.MonkeyPatch) -> list[Block]:
    """The words that were laid since."""
    blocks: list[Block] = []

    def fitted(text: str, box: tuple[int, int], px: int, weight: int, *, tight: bool) -> Block:
        blocks.append(fit(text, box, px, weight, tight=tight))
        return blocks[-1]

    monkeypatch.setattr(marks, "fit", fitted)
    marks._named.cache_clear()
    return blocks


@pytest.mark.parametrize("code", languages())
@pytest.mark.parametrize("name", exercise_ids())
def test_every_correction_is_read_from_three_metres(
    code: str, name: str, laid: list[Block]
) -> None:
    use(code)
    surface = Surface(grey(SIZES[1]), Feedback(0.0, None, None, "x"), big_text=False)
    spec = load_exercise(name)
    words = [translated(check.message) for check in spec.checks]
    if spec.kind == "reps":
        words += [said("overlay.last-one", correction=text) for text in words]
    words += [labels_of(spec).phase(phase) for phase in ("rising", "top", "holding", "paused")]
    for text in words:
        lay_words(surface, "bad", text, mount(surface, "active").below)
        assert " ".join(laid[-1].lines) == text
        assert laid[-1].px >= 0.8 * surface.px(FAR)
    assert sum(block.px == surface.px(FAR) for block in laid) > 0.9 * len(laid)


ENGLISH = (Path(formcheck.words.__file__).parent / "en.po").read_text("utf-8")
SEATED = Phrase("coach.posture.seated")
INSTRUCTIONS = [
    *(Phrase(key) for key in _entries(ENGLISH) if key.startswith(("view.", "coach.missing."))),
    *(
        Phrase("coach.take-posture", posture=SEATED, side=Phrase(f"coach.oblique.{side}"))
        for side in ("any", "left", "right")
    ),
]


@pytest.mark.parametrize("code", languages())
def test_instructions_are_as_large(code: str, laid: list[Block]) -> None:
    """Three lines take all of it; only four, and what is to be done at the keys, are smaller."""
    use(code)
    surface = Surface(grey(SIZES[1]), Feedback(0.0, None, None, "x"), big_text=False)
    for text in map(translated, INSTRUCTIONS):
        lay_words(surface, "warn", text, mount(surface, "setup").below)
        assert " ".join(laid[-1].lines) == text
        assert laid[-1].px >= 0.78 * surface.px(FAR) or "--size" in text
    assert sum(block.px == surface.px(FAR) for block in laid) >= 0.8 * len(laid)


@pytest.mark.parametrize("mirror", [False, True])
@pytest.mark.parametrize("size_px", [(480, 640), (640, 480), (1280, 720), (2000, 640)])
def test_a_point_is_where_the_picture_shows_it(size_px: tuple[int, int], mirror: bool) -> None:
    image, at = grey(size_px), np.array([100.0, 300.0])
    image[300, 100] = 255
    xy_px = np.full((33, 2), np.nan)
    xy_px[Landmark.LEFT_KNEE] = at
    seen = Feedback(0.0, Pose(xy_px, np.ones(33), None, size_px), "left", "rising")
    shown = as_shown(image, mirror=mirror)
    scene_shown = scene_as_shown(
        Scene("active", seen, spot=Spot(90.0, *at)), size_px, mirror=mirror
    )
    pose, spot = scene_shown.feedback.pose, scene_shown.spot
    assert pose is not None
    assert spot is not None
    assert pose.size_px == screen_size(size_px) == (shown.shape[1], shown.shape[0])
    x, y = pose.xy_px[Landmark.LEFT_KNEE].astype(int)
    assert (shown[y, x] == 255).all()
    assert (spot.size_px, spot.x_px, spot.floor_px) == (90.0, x, y)
    assert shown.shape[1] * 9 >= shown.shape[0] * 16 - 16


@pytest.mark.parametrize("at", [0.42, 0.5, 0.58])
def test_in_an_upright_picture_the_card_leaves_the_head_of_who_is_near_free(
    at: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    blit, rects = Surface.blit, list[Rect]()

    def noted(surface: Surface, sprite: Sprite, x: int, y: int) -> Rect:
        rects.append(blit(surface, sprite, x, y))
        return rects[-1]

    monkeypatch.setattr(Surface, "blit", noted)
    size_px = (720, 1280)
    xy_px = np.column_stack([np.full(33, at * 720), np.linspace(60, 1230, 33)])
    body = Feedback(1.0, Pose(xy_px, np.ones(33), None, size_px), "left", "rising", target=10.0)
    draw(grey(size_px), replace(body, problems=(DARK,)), Labels("Calf raise on both legs", "reps"))
    head = Rect(round((at - 0.03) * 720), 40, round(0.06 * 720), 160)
    assert not any(rect.overlaps(head) for rect in rects if rect.y < 60)
    assert not any(a.overlaps(b) for a, b in itertools.combinations(rects, 2))

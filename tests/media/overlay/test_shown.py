"""Set-up: the outline of the start position, and the film of the demonstration."""

from __future__ import annotations

import itertools
from dataclasses import replace

import numpy as np
import pytest

from formcheck.coach.spot import SpotWatch
from formcheck.coach.values import Scene, Spot
from formcheck.demonstrations import demonstration_of
from formcheck.engine.values.feedback import Feedback
from formcheck.engine.values.landmarks import Array, Side
from formcheck.engine.values.pose import Pose
from formcheck.library import exercise_ids
from formcheck.media.overlay.labels import Labels
from formcheck.media.overlay.mount import mount
from formcheck.media.overlay.outline import start_outline
from formcheck.media.overlay.palette import LEVEL_COLOURS, WHITE
from formcheck.media.overlay.screens import draw_scene
from formcheck.media.overlay.shown import Shown, lay_film
from formcheck.media.overlay.surface import Rect, Sprite, Surface
from tests.coach.bodies import body_of

SIZES = ((640, 480), (1280, 720), (1920, 1080))
SIZE, AT = SIZES[1], (700.0, 640.0)
LABELS = Labels("Single-leg calf raise", "reps")
FILM = np.full((300, 400, 3), (200, 60, 10), np.uint8)
FILM[:, :200] = (10, 60, 200)


def grey(size_px: tuple[int, int]) -> np.ndarray:  # type: ignore[type-arg]
    return np.full((size_px[1], size_px[0], 3), 120, np.uint8)


def shown_of(exercise: str) -> Shown:
    start = demonstration_of(exercise).start
    assert start is not None
    return Shown(start, FILM)


def scene(size_px: tuple[int, int], at: float = 0.5, **more: object) -> Scene:
    """Somebody who stands at this share of the picture's width."""
    xy_px = np.column_stack([np.full(33, at * size_px[0]), np.linspace(0.1, 0.9, 33) * size_px[1]])
    seen = Feedback(1.0, Pose(xy_px, np.ones(33), None, size_px), "left", "set-up")
    return Scene("setup", seen, instruction="Sit down on the chair", **more)  # type: ignore[arg-type]


def drawn(exercise: str, spot: Spot | None, *, faces_right: bool) -> tuple[Array, Array]:
    """Rows and columns of the outline."""
    image = grey(SIZE)
    surface = Surface(image, Feedback(0.0, None, None, "no-person"), big_text=False)
    start = shown_of(exercise).start
    start_outline(surface, start, spot, faces_right=faces_right, colour=WHITE)
    rows, columns = np.where((image == 255).all(axis=2))
    return rows.astype(np.float64), columns.astype(np.float64)


@pytest.mark.parametrize("exercise", exercise_ids())
def test_of_nobody_the_outline_is_in_the_middle_and_faces_either_way(exercise: str) -> None:
    middles = []
    for faces_right in (False, True):
        rows, columns = drawn(exercise, None, faces_right=faces_right)
        assert 0 < rows.min() < rows.max() < 0.95 * SIZE[1]
        assert 0.1 * SIZE[0] < columns.min() < columns.max() < 0.9 * SIZE[0]
        assert max(np.ptp(rows) / SIZE[1], np.ptp(columns) / SIZE[0]) > 0.4
        middles.append(columns.mean() - SIZE[0] / 2)
    assert middles[0] == pytest.approx(-middles[1], abs=2)


@pytest.mark.parametrize("size", [200.0, 420.0])
@pytest.mark.parametrize("near", ["left", "right"])
@pytest.mark.parametrize("exercise", exercise_ids())
def test_the_outline_lies_around_a_body_in_the_position(
    exercise: str, near: Side, size: float
) -> None:
    """As large as that is, at its place: near or far, left or right in the picture."""
    start = shown_of(exercise).start
    assert start is not None
    body = body_of(start, near, size, AT)
    watch = SpotWatch(start)
    watch.update(Feedback(0.0, body, near, "set-up"))
    assert watch.spot is not None
    assert watch.spot.size_px == pytest.approx(size, rel=0.03)
    rows, columns = drawn(exercise, watch.spot, faces_right=near == "right")
    way = 1 if near == "left" else -1
    points = np.array([(way * x, y) for x, y in start.points.values()]) * size + AT
    around = 0.1 * size  # half of the widest stroke, and the step of its sizes
    for seen, low, high in zip(
        (columns, rows), points.min(axis=0), points.max(axis=0), strict=True
    ):
        assert low - around < seen.min() < low + 0.2 * around
        assert high - 0.2 * around < seen.max() < high + around


def colours(image: np.ndarray, colour: tuple[int, int, int]) -> int:  # type: ignore[type-arg]
    return int((image == colour).all(axis=2).sum())


def test_the_outline_is_lit_when_the_body_matches() -> None:
    for fits in (False, True):
        image = grey((640, 480))
        draw_scene(
            image, scene((640, 480), fits=fits), LABELS, "standing", shown=shown_of("calf-raise")
        )
        assert (colours(image, LEVEL_COLOURS["ok"]) > 200) == fits


@pytest.mark.parametrize("size_px", SIZES)
@pytest.mark.parametrize("big_text", [False, True])
@pytest.mark.parametrize("at", [0.15, 0.5, 0.85])
def test_the_film_has_a_place_of_its_own(
    at: float, big_text: bool, size_px: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    blit, placed = Surface.blit, list[Rect]()

    def noted(surface: Surface, sprite: Sprite, x: int, y: int) -> Rect:
        placed.append(blit(surface, sprite, x, y))
        return placed[-1]

    monkeypatch.setattr(Surface, "blit", noted)
    image, who = grey(size_px), scene(size_px, at)
    labels = replace(LABELS, big_text=big_text)
    draw_scene(image, who, labels, "standing", shown=shown_of("calf-raise"))
    rows, columns = np.where((image == FILM[0, 0]).all(axis=2) | (image == FILM[0, -1]).all(axis=2))
    film = Rect(columns.min(), rows.min(), np.ptp(columns) + 1, np.ptp(rows) + 1)
    assert film.w * film.h == pytest.approx(len(rows), rel=0.01)  # the middle column is of both
    assert film.w > 0.18 * size_px[0]
    picture = mount(Surface(image, who.feedback, big_text=big_text), "setup").picture
    assert not any(a.overlaps(b) for a, b in itertools.combinations([film, picture, *placed], 2))


def test_the_film_is_turned_as_the_person() -> None:
    for faces_right in (False, True):
        image = grey((640, 480))
        draw_scene(
            image,
            scene((640, 480)),
            LABELS,
            "standing",
            faces_right=faces_right,
            shown=shown_of("calf-raise"),
        )
        left, right = (
            np.where((image == FILM[0, x]).all(axis=2))[1].mean() for x in (0, FILM.shape[1] - 1)
        )
        assert (left > right) == faces_right


def test_without_room_there_is_no_film() -> None:
    image = grey((640, 480))
    surface = Surface(image, Feedback(0.0, None, None, "no-person"), big_text=False)
    lay_film(surface, shown_of("calf-raise"), Rect(10, 10, 100, 0), faces_right=False)
    assert (image == 120).all()

from __future__ import annotations

import itertools
from dataclasses import replace

import numpy as np
import pytest

from formcheck.coach.keys import HELP
from formcheck.coach.values import DISCLAIMER, STOP_SIGNS, Ask, Scene, State, Summary, Tempo
from formcheck.engine.values.feedback import Cue, Feedback, Problem
from formcheck.engine.values.landmarks import Legs, Side
from formcheck.engine.values.pose import Pose
from formcheck.engine.values.report import Kind
from formcheck.engine.values.results import SideResult
from formcheck.library import exercise_ids, load_exercise
from formcheck.media.overlay.card import Text, hold_card
from formcheck.media.overlay.labels import Labels
from formcheck.media.overlay.mount import mount, scene_as_shown
from formcheck.media.overlay.palette import INK, LEVEL_COLOURS, lighter
from formcheck.media.overlay.screens import draw_help, draw_loading, draw_menu, draw_scene
from formcheck.media.overlay.surface import Rect, Sprite, Surface
from formcheck.media.screen.stage import Stage

STATES: tuple[State, ...] = (
    "setup",
    "ready",
    "countdown",
    "active",
    "paused",
    "rest",
    "summary",
    "done",
)
SIZES = ((640, 480), (1280, 720), (480, 640), (160, 120))
LABELS = Labels("Single-leg calf raise", "reps")


def grey(size_px: tuple[int, int] = (640, 480)) -> np.ndarray:  # type: ignore[type-arg]
    return np.full((size_px[1], size_px[0], 3), 120, np.uint8)


def scene(state: State, size_px: tuple[int, int] = (640, 480)) -> Scene:
    rows = np.linspace(0.1, 0.9, 33) * size_px[1]
    xy_px = np.column_stack([np.linspace(0.6, 0.7, 33) * size_px[0], rows])
    feedback = Feedback(1.0, Pose(xy_px, np.ones(33), None, size_px), "left", "rising", target=10.0)
    sides: dict[Side, SideResult] = {"left": SideResult(8, 2, 0, None, 37.2, 0.0)}
    return Scene(
        state,
        feedback,
        instruction="Turn until your side faces the camera",
        side="left",
        remaining_s=2.4,
        notice=DISCLAIMER if state == "setup" else STOP_SIGNS,
        tempo=Tempo("down", 1.2, 3.0),
        summary=Summary(sides, "Push higher"),
        pain=3,
    )


@pytest.mark.parametrize("size_px", SIZES)
@pytest.mark.parametrize("state", STATES)
def test_every_state_is_drawn_at_every_size(state: State, size_px: tuple[int, int]) -> None:
    for kind, big_text in (("reps", False), ("hold", True)):
        image = grey(size_px)
        labels = replace(LABELS, kind=kind, big_text=big_text)  # type: ignore[arg-type]
        draw_scene(image, scene(state, size_px), labels, "standing")
        assert (image != 120).mean() > 0.01


@pytest.mark.parametrize("size_px", SIZES[:3])
@pytest.mark.parametrize("big_text", [False, True])
@pytest.mark.parametrize("state", STATES)
def test_panels_stay_inside_and_apart(
    state: State, big_text: bool, size_px: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    blit, placed = Surface.blit, list[Rect]()

    def noted(surface: Surface, sprite: Sprite, x: int, y: int) -> Rect:
        placed.append(blit(surface, sprite, x, y))
        return placed[-1]

    monkeypatch.setattr(Surface, "blit", noted)
    dark = Problem("dark", "Switch on more light, or open the curtains")
    kinds: tuple[Kind, ...] = ("reps", "hold")
    for problems, shift, kind in itertools.product(((), (dark,)), (-0.5, 0.0), kinds):
        shown = scene(state, size_px)
        pose = shown.feedback.pose
        assert pose is not None
        moved = replace(pose, xy_px=pose.xy_px + np.array([shift * size_px[0], 0]))
        feedback = replace(
            shown.feedback, pose=moved, problems=problems, cue=Cue("Press your heel down", "must")
        )
        labels = replace(LABELS, kind=kind, big_text=big_text)
        draw_scene(grey(size_px), replace(shown, feedback=feedback), labels, "standing")
        assert placed
        for rect in placed:
            assert min(rect.x, rect.y) >= 0
            assert rect.x + rect.w <= size_px[0]
            assert rect.y + rect.h <= size_px[1]
        assert not any(a.overlaps(b) for a, b in itertools.combinations(placed, 2))
        placed.clear()


@pytest.mark.parametrize("seconds", ["2", "30", "118"])
@pytest.mark.parametrize("goal", ["of 4 s", "of 120 s", "seconds"])
@pytest.mark.parametrize(("wide", "unit"), [(230, 4.8), (230, 6.48), (253, 6.48), (460, 9.72)])
def test_the_seconds_leave_their_ring_free(seconds: str, goal: str, wide: int, unit: float) -> None:
    sprite, ring = hold_card(Text("Stretch", seconds, goal, "Hold"), wide, unit)
    y, x = np.ogrid[: ring.h, : ring.w]
    away = np.hypot(x - ring.w // 2, y - ring.h // 2) / (ring.w // 2)
    gap = (away > 0.71) & (away < 0.74)
    assert gap.sum() > 50
    assert (sprite.bgr[ring.y : ring.y + ring.h, ring.x : ring.x + ring.w][gap] == INK).all()


@pytest.mark.parametrize(
    "posture", sorted({load_exercise(name).target.posture for name in exercise_ids()})
)
def test_the_outline_faces_where_the_person_should(posture: str) -> None:
    nobody = replace(
        scene("setup"),
        feedback=Feedback(1.0, None, "left", "no-person"),
        notice=None,
        instruction=None,
    )
    left, right = grey(), grey()
    draw_scene(left, nobody, LABELS, posture)
    draw_scene(right, nobody, LABELS, posture, faces_right=True)
    place = mount(Surface(left, nobody.feedback, big_text=False), "setup").picture
    here = np.s_[place.y : place.y + place.h, place.x : place.x + place.w]
    turned = right[here][:, ::-1]
    assert (left[here] != right[here]).any()
    assert (np.abs(left[here].astype(int) - np.roll(turned, 1, 1)) > 60).mean() < 0.02


def mirrored(before: Scene, size_px: tuple[int, int] = (640, 360)) -> Pose:
    after = scene_as_shown(before, size_px, mirror=True)
    assert after.side == before.side
    assert after.feedback.pose is not None
    return after.feedback.pose


def test_a_mirrored_scene_moves_points_and_keeps_left_left() -> None:
    before = scene("active", (640, 360))
    pose, after = before.feedback.pose, mirrored(before)
    assert pose is not None
    assert np.allclose(pose.xy_px[:, 0] + after.xy_px[:, 0], 639)
    assert np.array_equal(pose.xy_px[:, 1], after.xy_px[:, 1])


def test_a_mirrored_scene_keeps_its_legs() -> None:
    legs_px = np.arange(20, dtype=np.float64).reshape(2, 5, 2) + 100
    legs_px[1, 3] = np.nan
    error_px, sure = np.arange(10.0).reshape(2, 5), np.arange(10).reshape(2, 5) % 2 == 0
    before = scene("active", (640, 360))
    assert before.feedback.pose is not None
    pose = replace(before.feedback.pose, legs=Legs(legs_px, error_px, sure, ~sure))
    after = mirrored(replace(before, feedback=replace(before.feedback, pose=pose)))
    assert after.legs is not None
    np.testing.assert_allclose(after.legs.xy_px[..., 0], 639 - legs_px[..., 0])  # left stays left
    np.testing.assert_array_equal(after.legs.xy_px[..., 1], legs_px[..., 1])
    np.testing.assert_array_equal(after.legs.error_px, error_px)
    np.testing.assert_array_equal(after.legs.sure, sure)
    np.testing.assert_array_equal(after.legs.vague, ~sure)
    assert np.isnan(after.legs.xy_px[1, 3]).all()


def test_the_menu_shows_the_choice_and_the_help_the_keys() -> None:
    names = [f"Exercise {i}" for i in range(12)]
    first, second, keys = grey(), grey(), grey()
    draw_menu(first, names, 0)
    draw_menu(second, names, 5)
    draw_help(keys, HELP)
    assert (first != second).any()
    assert (keys != first).any()


def test_the_stage_records_what_it_shows_and_leaves_the_camera_picture_alone() -> None:
    stage, recorded, image = Stage(None, HELP), list[float](), grey()

    def record(picture: np.ndarray, time_s: float) -> None:  # type: ignore[type-arg]
        assert picture.shape == (480, 854, 3)  # as wide as a screen
        recorded.append(time_s)

    stage.show(image, scene("active"), LABELS, "standing", record)
    assert recorded == [1.0]
    assert (image == 120).all()


def test_loading_is_seen_at_every_size() -> None:
    for size_px in ((640, 480), (480, 640), (1920, 1080)):
        image = np.full((size_px[1], size_px[0], 3), 128, np.uint8)
        draw_loading(image, big_text=True)
        assert (image != 128).any()


@pytest.mark.parametrize("state", ["ready", "rest", "summary"])
def test_the_number_that_was_said_stands_alone(state: State) -> None:
    pictures = []
    for number in (None, 3, 4):
        image = grey()
        shown = replace(scene(state), ask=Ask("Pain now? I count from 0 to 10", number))
        draw_scene(image, shown, LABELS, "standing")
        pictures.append(image)
    assert all((a != b).any() for a, b in itertools.combinations(pictures, 2))


def test_the_part_of_the_ring_that_may_be_taken_back_is_lighter() -> None:
    def inks(held_s: float, settled_s: float) -> tuple[int, int]:
        image = np.full((480, 640, 3), 40, np.uint8)
        f = Feedback(1.0, None, None, "holding", held_s=held_s, settled_s=settled_s, target=30)
        draw_scene(image, Scene("active", f), Labels("Stretch", "hold"), "standing")
        ok = LEVEL_COLOURS["ok"]
        return tuple(int((image == c).all(axis=2).sum()) for c in (ok, lighter(ok)))  # type: ignore[return-value]

    before, open_, settled = inks(10, 10), inks(20, 10), inks(20, 20)
    assert open_[1] > 10 * max(before[1], settled[1], 1)
    assert settled[0] > 1.4 * open_[0]
    assert open_[0] == pytest.approx(before[0], rel=0.05)

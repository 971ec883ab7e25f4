"""How the overlay draws what the leg network sees.

Where it is sure, where it is not, and where there is nothing.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from formcheck.engine.values.feedback import AngleMark, Cue, Feedback
from formcheck.engine.values.landmarks import LEG_PARTS, Array, Landmark, Legs, Side
from formcheck.engine.values.pose import Pose
from formcheck.engine.values.report import Level
from formcheck.media.overlay import Labels, draw
from formcheck.media.overlay.body import leg, limbs, values
from formcheck.media.overlay.palette import LEVEL_COLOURS, SOFT, WHITE
from formcheck.media.overlay.surface import Image, Surface, stands_left

SIZE = (640, 480)
GREY = 128
LABELS = Labels("Calf raise", "reps", parts={"heel-down": ("heel", "foot_index")})
SIDES: tuple[Side, Side] = ("left", "right")
# One large foot, its ball well below the line from heel to toes; the other leg stands beside it.
FOOT = {
    "knee": (450, 40),
    "ankle": (440, 260),
    "heel": (480, 340),
    "ball": (360, 400),
    "toe": (290, 350),
}
OTHER_PX = np.array([-230.0, 20.0])
PLACES = dict(zip(LEG_PARTS, ("knee", "ankle", "heel", None, "foot_index"), strict=True))
SURE, VAGUE, GONE = "sure", "vague", "gone"


def feet(left: dict[str, str] | None = None, right: dict[str, str] | None = None) -> Pose:
    """Nothing but feet, as the engine gives them on: sure of every point that is not named."""
    told = np.array([[(how or {}).get(part, SURE) for part in LEG_PARTS] for how in (left, right)])
    legs_px = np.array(
        [[np.array(FOOT[part]) + shift for part in LEG_PARTS] for shift in (np.zeros(2), OTHER_PX)]
    )
    xy = np.full((33, 2), np.nan)
    for leg_, side in enumerate(SIDES):
        for part, place in PLACES.items():
            if place and told[leg_, LEG_PARTS.index(part)] == SURE:
                xy[Landmark.of(side, place)] = legs_px[leg_, LEG_PARTS.index(part)]
    legs = Legs(legs_px, np.ones((2, len(LEG_PARTS))), told == SURE, told == VAGUE)
    return Pose(xy, np.ones(33), None, SIZE, legs)


def everywhere(how: str) -> dict[str, str]:
    return dict.fromkeys(LEG_PARTS, how)


def lines(pose: Pose, side: Side | None = "left", level: Level = "bad") -> Image:
    """What the layers on the person draw."""
    feedback = Feedback(1.0, pose, side, "rising", levels={"heel-down": level})
    surface = Surface(np.full((SIZE[1], SIZE[0], 3), GREY, np.uint8), feedback, False)
    for layer in (limbs, leg):
        layer(surface, feedback, LABELS)
    return surface.image


def along(image: Image, start: str, end: str, other: bool = False) -> Array:
    """(N, 3) colours on the way from one part to another, without the joints at its ends."""
    a, b = np.array(FOOT[start], np.float64), np.array(FOOT[end], np.float64)
    way = np.linspace(a, b, 100)[15:-15] + (OTHER_PX if other else 0)
    x, y = np.rint(way).astype(int).T
    return np.asarray(image[y, x], np.float64)


def share_of(colours: Array, colour: tuple[int, int, int]) -> float:
    return float((np.abs(colours - colour).max(axis=1) < 8).mean())


def has(image: Image, colour: tuple[int, int, int]) -> bool:
    return share_of(image.reshape(-1, 3).astype(np.float64), colour) > 0


SOLE = (("heel", "ball"), ("ball", "toe"))
BONES = (("knee", "ankle"), ("ankle", "heel"), *SOLE, ("toe", "ankle"))
BRIGHT = [
    LEVEL_COLOURS[level] for level in ("ok", "warn", "bad")
]  # the fourth is a grey that soft borders have, too


@pytest.mark.parametrize("bone", BONES[1:])
def test_a_sure_foot_is_drawn_along_its_ball_in_the_colour_of_its_level(
    bone: tuple[str, str],
) -> None:
    image = lines(feet())
    assert share_of(along(image, *bone), LEVEL_COLOURS["bad"]) > 0.95
    assert (
        share_of(along(image, "heel", "toe"), (GREY, GREY, GREY)) > 0.8
    )  # the straight way is free


@pytest.mark.parametrize("bone", BONES)
def test_the_other_foot_is_drawn_as_well(bone: tuple[str, str]) -> None:
    image = lines(feet())
    assert share_of(along(image, *bone, other=True), SOFT) > 0.95


@pytest.mark.parametrize("ball", [VAGUE, GONE])
def test_the_sole_is_straight_where_the_ball_is_not_known(ball: str) -> None:
    image = lines(feet({"ball": ball}))
    assert share_of(along(image, "heel", "toe"), LEVEL_COLOURS["bad"]) > 0.95
    assert all(share_of(along(image, *bone), (GREY, GREY, GREY)) > 0.5 for bone in SOLE)


@pytest.mark.parametrize("bone", BONES)
@pytest.mark.parametrize("other", [False, True])
def test_an_unsure_foot_is_broken_and_pale(bone: tuple[str, str], other: bool) -> None:
    image = lines(feet(everywhere(VAGUE), everywhere(VAGUE)))
    colours = along(image, *bone, other=other)
    assert 0.2 < share_of(colours, SOFT) < 0.8
    assert 0.1 < share_of(colours, (GREY, GREY, GREY)) < 0.8
    assert not any(has(image, colour) for colour in (WHITE, *BRIGHT))


@pytest.mark.parametrize("level", ["ok", "warn", "bad", "unknown"])
def test_only_what_hangs_on_an_unsure_point_is_unsure(level: Level) -> None:
    image = lines(feet({"heel": VAGUE}), level=level)
    for bone in (("ankle", "heel"), ("heel", "ball")):
        assert share_of(along(image, *bone), LEVEL_COLOURS[level]) == 0
        assert 0.2 < share_of(along(image, *bone), SOFT) < 0.8
    assert share_of(along(image, "ball", "toe"), LEVEL_COLOURS[level]) > 0.3


def test_an_unsure_foot_looks_the_same_measured_or_not() -> None:
    pose = feet(everywhere(VAGUE), everywhere(VAGUE))
    assert np.array_equal(lines(pose, "left"), lines(pose, None))


@pytest.mark.parametrize("side", [None, "left", "right"])
def test_what_is_not_there_is_not_drawn(side: Side | None) -> None:
    assert (lines(feet(everywhere(GONE), everywhere(GONE)), side) == GREY).all()
    one = lines(feet(everywhere(GONE)), side)
    x = np.flatnonzero((one != GREY).any(axis=(0, 2)))
    assert x.min() > FOOT["toe"][0] + OTHER_PX[0] - 20
    assert x.max() < FOOT["heel"][0] + OTHER_PX[0] + 20


def test_legs_that_the_engine_has_not_judged_are_not_drawn() -> None:
    pose = feet()
    assert pose.legs
    raw = replace(
        pose, xy_px=np.full((33, 2), np.nan), legs=Legs(pose.legs.xy_px, pose.legs.error_px)
    )
    assert (lines(raw) == GREY).all()


def test_a_missing_toe_leaves_the_rest_of_the_foot() -> None:
    image = lines(feet({"toe": GONE}))
    assert share_of(along(image, "heel", "ball"), LEVEL_COLOURS["bad"]) > 0.95
    assert share_of(along(image, "ball", "toe"), (GREY, GREY, GREY)) > 0.8


def test_lines_of_feet_alone_stay_at_the_feet() -> None:
    rows, columns = np.nonzero((lines(feet()) != GREY).any(axis=2))
    points = np.vstack([np.array(list(FOOT.values())), np.array(list(FOOT.values())) + OTHER_PX])
    assert (points.min(axis=0) - 10 < (columns.min(), rows.min())).all()
    assert (points.max(axis=0) + 10 > (columns.max(), rows.max())).all()


@pytest.mark.parametrize("how", [SURE, VAGUE, GONE])
@pytest.mark.parametrize("side", [None, "left", "right"])
def test_the_whole_overlay_draws_feet_alone(how: str, side: Side | None) -> None:
    ankle = AngleMark(Landmark.LEFT_ANKLE, Landmark.LEFT_KNEE, None, "ankle", 20.0, "ok")
    pose = feet(everywhere(how), everywhere(how))
    feedback = Feedback(
        1.0, pose, side, "rising", angles=(ankle,), cue=Cue("Push higher", "should"), target=10
    )
    image = np.full((SIZE[1], SIZE[0], 3), GREY, np.uint8)
    draw(image, feedback, LABELS)
    assert (image != GREY).any()


def test_panels_stand_away_from_feet_alone() -> None:
    pose = feet()
    at_the_left = replace(pose, xy_px=pose.xy_px - (250.0, 0.0))
    assert not stands_left(Feedback(1.0, pose, "left", "rising"), SIZE[0])
    assert stands_left(Feedback(1.0, at_the_left, "left", "rising"), SIZE[0])


@pytest.mark.parametrize("mirrored", [False, True])
def test_numbers_and_signs_leave_the_feet_free(mirrored: bool) -> None:
    pose = feet()
    assert pose.legs
    small = np.array([0.4, 0.4]) * (-1 if mirrored else 1, 1)  # a foot that a number could hide
    legs = replace(pose.legs, xy_px=pose.legs.xy_px * small + (320, 200))
    pose = replace(pose, xy_px=pose.xy_px * small + (320, 200), legs=legs)
    ankle = AngleMark(Landmark.LEFT_ANKLE, Landmark.LEFT_KNEE, None, "ankle", 20.0, "ok")
    feedback = Feedback(1.0, pose, "left", "rising", levels={"heel-down": "bad"}, angles=(ankle,))
    surface = Surface(np.zeros((SIZE[1], SIZE[0], 3), np.uint8), feedback, False)
    values(surface, feedback, LABELS)
    assert len(surface.taken) == 3
    foot = legs.xy_px[:, 1:]
    shares = np.linspace(0, 1, 30)[:, None, None, None]
    sole = (foot * (1 - shares) + np.roll(foot, 1, axis=1) * shares).reshape(-1, 2)
    assert not any(rect.holds(point) for rect in surface.taken for point in sole)

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from formcheck.engine.values.feedback import AngleMark, Cue, Feedback, Problem
from formcheck.engine.values.landmarks import Landmark
from formcheck.engine.values.pose import Pose
from formcheck.engine.values.report import Counts, Level
from formcheck.media.overlay import LAYERS, Labels, draw, panels
from formcheck.media.overlay.body import bone_levels
from formcheck.media.overlay.icons import stamp
from formcheck.media.overlay.labels import unseen
from formcheck.media.overlay.marks import Row, banner
from formcheck.media.overlay.palette import worst
from formcheck.media.overlay.surface import Board, Image, Sprite, Surface, stands_left
from formcheck.media.overlay.text import SMALLEST_PX, crop, fit, render, width
from formcheck.words import translated, use

SIZES = [(640, 480), (480, 640), (854, 480), (1280, 720), (720, 1280), (3840, 2160)]
REPS = Labels("Single-leg calf raise", "reps", parts={"heel-down": ("heel",)})
HOLD = Labels(
    "Wall stretch", "hold", {"heel-down": "Back heel is off the floor"}, {"holding": "Holding"}
)
BODY = {
    "shoulder": (0.52, 0.25),
    "hip": (0.52, 0.5),
    "knee": (0.54, 0.7),
    "ankle": (0.52, 0.88),
} | {
    "heel": (0.54, 0.92),
    "foot_index": (0.47, 0.93),
    "elbow": (0.5, 0.38),
    "wrist": (0.46, 0.45),
}


def person(size: tuple[int, int], shift: float = 0.0) -> Pose:
    xy = np.full((33, 2), np.nan)
    for part, (x, y) in BODY.items():
        xy[Landmark.of("left", part)] = (x + shift) * size[0], y * size[1]
        xy[Landmark.of("right", part)] = (x + shift + 0.02) * size[0], y * size[1]
    return Pose(xy, np.ones(33), None, size)


def knee(level: Level, value_deg: float | None = 12.0) -> AngleMark:
    return AngleMark(
        Landmark.LEFT_KNEE,
        Landmark.LEFT_HIP,
        Landmark.LEFT_ANKLE,
        "knee-straight",
        value_deg,
        level,
    )


def feedback(size: tuple[int, int] = (640, 480), **changes: object) -> Feedback:
    base = Feedback(
        1.0, person(size), "left", "rising", angles=(knee("ok"),), height_fraction=0.4, target=10
    )
    return dataclasses.replace(base, **changes)  # type: ignore[arg-type]


def drawn(fb: Feedback, labels: Labels = REPS, size: tuple[int, int] = (640, 480)) -> Image:
    return draw(np.full((size[1], size[0], 3), 128, np.uint8), fb, labels)


def test_draws_on_the_given_picture() -> None:
    image = np.full((480, 640, 3), 128, np.uint8)
    assert draw(image, feedback(), REPS) is image
    assert (image != 128).any()


def test_same_input_same_pixels() -> None:
    assert np.array_equal(drawn(feedback()), drawn(feedback()))


STATES = {
    "fewer": feedback(counts=Counts(3)),
    "more": feedback(counts=Counts(4)),
    "partial": feedback(counts=Counts(3, 1)),
    "uncertain": feedback(counts=Counts(3, 0, 1)),
    "higher": feedback(counts=Counts(3), height_fraction=0.9),
    "no height": feedback(counts=Counts(3), height_fraction=None),
    "phase": feedback(counts=Counts(3), phase="lowering"),
    "cue": feedback(counts=Counts(3), cue=Cue("Push higher", "should")),
    "graver cue": feedback(counts=Counts(3), cue=Cue("Push higher", "must")),
    "problem": feedback(counts=Counts(3), problems=(Problem("far", "Come closer"),)),
    "nobody": feedback(counts=Counts(3), pose=None, angles=()),
    "side unknown": feedback(counts=Counts(3), side=None),
    "bad": feedback(counts=Counts(3), angles=(knee("bad"),)),
    "angle unknown": feedback(counts=Counts(3), angles=(knee("unknown", None),)),
    "heel": feedback(counts=Counts(3), levels={"heel-down": "bad"}),
}


def test_each_state_looks_different() -> None:
    assert len({drawn(state).tobytes() for state in STATES.values()}) == len(STATES)


def test_hold_states_look_different() -> None:
    states = [
        feedback(phase="holding", held_s=3.0, target=30),
        feedback(phase="holding", held_s=3.5, target=30),
        feedback(phase="holding", held_s=30.0, target=30),
        feedback(phase="paused", held_s=3.0, target=30),
        feedback(phase="paused", held_s=3.0, target=30, paused_by=("heel-down",)),
        feedback(phase="paused", held_s=3.0, target=30, paused_by=("unheard-of",)),
    ]
    assert len({drawn(state, HOLD).tobytes() for state in states}) == len(states)


def test_a_pause_is_given_in_words() -> None:
    paused = feedback(
        paused_by=("heel-down", "too-far", "far"), problems=(Problem("far", "Come closer"),)
    )
    assert HOLD.pauses(paused) == ("Back heel is off the floor", "Too far")


def test_what_is_not_visible_is_said() -> None:
    toes = dataclasses.replace(knee("unknown"), vertex=Landmark.RIGHT_FOOT_INDEX)
    assert unseen(feedback(angles=(knee("unknown", None), toes, knee("ok")))) == (
        "Not visible: left knee",
        "Not judged: right toes",
    )


def test_levels_differ_in_shape() -> None:
    inks = []
    levels: tuple[Level, ...] = ("ok", "warn", "bad", "unknown")
    for level in levels:
        board = Board(48, 48)
        stamp(board, level, 48, (0, 0))
        sign = board.freeze()
        ground = sign.bgr[24, 4] if sign.alpha[24, 4] > 0.9 else sign.bgr[40, 24]
        inks.append((np.abs(sign.bgr.astype(int) - ground).sum(axis=2) > 90) & (sign.alpha > 0.5))
    for i, one in enumerate(inks):
        assert one.sum() > 60
        for other in inks[i + 1 :]:
            assert (one ^ other).sum() > 60


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("labels", [REPS, HOLD, dataclasses.replace(HOLD, big_text=True)])
@pytest.mark.parametrize("shift", [-0.3, 0.0, 0.3])
def test_panels_stay_inside_and_apart(size: tuple[int, int], labels: Labels, shift: float) -> None:
    fb = feedback(
        size,
        pose=person(size, shift),
        cue=Cue("Press your back heel down into the floor", "must"),
        problems=(
            Problem("far", "Come closer, you are too small"),
            Problem("dark", "Switch on more light"),
        ),
        counts=Counts(12, 3, 2),
        paused_by=("heel-down",),
    )
    surface = Surface(np.zeros((size[1], size[0], 3), np.uint8), fb, labels.big_text)
    for layer in LAYERS:
        layer(surface, fb, labels)
    assert len(surface.taken) >= 4
    for i, rect in enumerate(surface.taken):
        assert min(rect.x, rect.y) >= 0
        assert rect.x + rect.w <= size[0]
        assert rect.y + rect.h <= size[1]
        assert not any(rect.overlaps(other) for other in surface.taken[i + 1 :])


def test_panels_stand_on_the_other_side_of_the_person() -> None:
    left = Surface(
        np.zeros((480, 640, 3), np.uint8), feedback(pose=person((640, 480), -0.3)), False
    )
    right = Surface(
        np.zeros((480, 640, 3), np.uint8), feedback(pose=person((640, 480), 0.3)), False
    )
    assert left.column.x > 320 > right.column.x + right.column.w


def test_panels_stay_where_they_are_when_the_person_sways() -> None:
    middle, left, right = (feedback(pose=person((640, 480), x)) for x in (-0.08, -0.3, 0.3))
    for side in (True, False):
        assert stands_left(middle, 640, before=side) is side
    assert stands_left(left, 640, before=False)
    assert not stands_left(right, 640, before=True)


def test_the_cue_leaves_the_feet_free() -> None:
    pose = person((640, 480))
    in_the_corner = Pose(
        np.where(np.isfinite(pose.xy_px), (100.0, 450.0), np.nan), pose.visibility, None, (640, 480)
    )
    # Hips right, feet under the place of the cue at the lower left.
    in_the_corner.xy_px[[Landmark.LEFT_HIP, Landmark.RIGHT_HIP]] = 500.0, 300.0
    cue = Cue("Keep your knee straight", "must")
    plain = drawn(feedback(pose=in_the_corner, angles=(), side=None))
    with_cue = drawn(feedback(pose=in_the_corner, angles=(), side=None, cue=cue))
    rows = np.flatnonzero((plain != with_cue).any(axis=(1, 2)))
    assert rows.size
    assert rows.max() < 400


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "Last one: Push higher"),
        ("nl", "Vorige: Druk hoger"),
        ("de", "Zuletzt: Drück dich höher"),
    ],
)
def test_a_correction_names_the_repetition_that_it_belongs_to(
    language: str, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = list[str]()

    def noted(rows: tuple[Row, ...], box: tuple[int, int], px: int, weight: int) -> Sprite:
        shown.extend(text for _, text in rows)
        return banner(rows, box, px, weight)

    monkeypatch.setattr(panels, "banner", noted)
    use(language)
    for of_last in (False, True):
        drawn(feedback(cue=Cue("Push higher", "must", of_last=of_last)))
    assert shown == [translated("Push higher"), words]


# those of a leg: an angle at another joint is in no spec
JOINTS = [mark for mark in Landmark if mark >= Landmark.LEFT_HIP]
finite_or_nan = st.one_of(st.just(float("nan")), st.floats(-2000, 2000))
levels = st.sampled_from(["ok", "warn", "bad", "unknown"])
marks = st.builds(
    AngleMark,
    vertex=st.sampled_from(JOINTS),
    a=st.sampled_from(Landmark),
    b=st.none() | st.sampled_from(Landmark),
    check=st.none() | st.just("knee-straight"),
    value_deg=st.none() | st.floats(-180, 360),
    level=levels,
)
feedbacks = st.builds(
    Feedback,
    time_s=st.just(1.0),
    pose=st.none()
    | st.lists(finite_or_nan, min_size=66, max_size=66).map(
        lambda xy: Pose(np.array(xy).reshape(33, 2), np.ones(33), None, (640, 480))
    ),
    side=st.sampled_from([None, "left", "right"]),
    phase=st.sampled_from(["no-person", "set-up", "rising", "holding", "paused", "done"]),
    problems=st.lists(
        st.builds(Problem, st.text(max_size=5), st.text(max_size=80)), max_size=4
    ).map(tuple),
    levels=st.dictionaries(st.sampled_from(["heel-down", "knee-straight"]), levels),
    angles=st.lists(marks, max_size=4).map(tuple),
    counts=st.builds(Counts, st.integers(0, 2000), st.integers(0, 99), st.integers(0, 99)),
    height_fraction=st.none() | st.floats(-5, 5) | st.just(float("nan")),
    held_s=st.floats(0, 1e5),
    target=st.floats(0, 1e4),
    paused_by=st.lists(st.sampled_from(["heel-down", "far", "x"]), max_size=3).map(tuple),
    cue=st.none()
    | st.builds(
        Cue,
        st.text(max_size=120),
        st.sampled_from(["safety", "visibility", "must", "should", "praise", "count"]),
    ),
)


@given(
    feedbacks,
    st.sampled_from([REPS, HOLD]),
    st.integers(16, 700),
    st.integers(16, 700),
    st.booleans(),
)
def test_never_raises_whatever_comes(
    fb: Feedback, labels: Labels, wide: int, high: int, big: bool
) -> None:
    image = np.full((high, wide, 3), 128, np.uint8)
    draw(image, fb, dataclasses.replace(labels, big_text=big))
    assert (image != 128).any()


def test_missing_points_are_not_drawn() -> None:
    pose = person((640, 480))
    hidden = pose.xy_px.copy()
    hidden[[Landmark.LEFT_ANKLE, Landmark.LEFT_HEEL, Landmark.LEFT_FOOT_INDEX]] = np.nan
    hidden[[Landmark.RIGHT_ANKLE, Landmark.RIGHT_HEEL, Landmark.RIGHT_FOOT_INDEX]] = np.nan
    image = drawn(feedback(pose=Pose(hidden, pose.visibility, None, pose.size_px), angles=()))
    assert (image[int(0.8 * 480) :] == 128).all()


def test_a_bone_takes_the_worst_level_on_it() -> None:
    fb = feedback(angles=(knee("warn"),), levels={"heel-down": "bad"})
    levels = bone_levels(fb, REPS, "left")
    assert levels["hip"] == levels["knee"] == "warn"
    assert levels["shoulder"] is None
    assert levels["ankle"] == levels["heel"] == "bad"
    assert bone_levels(fb, REPS, "right")["knee"] is None


def test_unseen_outranks_right_but_not_wrong() -> None:
    assert worst("ok", "unknown") == "unknown"
    assert worst("warn", "unknown") == "warn"
    assert worst(None, None) is None


@given(st.text(max_size=100), st.integers(10, 400), st.integers(8, 200), st.integers(6, 60))
def test_text_fits_its_box(text: str, wide: int, high: int, px: int) -> None:
    block = fit(text, (wide, high), px)
    assert block.width <= wide or block.px == SMALLEST_PX
    assert block.height <= max(high, block.px * 2)
    assert SMALLEST_PX <= block.px <= max(px, SMALLEST_PX)


def test_text_is_kept_whole_where_it_fits() -> None:
    text = "Press your back heel down into the floor"
    assert " ".join(fit(text, (200, 100), 40).lines) == text


def test_lines_are_of_even_length() -> None:
    block = fit("Press your back heel down", (width("Press your back heel", 20) + 2, 100), 20)
    assert block.lines == ("Press your", "back heel down")


def test_the_degree_sign_is_a_glyph_of_its_own() -> None:
    degree = crop(render("12°", 40, 700))[:, -12:]
    assert degree[:18].any()
    assert not degree[
        24:
    ].any()  # a question mark, which stands for missing glyphs, has its dot there


@pytest.mark.parametrize("text", ["Åg|y(", "0123456789", "Press your heel down"])
def test_no_letter_is_cut(text: str) -> None:
    for px in (8, 24, 90):
        mask = render(text, px)
        assert not mask[0].any()
        assert not mask[-1].any()

"""A film in place of a camera."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from formcheck.coach.values import Scene, State
from formcheck.engine.values.feedback import Feedback, Problem
from formcheck.engine.values.landmarks import Side
from formcheck.engine.values.pose import Frame
from formcheck.errors import VideoError
from formcheck.media.camera import film as room
from formcheck.media.camera.film import Film, camera_named
from formcheck.media.video.writer import VideoWriter
from tests.conftest import Clip
from tests.media.waiting import Clock


def film_of(clip: Clip, count: int = 12, *, anew: bool = False, holds: bool = False) -> Film:
    film = Film(clip(i / 20 for i in range(count)), anew=anew)
    film.paced, film.holds = False, holds
    return film


def taken(film: Film, count: int) -> list[Frame]:
    return [film.newest(0.1) for _ in range(count)]


def greys(frames: list[Frame]) -> list[int]:
    return [round(float(frame.image.mean()) / 20) for frame in frames]


def test_every_picture_comes_once_at_its_time(clip: Clip) -> None:
    with film_of(clip) as film:
        frames = taken(film, 12)
        assert not film.ended
    assert greys(frames) == [frame.index for frame in frames] == list(range(12))
    assert [frame.time_s for frame in frames] == pytest.approx([i / 20 for i in range(12)])
    assert (film.dropped, film.lost, film.got.size_px, film.name) == (
        0,
        False,
        (64, 48),
        "clip.mp4",
    )


def test_it_stands_still_while_it_is_held_and_then_goes_on(clip: Clip) -> None:
    with film_of(clip, holds=True) as film:
        held = taken(film, 4)
        film.holds = False
        frames = taken(film, 11)
    assert greys(held) == [0] * 4
    assert held[0].image is held[3].image
    assert greys(frames) == list(range(1, 12))
    assert frames[0].time_s - held[-1].time_s == pytest.approx(1 / 20)


def test_at_its_end_it_stands_still_until_it_begins_anew(clip: Clip) -> None:
    with film_of(clip, 2) as film:
        _, last, *after = taken(film, 6)
        assert film.ended
        assert all(frame.image is last.image for frame in after)
        assert after[-1].time_s - last.time_s == pytest.approx(4 / 15)
        film.restart()
        assert greys(taken(film, 1)) == [0]
        assert not film.ended


def scene(state: State, *, wrong_side: bool = False, side: Side | None = None) -> Scene:
    problems = (Problem("wrong-side", "Turn round"),) if wrong_side else ()
    return Scene(state, Feedback(0.0, None, None, "ready", problems), side=side)


def test_one_that_begins_anew_does_so_after_each_set(clip: Clip) -> None:
    with film_of(clip, 3, anew=True) as film:
        film.follow(scene("active"))
        assert greys(taken(film, 6)) == [0, 1, 2, 2, 2, 2]
        film.follow(scene("rest"))
        assert greys(taken(film, 3)) == [0, 0, 0]
        film.follow(scene("countdown"))
        assert greys(taken(film, 2)) == [0, 0]
        film.follow(scene("active"))
        again = taken(film, 2)
    assert (greys(again), film.ended) == ([1, 2], False)
    assert np.all(np.diff([frame.time_s for frame in again]) > 0)
    assert again[0].index == 11


def test_one_that_never_stands_ready_ends(clip: Clip) -> None:
    with film_of(clip, 60, anew=True) as film:
        for _ in range(200):
            film.newest(0.1)
            film.follow(scene("setup"))
            if film.ended:
                break
        assert film.ended
        assert film.now_s < 6


def test_any_other_stands_still_before_its_first_set_only(clip: Clip) -> None:
    with film_of(clip, 12) as film:
        for state, grey in (("ready", 0), ("countdown", 0), ("active", 1), ("rest", 2)):
            film.follow(scene(state))
            assert greys(taken(film, 1)) == [grey]


@pytest.fixture
def half(tmp_path: Path) -> Path:
    """A film that is light on the right."""
    picture = np.zeros((48, 64, 3), np.uint8)
    picture[:, 32:] = 200
    with VideoWriter(tmp_path / "half.mp4", (64, 48)) as writer:
        writer.write(picture, 0.0)
        writer.write(picture, 0.1)
    return tmp_path / "half.mp4"


def is_mirrored(frame: Frame) -> bool:
    return frame.image[:, :30].mean() > 150 and frame.image[:, 34:].mean() < 50


def test_asked_for_the_other_leg_it_shows_the_other_side(half: Path) -> None:
    with Film(half, anew=True) as film:
        film.paced = False
        taken(film, 1)
        film.follow(scene("setup", wrong_side=True))
        frame = film.newest(0.1)
        film.follow(scene("setup", wrong_side=True))
        after = film.newest(0.1)
    assert is_mirrored(frame)
    assert after.image is frame.image


def test_after_a_set_it_shows_the_leg_whose_turn_it_is(half: Path) -> None:
    shown = []
    with Film(half, anew=True) as film:
        film.paced = False
        for leg, then in (("left", "right"), ("right", "right"), ("right", "left"), ("left", None)):
            film.follow(scene("active", side=leg))
            film.newest(0.1)
            film.follow(scene("rest", side=then))
            shown.append(is_mirrored(film.newest(0.1)))
    assert shown == [True, True, False, False]


def test_who_looks_sees_it_at_its_own_pace_which_waits_for_a_slow_machine(
    clip: Clip, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock, seen_s = Clock(), []
    monkeypatch.setattr(room, "time", clock)
    with film_of(clip, 4) as film:
        film.paced = True
        for slow_s in (0.02, 0.0, 3.0, 0.0):
            taken(film, 1)
            seen_s.append(clock.now_s - 1000)
            clock.now_s += slow_s
    assert seen_s == pytest.approx([0.0, 0.05, 0.1, 3.1])


def test_of_a_folder_the_film_of_the_exercise_is_taken(clip: Clip, tmp_path: Path) -> None:
    clip([0.0, 0.1], name="calf-raise.mp4")
    with camera_named(str(tmp_path), exercise="calf-raise") as camera:
        assert isinstance(camera, Film)
        assert camera.name == "calf-raise.mp4"
    with (
        pytest.raises(VideoError, match="seated-calf-raise"),
        camera_named(str(tmp_path), exercise="seated-calf-raise"),
    ):
        pass

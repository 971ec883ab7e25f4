from __future__ import annotations

import pytest

from formcheck.media.camera.camera import Camera
from formcheck.media.phone import line as room
from formcheck.media.phone.line import Line
from tests.media.phone.phones import ANOTHER, ME, jpeg
from tests.media.waiting import Clock


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    told = Clock()
    monkeypatch.setattr(room, "time", told)
    return told


def grey(line: Line) -> int:
    taken = line.read()
    assert taken is not None
    return round(float(taken.image.mean()))


def test_only_the_newest_picture_is_kept() -> None:
    line = Line()
    for i in range(5):
        assert line.put(ME, jpeg(40 * i + 10), i / 30)
    assert grey(line) == 170


@pytest.mark.usefixtures("clock")
def test_a_picture_that_was_overtaken_is_left_out() -> None:
    line = Line()
    line.put(ME, jpeg(10), 1.0)
    line.put(ME, jpeg(200), 0.97)
    assert grey(line) == 10


@pytest.mark.usefixtures("clock")
def test_a_phone_whose_clock_was_set_back_goes_on() -> None:
    line = Line()
    line.put(ME, jpeg(10), 1000.0)
    line.put(ME, jpeg(200), 5.0)
    assert grey(line) == 200


def test_one_phone_at_a_time(clock: Clock) -> None:
    line = Line()
    assert not line.present
    assert line.put(ME, jpeg(10), 1.0)
    assert not line.admits(ANOTHER)
    assert not line.put(ANOTHER, jpeg(200), 1.0)
    assert grey(line) == 10
    clock.now_s += 2
    assert line.put(ME, jpeg(10), 3.0)  # the same comes back
    clock.now_s += 2
    assert not line.admits(ANOTHER)
    clock.now_s += 2
    assert not line.present
    assert line.put(ANOTHER, jpeg(200), 1.0)  # nobody holds the place any more
    assert grey(line) == 200
    assert not line.admits(ME)


def test_times_of_two_phones_follow_each_other(clock: Clock) -> None:
    line = Line()
    line.put(ME, jpeg(), 5000.0)
    first = line.read()
    clock.now_s += 10
    line.put(ANOTHER, jpeg(), 3.0)
    second = line.read()
    assert first is not None
    assert second is not None
    assert (first.at_s, second.at_s) == (1000.0, 1010.0)


def test_a_picture_that_cannot_be_decoded_is_passed_over() -> None:
    line = Line()
    line.put(ME, jpeg()[:60], 1.0)
    line.hang_up()
    assert line.read() is None


def test_who_waits_hears_that_it_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "_WAIT_S", 1e5)
    line = Line()
    line.hang_up()
    assert line.read() is None


def test_a_camera_gives_the_pictures_of_the_line_with_the_times_of_the_phone(
    clock: Clock,
) -> None:
    line = Line()
    line.put(ME, jpeg(50, (640, 480)), 7.0)
    with Camera("phone", opens=lambda _source, _asked: line) as camera:
        first = camera.newest(20.0)
        clock.now_s += 0.4  # it was 0.3 s under way for longer than the first
        line.put(ME, jpeg(150, (480, 640)), 7.1)  # the phone was turned
        second = camera.newest(20.0)
        line.hang_up()
    assert first is not None
    assert second is not None
    assert (first.index, first.time_s, first.image.shape) == (0, 0.0, (480, 640, 3))
    assert (second.index, second.image.shape) == (1, (640, 480, 3))
    assert second.time_s == pytest.approx(0.1)
    assert camera.name == "phone"

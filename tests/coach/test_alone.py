"""An exercise that no camera judges is told, timed, and done when a hand says so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from formcheck.coach.alone import ASKED_S, Alone, Farewell, Solo
from formcheck.coach.setup import CAMERA_LOST
from formcheck.coach.values import Board
from formcheck.engine.values.pose import Pose
from tests.coach.coached import hand_up, performed

POSE = performed("single-leg-calf-raise")[0][1]
PAUSED, COME = "Paused. Come back to go on", "Step into the picture to go on"
REPS = Solo("Quick raises: 2 x 20", "Quick and small.", 2, None, 20.0, 60.0)


@dataclass
class Led:
    """An exercise that is led by the clock of its frames."""

    alone: Alone
    time_s: float = 0.0
    said: list[str] = field(default_factory=list)
    board: Board | None = None
    there: bool = True
    lost: bool = False  # the camera

    def until(self, done: Callable[[], bool], most_s: float = 300.0, *, up: bool = False) -> None:
        """Frame after frame until something is so."""
        assert POSE is not None
        pose: Pose | None = hand_up(POSE) if up else POSE
        pose = pose if self.there and not self.lost else None
        end_s = self.time_s + most_s
        while not done():
            assert self.time_s < end_s, self.said
            self.board = self.alone.update(self.time_s, pose, lost=self.lost)
            self.said += [prompt.text for prompt in self.board.prompts]
            self.time_s += 0.1

    def waits(self, seconds: float, *, up: bool = False) -> None:
        end_s = self.time_s + seconds
        self.until(lambda: self.time_s >= end_s or self.alone.over, up=up)

    def hears(self, text: str) -> None:
        self.until(lambda: any(text in said for said in self.said))


def test_each_set_is_done_when_the_hand_says_so_and_nothing_is_praised() -> None:
    led = Led(Alone(REPS))
    led.hears("Set 1 of 2. Go")
    led.waits(5)
    led.waits(2.5, up=True)
    assert led.alone.done == 1
    led.hears("Set 2 of 2. Go")
    led.waits(5)
    led.waits(2.5, up=True)
    led.until(lambda: led.alone.over)
    assert led.alone.done == 2
    assert "Quick raises: 2 x 20. Quick and small." in led.said[0]
    assert "does not judge" in led.said[0]
    assert [said for said in led.said if "Noted" in said] == [
        "Noted as done, not judged. Rest",
        "Noted as done, not judged",
    ]
    assert sum("Pain in this set" in said for said in led.said) == 2


def test_a_set_that_nobody_ends_is_asked_for_and_stays_open() -> None:
    led = Led(Alone(REPS))
    led.hears("Go")
    begun_s = led.time_s
    led.until(lambda: led.alone.over)
    assert led.alone.done == 0
    assert abs(led.time_s - begun_s - REPS.most_s - ASKED_S) < 1
    assert led.said[-2:] == ["Done? A hand above your head", "Not told: it stays open"]


def test_what_is_held_has_a_clock_that_is_counted_down() -> None:
    led = Led(Alone(replace(REPS, sets=1, hold_s=10.0)))
    led.hears("Go")
    begun_s = led.time_s
    led.waits(2)
    assert led.board is not None
    assert led.board.big == "8"
    led.until(lambda: led.alone.done == 1)
    assert abs(led.time_s - begun_s - 10) < 0.3
    assert led.said[-4:] == ["3", "2", "1", "Noted as done, not judged"]


def test_one_that_is_optional_is_left_out_by_a_hand_while_it_is_told() -> None:
    led = Led(Alone(replace(REPS, optional=True)))
    led.waits(1)
    led.waits(2.5, up=True)
    assert led.alone.left_out
    assert led.alone.over
    assert "Optional" in led.said[0]
    assert led.said[-1] == "Left out for today"


def test_pain_above_the_limit_ends_it() -> None:
    led = Led(Alone(REPS))
    led.hears("Go")
    led.waits(2.5, up=True)
    led.hears("7")
    led.waits(3, up=True)
    led.until(lambda: led.alone.over)
    assert led.alone.pains == [7]
    assert not led.alone.skipped
    assert "Stop for today" in led.said[-1]


def test_the_limit_is_that_of_the_programme_and_a_set_whose_pain_is_not_told_is_open() -> None:
    led = Led(Alone(replace(REPS, most_pain=3)))
    led.hears("Go")
    led.waits(2.5, up=True)
    assert led.alone.skipped
    led.hears("4")
    led.waits(3, up=True)
    led.until(lambda: led.alone.over)
    assert "Stop for today" in led.said[-1]


def test_the_end_is_said_once_and_goes_by_itself() -> None:
    farewell = Farewell("Done for today", ("Tomorrow",))
    boards = [farewell.update(i / 10, None) for i in range(80)]
    assert [p.text for board in boards for p in board.prompts] == ["Done for today. Tomorrow"]
    assert farewell.over


def test_nobody_for_three_minutes_ends_it_even_while_pain_is_asked() -> None:
    led = Led(Alone(REPS))
    led.hears("Set 1 of 2. Go")
    led.waits(2.5, up=True)
    led.hears("Pain in this set?")
    done = led.alone.done
    while not led.alone.over:
        assert led.time_s < 600
        led.alone.update(led.time_s, None)
        led.time_s += 0.1
    assert led.alone.alone
    assert led.alone.done == done


HELD = replace(REPS, sets=2, hold_s=20.0)


def test_the_clock_of_a_hold_stands_while_nobody_is_there() -> None:
    led = Led(Alone(HELD))
    led.hears("Go")
    led.waits(5)
    led.there = False
    led.waits(60)
    assert led.board is not None
    assert (led.alone.done, led.board.big, led.board.lines[-1]) == (0, "15", PAUSED)
    led.there = True
    begun_s = led.time_s
    led.until(lambda: led.alone.done == 1)
    assert abs(led.time_s - begun_s - 14) < 0.5
    assert led.said.count(PAUSED) == led.said.count("Go on") == 1


def test_who_is_not_seen_for_a_moment_has_not_stepped_out() -> None:
    led = Led(Alone(HELD))
    led.hears("Go")
    begun_s = led.time_s
    for there in (True, False) * 5:
        led.there = there
        led.waits(0.8)
    led.there = True
    led.until(lambda: led.alone.done == 1)
    assert abs(led.time_s - begun_s - 20) < 0.3
    assert PAUSED not in led.said


def test_a_set_of_repetitions_of_who_is_away_is_not_asked_for() -> None:
    led = Led(Alone(REPS))
    led.hears("Go")
    led.there = False
    led.waits(REPS.most_s + ASKED_S + 10)
    assert not led.alone.over
    assert "Done? A hand above your head" not in led.said
    led.there = True
    led.hears("Done?")


def test_a_rest_goes_on_and_the_set_after_it_waits_for_somebody() -> None:
    led = Led(Alone(replace(HELD, rest_s=60.0)))
    led.until(lambda: led.alone.done == 1)
    led.hears("No answer")
    led.there = False
    led.waits(100)
    assert not led.alone.over
    assert "Set 2 of 2. Go" not in led.said
    assert led.said.count(COME) == 1
    led.there = True
    led.waits(0.3)
    assert led.said[-1] == "Set 2 of 2. Go"


def test_nothing_is_told_to_nobody_and_who_leaves_meanwhile_begins_when_back() -> None:
    led = Led(Alone(replace(HELD, optional=True)), there=False)
    led.waits(30)
    assert led.said == [COME]
    led.there = True
    led.waits(1)
    assert "Quick and small" in led.said[-1]
    led.there = False
    led.waits(60)
    assert "Quick and small" in led.said[-1]
    led.there = True
    led.waits(2)
    led.waits(2.5, up=True)
    assert led.alone.left_out


def test_a_camera_that_is_lost_pauses_says_so_once_and_ends_it_in_the_end() -> None:
    led = Led(Alone(HELD))
    led.hears("Go")
    led.lost = True
    led.waits(60)
    assert led.alone.done == 0
    assert led.said[-1] == CAMERA_LOST
    assert led.said.count(CAMERA_LOST) == 1
    led.lost = False
    led.waits(1)
    assert led.said[-1] == "Go on"
    led.lost = True
    led.until(lambda: led.alone.over)
    assert led.alone.alone

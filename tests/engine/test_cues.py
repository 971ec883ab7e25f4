"""One thing at a time, the most important first, and not too often."""

import pytest

from formcheck.engine.checks.episodes import CheckState
from formcheck.engine.cues import MOST, REPEAT_S, SHOW_S, CuePolicy, worth_telling
from formcheck.engine.values.feedback import Cue, Problem
from formcheck.engine.values.report import Finding, Level, Rep, Verdict
from formcheck.engine.values.signals import UNKNOWN
from tests.engine.rules import check, rule, signals_of

NO_FEET = Problem("no-feet", "I cannot see your feet")
OK, WARN, BAD = 0.0, 17.0, 30.0
FPS = 10


class Coach:
    """A policy with a must and a should, told in seconds what each of them reads."""

    def __init__(self) -> None:
        self.policy = CuePolicy()
        self.states = [
            self._state("knee", "Straighten", "Straight", 20),
            self._state("heel", "Heel down", "", None),
        ]
        self.time_s = 0.0
        self.said: list[tuple[float, Cue]] = []

    @staticmethod
    def _state(name: str, message: str, met: str, bad: float | None) -> CheckState:
        limits = rule(bad_above=bad, warn_above=15)
        return CheckState(check(limits, id=name, message=message, met=met), "left")

    def watch(
        self, seconds: float, knee: float = OK, heel: float = OK, *problems: Problem
    ) -> list[str]:
        """Cues that began within these seconds."""
        before = len(self.said)
        for _ in range(round(seconds * FPS)):
            for state, value in zip(self.states, (knee, heel), strict=True):
                state.follow(
                    self.time_s,
                    state.look(
                        self.time_s,
                        signals_of({"left_knee_flexion_deg": value}),
                        UNKNOWN,
                        blind=False,
                    ),
                )
            cue = self.policy.update(self.time_s, problems, self.states)
            if cue is not None and (not self.said or self.said[-1][1] is not cue):
                self.said.append((self.time_s, cue))
            self.time_s = round(self.time_s + 1 / FPS, 6)
        return [cue.text for _, cue in self.said[before:]]


def test_nothing_to_say() -> None:
    assert Coach().watch(10) == []


def test_a_fault_is_named_once_it_lasts() -> None:
    coach = Coach()
    assert coach.watch(0.4, BAD) == []
    assert coach.watch(1, BAD) == ["Straighten"]
    assert coach.said[0][1] == Cue("Straighten", "must", "knee")


@pytest.mark.parametrize(
    ("knee", "heel", "problems", "first"),
    [
        (BAD, WARN, (), "Straighten"),
        (OK, WARN, (), "Heel down"),
        (BAD, WARN, (NO_FEET,), NO_FEET.message),
    ],
)
def test_the_most_important_comes_first(
    knee: float, heel: float, problems: tuple[Problem, ...], first: str
) -> None:
    assert Coach().watch(2, knee, heel, *problems)[0] == first


def test_the_view_interrupts_but_a_should_does_not() -> None:
    coach = Coach()
    coach.watch(1, BAD)
    assert coach.watch(1, BAD, WARN) == []
    assert coach.watch(1, BAD, WARN, NO_FEET) == [NO_FEET.message]


def test_the_same_cue_comes_back_late_and_not_for_ever() -> None:
    coach = Coach()
    coach.watch(30, BAD)
    times = [time_s for time_s, cue in coach.said if cue.text == "Straighten"]
    assert len(times) == MOST
    assert times[1] - times[0] >= REPEAT_S


def test_a_cue_stays_for_a_while_and_goes() -> None:
    coach, shown = Coach(), []
    for _ in range(60):
        coach.watch(0.1, BAD)
        cue = coach.policy.update(coach.time_s - 0.01, (), coach.states)
        shown.append(cue is not None)
    begin = shown.index(True)
    assert shown[begin : begin + 45].count(True) == pytest.approx(SHOW_S * FPS, abs=2)


def test_recovery_is_praised_and_a_new_fault_named_again() -> None:
    coach = Coach()
    coach.watch(4, BAD)
    assert coach.watch(2) == ["Straight"]
    assert coach.said[-1][1].priority == "praise"
    assert coach.watch(2, BAD) == ["Straighten"]


def test_an_event_speaks_unless_something_graver_is_said() -> None:
    coach = Coach()
    coach.watch(1, BAD)
    coach.policy.say(coach.time_s, Cue("Higher", "should", "full-height"))
    assert coach.watch(0.1, BAD) == []
    coach.policy.say(coach.time_s, Cue("Stop", "safety"))
    assert coach.watch(0.1, BAD) == ["Stop"]


def test_a_fault_that_is_gone_is_not_named() -> None:
    coach = Coach()
    coach.watch(5.2, BAD)
    assert "Straighten" not in coach.watch(3)


def test_once_a_repetition_is_over_a_correction_is_about_the_last_one() -> None:
    coach = Coach()
    coach.watch(1, BAD)
    coach.policy.finish()
    coach.watch(0.2, BAD)
    assert [(cue.text, cue.of_last) for _, cue in coach.said] == [
        ("Straighten", False),
        ("Straighten", True),
    ]


def test_what_hinders_the_view_is_about_now() -> None:
    coach = Coach()
    coach.watch(1, OK, OK, NO_FEET)
    coach.policy.finish()
    coach.watch(0.2, OK, OK, NO_FEET)
    assert not any(cue.of_last for _, cue in coach.said)


def over(verdict: Verdict, *findings: tuple[str, Level, str]) -> Rep:
    found = tuple(
        Finding(check, level, 1.0, 2.0, None, "", (None, None), message)
        for check, level, message in findings
    )
    return Rep(1, "left", 1.0, 2.0, 3.0, 1.0, 1.0, 1.0, verdict, 0.5, 0.0, found)


KNEE, PAUSE = ("knee", "bad", "Straighten"), ("pause", "warn", "Pause at the top")
HEIGHT, DOUBT = ("height", "bad", "Higher"), ("height", "unknown", "Not seen all the way")


@pytest.mark.parametrize(
    ("rep", "told"),
    [
        (over("full"), None),
        (over("full", ("knee", "unknown", "Straighten")), None),  # what was not seen is no fault
        (over("full", PAUSE), "Pause at the top"),
        (over("full", PAUSE, KNEE), "Straighten"),
        (over("partial", KNEE, HEIGHT), "Higher"),  # the knee alone would have counted
        (over("partial", PAUSE, HEIGHT), "Higher"),
        (over("uncertain", KNEE, DOUBT), "Not seen all the way"),
    ],
)
def test_of_a_repetition_that_is_told_which_explains_it(rep: Rep, told: str | None) -> None:
    found = worth_telling(rep, {"height"})
    assert (found and found.message) == told

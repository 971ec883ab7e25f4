"""What published measurements must give, done by a synthetic person with exactly these angles."""

from dataclasses import replace

import pytest

from formcheck.engine.values.report import Report
from tests.engine.skeleton import (
    Frames,
    Stance,
    film,
    raises,
    shorter_feet,
    stay,
    watch,
    without,
    worst_level,
)

ONE_LEG = Stance(lifted=1)
BOTH_LEGS = Stance()
GASTROCNEMIUS = Stance(knee_deg=0, shank_deg=25, trunk_deg=15, step=1.2, hands=1)
SOLEUS = Stance(knee_deg=60, shank_deg=39, trunk_deg=10, step=0.8, hands=1)
FACING = pytest.mark.parametrize("forward", [-1, 1])


def raised(low: Stance, heel: float = 0.36, **other: float) -> Stance:
    return replace(low, heel=heel, other_heel=0 if low.lifted else heel, **other)


def raising(exercise: str, low: Stance, high: Stance, count: int = 3, forward: int = -1) -> Report:
    return watch(exercise, film(raises(low, high, count), forward=forward))[0]


def stretching(stance: Stance, seconds: float = 10, forward: int = -1) -> Frames:
    """Two quiet seconds, a second to get in, the stretch, a second out."""
    return film(stay(BOTH_LEGS, 1.5, stay(stance, seconds, stay(BOTH_LEGS, 2))), forward=forward)


def bad(report: Report) -> set[str]:
    return {f.check for f in report.findings if f.level == "bad"}


@FACING
@pytest.mark.parametrize(
    ("exercise", "low"),
    [("single-leg-calf-raise", ONE_LEG), ("calf-raise", BOTH_LEGS)],
)
def test_good_raises_have_no_faults(exercise: str, low: Stance, forward: int) -> None:
    report = raising(exercise, low, raised(low), forward=forward)
    assert (report.counts.full, report.counts.partial, report.counts.uncertain) == (3, 0, 0)
    assert report.findings == ()
    assert [r.peak for r in report.reps] == pytest.approx([0.36] * 3, abs=0.04)
    assert {r.side for r in report.reps} == {"left" if forward < 0 else "right"}
    assert [r.start_s for r in report.reps] == pytest.approx([2.0, 5.2, 8.4], abs=0.15)


@FACING
def test_asked_for_a_straight_knee_people_hold_2_degrees(forward: int) -> None:
    low = replace(ONE_LEG, knee_deg=2.2)
    report = raising("single-leg-calf-raise", low, raised(low), forward=forward)
    assert worst_level(report, "knee-straight") == "ok"


@FACING
def test_the_worst_participant_bent_the_knee_by_21_6_degrees(forward: int) -> None:
    report = raising(
        "single-leg-calf-raise",
        ONE_LEG,
        raised(ONE_LEG, knee_deg=21.6, shank_deg=11),
        forward=forward,
    )
    assert worst_level(report, "knee-straight") == "bad"
    assert len(report.reps) == 3


def test_knees_that_are_bent_from_the_start_stay_visible() -> None:
    low = replace(ONE_LEG, knee_deg=26, shank_deg=13)
    assert worst_level(raising("single-leg-calf-raise", low, raised(low)), "knee-straight") == "bad"


@pytest.mark.parametrize(("knee_deg", "level"), [(8.7, "ok"), (8.7 + 1.5 * 7.5 + 2, "warn")])
def test_knees_in_heel_drops(knee_deg: float, level: str) -> None:
    bottom, top = (
        Stance(heel=-0.2, other_heel=-0.2),
        raised(BOTH_LEGS, knee_deg=knee_deg, shank_deg=knee_deg / 2 + 3),
    )
    script = stay(BOTH_LEGS, 2.0)
    for _ in range(3):
        for seconds, stance in ((1.2, bottom), (2.5, top), (0.5, top), (3.0, bottom)):
            script.append((script[-1][0] + seconds, stance))
    report = watch("deficit-calf-raise", film(stay(BOTH_LEGS, 1, script)))[0]
    assert report.counts.full == len(report.reps) == 3
    assert worst_level(report, "knee-straight") == level


def test_25_raises_at_60_beats_a_minute_are_25() -> None:
    script = raises(ONE_LEG, raised(ONE_LEG), 25, (0.8, 0.2, 0.8, 0.2))
    report = watch("single-leg-calf-raise", film(script))[0]
    assert report.counts.full == len(report.reps) == 25
    assert [r.number for r in report.reps] == list(range(1, 26))


def test_the_height_of_equal_raises_stays_the_same() -> None:
    report = raising("single-leg-calf-raise", ONE_LEG, raised(ONE_LEG), 25)
    peaks = [r.peak for r in report.reps if r.peak is not None]
    assert peaks == pytest.approx([0.36] * 25, abs=0.04)


def test_pumping_with_the_knee_is_flagged() -> None:
    pumping = raised(
        ONE_LEG, knee_deg=4 + 25, shank_deg=15, lift_ratio=0.54
    )  # the body rises by 0.3 of the heel
    report = raising("single-leg-calf-raise", ONE_LEG, pumping)
    assert report.counts.full == 0 or worst_level(report, "knee-straight") == "bad"
    assert len(report.reps) in (0, 3)


def test_heels_that_rise_by_a_tenth_are_not_counted() -> None:
    report = raising("single-leg-calf-raise", ONE_LEG, raised(ONE_LEG, 0.10))
    assert report.counts.full == 0


def test_a_low_raise_among_good_ones_is_partial() -> None:
    script = raises(ONE_LEG, raised(ONE_LEG), 2)
    begin = script[-1][0]
    script += [(begin + t, s) for t, s in raises(ONE_LEG, raised(ONE_LEG, 0.16), 1)[1:]]
    report = watch("single-leg-calf-raise", film(script))[0]
    assert [r.verdict for r in report.reps] == ["full", "full", "partial"]
    assert bad(report) == {"full-height"}


def test_a_fast_lowering_is_told() -> None:
    script = raises(ONE_LEG, raised(ONE_LEG), 3, (0.9, 0.8, 0.5, 1.0))
    report = watch("single-leg-calf-raise", film(script, fps=30))[0]
    assert worst_level(report, "slow-lowering") == "warn"
    assert report.counts.full == 3


@FACING
@pytest.mark.parametrize(
    ("exercise", "stance"),
    [("gastrocnemius-wall-stretch", GASTROCNEMIUS), ("soleus-wall-stretch", SOLEUS)],
)
def test_good_stretches_count_whole_and_have_no_faults(
    exercise: str, stance: Stance, forward: int
) -> None:
    report = watch(exercise, stretching(stance, forward=forward))[0]
    (hold,) = report.holds
    assert hold.side == ("left" if forward < 0 else "right")
    assert hold.held_s == pytest.approx(10, abs=0.8)
    assert (hold.start_s, hold.end_s) == pytest.approx((3, 13), abs=0.7)
    assert report.findings == ()


@FACING
def test_a_knee_bent_by_25_degrees_unloads_the_gastrocnemius(forward: int) -> None:
    report = watch(
        "gastrocnemius-wall-stretch",
        stretching(replace(GASTROCNEMIUS, knee_deg=25), forward=forward),
    )[0]
    assert bad(report) == {"back-knee-straight"}
    assert sum(h.held_s for h in report.holds) == 0


def test_a_knee_bent_by_25_degrees_is_a_soleus_stretch() -> None:
    report = watch("soleus-wall-stretch", stretching(replace(SOLEUS, knee_deg=25, shank_deg=25)))[0]
    assert bad(report) == set()
    assert sum(h.held_s for h in report.holds) == pytest.approx(10, abs=0.8)


@pytest.mark.parametrize(
    ("change", "check"),
    [
        ({"heel": 0.16}, "heel-down"),
        ({"step": 0.55}, "step-length"),
        ({"shank_deg": 7}, "hips-forward"),
    ],
)
def test_faults_of_the_stretch_stop_the_timer(change: dict[str, float], check: str) -> None:
    report = watch("gastrocnemius-wall-stretch", stretching(replace(GASTROCNEMIUS, **change)))[0]
    assert check in bad(report)
    assert sum(h.held_s for h in report.holds) == 0


def test_a_fault_in_the_middle_pauses_the_timer_and_gives_its_reason() -> None:
    lifted = replace(GASTROCNEMIUS, heel=0.2)
    script = stay(GASTROCNEMIUS, 4, stay(lifted, 3, stay(GASTROCNEMIUS, 4, stay(BOTH_LEGS, 2))))
    report, feedback = watch("gastrocnemius-wall-stretch", film(stay(BOTH_LEGS, 1, script)))
    assert [f.check for f in report.findings if f.level == "bad"] == ["heel-down"]
    (fault,) = (f for f in report.findings if f.check == "heel-down")
    assert (fault.start_s, fault.end_s) == pytest.approx((7.4, 11.6), abs=0.7)
    assert sum(h.held_s for h in report.holds) == pytest.approx(8, abs=0.7)
    in_the_middle = next(f for f in feedback if f.time_s >= 10)
    assert (in_the_middle.phase, in_the_middle.paused_by) == ("paused", ("heel-down",))
    assert in_the_middle.levels["heel-down"] == "bad"


@pytest.mark.parametrize(
    ("gap_s", "held_s"),
    [
        (1.0, 10.0),  # bridged
        (3.0, 7.0),  # the timer pauses
    ],
)
def test_losing_the_heel_in_the_middle_of_a_hold(gap_s: float, held_s: float) -> None:
    frames = [
        (t, without(p, "heel") if p and 7 <= t < 7 + gap_s - 0.01 else p)
        for t, p in stretching(GASTROCNEMIUS)
    ]
    report, feedback = watch("gastrocnemius-wall-stretch", frames)
    assert sum(h.held_s for h in report.holds) == pytest.approx(held_s, abs=0.9)
    assert bad(report) == set()
    (late,) = [f for f in feedback if 7.9 < f.time_s < 7.95]
    assert late.levels["heel-down"] == "unknown"
    assert [p.code for p in late.problems] == ["no-feet"]


@pytest.mark.parametrize(
    ("gap_s", "held_s"),
    [
        (1.0, 10.0),
        (3.0, 7.0),
    ],
)
def test_losing_sight_of_the_person_in_the_middle_of_a_hold(gap_s: float, held_s: float) -> None:
    frames = [(t, None if 7 <= t < 7 + gap_s else pose) for t, pose in stretching(GASTROCNEMIUS)]
    report, feedback = watch("gastrocnemius-wall-stretch", frames)
    assert sum(h.held_s for h in report.holds) == pytest.approx(held_s, abs=0.9)
    assert {f.phase for f in feedback if 7 < f.time_s < 7 + gap_s} == {"no-person"}


@pytest.mark.parametrize("exercise", ["single-leg-calf-raise", "gastrocnemius-wall-stretch"])
def test_turned_out_feet_are_never_commented_on(exercise: str) -> None:
    """From the side a foot that is turned out by 15 degrees is only 3 % shorter."""
    if exercise == "single-leg-calf-raise":
        frames = film(raises(ONE_LEG, raised(ONE_LEG), 3))
    else:
        frames = stretching(GASTROCNEMIUS)
    report, feedback = watch(exercise, [(t, shorter_feet(p, 0.97)) for t, p in frames if p])
    assert report.findings == ()
    assert not any(f.cue and f.cue.priority in ("must", "should") for f in feedback)

"""Every exercise that is shipped has the ids that were promised, and signals that have values.

What every spec is held to, a user's as well, is in `test_refused.py`.
"""

import pytest

from formcheck.engine.session import Session
from formcheck.engine.spec.exercise import ExerciseSpec
from formcheck.engine.spec.names import REP_MEASURES, SIGNALS
from formcheck.library import exercise_ids, load_exercise
from tests.engine.skeleton import Stance, film, stay

CONTRACT = {
    "gastrocnemius-wall-stretch": (
        1,
        "hands-on-wall, step-length, heel-down, hips-forward, front-knee-bent, back-knee-straight,"
        " feet-straight, body-line, no-bouncing",
    ),
    "soleus-wall-stretch": (
        2,
        "hands-on-wall, step-length, heel-down, hips-forward, back-knee-bent, front-knee-bent, trunk-upright,"
        " no-bouncing",
    ),
    "plantar-fascia-stretch": (3, "ankle-on-thigh, hand-on-toes, toes-pulled, sit-tall"),
    "ankle-mobilization": (
        4,
        "foot-on-chair, knee-over-toes, heel-down, slow, hold-at-front, standing-heel-down",
    ),
    "seated-hamstring-stretch": (
        5,
        "knee-straight, heel-on-floor, hip-hinge, back-long, no-bouncing",
    ),
    "supine-hamstring-stretch": (
        6,
        "thigh-upright, thigh-still, knee-straight, no-bouncing, toes-pulled, hands-behind-thigh",
    ),
    "towel-calf-stretch": (
        7,
        "knee-straight, toes-pulled, towel-in-hands, leg-on-mat, sit-tall, no-bouncing",
    ),
    "deficit-calf-raise": (
        8,
        "full-height, heels-below-step, slow-lowering, knee-straight, lift-straight-up",
    ),
    "bent-knee-calf-raise": (
        9,
        "full-height, knees-bent, knees-not-deep, knee-bend-kept, heels-down-between, slow-lowering, trunk-upright",
    ),
    "single-leg-calf-raise": (
        10,
        "full-height, heel-down-between, knee-straight, other-foot-up, pause-at-top, slow-lowering, lift-straight-up",
    ),
    "seated-calf-raise": (
        11,
        "full-height, seated, feet-under-knees, toes-down, sit-tall, pause-at-top, slow-lowering, heel-down-between",
    ),
    "calf-raise": (
        12,
        "full-height, heel-down-between, both-feet, on-the-floor, knee-straight, pause-at-top, slow-lowering, lift-straight-up",
    ),
    "eccentric-heel-drop": (
        13,
        "full-height, heels-below-step, lower-on-one-leg, rise-on-both, slow-lowering, knee-straight",
    ),
    "eccentric-heel-drop-bent-knee": (
        14,
        "full-height, heels-below-step, lower-on-one-leg, rise-on-both, slow-lowering, knee-bent, knee-not-deep",
    ),
    "rebound-calf-raise": (
        15,
        "quick, heels-spring-back, both-feet, on-the-floor, knee-straight, even-height",
    ),
}
HOLDS = {1, 2, 3, 5, 6, 7}
SPECS = [load_exercise(name) for name in exercise_ids()]
each_spec = pytest.mark.parametrize("spec", SPECS, ids=lambda spec: spec.id)


def test_there_are_exercises() -> None:
    assert len(SPECS) >= 5


@each_spec
def test_ids_are_those_of_the_contract(spec: ExerciseSpec) -> None:
    number, checks = CONTRACT[spec.id]
    assert spec.number == number
    assert spec.kind == ("hold" if number in HOLDS else "reps")
    assert sorted(check.id for check in spec.checks) == sorted(checks.split(", "))


@each_spec
def test_every_signal_is_there(spec: ExerciseSpec) -> None:
    rules = [rule for check in spec.checks for rule in check.rules]
    used = {rule.signal for rule in rules}
    if spec.reps is not None:
        used.add(spec.reps.signal)
    if spec.hold is not None:
        used |= {spec.hold.attempt.signal, spec.hold.steady_signal}
    assert {name.rpartition(".")[2] for name in used} <= SIGNALS.keys() | REP_MEASURES.keys()


@each_spec
def test_standing_about_is_neither_exercise_nor_fault(spec: ExerciseSpec) -> None:
    session = Session(spec)
    for time_s, pose in film(stay(Stance(), 8.0), fps=10):
        feedback = session.update(time_s, pose)
        assert feedback.side in ("left", "right")
    report = session.finish()
    assert (report.reps, report.holds) == ((), ())
    assert not any(f.level in ("bad", "warn") for f in report.findings)

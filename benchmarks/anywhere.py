"""What formcheck counts and times from anywhere: random people, sets and cameras, on paper.

    uv run --group benchmarks --group synthesis python benchmarks/anywhere.py
    [--movements 60] [--cameras 10] [--seed 0] [--cache DIR] [--only EXERCISE] [--write]

Sets are drawn by chance: exercise, person, tempo, heights, faults; then cameras: where they stand,
how they are tilted, what they take. `onpaper.py` says how a film without pictures is made. It needs
no graphics. A verdict is right if it is the true one, or the one without the faults that the view
cannot show; a hold within 0.7 s and 5 %.
"""

from __future__ import annotations

import argparse
import tempfile
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import numpy as np
from expected import expected_verdicts
from onpaper import Filmed, Moves, moves
from page import engine_state, table, write_section
from variants import report_of

from formcheck.engine.spec.exercise import ExerciseSpec
from formcheck.engine.values.report import Report
from formcheck.library import load_exercise
from synthesis.clothes.people import PRESETS

REP_FAULTS = {
    "calf-raise": ["knee-straight", "lift-straight-up", "slow-lowering"],
    "bent-knee-calf-raise": ["knee-bend-kept", "slow-lowering"],
    "deficit-calf-raise": ["heels-below-step", "knee-straight", "slow-lowering"],
    "single-leg-calf-raise": ["knee-straight", "other-foot-up", "slow-lowering"],
    "seated-calf-raise": ["toes-down", "pause-at-top"],
    "ankle-mobilization": ["heel-down"],
    "eccentric-heel-drop": ["lower-on-one-leg", "slow-lowering"],
    "rebound-calf-raise": ["knee-straight", "quick"],
}
QUICK = ("rebound-calf-raise",)
HOLD_FAULTS = {
    "gastrocnemius-wall-stretch": ["back-knee-straight", "heel-down", "hips-forward"],
    "soleus-wall-stretch": ["back-knee-bent", "heel-down", "trunk-upright"],
    "plantar-fascia-stretch": ["ankle-on-thigh", "hand-on-toes"],
    "seated-hamstring-stretch": ["knee-straight", "hip-hinge"],
    "supine-hamstring-stretch": ["thigh-upright"],
    "towel-calf-stretch": ["knee-straight", "toes-pulled"],
}
EXERCISES = (*REP_FAULTS, *HOLD_FAULTS)
AT_THE_TOP_S = {"seated-calf-raise": 1.5, "ankle-mobilization": 1.5}
CLEAR = {"slow-lowering": {"magnitude": 0.4}}  # seconds; faults are no matter of a hair here
# a low one is a fault of its own there, or meant
TOLD_OTHERWISE = ("ankle-mobilization", "rebound-calf-raise")
HEEL_FAULT = 0.2  # foot lengths
HOLD_S, HOLD_SHARE = 0.7, 0.05
ENOUGH = 3  # repetitions that make a best of which heights can be told where nothing measures them
OUTCOMES = ("right", "uncertain", "other verdict", "other number", "refused", "too much", "silent")
VIEWS = ("side", "oblique", "end-on", "feet alone")


def set_of(number: int, seed: int) -> dict[str, Any]:
    """A scenario of synthesis/, drawn by chance."""
    rng = np.random.default_rng([seed, number])
    exercise = EXERCISES[number % len(EXERCISES)]
    person = {
        "preset": str(rng.choice(sorted(PRESETS))),
        "height_m": round(float(rng.uniform(1.5, 1.95)), 2),
        "barefoot": bool(rng.random() < 0.3),
    }
    scenario = {
        "name": f"set-{seed}-{number}",
        "exercise": exercise,
        "side": str(rng.choice(["left", "right"])),
        "seed": 1000 * seed + number,
        "character": person,
        "lead_in_s": float(rng.choice([0.3, 0.5, 0.8, 1.5])),
    }
    if exercise in REP_FAULTS:
        return scenario | {"reps": _reps(exercise, rng)}
    return scenario | {"hold": _hold(exercise, rng)}


def _reps(exercise: str, rng: np.random.Generator) -> list[dict[str, Any]]:
    tempo = _tempo(exercise, rng)
    reps: list[dict[str, Any]] = []
    for _ in range(int(rng.integers(2, 7))):
        rep: dict[str, Any] = {name: round(float(s), 2) for name, s in tempo.items()}
        if exercise not in QUICK:
            rep["bottom_s"] = float(rng.choice([0.15, 0.35, 0.8]))
        chance = rng.random()
        if chance < 0.2 and reps and exercise not in TOLD_OTHERWISE:
            rep["height"] = round(float(rng.uniform(0.3, 0.5)), 2)
        elif chance < 0.4:
            fault = {"check": str(rng.choice(REP_FAULTS[exercise]))}
            rep["faults"] = [fault | CLEAR.get(fault["check"], {})]
        reps.append(rep)
    return reps


def _tempo(exercise: str, rng: np.random.Generator) -> dict[str, float]:
    if exercise in QUICK:
        return {"up_s": rng.uniform(0.25, 0.5), "top_s": 0.0, "down_s": rng.uniform(0.25, 0.5)}
    top_s = rng.uniform(0.2, 1.2) + AT_THE_TOP_S.get(exercise, 0.0)
    return {"up_s": rng.uniform(0.5, 1.6), "top_s": top_s, "down_s": rng.uniform(1.3, 3.0)}


def _hold(exercise: str, rng: np.random.Generator) -> dict[str, Any]:
    hold: dict[str, Any] = {"hold_s": round(float(rng.uniform(6, 12)), 1)}
    if "wall" not in exercise:
        hold |= {"enter_s": round(float(rng.uniform(2, 3.5)), 1), "exit_s": 2.0}
    if rng.random() < 0.6:
        from_s = round(0.4 * hold["hold_s"], 1)
        fault = {"check": str(rng.choice(HOLD_FAULTS[exercise])), "from_s": from_s}
        fault |= {"to_s": round(from_s + 2.8, 1)}
        hold["faults"] = [fault | ({"magnitude": HEEL_FAULT} if "heel" in fault["check"] else {})]
    return hold


def camera_of(number: int, movement: int, seed: int) -> Filmed:
    """Where somebody might put a phone: half of them beside the person, the others anywhere."""
    rng = np.random.default_rng([seed, movement, number])
    beside = rng.random() < 0.5
    azimuth = rng.normal(0, 25) if beside else rng.uniform(-180, 180)
    feet_only = bool(rng.random() < 0.2)
    heights = [0.1, 0.3, 0.6] if feet_only else [0.15, 0.4, 0.7, 1.0, 1.3]
    return Filmed(
        azimuth_deg=round(float(azimuth)),
        height_m=float(rng.choice(heights)),
        distance_m=float(rng.uniform(1.0, 1.6) if feet_only else rng.uniform(2.6, 4.5)),
        roll_deg=float(rng.normal(0, 2)),
        fov_deg=float(rng.choice([40, 50, 60])),
        size_px=((640, 480), (1280, 720), (480, 640), (480, 360))[int(rng.integers(4))],
        fps=int(rng.choice([10, 15, 30])),
        feet_only=feet_only,
        seed=int(rng.integers(1_000_000)),
    )


def outcome(movement: Moves, report: Report, spec: ExerciseSpec, *, side_on: bool) -> str:
    """One of OUTCOMES."""
    found = _of_reps if movement.truth["reps"] else _of_hold
    counted = sum(hold.held_s for hold in report.holds) if report.holds else len(report.reps)
    if counted or not (movement.truth["reps"] or movement.truth["holds"]):
        return found(movement.truth, report, spec, side_on=side_on)
    return "refused" if report.view.reason or not report.frames_with_person else "silent"


def _of_reps(truth: dict[str, Any], report: Report, spec: ExerciseSpec, *, side_on: bool) -> str:
    read, true = [rep.verdict for rep in report.reps], expected_verdicts(spec, truth)
    heights = [rep["verdict"] for rep in truth["reps"]]
    if len(read) != len(true):
        return "too much" if len(read) > len(true) else "other number"
    may_be = [{t} if side_on else {t, h} for t, h in zip(true, heights, strict=True)]
    if all(r in may for r, may in zip(read, may_be, strict=True)):
        return "right"
    wrong = [r for r, may in zip(read, may_be, strict=True) if r not in may]
    if all(r == "uncertain" for r in wrong):
        few = len(true) < ENOUGH and not side_on  # too few to compare with each other
        return "right" if few else "uncertain"
    return "too much" if "full" in wrong else "other verdict"


def _of_hold(truth: dict[str, Any], report: Report, spec: ExerciseSpec, *, side_on: bool) -> str:
    del spec, side_on
    good_s = sum(hold["good_s"] for hold in truth["holds"])
    error_s = sum(hold.held_s for hold in report.holds) - good_s
    if abs(error_s) <= HOLD_S + HOLD_SHARE * good_s:
        return "right"
    return "too much" if error_s > 0 else "other number"


def main() -> None:
    """Prints the table, and writes it into docs/accuracy.md when asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--movements", type=int, default=60)
    parser.add_argument("--cameras", type=int, default=10)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--cache", type=Path, default=Path(tempfile.gettempdir()) / "movements")
    parser.add_argument("--only", default="")
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    found: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for number in range(given.movements):
        scenario = set_of(number, given.seed)
        if given.only not in scenario["exercise"]:
            continue
        try:
            movement = moves(scenario, given.cache)
        except ValueError as error:  # the body of this person cannot do what was drawn
            print(scenario["name"], "is left out:", error)
            continue
        spec = load_exercise(scenario["exercise"])
        for camera in range(given.cameras):
            filmed = camera_of(camera, number, given.seed)
            report = report_of(spec.id, filmed.frames(movement))
            how = outcome(movement, report, spec, side_on=filmed.view == "side")
            found[spec.id, filmed.view][how] += 1
            if how != "right":
                print(scenario["name"], camera, spec.id, filmed.view, how, filmed, flush=True)
    page = _page(found, given.movements, given.cameras, given.seed)
    print(page)
    if given.write:
        write_section("anywhere", page)


def _page(
    found: dict[tuple[str, str], Counter[str]], movements: int, cameras: int, seed: int
) -> str:
    rows = []
    for exercise in EXERCISES:
        for view in VIEWS:
            counts = found.get((exercise, view), Counter())
            if counts:
                rows.append([exercise, view, *(str(counts[o] or "") for o in OUTCOMES)])
    for view in VIEWS:
        total: Counter[str] = sum((c for (_, v), c in found.items() if v == view), Counter())
        rows.append(["**all**", view, *(str(total[o] or "") for o in OUTCOMES)])
    head = ["exercise", "seen", *OUTCOMES]
    intro = f"{movements} sets, each filmed by {cameras} cameras, seed {seed}. {engine_state()}"
    return f"{intro}\n\n{table(head, rows)}"


if __name__ == "__main__":
    main()

"""Repetitions that noise alone makes: somebody stands still, and every coordinate trembles.

    uv run --group benchmarks python benchmarks/noise.py [--sessions N] [--exercise ID] [--write]

N sessions a line (200) of 25 s at 15 frames a second with a standard deviation of 1, 2, 3, 4 and 5
px in turn, on a person of 370 px; white, or autocorrelated with a time constant of 0.4 s. With the
leg network its points tremble, too, and tell that deviation as their expected error.
"""

from __future__ import annotations

import argparse
import math
import sys
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from page import PAGE, ROOT, engine_state, table, write_section

from formcheck.engine.session import Session
from formcheck.engine.spec.exercise import ExerciseSpec
from formcheck.engine.values.landmarks import LEG_PARTS, Array, Landmark, Legs, Side
from formcheck.engine.values.report import Counts
from formcheck.library import load_exercise

sys.path.append(str(ROOT))  # tests are not installed
from tests.engine.skeleton import Stance, pose_of

SECONDS, FPS, STATURE_PX = 25.0, 15, 370.0
DEVIATIONS_PX = (1, 2, 3, 4, 5)
TIME_CONSTANTS_S = (0.0, 0.4)
SIDES: tuple[Side, Side] = ("left", "right")
BALL_FROM_HEEL = 0.7  # of the foot; the skeleton has no ball
STILL = pose_of(Stance(), stature_px=STATURE_PX)


def _still_legs() -> Array:
    """(2, 5, 2) the legs of the person who stands still, in the order of `LEG_PARTS`."""
    parts = {"knee": "knee", "ankle": "ankle", "heel": "heel", "ball": "heel", "toe": "foot_index"}
    xy = np.array(
        [[STILL.xy_px[Landmark.of(side, parts[part])] for part in LEG_PARTS] for side in SIDES]
    )
    ball, heel, toe = (LEG_PARTS.index(part) for part in ("ball", "heel", "toe"))
    xy[:, ball] = (1 - BALL_FROM_HEEL) * xy[:, heel] + BALL_FROM_HEEL * xy[:, toe]
    return xy


def trembling(
    random: np.random.Generator, shape: tuple[int, ...], deviation: float, constant_s: float
) -> Iterator[Array]:
    """Noise frame by frame, with the same deviation in each."""
    kept = math.exp(-1 / (FPS * constant_s)) if constant_s else 0.0
    now = random.normal(0, deviation, shape)
    while True:
        yield now
        now = kept * now + math.sqrt(1 - kept * kept) * random.normal(0, deviation, shape)


def session(
    spec: ExerciseSpec, seed: int, deviation: float, constant_s: float, legs: bool
) -> Counts:
    """What is counted in one session."""
    random = np.random.default_rng(seed)
    body = trembling(random, STILL.xy_px.shape, deviation, constant_s)
    leg = trembling(random, LEGS.shape, deviation, constant_s)
    expected = np.full(LEGS.shape[:2], float(deviation))
    judged = Session(spec)
    for index in range(int(SECONDS * FPS)):
        seen = Legs(LEGS + next(leg), expected) if legs else None
        judged.update(index / FPS, replace(STILL, xy_px=STILL.xy_px + next(body), legs=seen))
    return judged.finish().counts


def line(spec: ExerciseSpec, sessions: int, constant_s: float, legs: bool) -> list[str]:
    """Counts of many sessions, and in how many of them there were any."""
    found: dict[int, list[Counts]] = {deviation: [] for deviation in DEVIATIONS_PX}
    for number in range(sessions):
        deviation = DEVIATIONS_PX[number % len(DEVIATIONS_PX)]
        found[deviation].append(session(spec, number, deviation, constant_s, legs))
    every = [counts for some in found.values() for counts in some]
    sums = [
        sum(getattr(counts, kind) for counts in every) for kind in ("full", "partial", "uncertain")
    ]
    hit = [f"{d} px: {n}" for d, some in found.items() if (n := sum(c != Counts() for c in some))]
    return [
        "with legs" if legs else "pose model alone",
        f"autocorrelated, {constant_s:g} s" if constant_s else "white",
        *map(str, sums),
        f"{sum(c != Counts() for c in every)} of {sessions}"
        + (f" ({', '.join(hit)})" if hit else ""),
    ]


LEGS = _still_legs()


def main() -> None:
    """Count, print, and write the section when asked."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--sessions", type=int, default=200, help="a line of the table; 40 with each deviation"
    )
    parser.add_argument("--exercise", default="calf-raise")
    parser.add_argument("--write", action="store_true", help=f"write {PAGE.relative_to(ROOT)}")
    args = parser.parse_args()
    spec, lines, state = load_exercise(args.exercise), [], engine_state()
    for legs in (True, False):
        for constant_s in TIME_CONSTANTS_S:
            lines.append(line(spec, args.sessions, constant_s, legs))
            print(lines[-1], flush=True)
    head = ["points", "noise", "false full", "partial", "uncertain", "sessions with any"]
    said = f"Measured with {state}: `{args.exercise}`, {args.sessions} sessions a line, 1 to 5 px in turn."
    text = f"{said}\n\n{table(head, lines)}"
    print(text)
    if args.write:
        write_section("noise", text)


if __name__ == "__main__":
    main()

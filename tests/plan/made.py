"""Plans and diaries made for tests; day 0 of a plan is BEGUN."""

from __future__ import annotations

from collections.abc import Mapping

from formcheck.plan.programme import Programme, parse_programme
from formcheck.plan.values import Change, Diary, Done, Morning, Person, Plan
from formcheck.programmes import load_programme

BEGUN = 740_000

TEN_LINES = """\
schema = 1
id = "my-plan"
name = "Anna's plan"
source = "my physiotherapist"

[[phases]]
name = "Begin"
weeks = 2
exercises = [{ exercise = "calf-raise", sets = 3, reps = 10, most_reps = 14, side = "both-legs" }]
"""
TWO_PHASES = (
    TEN_LINES
    + """
[[phases]]
name = "One leg"
exercises = [{ exercise = "single-leg-calf-raise", sets = 3, reps = 10 }]
"""
)


def programme(text: str = TWO_PHASES) -> Programme:
    return parse_programme(text, "my-plan.toml")


def plan(what: str | Programme | None = None, **person: object) -> Plan:
    chosen = load_programme(what) if isinstance(what, str) else what or programme()
    return Plan(chosen, Person(**({"usual_pain": 1} | person)), BEGUN)  # type: ignore[arg-type]


def session(day: int, pain: int | None, stop_sign: str = "", at_s: float = 0.0) -> Done:
    return Done(BEGUN + day, (BEGUN + day) * 86400.0 + at_s, pain, stop_sign)


def morning(day: int, pain: int | None, stiffness_min: float | None = None) -> Morning:
    return Morning(BEGUN + day, pain, stiffness_min)


def risen(day: int, phase: int, step: int, eased: int = 0) -> Change:
    return Change(BEGUN + day, (BEGUN + day) * 86400.0 + 1, "rise", phase, step, eased)


def agreed(day: int) -> Change:
    return Change(BEGUN + day, (BEGUN + day) * 86400.0 + 9, "agreed")


def diary(
    pains: Mapping[int, int | None], mornings: Mapping[int, int | None], *changes: Change
) -> Diary:
    return Diary(
        tuple(session(day, pain) for day, pain in pains.items()),
        tuple(morning(day, pain) for day, pain in mornings.items()),
        changes,
    )

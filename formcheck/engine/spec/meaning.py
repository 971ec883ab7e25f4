"""What is wrong with a spec as a whole: names that name nothing, parts that do not fit together.

Works on the file as it was typed, so one mistake does not hide the others.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator

from formcheck.engine.spec.judged import LIMITS, condition_mistakes, rule_mistakes, signal_problem
from formcheck.engine.spec.names import SPEC_SIGNALS
from formcheck.engine.spec.near import near
from formcheck.engine.spec.tables import Mistake, Table

__all__ = ["meaning_mistakes"]

_LISTS = ("checks", "insertional", "front_checks")
# What reads 0 of somebody who stands at ease.
_AT_EASE = (
    *("hip_flexion_deg", "knee_flexion_deg", "ankle_dorsiflexion_deg", "shank_inclination_deg"),
    *("thigh_inclination_deg", "trunk_inclination_deg", "body_line_deg", "trunk_over_shank_deg"),
    *("heel_height_ratio", "clearance_ratio", "toe_lift_ratio", "ankle_height_ratio"),
    *("knee_lift_ratio", "body_lift_ratio", "step_length_ratio"),
)


def meaning_mistakes(spec: Table, exercises: Collection[str] | None) -> Iterator[Mistake]:
    """Everything that the form of the single values does not tell.

    Args:
        spec: The file.
        exercises: Ids of all exercises that it may name; None when they are not known.
    """
    for look in _LOOKS:
        yield from look(spec)
    if exercises is not None:
        yield from _exercises(spec, exercises)


def _parts(spec: Table) -> Iterator[Mistake]:
    kind = spec.text("kind")
    if kind not in ("reps", "hold"):
        return
    other = "hold" if kind == "reps" else "reps"
    if kind not in spec:
        yield Mistake((kind,), f"is missing: kind is {kind!r}; add the table [{kind}]")
    if other in spec:
        yield spec.wrong(other, f"kind is {kind!r}; leave [{other}] out, or let kind be {other!r}")


def _dose(spec: Table) -> Iterator[Mistake]:
    dose = spec.table("dosage")
    needed = {"reps": "reps", "hold": "hold_s"}.get(spec.text("kind"))
    if needed is None or "dosage" not in spec:
        return
    other = "hold_s" if needed == "reps" else "reps"
    if needed not in dose:
        yield dose.wrong(needed, f"is missing; add {needed}, the usual dose of one set")
    if other in dose:
        yield dose.wrong(other, f"is not asked for where {needed} is the dose; leave it out")
    if "sides" in dose and not dose.is_true("per_side", default=True):
        yield dose.wrong("sides", "both legs work at once (per_side = false); leave it out")


def _view(spec: Table) -> Iterator[Mistake]:
    view = spec.table("view")
    if view.text("plane") == "front":
        said = "nothing is counted or timed from the front; take 'side', and [[front_checks]]"
        yield view.wrong("plane", f"{said} for a second pass")


def _reps(spec: Table) -> Iterator[Mistake]:
    reps = spec.table("reps")
    least, most = reps.number("min_s"), reps.number("max_s")
    least, most = 0.8 if least is None else least, 12.0 if most is None else most
    if least >= most:
        key = "min_s" if "min_s" in reps else "max_s"
        yield reps.wrong(key, f"min_s = {least:g} is not less than max_s = {most:g}; low < high")
    signal, lift = reps.text("signal", "target.heel_rise_ratio"), reps.text("lift", "body")
    if signal not in SPEC_SIGNALS or "reps" not in spec:
        return
    if lift in ("body", "knee") and signal != "target.heel_rise_ratio":
        said = f"with lift = {lift!r} the rise of the heel is counted; take target.heel_rise_ratio"
        yield reps.wrong("signal", f"{said}, or lift = 'none'")
    elif problem := signal_problem(signal, "reps", spec):
        yield reps.wrong("signal", f"{signal} has no value here: {problem}")


def _tempo(spec: Table) -> Iterator[Mistake]:
    """Who follows the metronome must not be blamed."""
    tempo = spec.table("reps").table("tempo")
    usual = {"up": 2.0, "top": 1.0, "down": 3.0}
    for check in spec.tables("checks") if spec.text("kind") == "reps" else ():
        for rule in check.tables("rules"):
            part = rule.text("signal").removesuffix("_s")
            if part not in usual:
                continue
            asked = max(rule.number("bad_below") or 0.0, rule.number("warn_below") or 0.0)
            given = tempo.table(part).number("s")
            if (takes := usual[part] if given is None else given) < asked:
                said = f"the metronome takes {takes:g} s, {check.text('id')} asks for {asked:g}"
                yield tempo.wrong(part, f"{said}; let it take as long as the checks ask")


def _hold(spec: Table) -> Iterator[Mistake]:
    hold = spec.table("hold")
    for key in ("attempt", "stay"):
        if key in hold:
            yield from condition_mistakes(hold.table(key), spec)
    steady = hold.text("steady_signal")
    if steady in SPEC_SIGNALS and (problem := signal_problem(steady, "hold", spec)):
        yield hold.wrong("steady_signal", f"{steady} has no value here: {problem}")
    if "attempt" in hold and _is_met_at_ease(hold.table("attempt"), spec):
        said = "somebody who only stands is in it; take limits that standing does not meet"
        yield hold.wrong("attempt", said)


def _is_met_at_ease(attempt: Table, spec: Table) -> bool:
    """Whether standing about is the exercise."""
    low, high = attempt.number("above"), attempt.number("below")
    stands = spec.table("target").text("posture") == "standing"
    known = attempt.text("signal").rpartition(".")[2] in _AT_EASE or attempt.text("of") == "change"
    if not (stands and known) or (low is None and high is None):
        return False
    return (low is None or low < 0) and (high is None or high > 0)


def _checks(spec: Table) -> Iterator[Mistake]:
    for name in _LISTS:
        kind = "front" if name == "front_checks" else spec.text("kind")
        for check in spec.tables(name):
            yield from _cues(check)
            yield from _counting(check, kind)
            for rule in check.tables("rules") if kind in ("reps", "hold", "front") else ():
                yield from rule_mistakes(rule, kind, spec)


def _cues(check: Table) -> Iterator[Mistake]:
    if check.text("met") and check.text("met") == check.text("message"):
        yield check.wrong("met", "says the same as message; say that it is right now")


def _counting(check: Table, kind: str) -> Iterator[Mistake]:
    counts, rules = check.is_true("counts"), [*check.tables("rules")]
    if counts and kind in ("hold", "front"):
        yield check.wrong("counts", "nothing is counted here; leave it out")
    elif counts and rules and not any(map(_has_must, rules)):
        yield check.wrong("counts", "only what is bad keeps it from counting; add a bad_ limit")
    if check.text("counted_as") and not counts:
        yield check.wrong("counted_as", "is said of what does not count; add counts = true")
    if check.is_true("defining") and not counts:
        yield check.wrong("defining", "is for what keeps it from counting; add counts = true")


def _has_must(rule: Table) -> bool:
    return any(key in rule for key in LIMITS if key.startswith("bad"))


def _ids(spec: Table) -> Iterator[Mistake]:
    for name, key in (*((name, "id") for name in _LISTS), ("sources", "key")):
        seen: set[str] = set()
        for table in spec.tables(name):
            value = table.text(key)
            if value and value in seen:
                yield table.wrong(key, f"{value[:60]!r} is there twice; give each one its own")
            seen.add(value)
    ids = {check.text("id") for check in spec.tables("checks")}
    for check in spec.tables("insertional"):
        if "id" in check and check.text("id") not in ids:
            yield check.wrong("id", f"replaces no check; {_take(check.text('id'), ids)}")


def _causes(spec: Table) -> Iterator[Mistake]:
    ids = {check.text("id") for check in spec.tables("checks")}
    for check in spec.tables("checks", "insertional"):
        for path, cause in check.texts("unless"):
            if cause == check.text("id"):
                yield Mistake(path, "a check does not follow from itself; name another one")
            elif cause not in ids:
                yield Mistake(path, f"{cause[:60]!r} is no check; {_take(cause, ids)}")
    for check in spec.tables("front_checks"):
        if "unless" in check:
            yield check.wrong("unless", "is not asked for in the second pass; leave it out")
    yield from _circles(spec)


def _circles(spec: Table) -> Iterator[Mistake]:
    """Two faults that each hide the other would never be told."""
    causes = {
        check.text("id"): {cause for _, cause in check.texts("unless")}
        for check in spec.tables("checks")
    }
    for check in spec.tables("checks"):
        name = check.text("id")
        found, more = set[str](), causes[name] - {name}
        while more:
            found |= more
            more = set[str]().union(*(causes.get(each, set()) for each in more)) - found
        if name in found:
            yield check.wrong("unless", "leads back to this check, so none is told; cut the circle")


def _sources(spec: Table) -> Iterator[Mistake]:
    keys = {source.text("key") for source in spec.tables("sources")}
    dose = spec.table("dosage")
    if dose.text("source") and dose.text("source") not in keys:
        said = f"{dose.text('source')[:60]!r} is no source; {_take(dose.text('source'), keys)}"
        yield dose.wrong("source", said)
    for check in spec.tables(*_LISTS):
        for rule in check.tables("rules"):
            yield from _source(rule, keys)


def _source(rule: Table, keys: Collection[str]) -> Iterator[Mistake]:
    key = re.split(r"[;:, ]", rule.text("source"))[0]
    if "source" not in rule:
        yield rule.wrong("source", f"is missing; say where the limits come from: {_take('', keys)}")
    elif isinstance(rule.content["source"], str) and key not in keys:
        yield rule.wrong("source", f"{key[:60]!r} is no source; {_take(key, keys)}")


def _exercises(spec: Table, exercises: Collection[str]) -> Iterator[Mistake]:
    named = [*spec.texts("refines")]
    if spec.text("easier"):
        named.append((("easier",), spec.text("easier")))
    for path, name in named:
        if name == spec.text("id"):
            yield Mistake(path, "names the exercise itself; name another one, or leave it out")
        elif name not in exercises:
            yield Mistake(path, f"{name[:60]!r} is no exercise; {_take(name, exercises)}")


def _take(name: str, known: Collection[str]) -> str:
    """The remedy for a name that is none: the nearest one, or those that there are."""
    those = ", ".join(sorted(known)[:30])
    return near(name, known) or (f"take one of {those}" if those else "add it")


_LOOKS: tuple[Callable[[Table], Iterator[Mistake]], ...] = (
    *(_parts, _dose, _view, _reps, _tempo, _hold),
    *(_checks, _ids, _causes, _sources),
)

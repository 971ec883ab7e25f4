"""Wrong specs: each kind is refused with file, line, key and remedy.

All mistakes of a file at once.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

import jsonschema
import pytest

from formcheck.engine.spec.reading import parse_spec
from formcheck.engine.spec.schema import json_schema
from formcheck.errors import SpecError
from formcheck.library import exercise_ids, specs_folder

RAISE, STRETCH, STEP = "calf-raise", "soleus-wall-stretch", "deficit-calf-raise"
KNEE = 'signal = "target.knee_flexion_deg", bad_above = 20'
HEEL = 'signal = "target.heel_height_ratio", bad_above = 0.08'
ATTEMPT = 'attempt = { signal = "step_length_ratio", above = 0.3 }'
PEAK = 'signal = "peak", bad_below = 0.18'
BOUNCE = 'of = "bounce", warn_above = 4'
COUNTED = 'signal = "target.heel_rise_ratio"'
EDITOR = jsonschema.Draft202012Validator(json_schema())


@dataclass(frozen=True, slots=True)
class Wrong:
    """One kind of wrong spec.

    Attributes:
        spec: The shipped spec that is spoiled.
        old: What is replaced, once.
        new: By what.
        key: What the message has to name.
        remedy: Words of the remedy.
        at: Begin of the line that it has to name; where it is not the one with `new`.
        editor: Whether the JSON Schema refuses it, too.
    """

    spec: str
    old: str
    new: str
    key: str
    remedy: str
    at: str = ""
    editor: bool = True

    @property
    def text(self) -> str:
        """The spoiled spec."""
        text = shipped(self.spec)
        assert self.old in text
        return text.replace(self.old, self.new, 1)

    @property
    def line(self) -> int:
        """The line that the message has to name."""
        lines = self.text.splitlines()
        if self.at:
            return next(n for n, line in enumerate(lines, 1) if line.startswith(self.at))
        before = shipped(self.spec).index(self.old)
        return self.text[:before].count("\n") + 1


def shipped(name: str) -> str:
    return (specs_folder() / f"{name}.toml").read_text(encoding="utf-8")


# In the order: names and words; texts; numbers; signals; what is judged; limits; parts; references.
WRONG = {
    "unknown schema": Wrong(RAISE, "schema = 1", "schema = 2", "schema", "take one of 1"),
    "id with capitals": Wrong(
        RAISE, 'id = "calf-raise"', 'id = "Calf Raise"', "id", "small letters"
    ),
    "unknown kind": Wrong(RAISE, 'kind = "reps"', 'kind = "rep"', "kind", "did you mean 'reps'?"),
    "unknown key": Wrong(
        RAISE, "number = 12", "nummer = 1\nnumber = 12", "nummer", "did you mean 'number'?"
    ),
    "unknown key in a check": Wrong(
        *(RAISE, "counts = true", "count = true", "checks.1.count"), "did you mean 'counts'?"
    ),
    "key that is gone": Wrong(
        RAISE, 'id = "full-height"', 'observability = "B"\nid = "full-height"',
        "checks.1.observability", "leave it out",
    ),
    "unknown plane": Wrong(
        RAISE, 'plane = "side"', 'plane = "above"', "view.plane", "take one of side"
    ),
    "front exercise": Wrong(
        RAISE, 'plane = "side"', 'plane = "front"', "view.plane", "nothing is counted or timed"
    ),
    "unknown part of the body": Wrong(
        *(RAISE, 'needs = ["nose"', 'needs = ["noses"', "view.needs.1"), "did you mean 'nose'?"
    ),
    "unknown pose model": Wrong(
        RAISE, 'plane = "side"', 'pose_model = "huge"\nplane = "side"', "view.pose_model", "heavy"
    ),
    "unknown leg": Wrong(RAISE, 'leg = "near"', 'leg = "third"', "target.leg", "take one of near"),
    "unknown posture": Wrong(
        *(RAISE, 'posture = "standing"', 'posture = "stanting"', "target.posture"),
        "did you mean 'standing'?",
    ),
    "unknown order of sides": Wrong(
        STRETCH, "rest_s = 30", 'rest_s = 30\nsides = "random"', "dosage.sides", "alternating",
        at="sides",
    ),
    "unknown lift": Wrong(RAISE, 'lift = "body"', 'lift = "head"', "reps.lift", "body"),
    "angle that cannot be drawn": Wrong(
        *(RAISE, 'angle = ["knee", "hip", "ankle"]', 'angle = ["knee", "nose", "ankle"]'),
        *("checks.5.angle", "take ['knee', 'hip', 'ankle']"),
    ),
    "unknown level": Wrong(
        RAISE, "bad_below = 0.18", "worse_below = 0.18, bad_below = 0.18",
        "checks.1.rules.1.worse_below", "did you mean",
    ),
    "text for a number": Wrong(RAISE, "number = 12", 'number = "12"', "number", "without quot"),
    "number for a text": Wrong(RAISE, 'name = "Calf raise on both legs"', "name = 5", "name", "quot"),
    "true for a number": Wrong(RAISE, "sets = 3", "sets = true", "dosage.sets", "whole number"),
    "text for true": Wrong(RAISE, "counts = true", 'counts = "yes"', "checks.1.counts", "true"),
    "half a set": Wrong(RAISE, "sets = 3", "sets = 2.5", "dosage.sets", "whole number"),
    "text for a list": Wrong(
        *(RAISE, 'unless = ["knee-straight"]', 'unless = "knee-straight"', "checks.8.unless"),
        "between [ and ]",
    ),
    "text for a table": Wrong(STRETCH, ATTEMPT, 'attempt = "now"', "hold.attempt", "is no table"),
    "date for a number": Wrong(RAISE, "max_s = 12", "max_s = 1979-05-27", "reps.max_s", "number"),
    "empty cue": Wrong(
        RAISE, 'message = "Slowly down"', 'message = ""', "checks.7.message", "write it"
    ),
    "blank text": Wrong(RAISE, 'how = "a pause', 'how = " " # "a pause', "checks.6.how", "write it"),
    "cue of eight words": Wrong(
        *(RAISE, 'message = "Slowly down"', 'message = "Now go down as slowly as you can"'),
        *("checks.7.message", "7 at most"),
    ),
    "praise of eight words": Wrong(
        *(RAISE, 'met = "Good height"', 'met = "That was as high as it should be"'),
        *("checks.1.met", "7 at most"),
    ),
    "praise that is the cue": Wrong(
        *(RAISE, 'met = "Good pause"', 'met = "Pause at the top"', "checks.6.met"), "right now",
        editor=False,
    ),
    "very long cue": Wrong(
        *(RAISE, 'message = "Slowly down"', f'message = "{"s" * 5000}"', "checks.7.message"),
        "at most 80",
    ),
    "very long text": Wrong(
        *(RAISE, 'name = "Calf', f'name = "{"s" * 5000}', "name"), "at most 1000"
    ),
    "control character": Wrong(
        *(RAISE, 'message = "Slowly', 'message = "\\u001b[2JSlowly', "checks.7.message"), "U+001B",
    ),
    "text that turns the reading direction": Wrong(
        *(RAISE, 'name = "Calf', 'name = "\\u202eCalf', "name", "U+202E"), editor=False
    ),
    "text over two lines": Wrong(
        *(RAISE, 'met = "Good height"', 'met = """Good\nheight"""', "checks.1.met"), "one line"
    ),
    "no steps": Wrong(
        STEP, shipped(STEP).partition("steps = ")[2].partition("]\n")[0] + "]", "[]", "steps",
        "at least 1",
    ),
    "empty step": Wrong(RAISE, '  "Keep the knees', '  "",\n  "Keep the knees', "steps.2", "write"),
    "no limits of the camera": Wrong(
        *(RAISE, "not_observable = [", "not_observable = []\nx = [", "not_observable"),
        "at least 1",
    ),
    "very many steps": Wrong(
        *(RAISE, '  "Keep the knees', '"again", ' * 200 + '"Keep the knees', "steps"), "at most 100",
        at="steps",
    ),
    "number too large": Wrong(RAISE, "number = 12", "number = 99999", "number", "at most 9999"),
    "no sets": Wrong(RAISE, "sets = 3", "sets = 0", "dosage.sets", "at least 1"),
    "negative seconds": Wrong(RAISE, "min_s = 0.5", "min_s = -1", "reps.min_s", "at least 0"),
    "absurd seconds": Wrong(RAISE, "max_s = 12", "max_s = 1e9", "reps.max_s", "at most 60"),
    "absurd rest": Wrong(RAISE, "rest_s = 75", "rest_s = 1e9", "dosage.rest_s", "at most 3600"),
    "fault that never lasts long enough": Wrong(
        *(STRETCH, "persist_s = 1.0", "persist_s = 1e9", "checks.1.persist_s"), "at most 60"
    ),
    "shortest above longest": Wrong(
        *(RAISE, "min_s = 0.5", "min_s = 20", "reps.min_s", "low < high"), editor=False
    ),
    "nan": Wrong(
        RAISE, "bad_below = 0.18", "bad_below = nan", "checks.1.rules.1.bad_below", "finite",
        editor=False,
    ),
    "infinity": Wrong(
        *(RAISE, "ignore_below = 0.12", "ignore_below = inf", "reps.ignore_below"), "finite",
    ),
    "nothing ignored": Wrong(
        *(RAISE, "ignore_below = 0.12", "ignore_below = 0", "reps.ignore_below"), "more than 0"
    ),
    "negative speed": Wrong(
        STRETCH, "steady_signal", "steady_speed = -1\nsteady_signal", "hold.steady_speed", "more"
    ),
    "number of 5000 digits": Wrong(
        *(RAISE, "bad_below = 0.18", f"bad_below = 0x{'f' * 5000}", "checks.1.rules.1.bad_below"),
        "number", editor=False,
    ),
    "unknown signal of a rule": Wrong(
        *(RAISE, KNEE, KNEE.replace("flexion", "flexon"), "checks.5.rules.1.signal"),
        "did you mean 'target.knee_flexion_deg'?",
    ),
    "signal of a leg without a leg": Wrong(
        *(RAISE, KNEE, KNEE.replace("target.", ""), "checks.5.rules.1.signal"),
        "take target.knee_flexion_deg or other.knee_flexion_deg",
    ),
    "signal of the body with a leg": Wrong(
        *(RAISE, 'signal = "trunk_', 'signal = "target.trunk_', "checks.8.rules.2.signal"),
        "leave out what stands before it",
    ),
    "unknown role": Wrong(
        *(RAISE, KNEE, KNEE.replace("target", "left"), "checks.5.rules.1.signal"), "did you mean",
    ),
    "unknown counted signal": Wrong(
        *(RAISE, COUNTED, 'signal = "zzz"', "reps.signal"), "take one of a leg"
    ),
    "measure of a repetition is counted": Wrong(
        *(RAISE, COUNTED, 'signal = "peak"', "reps.signal"), "rules of checks"
    ),
    "unknown steady signal": Wrong(
        *(STRETCH, 'steady_signal = "target.shank_', 'steady_signal = "target.shink_'),
        *("hold.steady_signal", "did you mean"),
    ),
    "unknown signal of the attempt": Wrong(
        STRETCH, 'attempt = { signal = "step_length_ratio"', 'attempt = { signal = "step_ratio"',
        "hold.attempt.signal", "did you mean",
    ),
    "signal of the front from the side": Wrong(
        *(STRETCH, HEEL, HEEL.replace("heel_height_ratio", "foot_angle_deg")),
        *("checks.3.rules.1.signal", "[[front_checks]]"), editor=False,
    ),
    "signal of the side from the front": Wrong(
        STEP, 'signal = "target.knee_inward_deg"', 'signal = "target.knee_flexion_deg"',
        "front_checks.3.rules.1.signal", "foot_angle_deg", editor=False,
    ),
    "rise of the heel in a hold": Wrong(
        *(STRETCH, HEEL, HEEL.replace("heel_height", "heel_rise"), "checks.3.rules.1.signal"),
        "take heel_height_ratio", editor=False,
    ),
    "height of a heel lying down": Wrong(
        STRETCH, 'posture = "standing"', 'posture = "lying"', "checks.3.rules.1.signal",
        "target.posture", at='rules = [{ signal = "target.heel_height_ratio"', editor=False,
    ),
    "body confirms what is no heel": Wrong(
        *(RAISE, COUNTED, 'signal = "target.shank_inclination_deg"', "reps.signal"),
        "lift = 'none'", editor=False,
    ),
    "measure of a repetition in a hold": Wrong(
        *(STRETCH, HEEL, 'signal = "top_s", bad_above = 3', "checks.3.rules.1.signal"),
        "has no repetitions",
    ),
    "stat in a hold": Wrong(
        *(STRETCH, HEEL, f'{HEEL}, stat = "max"', "checks.3.rules.1.stat"), "leave stat out"
    ),
    "stat in the second pass": Wrong(
        STEP, 'signal = "stance_width_ratio"', 'signal = "stance_width_ratio", stat = "top"',
        "front_checks.2.rules.1.stat", "leave stat out",
    ),
    "drift of a repetition": Wrong(
        *(RAISE, KNEE, f'{KNEE}, of = "drift"', "checks.5.rules.1.of"), "take value, change"
    ),
    "speed at the top": Wrong(
        *(RAISE, KNEE, f'{KNEE}, of = "speed", stat = "top"', "checks.5.rules.1.stat"),
        "leave stat out", editor=False,
    ),
    "change of a height": Wrong(
        *(RAISE, PEAK, f'{PEAK}, of = "change"', "checks.1.rules.1.of"), "leave it out",
        editor=False,
    ),
    "unknown stat": Wrong(
        *(RAISE, KNEE, f'{KNEE}, stat = "mean"', "checks.5.rules.1.stat"), "take one of now"
    ),
    "rule without a limit": Wrong(
        *(RAISE, PEAK, 'signal = "peak"', "checks.1.rules.1"), "add at least one"
    ),
    "check without rules": Wrong(
        RAISE, 'rules = [{ signal = "valley", bad_above = 0.08, source = "design" }]', "rules = []",
        "checks.2.rules", "at least 1",
    ),
    "warning harder than bad, above": Wrong(
        *(RAISE, KNEE, f"{KNEE}, warn_above = 30", "checks.5.rules.1.warn_above"),
        "a warning comes before", editor=False,
    ),
    "warning harder than bad, below": Wrong(
        RAISE, "bad_below = 0.60, warn_below = 0.85", "bad_below = 0.85, warn_below = 0.60",
        "checks.1.rules.2.bad_below", "a warning comes before", editor=False,
    ),
    "warning as hard as bad": Wrong(
        *(RAISE, KNEE, f"{KNEE}, warn_above = 20", "checks.5.rules.1.warn_above"),
        "a warning comes before", editor=False,
    ),
    "low above high": Wrong(
        *(RAISE, KNEE, f"{KNEE}, bad_below = 30", "checks.5.rules.1.bad_below"), "low < high",
        editor=False,
    ),
    "limit that is never reached": Wrong(
        *(RAISE, KNEE, KNEE.replace("20", "400"), "checks.5.rules.1.bad_above"), "limit within",
        editor=False,
    ),
    "less than no time": Wrong(
        *(RAISE, "warn_below = 0.5, source", "warn_below = 0, source"),
        *("checks.6.rules.1.warn_below", "limit within"), editor=False,
    ),
    "stillness as a fault": Wrong(
        *(STRETCH, BOUNCE, 'of = "bounce", warn_below = 4', "checks.8.rules.1.warn_below"),
        "limit above", editor=False,
    ),
    "attempt without a limit": Wrong(
        *(STRETCH, ATTEMPT, ATTEMPT.replace(", above = 0.3", ""), "hold.attempt"), "add above"
    ),
    "attempt between nothing": Wrong(
        *(STRETCH, ATTEMPT, ATTEMPT.replace(" }", ", below = 0.2 }"), "hold.attempt.above"),
        "smaller", editor=False,
    ),
    "attempt that standing about is": Wrong(
        *(STRETCH, ATTEMPT, ATTEMPT.replace("above = 0.3", "below = 0.3"), "hold.attempt"),
        "only stands", editor=False,
    ),
    "both reps and hold": Wrong(
        STRETCH, "[hold]", "[reps]\nignore_below = 0.1\n[hold]", "reps", "leave [reps] out"
    ),
    "neither reps nor hold": Wrong(
        STRETCH, f"[hold]\n{ATTEMPT}\nsteady_signal = \"target.shank_inclination_deg\"\n", "",
        "hold", "add the table [hold]", at="schema",
    ),
    "no dose": Wrong(
        RAISE, "reps = 10\n", "", "dosage.reps", "the usual dose", at="[dosage]"
    ),
    "dose of the other kind": Wrong(
        RAISE, "reps = 10\n", "reps = 10\nhold_s = 30\n", "dosage.hold_s", "leave it out",
        at="hold_s", editor=False,
    ),
    "order of sides for both legs": Wrong(
        RAISE, "per_side = false", 'per_side = false\nsides = "one-first"', "dosage.sides",
        "leave it out", at="sides", editor=False,
    ),
    "missing key": Wrong(
        *(RAISE, 'leg = "near"\n', "", "target.leg", "is missing; add it"), at="[target]"
    ),
    "missing table": Wrong(
        RAISE, '[target]\nleg = "near"\nposture = "standing"\n', "", "target", "is missing",
        at="schema",
    ),
    "counts in a hold": Wrong(
        *(STRETCH, 'met = "Hands are set"', 'met = "Hands"\ncounts = true # here', "checks.1.counts"),
        "nothing is counted", at="counts = true # here",
    ),
    "counts without a must": Wrong(
        *(RAISE, 'met = "Good pause"', 'met = "Good"\ncounts = true # here', "checks.6.counts"),
        "add a bad_ limit", at="counts = true # here", editor=False,
    ),
    "name of what counts": Wrong(
        *(RAISE, 'met = "Good pause"', 'counted_as = "hasty"', "checks.6.counted_as"),
        "add counts = true", editor=False,
    ),
    "check that is there twice": Wrong(
        RAISE, 'id = "heel-down-between"', 'id = "full-height"', "checks.2.id", "is there twice",
        editor=False,
    ),
    "source that is there twice": Wrong(
        RAISE, 'key = "andreasen"', 'key = "silbernagel"', "sources.2.key", "is there twice",
        editor=False,
    ),
    "check with spaces in its id": Wrong(
        *(RAISE, 'id = "slow-lowering"', 'id = "slow lowering"', "checks.7.id"), "small letters",
    ),
    "insertional check that replaces none": Wrong(
        STEP, 'id = "heels-below-step"\nhow = "the heels come back',
        'id = "heels-below-steps"\nhow = "the heels come back', "insertional.1.id",
        "did you mean 'heels-below-step'?", editor=False,
    ),
    "cause that is no check": Wrong(
        *(RAISE, 'unless = ["knee-straight"]', 'unless = ["knee-strait"]', "checks.8.unless.1"),
        "did you mean 'knee-straight'?", editor=False,
    ),
    "cause of itself": Wrong(
        *(RAISE, 'unless = ["knee-straight"]', 'unless = ["lift-straight-up"]'),
        *("checks.8.unless.1", "name another one"), editor=False,
    ),
    "cause in the second pass": Wrong(
        STEP, 'message = "Feet hip-width apart"',
        'unless = ["feet-straight"]\nmessage = "Feet hip-width apart"', "front_checks.2.unless",
        "leave it out", editor=False,
    ),
    "limit without a source": Wrong(
        *(RAISE, f"{PEAK}, source = \"design\"", PEAK, "checks.1.rules.1.source"), "take one of"
    ),
    "limit with an unknown source": Wrong(
        *(RAISE, f"{PEAK}, source = \"design\"", f"{PEAK}, source = \"desing\""),
        *("checks.1.rules.1.source", "did you mean 'design'?"), editor=False,
    ),
    "dose with an unknown source": Wrong(
        *(RAISE, 'source = "silbernagel"', 'source = "somebody"', "dosage.source"), "take one of",
        editor=False,
    ),
    "easier exercise that is none": Wrong(
        *(RAISE, 'easier = "seated-calf-raise"', 'easier = "seated-calf-rais"', "easier"),
        "did you mean 'seated-calf-raise'?", editor=False,
    ),
    "easier than itself": Wrong(
        *(RAISE, 'easier = "seated-calf-raise"', 'easier = "calf-raise"', "easier"),
        "name another one", editor=False,
    ),
    "special case of nothing": Wrong(
        *(STEP, 'refines = ["calf-raise"]', 'refines = ["calf-rise"]', "refines.1"),
        "did you mean 'calf-raise'?", editor=False,
    ),
    "long unseen prop": Wrong(
        *(RAISE, "number = 12", f'unseen_prop = "{"x" * 2000}"\nnumber = 12', "unseen_prop"),
        "at most 1000",
    ),
}  # fmt: skip
each = pytest.mark.parametrize("wrong", WRONG.values(), ids=list(WRONG))


def problems(text: str, name: str = RAISE) -> tuple[str, ...]:
    with pytest.raises(SpecError) as caught:
        parse_spec(text, f"{name}.toml", id_=name, exercises=exercise_ids())
    assert not any("\n" in problem for problem in caught.value.problems)
    return caught.value.problems


@each
def test_a_wrong_spec_is_told_with_file_line_key_and_remedy(wrong: Wrong) -> None:
    told = problems(wrong.text, wrong.spec)
    place = f"{wrong.spec}.toml:{wrong.line}: {wrong.key}: "
    assert [problem for problem in told if problem.startswith(place) and wrong.remedy in problem]


@each
def test_nothing_else_is_said_of_it(wrong: Wrong) -> None:
    assert {problem.split(": ")[1] for problem in problems(wrong.text, wrong.spec)} <= {
        wrong.key,
        *ALONG.get(wrong.key, ()),
    }


# What else one such mistake makes wrong.
ALONG = {
    "id": ("easier",),
    "not_observable": ("x",),
    "checks.1.count": ("checks.1.counted_as",),
    "checks.1.counts": ("checks.1.counted_as",),
    "sources.2.key": ("checks.8.rules.1.source",),
}


@each
def test_an_editor_with_the_json_schema_refuses_what_it_can(wrong: Wrong) -> None:
    assert EDITOR.is_valid(tomllib.loads(wrong.text)) is not wrong.editor


@pytest.mark.parametrize("name", exercise_ids())
def test_an_editor_with_the_json_schema_accepts_what_is_shipped(name: str) -> None:
    assert list(EDITOR.iter_errors(tomllib.loads(shipped(name)))) == []


def test_there_are_many_kinds() -> None:
    assert len(WRONG) >= 50


def test_checks_that_hide_each_other_are_told() -> None:
    text = shipped(RAISE).replace('angle = ["knee"', 'unless = ["full-height"]\nangle = ["knee"', 1)
    told = problems(text)
    assert [line.split(": ")[1] for line in told] == [f"checks.{n}.unless" for n in (1, 5, 8)]
    assert all("cut the circle" in line for line in told)


def test_all_mistakes_of_a_file_come_at_once_in_its_order() -> None:
    text = shipped(RAISE)
    mine = [wrong for wrong in WRONG.values() if wrong.spec == RAISE and "\n" not in wrong.new]
    expected: set[str] = set()
    for wrong in mine:
        if wrong.old in text and wrong.new:
            text = text.replace(wrong.old, wrong.new, 1)
            expected.add(wrong.key)
    told = problems(text)
    assert len(expected) > 20
    assert {"id", "kind"} <= expected
    lines = [int(line.split(":")[1]) for line in told]
    assert lines == sorted(lines)
    assert len(expected - {line.split(": ")[1] for line in told}) < len(expected) / 3


def test_a_wrong_id_does_not_hide_the_rest(tmp_path: Path, cli) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(shipped(RAISE).replace("bad_above = 15", "bad_above = 900"))
    told = cli("validate", path)
    assert told.code == 1
    assert "mine.toml:2: id: is 'calf-raise'; name the file calf-raise.toml" in told.out
    assert "checks.5.rules.2.bad_above: range of target.knee_flexion_deg" in told.out


def test_validate_and_analyze_say_the_same(tmp_path: Path, cli) -> None:
    path = tmp_path / f"{RAISE}.toml"
    path.write_text(WRONG["low above high"].text.replace("sets = 3", "sets = 0"))
    checked, analysed = cli("validate", path), cli("analyze", "no.mp4", "--exercise", path)
    assert checked.code == analysed.code == 1
    told = [
        line
        for line in checked.out.splitlines()
        if line.startswith(f"{path.name}:") and ": " in line
    ]
    assert len(told) == 3  # how many, and each
    assert analysed.err.splitlines() == [f"formcheck: {told[0]}", *told[1:]]


def test_an_own_exercise_may_name_another_own_one(tmp_path: Path, cli) -> None:
    for mine, easier in (("own-raise", "own-easy"), ("own-easy", "calf-raise")):
        text = shipped(RAISE).replace('"seated-calf-raise"', f'"{easier}"', 1)
        (tmp_path / f"{mine}.toml").write_text(text.replace('id = "calf-raise"', f'id = "{mine}"'))
    assert cli("validate", *tmp_path.glob("*.toml")).out == "2 specs are valid\n"


def test_ids_of_checks_are_free() -> None:
    text = shipped(RAISE).replace('id = "pause-at-top"', 'id = "wait-for-the-bus"')
    spec = parse_spec(text, "calf-raise.toml", id_=RAISE, exercises=exercise_ids())
    assert spec.check("wait-for-the-bus").message == "Pause at the top"

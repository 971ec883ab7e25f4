"""The programmes that are shipped, and those that somebody writes."""

from pathlib import Path

import pytest

from formcheck.errors import SpecError
from formcheck.library import exercise_ids
from formcheck.plan.programme import programme_schema
from formcheck.programmes import load_programme, programme_ids
from tests.plan.made import TEN_LINES

SHIPPED = [load_programme(name) for name in programme_ids()]


def doses(name: str, phase: int) -> list[tuple[str, int, int | None]]:
    exercises = load_programme(name).phases[phase].exercises
    return [(d.exercise, d.sets, d.reps) for d in exercises]


def test_what_is_shipped() -> None:
    assert programme_ids() == (
        "alfredson",
        "alfredson-floor",
        "gentle-routine",
        "heavy-slow-resistance",
        "silbernagel",
    )
    assert {programme.id for programme in SHIPPED} == set(programme_ids())


def test_the_gentle_routine_has_all_eleven_exercises() -> None:
    known = {dose.exercise for dose in load_programme("gentle-routine").phases[0].exercises}
    later = {"eccentric-heel-drop", "eccentric-heel-drop-bent-knee", "rebound-calf-raise"}
    assert known == set(exercise_ids()) - later


def test_alfredson_is_180_drops_a_day() -> None:
    alfredson = load_programme("alfredson")
    exercises = alfredson.phases[0].exercises
    assert alfredson.sessions_on(0) * sum(d.sets * (d.reps or 0) for d in exercises) == 180
    assert alfredson.phases[0].weeks == 12
    assert "disabling" in alfredson.notes[0]
    floor = load_programme("alfredson-floor").phases[0].exercises
    assert {d.surface for d in floor} == {"floor"}


def test_silbernagel_phase_by_phase() -> None:
    assert doses("silbernagel", 0) == [
        ("calf-raise", 3, 10),
        ("single-leg-calf-raise", 3, 10),
        ("seated-calf-raise", 3, 10),
        ("eccentric-heel-drop", 3, 10),
    ]
    assert ("rebound-calf-raise", 3, 20) in doses("silbernagel", 1)
    phases = load_programme("silbernagel").phases
    assert [phase.weeks for phase in phases] == [2, 4, 10, None]


@pytest.mark.parametrize(("name", "phase"), [("silbernagel", 3), ("heavy-slow-resistance", 3)])
def test_where_a_dose_is_unsure_the_last_sure_one_stays_and_it_is_said(
    name: str, phase: int
) -> None:
    assert doses(name, phase) == doses(name, phase - 1)
    assert "this stays" in load_programme(name).phases[phase].unsure


def test_heavy_slow_resistance_over_twelve_weeks() -> None:
    heavy = load_programme("heavy-slow-resistance")
    sets = [(p.weeks, p.exercises[0].sets, p.exercises[0].reps) for p in heavy.phases]
    assert sets == [(1, 3, 15), (2, 3, 12), (2, 4, 10), (3, 4, 10), (4, 4, 6)]
    assert (heavy.days_in(0), heavy.rest_between_s) == (3, 300)


def test_ten_lines_make_a_programme(tmp_path: Path) -> None:
    path = tmp_path / "my-plan.toml"
    path.write_text(TEN_LINES)
    assert len(TEN_LINES.splitlines()) <= 10
    assert load_programme(str(path)).name == "Anna's plan"


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (('"calf-raise"', '"calf-rise"'), "did you mean 'calf-raise'?"),
        (("reps = 10, ", ""), "say how much"),
        (("most_reps = 14", "most_reps = 4"), "no less"),
        (('"calf-raise", sets = 3, reps', '"soleus-wall-stretch", sets = 3, reps'), "say hold_s"),
        (("sets = 3", "sets = 0"), "phases.1.exercises.1.sets"),
        (("weeks = 2", "week = 2"), "phases.1.week"),
        (("schema = 1", "schema = 2"), "schema"),
        (('source = "my', "source = my"), "mend the line"),
        (("sets = 3", "sets = 3, camera = false"), "needs name and how"),
    ],
)
def test_mistakes_are_told_with_their_place(
    tmp_path: Path, change: tuple[str, str], problem: str
) -> None:
    path = tmp_path / "my-plan.toml"
    path.write_text(TEN_LINES.replace(*change))
    with pytest.raises(SpecError) as error:
        load_programme(str(path))
    assert any(problem in line for line in error.value.problems)


def test_an_unknown_programme_names_the_nearest() -> None:
    with pytest.raises(SpecError, match="did you mean 'silbernagel'"):
        load_programme("silbernagle")


def test_the_schema_knows_every_key() -> None:
    schema = programme_schema()
    assert {"phases", "limits", "source"} <= schema["properties"].keys()

"""A film in which nothing was found is told to show another exercise, when that is certain."""

import pytest

from formcheck.run import analyze
from tests.engine.recorded import DATA


def test_another_exercise_is_named() -> None:
    report = analyze(DATA / "soleus-wall-stretch.npz", "supine-hamstring-stretch").report
    assert not report.holds
    assert str(report.view.reason).startswith("This looks like ")
    assert "back knee bent" in str(report.view.reason)


@pytest.mark.parametrize("exercise", ["soleus-wall-stretch"])
def test_the_right_exercise_is_not_doubted(exercise: str) -> None:
    report = analyze(DATA / f"{exercise}.npz", exercise).report
    assert report.holds
    assert report.view.reason is None

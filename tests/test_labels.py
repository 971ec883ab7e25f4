"""The words that the overlay shows."""

from formcheck.labels import labels_of
from formcheck.library import load_exercise


def test_phases_have_the_words_of_the_exercise() -> None:
    lean, rise = (labels_of(load_exercise(name)) for name in ("ankle-mobilization", "calf-raise"))
    moves = ("rising", "top", "lowering")
    assert [lean.phase(move) for move in moves] == ["Knee forward", "Hold", "Back"]
    assert [rise.phase(move) for move in moves] == ["Up", "Top", "Down"]

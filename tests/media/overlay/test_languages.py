"""The overlay writes every language, with its letters, and nothing is cut off."""

from __future__ import annotations

from importlib import import_module

import numpy as np
import pytest

from formcheck.coach.keys import HELP
from formcheck.engine.values.feedback import Cue, Feedback
from formcheck.labels import labels_of
from formcheck.library import exercise_ids, load_exercise
from formcheck.media.overlay import draw, marks, screens, sheet, text
from formcheck.media.overlay.text import render
from formcheck.words import languages, translated, use

LETTERS = "äöüÄÖÜßëïéèó€±°„“"


@pytest.mark.parametrize("letter", LETTERS)
def test_every_letter_is_drawn_as_itself(letter: str) -> None:
    missing = render("\U0010ffff", 40)  # what the font draws for what it does not have
    mask = render(letter, 40)
    assert mask.any()
    assert mask.shape != missing.shape or not np.array_equal(mask, missing)


def test_umlauts_are_not_their_plain_letters() -> None:
    for letter, plain in zip("äöüÄÖÜëï", "aouAOUei", strict=True):
        assert render(letter, 40)[:20].sum() > render(plain, 40)[:20].sum()


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The lines that were drawn since."""
    lines: list[str] = []

    def kept(line: str, px: int, weight: int = text.REGULAR) -> text.Mask:
        lines.append(line)
        return text.render(line, px, weight)

    for room in ("surface", "card"):
        monkeypatch.setattr(import_module(f"formcheck.media.overlay.{room}"), "render", kept)
    for cached in (
        *(
            getattr(import_module("formcheck.media.overlay.card"), f"{kind}_card")
            for kind in ("reps", "hold")
        ),
        marks.banner,
        sheet._made,
    ):
        cached.cache_clear()
    return lines


@pytest.mark.parametrize("code", languages())
@pytest.mark.parametrize("name", exercise_ids())
def test_what_is_said_during_an_exercise_fits_a_small_picture(
    code: str, name: str, drawn: list[str]
) -> None:
    use(code)
    spec = load_exercise(name)
    labels = labels_of(spec)
    for check in spec.checks:
        cue = Cue(check.message, "must", check.id)
        image = np.full((480, 640, 3), 90, np.uint8)
        draw(image, Feedback(1.0, None, "left", "top", target=10, cue=cue), labels)
        assert translated(check.message).split()[-1] in " ".join(drawn)
    assert not [line for line in drawn if line.endswith("…")]


@pytest.mark.parametrize("code", languages())
def test_the_help_and_the_menu_fit(code: str, drawn: list[str]) -> None:
    use(code)
    image = np.full((480, 640, 3), 90, np.uint8)
    screens.draw_help(image, HELP)
    screens.draw_menu(image, [load_exercise(name).name for name in exercise_ids()], 0)
    assert drawn
    assert not [line for line in drawn if line.endswith("…")]

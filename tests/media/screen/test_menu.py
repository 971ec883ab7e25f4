"""An exercise is chosen on the screen."""

from __future__ import annotations

from typing import Any

import pytest

from formcheck.media.screen.menu import choose
from formcheck.media.screen.stage import Image, Stage
from tests.conftest import Clip
from tests.media.stepped import SteppedCamera


class Keys(Stage):
    """A stage at which somebody presses keys."""

    def __init__(self, *keys: str) -> None:
        super().__init__(None)
        self._pressed = iter(keys)
        self.chosen: list[int] = []

    def menu(self, image: Image, names: Any, chosen: int) -> str | None:  # noqa: ARG002
        self.chosen.append(chosen)
        return next(self._pressed, None)


@pytest.mark.parametrize(
    ("keys", "number"),
    [
        (["enter"], 0),
        (["down", "down", "enter"], 2),
        (["up", "enter"], 11),
        (["3", "enter"], 2),
        (["2", "enter"], 1),
        (["1", "2", "enter"], 11),
        (["1", "9", "enter"], 8),
        (["0", "x", "enter"], 0),
        (["q"], None),
    ],
)
def test_an_exercise_is_chosen_by_arrows_or_number(
    clip: Clip, keys: list[str], number: int | None
) -> None:
    stage = Keys(*keys)
    with SteppedCamera(clip(i / 20 for i in range(20))) as camera:
        assert choose(camera, stage, [str(i) for i in range(12)], lambda: False) == number


def test_choosing_ends_when_asked(clip: Clip) -> None:
    with SteppedCamera(clip(i / 20 for i in range(5))) as camera:
        assert choose(camera, Keys(), ["one"], lambda: True) is None

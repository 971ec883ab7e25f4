import numpy as np
import pytest

from formcheck.engine.values.landmarks import Array
from formcheck.media.pose.upright import quarter_turns
from tests.media.pose.stick import body

SIZE_PX = (640, 640)


def turned(xy: Array, quarters: int) -> Array:
    """As in a picture that was turned to the left."""
    for _ in range(quarters):
        xy = np.column_stack([xy[:, 1], 640 - xy[:, 0]])
    return xy


def looks(*bodies: Array) -> list[list[Array]]:
    return [[each] for each in bodies]


@pytest.mark.parametrize("quarters", range(4))
@pytest.mark.parametrize("posture", ["standing", "foot-up", "seated", None])
def test_who_stands_is_upright(quarters: int, posture: str | None) -> None:
    assert quarter_turns(looks(*[turned(body(300), quarters)] * 6), SIZE_PX, posture) == quarters


@pytest.mark.parametrize("posture", ["lying", "long-sitting"])
def test_who_should_lie_or_sit_on_the_floor_may_lie(posture: str) -> None:
    assert quarter_turns(looks(*[turned(body(300), 1)] * 6), SIZE_PX, posture) == 0


def test_who_lay_down_for_a_while_only_lies() -> None:
    lying, standing = turned(body(300), 1), body(300)
    assert quarter_turns(looks(*[lying] * 6, *[standing] * 3), SIZE_PX, "standing") == 0


def test_a_few_looks_are_not_enough() -> None:
    assert quarter_turns([*looks(*[turned(body(300), 1)] * 4), *[[]] * 9], SIZE_PX, "standing") == 0
    assert quarter_turns([], SIZE_PX, "standing") == 0


def test_a_body_guessed_in_shins_tells_nothing() -> None:
    guessed = turned(body(300, stature_px=600, floor_px=665), 2)  # feet beyond the top
    assert quarter_turns(looks(*[guessed] * 9), SIZE_PX, "standing") == 0
    inside = guessed + np.array([0, 40])
    assert quarter_turns(looks(*[inside] * 9), SIZE_PX, "standing") == 2

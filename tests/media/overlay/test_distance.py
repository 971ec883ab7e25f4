"""Letters that are read from three metres."""

import math

import pytest

from formcheck.media.overlay.distance import CAPITALS, FAR, legible_units
from formcheck.media.overlay.text import BOLD, crop, render


@pytest.mark.parametrize("high_px", [720, 1080])
def test_capitals_are_seen_under_sixteen_minutes_of_arc(high_px: int) -> None:
    capital_px = crop(render("H", round(FAR * high_px / 100), BOLD)).shape[0]
    screen_m = 13 * 0.0254 * 9 / math.hypot(16, 9)
    minutes = math.degrees(math.atan(capital_px / high_px * screen_m / 3.0)) * 60
    assert minutes == pytest.approx(16.0, abs=0.6)


def test_capitals_have_their_share_of_the_font() -> None:
    assert crop(render("H", 200, BOLD)).shape[0] / 200 == pytest.approx(CAPITALS, abs=0.02)


def test_twice_as_far_or_a_screen_half_as_large_needs_letters_twice_as_large() -> None:
    assert legible_units(6.0) == pytest.approx(2 * FAR, rel=1e-3)
    assert legible_units(screen_in=6.5) == pytest.approx(2 * FAR, rel=1e-3)

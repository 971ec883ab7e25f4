"""What was done is legible from three metres, one thing at a time."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from formcheck.coach.values import STOP_SIGNS, Scene, SetTold, Summary
from formcheck.engine.values.feedback import Feedback
from formcheck.engine.values.results import SideResult
from formcheck.media.overlay import marks, pair, ready, sheet
from formcheck.media.overlay.distance import FAR
from formcheck.media.overlay.labels import Labels
from formcheck.media.overlay.pair import Still, flipped
from formcheck.media.overlay.results import PAGE_S, PAIR_S
from formcheck.media.overlay.screens import draw_scene
from formcheck.media.overlay.surface import Board, Image
from formcheck.media.overlay.text import Block, fit
from formcheck.words import Phrase, languages, use
from tests.media.overlay.test_overlay import feedback

SIZE = (1280, 720)
HINT = Board(8, 8).freeze()
LABELS = Labels("Calf raise on both legs", "reps", parts={"heel-down": ("ankle", "heel")})
TOLD = SetTold(Phrase("coach.result.none"), "Higher, right up")
REST = Scene(
    "rest",
    Feedback(1.0, None, "left", "rest"),
    instruction=Phrase("coach.rest"),
    remaining_s=41.0,
    last=TOLD,
)
SIDES = {"left": SideResult(8, 2, 0, 0.49, None, 0.0), "right": SideResult(9, 1, 0, 0.5, None, 0.0)}
SUMMARY = replace(
    REST,
    state="summary",
    last=None,
    remaining_s=None,
    notice=STOP_SIGNS,
    summary=Summary(SIDES, "Higher, right up"),  # type: ignore[arg-type]
)


class Fitted:
    """Every text that is laid, with the share of its full size at which it fits."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.texts: dict[str, float] = {}
        monkeypatch.setattr(marks, "fit", self)
        monkeypatch.setattr(sheet, "fit", self)

    def __call__(
        self, text: str, box: tuple[int, int], px: int, weight: int, *, tight: bool = False
    ) -> Block:
        block = fit(text, box, px, weight, tight=tight)
        self.texts[text] = block.px / (FAR * SIZE[1] / 100)
        return block

    def far(self, scene: Scene, stills: tuple[Still, ...] = ()) -> dict[str, float]:
        """Those that are to be read from afar: all that are not in the small letters of a foot."""
        self.texts.clear()
        sheet._made.cache_clear()
        marks._named.cache_clear()
        draw_scene(grey(), scene, LABELS, "standing", stills=stills)
        return {text: share for text, share in self.texts.items() if share > 0.35}


def grey() -> Image:
    return np.full((SIZE[1], SIZE[0], 3), 120, np.uint8)


def still(kind: str, text: str = "", check: str = "") -> Still:
    return Still(grey(), feedback(SIZE), kind, text, check)  # type: ignore[arg-type]


STILLS = still("worst", "Higher, right up", "heel-down"), still("best")


@pytest.mark.parametrize("code", languages())
def test_rest_and_summary_are_legible_from_three_metres(
    code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(code)
    fitted = Fitted(monkeypatch)
    shown = [fitted.far(REST), fitted.far(REST, STILLS)]
    shown += [fitted.far(replace(SUMMARY, since_s=PAGE_S * page)) for page in range(4)]
    assert all(shown)
    assert min(share for texts in shown for share in texts.values()) > 0.9, shown
    stop = [fitted.far(replace(SUMMARY, since_s=PAGE_S * page)) for page in (4, 5)]
    assert min(share for texts in stop for share in texts.values()) > 0.75, stop  # the longest


def test_the_summary_shows_one_thing_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    fitted = Fitted(monkeypatch)
    pages = [fitted.far(replace(SUMMARY, since_s=PAGE_S * page)) for page in range(7)]
    titles = [next(iter(texts)) for texts in pages]
    assert titles[:4] == ["Left leg", "Right leg", "Work on", "Pain, 0-10"]
    assert len(set(titles[:6])) == 6
    assert titles[6] == titles[0]


def test_the_worst_moment_stands_beside_the_best_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = Fitted(monkeypatch).far(REST, STILLS)
    assert list(texts) == [
        "41",
        "No full repetition",
        "Higher, right up",
        "Weakest",
        "Best",
    ]


def test_the_stills_and_what_comes_next_take_turns_in_the_rest(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    fitted = Fitted(monkeypatch)
    switch = replace(REST, instruction=Phrase("coach.switch.right"))
    turn = "Switch legs: right side to me"
    times_s = (0.0, PAIR_S - 0.1, PAIR_S, PAIR_S + PAGE_S - 0.1, PAIR_S + PAGE_S)
    seen = [fitted.far(replace(switch, since_s=since_s), STILLS) for since_s in times_s]
    assert [turn in texts for texts in seen] == [False, False, True, True, False]
    assert ["Best" in texts for texts in seen] == [True, True, False, False, True]
    assert all("41" in texts for texts in seen)


def test_no_sign_without_a_number_hides_the_still(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = []
    monkeypatch.setattr(pair, "values", lambda _surface, shown, _labels: drawn.append(shown))
    draw_scene(grey(), REST, LABELS, "standing", stills=STILLS)
    assert len(drawn) == len(STILLS)
    assert not any(shown.levels for shown in drawn)


def test_an_exercise_that_is_announced_is_named_once(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    monkeypatch.setattr(ready, "banner", lambda rows, *_: told.extend(t for _, t in rows) or HINT)
    announced = Phrase("session.next", name=LABELS.exercise, dose="3 x 15")
    draw_scene(grey(), replace(REST, state="setup", notice=announced), LABELS, "standing")
    assert [text for text in told if LABELS.exercise in text] == [f"{LABELS.exercise}: 3 x 15"]


def test_both_moments_are_drawn_and_nothing_else_without_them() -> None:
    plain, paired = grey(), grey()
    draw_scene(plain, REST, LABELS, "standing")
    draw_scene(paired, REST, LABELS, "standing", stills=STILLS)
    bright = (paired == 120).all(axis=2)  # the pictures are not darkened
    assert bright[:, : SIZE[0] // 2].mean() > 0.2
    assert bright[:, SIZE[0] // 2 :].mean() > 0.2
    assert not (plain == 120).all(axis=2).any()


def test_a_moment_in_the_mirror_has_its_body_where_the_picture_has_it() -> None:
    one = still("worst")
    other = flipped(one)
    assert one.feedback.pose is not None
    assert other.feedback.pose is not None
    x, y = one.feedback.pose.point("left", "heel")
    assert tuple(other.feedback.pose.point("left", "heel")) == (SIZE[0] - 1 - x, y)

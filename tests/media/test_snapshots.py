"""Pictures of a set: one of each top, also of a long one."""

from __future__ import annotations

import numpy as np

from formcheck.engine.values.feedback import Feedback
from formcheck.media.overlay.labels import Labels
from formcheck.media.snapshots import Snapshots

LABELS = Labels("Calf raise", "reps")
TOP_S, EVERY_S = 2.45, 4.0  # of each repetition


def taken(seconds: float) -> Snapshots:
    snapshots = Snapshots(LABELS)
    for i in range(round(seconds * 20)):
        time_s = i / 20
        top = 0 <= time_s % EVERY_S - TOP_S < 0.2
        shade = 200 if top else 50
        image = np.full((48, 64, 3), shade, np.uint8)
        snapshots.take(image, Feedback(time_s, None, None, "top" if top else "rising"))
    return snapshots


def test_the_top_of_every_repetition_is_there_even_of_a_long_set() -> None:
    snapshots = taken(160)
    for number in range(40):
        seen = snapshots.seen(EVERY_S * number + TOP_S)
        assert seen is not None
        assert seen[0].mean() > 180
        assert seen[1].phase == "top"


def test_a_moment_without_a_picture_near_it_shows_nothing() -> None:
    snapshots = taken(10)
    assert snapshots.seen(11.0) is not None
    assert snapshots.seen(20.0) is None
    snapshots.forget()
    assert snapshots.seen(5.0) is None

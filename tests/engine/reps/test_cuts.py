"""A film may begin anywhere: what is left is counted, and a partial repetition never becomes full.

As the pose model alone sees it; with the leg network see `test_closer`.
"""

from dataclasses import replace
from functools import cache

import pytest

from formcheck.engine.values.report import Rep
from tests.engine.recorded import DATA, report_of
from tests.engine.recorded import frames_of as recorded
from tests.engine.skeleton import Frames

CLIPS = {
    "closer/seated-calf-raise": "seated-calf-raise",
    "clips/df-tall": "deficit-calf-raise",
    "clips/cr-tall-front25": "calf-raise",
}
CUTS = 10
SOON_S = 0.3  # what began so soon after the cut may have begun before it


@cache
def frames_of(clip: str) -> Frames:
    frames = recorded(DATA / f"{clip}.npz")
    return [(time_s, pose and replace(pose, legs=None)) for time_s, pose in frames]


@cache
def whole(clip: str) -> tuple[Rep, ...]:
    return report_of(CLIPS[clip], frames_of(clip)).reps


@pytest.mark.parametrize("clip", CLIPS)
@pytest.mark.parametrize("cut", range(1, CUTS + 1, 2))
def test_what_is_left_is_counted(clip: str, cut: int) -> None:
    frames = frames_of(clip)
    cut_s = frames[0][0] + (frames[-1][0] - frames[0][0]) * cut / (CUTS + 1)
    found = report_of(CLIPS[clip], [f for f in frames if f[0] >= cut_s]).reps
    for rep in whole(clip):
        if rep.start_s > cut_s + SOON_S:
            (same,) = [r for r in found if r.start_s <= rep.peak_s <= r.end_s]
            assert same.verdict in (rep.verdict, "uncertain")

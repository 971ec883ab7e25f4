"""Seconds that are called settled are in the hold, however it ends."""

from __future__ import annotations

import pytest

from formcheck.engine.session import Session
from formcheck.library import load_exercise
from tests.engine.recorded import DATA, frames_of

CLIPS = {
    "ga-hips": "gastrocnemius-wall-stretch",
    "ga-small-body": "gastrocnemius-wall-stretch",
    "so-r2": "soleus-wall-stretch",
    "so-sporty": "soleus-wall-stretch",
    "seated-hamstring-stretch": "seated-hamstring-stretch",
    "supine-hamstring-stretch": "supine-hamstring-stretch",
    "plantar-fascia-stretch": "plantar-fascia-stretch",
    "towel-calf-stretch": "towel-calf-stretch",
}
LOOK_BACK_S = 1.0


@pytest.mark.parametrize(("clip", "exercise"), CLIPS.items())
def test_what_is_settled_is_never_taken_back(clip: str, exercise: str) -> None:
    session = Session(load_exercise(exercise))
    shown, open_s = 0.0, []
    for time_s, pose in frames_of(DATA / "clips" / f"{clip}.npz"):
        f = session.update(time_s, pose)
        assert f.settled_s <= f.held_s
        if f.finished_hold is not None:
            assert f.finished_hold.held_s >= shown - 1e-6
            shown = 0.0
        elif f.phase != "no-person":
            assert f.settled_s >= shown - 1e-6
            shown = f.settled_s
        open_s += [f.held_s - f.settled_s] if f.phase == "holding" else []
    holds = session.finish().holds
    assert not shown or holds[-1].held_s >= shown - 1e-6
    assert min(open_s) < 1.2 * LOOK_BACK_S  # it is told soon, not at the end alone

"""Stick people for what looks at where people are, and not at pictures."""

import numpy as np

from formcheck.engine.values.landmarks import Array, Landmark

PARTS = {  # in statures, from the middle of the feet, y down
    "shoulder": (0.0, -0.82),
    "hip": (0.0, -0.53),
    "knee": (0.0, -0.28),
    "ankle": (0.0, -0.05),
    "heel": (0.03, 0.0),
    "foot_index": (-0.1, 0.0),
}


def body(
    x_px: float, stature_px: float = 300.0, floor_px: float = 450.0, rise: float = 0.0
) -> Array:
    """(33, 2) somebody who stands; `rise` in statures is how far all but the toes are up."""
    xy = np.tile([0.0, -0.93], (len(Landmark), 1))  # head and hands do not matter here
    for part, at in PARTS.items():
        for side in ("left", "right"):
            xy[Landmark.of(side, part)] = at
    lifted = np.ones(len(Landmark), bool)
    lifted[[Landmark.LEFT_FOOT_INDEX, Landmark.RIGHT_FOOT_INDEX]] = False
    xy[lifted, 1] -= rise
    placed: Array = xy * stature_px + (x_px, floor_px)
    return placed


def raised(time_s: float) -> float:
    """The rise of somebody who does a raise every three seconds."""
    return 0.02 * (1 - np.cos(2 * np.pi * time_s / 3))

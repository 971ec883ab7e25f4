"""How light the picture is, and the person in it.

Two numbers that tell whether more light is needed.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from formcheck.engine.values.landmarks import Array, Landmark
from formcheck.engine.values.pose import Pose

_STEP = 16  # every 16th pixel of every 16th row tells the light of a picture as well as all of them
_LUMA = np.array([0.114, 0.587, 0.299]) / 255  # of BGR (ITU-R BT.601)
_FACE = [mark for mark in Landmark if mark <= Landmark.MOUTH_RIGHT]
_BONES = [
    ("shoulder", "hip"),
    ("hip", "knee"),
    ("knee", "ankle"),
    ("heel", "foot_index"),
    ("shoulder", "elbow"),
]
_STARTS, _ENDS = (
    [
        Landmark.of(side, bone[end])
        for side in ("left", "right")
        for bone in (*_BONES, ("elbow", "wrist"))
    ]
    for end in (0, 1)
)
_ALONG = np.linspace(0, 1, 6)[:, None, None]
_LIT_PERCENT = 75  # of the points on the body are darker: trousers may be black, the rest tells


def light_of(image: NDArray[np.uint8], pose: Pose | None) -> tuple[float, float]:
    """Luma of the person and of the whole picture, 0 black to 1 white, gamma encoded.

    The person's is that of face or body, whichever is lighter: who wears black has a face all the
    same, and against the light both are dark. The picture's is its mean, which cameras keep in the
    middle for as long as their exposure allows.

    Args:
        image: (H, W, 3) uint8, BGR.
        pose: The landmarks of this picture, or None without a person.

    Returns:
        (person, picture); the person's is NaN without one.
    """
    picture = float((image[::_STEP, ::_STEP] @ _LUMA).mean())
    return (math.nan if pose is None else _of_person(image, pose.xy_px)), picture


def _of_person(image: NDArray[np.uint8], xy: Array) -> float:
    start = xy[_STARTS]
    body = _luma_at(image, (start + _ALONG * (xy[_ENDS] - start)).reshape(-1, 2))
    face = _luma_at(image, xy[_FACE])
    lit = [
        float(np.percentile(luma, q)) for luma, q in ((face, 50), (body, _LIT_PERCENT)) if len(luma)
    ]
    return max(lit, default=math.nan)


def _luma_at(image: NDArray[np.uint8], points: Array) -> Array:
    """Luma at the points that lie in the picture."""
    height, width = image.shape[:2]
    inside = (points >= 0).all(axis=1) & (points < (width, height)).all(
        axis=1
    )  # NaN compares false
    x, y = points[inside].astype(int).T
    luma: Array = image[y, x] @ _LUMA
    return luma

"""The leg network: knee, ankle, heel, ball and toe in a square crop around one lower leg."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from formcheck.engine.values.landmarks import LEG_PARTS, Array
from formcheck.errors import PoseModelError
from formcheck.media.pose.models import PoseModel, find_leg_model
from formcheck.words import Phrase

__all__ = ["FEET", "PARTS", "Crop", "LegNet", "Look", "crop_around"]

PARTS: Final = len(LEG_PARTS)
KNEE: Final = LEG_PARTS.index("knee")
FEET: Final = [LEG_PARTS.index(part) for part in ("ankle", "heel", "toe")]
_HINTS: Final = [KNEE, *FEET]  # the parts that a prior map shows; MediaPipe knows no ball

# Everything below is how the network was trained.
_INPUT: Final = 192
_MAP: Final = 48
_HINT: Final = _INPUT // 2  # prior maps are drawn at half the size
_HINT_SIGMA: Final = 0.035
_READ: Final = 3  # cells round the maximum of a map whose mean is the point
_SMALLEST_PX: Final = 24.0
_SHANKS: Final = 1.75  # side of a crop in shank lengths, or
_FEET_LONG: Final = 3.2  # in foot lengths, whichever is more
_KNEE_SHARE: Final = 0.28
# Outputs of these points were never trained: they lie outside of the crop.
_RIM: Final = 0.02


@dataclass(frozen=True, slots=True)
class Crop:
    """A square of the picture; it may reach over its border.

    Attributes:
        centre_px: (2,) pixels.
        side_px: Length of a side.
    """

    centre_px: Array
    side_px: float

    def holds(self, xy_px: Array) -> NDArray[np.bool_]:
        """Which of the points (..., 2) are inside, not at the very rim."""
        return np.asarray((np.abs(self.share(xy_px) - 0.5) < 0.5 - _RIM).all(axis=-1))

    def share(self, xy_px: Array) -> Array:
        """Points (..., 2) in pixels as shares of the crop, 0..1 inside."""
        shares: Array = (xy_px - self.centre_px) / self.side_px + 0.5
        return shares


@dataclass(frozen=True, slots=True)
class Look:
    """What the network saw in one crop.

    Attributes:
        xy_px: (2, 5, 2) the leg that was asked for and the other one, their `LEG_PARTS` in pixels.
        share: (2, 5) expected error as a share of the crop's side: 0.01 to 0.02 well seen, 0.2 to
            0.4 not there.
        crop: Where it looked.
    """

    xy_px: Array
    share: Array
    crop: Crop

    @property
    def error_px(self) -> Array:
        """(2, 5) expected error in pixels."""
        return self.share * self.crop.side_px


class LegNet:
    """The network in OpenCV's own engine, one thread; an object serves one thread at a time.

    Raises:
        PoseModelError: The model is not what it should be.
    """

    def __init__(self) -> None:
        cv2.setNumThreads(
            1
        )  # of two the second is busy with MediaPipe; results do not depend on it
        self.model = find_leg_model()
        self._net = _load(self.model)

    def look(
        self,
        image: NDArray[np.uint8],
        crop: Crop,
        leg: Array | None = None,
        other: Array | None = None,
    ) -> Look:
        """Looks for a leg and for the other one.

        Args:
            image: (H, W, 3) uint8, BGR.
            crop: Where to look.
            leg: (5, 2) pixels, where this leg is roughly, NaN unknown; None for the leg nearest to
                the camera.
            other: The same of the other leg.
        """
        blob = np.zeros((1, 5, _INPUT, _INPUT), np.float32)
        blob[0, :3] = _cut(image, crop)[:, :, ::-1].transpose(2, 0, 1) / np.float32(255)
        for channel, points in ((3, leg), (4, other)):
            if points is not None:
                blob[0, channel] = _hints(crop.share(points[_HINTS]))
        self._net.setInput(blob)
        maps, log_share = self._net.forward(["maps", "logb"])
        points = np.array([_read(one) for one in maps[0]]).reshape(2, PARTS, 2)
        share = np.exp(log_share[0].astype(np.float64)).reshape(2, PARTS)
        return Look((points - 0.5) * crop.side_px + crop.centre_px, share, crop)


def crop_around(points: Array) -> Crop | None:
    """The crop in which the network sees a leg best; None where too little is known.

    Args:
        points: (5, 2) pixels, the `LEG_PARTS`; NaN unknown.
    """
    feet = points[FEET]
    if np.isnan(feet[0]).any():
        return None
    foot, knee = np.nanmean(feet, axis=0), points[KNEE]
    foot_px = np.linalg.norm(feet[2] - feet[1])
    shank_px = np.linalg.norm(knee - feet[0])
    side = float(np.nanmax([_SHANKS * shank_px, _FEET_LONG * foot_px, _SMALLEST_PX]))
    centre = foot if np.isnan(knee).any() else foot * (1 - _KNEE_SHARE) + knee * _KNEE_SHARE
    return Crop(centre, side)


def _load(model: PoseModel) -> cv2.dnn.Net:
    try:
        # Of OpenCV 5's two engines the classic one takes 12.5 ms a leg, the new one 16; 4.x has the
        # classic one only.
        if hasattr(cv2.dnn, "ENGINE_CLASSIC"):
            return cv2.dnn.readNetFromONNX(str(model.path), engine=cv2.dnn.ENGINE_CLASSIC)
        return cv2.dnn.readNetFromONNX(str(model.path))
    except cv2.error as error:
        raise PoseModelError(
            Phrase("error.model.leg-net-does-not-load", path=model.path)
        ) from error


def _cut(image: NDArray[np.uint8], crop: Crop) -> NDArray[np.uint8]:
    """(192, 192, 3) the crop; the picture's border goes on outside of it."""
    scale = _INPUT / crop.side_px
    left, top = crop.centre_px - crop.side_px / 2
    (x0, x1), (y0, y1) = (
        _range(start, crop.side_px, size)
        for start, size in ((left, image.shape[1]), (top, image.shape[0]))
    )
    part = image[y0:y1, x0:x1]
    step = round(1 / scale)
    if scale < 0.6 and step > 1:  # else small things would fall between the samples
        part = cv2.blur(part, (step, step)).astype(np.uint8, copy=False)
    shift = np.array([[scale, 0, scale * (x0 - left)], [0, scale, scale * (y0 - top)]])
    cut = cv2.warpAffine(
        part, shift, (_INPUT, _INPUT), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )
    return cut.astype(np.uint8, copy=False)


def _range(start: float, length: float, size: int) -> tuple[int, int]:
    """First and last index + 1 of the pixels that a crop needs along one axis; never empty."""
    margin = length / 16 + 2
    first = int(np.clip(np.floor(start - margin), 0, size - 1))
    return first, int(np.clip(np.ceil(start + length + margin), first + 1, size))


def _hints(shares: Array) -> NDArray[np.float32]:
    """(192, 192) the maximum of a blob at each of the points (N, 2), in shares of the crop."""
    drawn = np.zeros((_HINT, _HINT), np.float32)
    for x, y in shares[np.isfinite(shares).all(axis=1)]:
        np.maximum(drawn, _bump(y)[:, None] * _bump(x)[None, :], out=drawn)
    return cv2.resize(drawn, (_INPUT, _INPUT), interpolation=cv2.INTER_LINEAR).astype(
        np.float32, copy=False
    )


def _bump(place: float) -> NDArray[np.float32]:
    return np.exp(-0.5 * ((_centres(_HINT) - place) / _HINT_SIGMA) ** 2).astype(np.float32)


@cache
def _centres(cells: int) -> Array:
    return (np.arange(cells) + 0.5) / cells


def _read(probabilities: NDArray[np.float32]) -> Array:
    """(2,) the point of a map (48, 48) as a share of the crop: the mean round its maximum."""
    row, column = divmod(int(probabilities.argmax()), _MAP)
    rows, columns = (slice(max(0, at - _READ), at + _READ + 1) for at in (row, column))
    part = probabilities[rows, columns].astype(np.float64)
    centres = _centres(_MAP)
    point: Array = (
        np.array([part.sum(0) @ centres[columns], part.sum(1) @ centres[rows]]) / part.sum()
    )
    return point

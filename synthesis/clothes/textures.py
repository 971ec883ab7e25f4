"""Painted textures: arrays (height, width, 3) of uint8, the first row at the top."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike
from PIL import Image, ImageDraw, ImageFilter

from synthesis.body.data import body_data
from synthesis.maths import Array

SKIN_PX = 1024
CLOTH_PX = 256
EYE_PX = 128
TONES = {
    "light": (231, 186, 160),
    "medium": (198, 142, 108),
    "brown": (141, 92, 63),
    "dark": (88, 56, 40),
}
IRIS = (96, 62, 38)


def picture(values: Array) -> Array:
    """Values 0..255 as a texture."""
    return np.clip(values, 0, 255).astype(np.uint8)


def blotches(random: np.random.Generator, cells: int, size_px: int) -> Array:
    """Smooth noise (size, size) of unit amplitude.

    As many random cells along each edge, enlarged.
    """
    cell = random.normal(0, 1, (cells, cells)).astype("f4")
    return np.asarray(Image.fromarray(cell).resize((size_px, size_px), Image.Resampling.BICUBIC))


def skin(tone: ArrayLike, hair: Sequence[int], seed: int = 3) -> Array:
    """Skin of one tone with redder lips, darker lids.

    Paler nails and painted brows of the hair's colour.
    """
    random, tone = np.random.default_rng(seed), np.array(tone, float)
    paint = np.ones((SKIN_PX, SKIN_PX, 3)) * tone
    grain = [
        blotches(random, cells, SKIN_PX) * size
        for cells, size in ((24, 0.02), (120, 0.02), (512, 0.015))
    ]
    paint *= (1 + grain[0] + grain[1] + grain[2])[..., None]
    paint[..., 0] *= 1 + blotches(random, 40, SKIN_PX) * 0.01
    nail = tone * [1.06, 0.98, 0.96]
    areas = {
        "lips": (tone * [0.86, 0.62, 0.60], 0.75),
        "eyelids": (tone * 0.82, 0.6),
        "ears": (tone * [1, 0.88, 0.86], 0.5),
        "fingernails": (nail, 0.6),
        "toenails": (nail, 0.6),
        "face": (tone * [1.02, 0.95, 0.94], 0.35),
        "inside-mouth": (tone * 0.4, 1),
    }
    for area, (colour, strength) in areas.items():
        share = strength * body_data().masks[area][..., None]
        paint = paint * (1 - share) + share * colour
    return _with_brows(picture(paint), hair)


def _with_brows(texture: Array, colour: Sequence[int]) -> Array:
    mask = Image.new("L", (SKIN_PX, SKIN_PX))
    for brow in body_data().brows:
        points = [tuple(point * [SKIN_PX, -SKIN_PX] + [0, SKIN_PX]) for point in brow]
        ImageDraw.Draw(mask).line(points, fill=210, width=9)
    painted = Image.fromarray(texture)
    brows = mask.filter(ImageFilter.GaussianBlur(2.2))
    painted.paste(Image.new("RGB", (SKIN_PX, SKIN_PX), tuple(colour)), mask=brows)
    return np.asarray(painted)


def eye(iris: Sequence[int] = IRIS) -> Array:
    """White, iris, pupil and a glint."""
    painted = Image.new("RGB", (EYE_PX, EYE_PX), (236, 232, 228))
    draw, centre = ImageDraw.Draw(painted), EYE_PX / 2
    rim = tuple(int(value * 0.6) for value in iris)
    for radius, colour in ((26, rim), (24, tuple(iris)), (10, (12, 10, 10))):
        draw.ellipse(
            (centre - radius, centre - radius, centre + radius, centre + radius), fill=colour
        )
    draw.ellipse((centre + 6, centre - 14, centre + 11, centre - 9), fill=(255, 255, 255))
    return np.asarray(painted)


def cloth(colour: ArrayLike, seed: int) -> Array:
    """One colour with the grain of a weave and soft folds of light."""
    random = np.random.default_rng(seed)
    paint = np.ones((CLOTH_PX, CLOTH_PX, 3)) * colour
    weave = random.normal(0, 0.03, (CLOTH_PX, CLOTH_PX, 1))
    paint *= 1 + weave + blotches(random, 12, CLOTH_PX)[..., None] * 0.05
    return picture(paint)


def hair(colour: ArrayLike, seed: int = 1) -> Array:
    """Strands: columns of differing brightness."""
    strands = np.random.default_rng(seed).normal(0, 0.18, (1, CLOTH_PX, 1))
    return picture(np.ones((CLOTH_PX, CLOTH_PX, 3)) * colour * (1 + strands))


def any_colour(random: np.random.Generator) -> Array:
    """A colour of cloth: nearly grey as often as not."""
    if random.random() < 0.45:
        return np.clip(random.uniform(10, 245) + random.normal(0, 8, 3), 4, 250)
    return np.clip(random.uniform(10, 245, 3), 4, 250)


def pattern(random: np.random.Generator, soft: float = 0.04) -> Array:
    """A painted cloth: plain, striped, checked, in two tones or speckled.

    Soft is the strength of its folds.
    """
    first, second = any_colour(random), any_colour(random)
    y, x = np.mgrid[0:CLOTH_PX, 0:CLOTH_PX] / CLOTH_PX
    kind = random.random()
    if kind < 0.25:
        waves = np.sin(
            2 * np.pi * (x * random.integers(0, 6) + y * random.integers(1, 14))
            + random.uniform(0, 6)
        )
        where = waves > random.uniform(-0.5, 0.9)
    elif kind < 0.37:
        checks = np.floor(x * random.integers(2, 10)) + np.floor(y * random.integers(2, 10))
        where = checks % 2 > 0
    elif kind < 0.55:
        where = y + 0.15 * np.sin(x * 2 * np.pi * random.integers(1, 4)) > random.uniform(0.2, 0.8)
    elif kind < 0.67:
        where = blotches(random, int(random.integers(6, 40)), CLOTH_PX) > random.uniform(0.2, 1.2)
    else:
        where = np.ones((CLOTH_PX, CLOTH_PX), bool)
    paint = np.where(where[..., None], first, second)
    folds = blotches(random, 12, CLOTH_PX) * soft + blotches(random, 48, CLOTH_PX) * soft / 2
    return picture(paint * (1 + random.normal(0, 0.03, (CLOTH_PX, CLOTH_PX, 1)) + folds[..., None]))

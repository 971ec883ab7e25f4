"""What real cameras and rooms do to a picture.

Light, colour, resolution, blur, noise, compression, occlusion.
"""

import math

import torch
import torch.nn.functional as F  # noqa: N812 - everybody's name for it
from torch import Tensor

from training.chance import Chance
from training.network import PICTURE_PX, centres

LOW_RESOLUTIONS_PX = (128, 96, 64, 48)
BLURS, BLUR_PX = 10, 9
BLOCK_PX = 8  # of the compression, as in JPEG
COVERED = (0.25, 0.12)


def as_filmed(pictures: Tensor, chance: Chance) -> Tensor:
    """Pictures (n, 3, 192, 192) in 0..1, spoiled in every way at once."""
    pictures = _coloured(pictures, chance)
    pictures = _lit(pictures, chance)
    pictures = _coarse(pictures, chance)
    pictures = _blurred(pictures, chance)
    n = len(pictures)
    pictures = pictures + chance.normal(*pictures.shape) * chance.uniform(n, 1, 1, 1) ** 2 * 0.09
    pictures = _compressed(pictures, chance)
    return _covered(pictures, chance).clamp(0, 1)


def _coloured(pictures: Tensor, chance: Chance) -> Tensor:
    """Tint, faded colours, and in a seventh exchanged or inverted ones: shape must do."""
    n = len(pictures)
    tinted = pictures * torch.exp(
        chance.normal(n, 3, 1, 1) * 0.12 * chance.happens(0.7, n, 1, 1, 1)
    )
    fade = torch.where(chance.happens(0.08, n, 1, 1, 1), 1.0, 0.0)
    fade = torch.where(chance.happens(0.3, n, 1, 1, 1), chance.uniform(n, 1, 1, 1), fade)
    faded = torch.lerp(tinted, tinted.mean(1, keepdim=True).expand_as(tinted), fade)
    odd = n // 7
    faded[:odd] = faded[:odd][:, chance.order(3)]
    faded[odd // 2 : odd] = 1 - faded[odd // 2 : odd].clamp(0, 1)
    return faded


def _lit(pictures: Tensor, chance: Chance) -> Tensor:
    """Gamma, contrast, brightness, and a gradient across the picture."""
    n = len(pictures)
    pictures = pictures.clamp(1e-4, 1) ** torch.exp(chance.normal(n, 1, 1, 1) * 0.35)
    mean = pictures.mean((1, 2, 3), keepdim=True)
    contrast = chance.uniform(n, 1, 1, 1, low=0.45, high=1.4)
    across, down = (chance.uniform(n, 1, 1, 1, low=-0.35, high=0.35) for _ in range(2))
    edge = torch.linspace(-1, 1, PICTURE_PX, device=pictures.device)
    gradient = 1 + across * edge[None, None, None] + down * edge[None, None, :, None]
    return ((pictures - mean) * contrast + mean + chance.normal(n, 1, 1, 1) * 0.1) * gradient


def _coarse(pictures: Tensor, chance: Chance) -> Tensor:
    """A ninth each at lower resolutions."""
    n, order, coarse = len(pictures), chance.order(len(pictures)), pictures.clone()
    for i, size in enumerate(LOW_RESOLUTIONS_PX):
        chosen = order[i * n // 9 : (i + 1) * n // 9]
        if len(chosen):
            small = F.interpolate(pictures[chosen], size=size, mode="area")
            coarse[chosen] = F.interpolate(
                small, size=PICTURE_PX, mode="bilinear", align_corners=False
            )
    return coarse


def _blurred(pictures: Tensor, chance: Chance) -> Tensor:
    """Out of focus or moved: ten kinds a batch, an eighteenth each."""
    n, order, blurred = len(pictures), chance.order(len(pictures)), pictures.clone()
    for i in range(BLURS):
        kernel = _blur_kernel(chance, pictures)
        chosen = order[i * n // 18 : (i + 1) * n // 18]
        if len(chosen):
            padded = F.pad(pictures[chosen], (BLUR_PX // 2,) * 4, mode="reflect")
            blurred[chosen] = F.conv2d(padded, kernel, groups=3)
    return blurred


def _blur_kernel(chance: Chance, like: Tensor) -> Tensor:
    """A Gaussian, longer along one direction."""
    direction, long_px = chance.number() * 2 * math.pi, chance.number() ** 2 * 3.2 + 0.05
    wide_px = chance.number() ** 2 * 1.0 + 0.2
    at = torch.linspace(-(BLUR_PX // 2), BLUR_PX // 2, BLUR_PX, device=like.device)
    along = at[None] * math.cos(direction) + at[:, None] * math.sin(direction)
    across = -at[None] * math.sin(direction) + at[:, None] * math.cos(direction)
    kernel = torch.exp(-0.5 * (along / long_px) ** 2 - 0.5 * (across / wide_px) ** 2)
    return (kernel / kernel.sum())[None, None].expand(3, 1, BLUR_PX, BLUR_PX)


def _cosines(like: Tensor) -> Tensor:
    """The discrete cosine transform of 8 values (DCT-II, orthonormal) as a matrix (8, 8)."""
    k, j = torch.meshgrid(torch.arange(BLOCK_PX), torch.arange(BLOCK_PX), indexing="ij")
    rows = 0.5 * torch.cos((2 * j + 1) * k * math.pi / (2 * BLOCK_PX))
    rows[0] = math.sqrt(1 / BLOCK_PX)
    return rows.to(like.device, like.dtype)


def _compressed(pictures: Tensor, chance: Chance) -> Tensor:
    """Two fifths lose detail in blocks.

    Coefficients are rounded, more coarsely the finer they are.
    """
    n, cosines = len(pictures), _cosines(pictures)
    chosen = chance.order(n)[: 2 * n // 5]
    if not len(chosen):
        return pictures
    k = torch.arange(BLOCK_PX, device=pictures.device)
    step = (chance.uniform(len(chosen), 1, 1) * 0.09 + 0.01) * (1 + k[None] + k[:, None]) / 4
    blocks = pictures[chosen].unfold(2, BLOCK_PX, BLOCK_PX).unfold(3, BLOCK_PX, BLOCK_PX)
    spectrum = cosines @ blocks @ cosines.T
    step = step[:, None, None, None]
    rounded = cosines.T @ (torch.round(spectrum / step) * step) @ cosines
    pictures = pictures.clone()
    pictures[chosen] = rounded.permute(0, 1, 2, 4, 3, 5).reshape(
        len(chosen), 3, PICTURE_PX, PICTURE_PX
    )
    return pictures


def _covered(pictures: Tensor, chance: Chance) -> Tensor:
    """Plain rectangles in front."""
    n, at = len(pictures), centres(PICTURE_PX, pictures)
    for probability in COVERED:
        centre, size = chance.uniform(n, 2), chance.uniform(n, 2) * 0.28 + 0.03
        across = (at[None] - centre[:, :1]).abs() < size[:, :1] / 2
        down = (at[None] - centre[:, 1:]).abs() < size[:, 1:] / 2
        covered = (
            across[:, None, None, :]
            & down[:, None, :, None]
            & chance.happens(probability, n, 1, 1, 1)
        )
        pictures = torch.where(covered, chance.uniform(n, 3, 1, 1), pictures)
    return pictures

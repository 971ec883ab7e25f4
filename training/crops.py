"""From rendered pictures to what the network sees.

Crops, and maps that say roughly where the legs are.
"""

import math

import torch
import torch.nn.functional as F  # noqa: N812 - everybody's name for it
from torch import Tensor

from training.chance import Chance
from training.network import MAP_PX, PICTURE_PX, centres

RENDERED_PX = 256
POINTS_A_LEG = 5
IN_MAPS = (0, 1, 2, 4)  # a pose model knows knee, ankle, heel and toe, not the ball
SIGMA = 0.035  # of the Gaussians in the maps, as a share of the crop
STEADY_SCALE, STEADY_SHIFT = 0.85, 0.1  # of the crops for evaluation


def crops(
    pictures: Tensor, points: Tensor, chance: Chance, *, varied: bool = True
) -> tuple[Tensor, Tensor]:
    """Crops of any scale, roll and place, mirrored or not.

    Args:
        pictures: (n, 3, 256, 256) uint8.
        points: (n, 10, 3) pixels and depth.
        chance: Random numbers.
        varied: False for evaluation: only the place varies, a little.

    Returns:
        Pictures (n, 3, 192, 192) in 0..1, and the points (n, 10, 2) as shares of the crop.
    """
    n = len(pictures)
    turned, shift = _transforms(points, chance, varied=varied)
    grid = F.affine_grid(
        torch.cat([turned, shift[..., None]], 2),
        [n, 3, PICTURE_PX, PICTURE_PX],
        align_corners=False,
    )
    cropped = F.grid_sample(pictures.float() / 255, grid, "bilinear", "border", align_corners=False)
    centred = points[:, :, :2] / RENDERED_PX * 2 - 1 - shift[:, None]
    return cropped, (torch.einsum("nij,nkj->nki", torch.linalg.inv(turned), centred) + 1) / 2


def _transforms(points: Tensor, chance: Chance, *, varied: bool) -> tuple[Tensor, Tensor]:
    """From crop to picture, both -1..1: matrices (n, 2, 2) and shifts (n, 2)."""
    n = len(points)
    scale = torch.full((n,), STEADY_SCALE, device=points.device)
    roll, mirror, reach = torch.zeros_like(scale), torch.ones_like(scale), STEADY_SHIFT
    if varied:
        scale, reach = chance.uniform(n, low=0.5, high=1.08), 0.28
        anyhow = chance.uniform(n, low=-math.pi, high=math.pi)
        roll = torch.where(chance.happens(0.06, n), anyhow, chance.normal(n) * 0.15)
        mirror = torch.where(chance.happens(0.5, n), -1.0, 1.0)
    middle = points[:, :POINTS_A_LEG, :2].mean(1) / RENDERED_PX * 2 - 1
    shift = middle * 0.9 + chance.uniform(n, 2, low=-reach, high=reach)
    c, s = torch.cos(roll) * scale, torch.sin(roll) * scale
    return torch.stack(
        [torch.stack([c * mirror, -s], 1), torch.stack([s * mirror, c], 1)], 1
    ), shift


def prior_maps(points: Tensor, chance: Chance, *, dropped: bool = True) -> tuple[Tensor, Tensor]:
    """Two maps (n, 2, 192, 192), of this leg and of the other, as a pose model would place them.

    Points are displaced, alone and a leg at a time, exchanged between the legs, far off or missing.
    With dropped some pictures have no map of the other leg, and some none at all; the second result
    (n,) says which.
    """
    n = len(points)
    places = _misplaced(points, chance)
    at = centres(MAP_PX * 2, points)
    across, down = (torch.exp(-0.5 * ((at - places[..., i, None]) / SIGMA) ** 2) for i in (0, 1))
    spots = across[:, :, None, :] * down[:, :, :, None] * ~chance.happens(0.06, n, 10, 1, 1)
    this = spots[:, list(IN_MAPS)].amax(1)
    other = spots[:, [POINTS_A_LEG + i for i in IN_MAPS]].amax(1)
    none = torch.zeros(n, 1, 1, dtype=torch.bool, device=points.device)
    if dropped:
        none = chance.happens(0.22, n, 1, 1)
        this, other = this * ~none, other * ~(none | chance.happens(0.3, n, 1, 1))
    maps = F.interpolate(
        torch.stack([this, other], 1), size=PICTURE_PX, mode="bilinear", align_corners=False
    )
    return maps, none.view(n)


def _misplaced(points: Tensor, chance: Chance) -> Tensor:
    n = len(points)
    spread = chance.uniform(n, 1, 1) ** 1.5 * 0.09 + 0.008
    leg = chance.normal(n, 2, 1, 2).expand(n, 2, POINTS_A_LEG, 2).reshape(n, 10, 2)
    places = points + chance.normal(n, 10, 2) * spread + leg * spread * 0.8
    for part, probability in ((0, 0.08), (1, 0.04), (2, 0.04), (4, 0.04)):
        exchanged = chance.happens(probability, n, 1)
        a, b = places[:, part].clone(), places[:, part + POINTS_A_LEG].clone()
        places[:, part] = torch.where(exchanged, b, a)
        places[:, part + POINTS_A_LEG] = torch.where(exchanged, a, b)
    return torch.where(
        chance.happens(0.04, n, 10, 1), places + chance.normal(n, 10, 2) * 0.25, places
    )


def nearest_first(places: Tensor, points: Tensor, without_map: Tensor) -> Tensor:
    """Without a map the leg nearer to the camera comes first (judged by the ankles' depth)."""
    exchanged = (points[:, 1, 2] > points[:, POINTS_A_LEG + 1, 2]) & without_map
    order = torch.arange(10, device=places.device).expand(len(places), 10)
    order = torch.where(exchanged[:, None], (order + POINTS_A_LEG) % 10, order)
    return torch.gather(places, 1, order[..., None].expand(-1, -1, 2))

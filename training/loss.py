"""What training minimises."""

import torch
import torch.nn.functional as F  # noqa: N812 - everybody's name for it
from torch import Tensor

from training.network import MAP_PX, POINTS, centres, coordinates

OTHER_LEG = 0.4  # the weight of its points
DISTANCE_WEIGHT, SURE_WEIGHT = 20, 0.2
ERROR_WITHOUT_LEG = 0.35  # of the crop, that the network shall expect where there is no leg


def point_weights(device: torch.device) -> Tensor:
    """One weight for each point."""
    weights = torch.ones(POINTS, device=device)
    weights[POINTS // 2 :] = OTHER_LEG
    return weights


def within(places: Tensor) -> Tensor:
    """Which points (n, 10) lie in the crop."""
    return ((places > 0.01) & (places < 0.99)).all(-1)


def loss(logits: Tensor, sure: Tensor, places: Tensor, empty: Tensor) -> tuple[Tensor, Tensor]:
    """Loss, and the mean error as a share of the crop.

    Cross entropy to a Gaussian of one cell, the distance of the expected place, and the likelihood
    of that distance under an exponential distribution whose scale the network has to tell (log
    scale = sure).

    Args:
        logits: (n, 10, 48, 48).
        sure: (n, 10).
        places: (n, 10, 2) true places as shares of the crop.
        empty: (n,) pictures without a leg.
    """
    logits, sure, weights = logits.float(), sure.float(), point_weights(logits.device)
    counted = within(places).float() * weights * (~empty)[:, None]
    cross_entropy = -(_targets(places) * F.log_softmax(logits.flatten(2), -1)).sum(-1)
    distance = (coordinates(logits) - places).norm(dim=-1)
    told = torch.where(empty[:, None], ERROR_WITHOUT_LEG, distance.detach())
    surprise = told * torch.exp(-sure) + sure
    surprise_weight = torch.where(empty[:, None], weights, counted)
    total = counted.sum().clamp(min=1)
    fit = ((cross_entropy + DISTANCE_WEIGHT * distance) * counted).sum() / total
    told_well = (surprise * surprise_weight).sum() / surprise_weight.sum().clamp(min=1)
    return fit + SURE_WEIGHT * told_well, (distance.detach() * counted).sum() / total


def _targets(places: Tensor) -> Tensor:
    """Gaussians of one cell (n, 10, 48 * 48) that sum to 1."""
    at = centres(MAP_PX, places)
    across, down = (torch.exp(-0.5 * ((at - places[..., i, None]) * MAP_PX) ** 2) for i in (0, 1))
    spots = (across[:, :, None, :] * down[:, :, :, None]).flatten(2)
    return spots / (spots.sum(-1, keepdim=True) + 1e-9)

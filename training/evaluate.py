"""How far the points are off on people and rooms that training never saw."""

from typing import Any

import torch
from torch import Tensor

from training.blocks import Pictures
from training.chance import Chance
from training.crops import crops, nearest_first, prior_maps
from training.loss import within
from training.network import PICTURE_PX, LegNetwork, coordinates

SEED = 5
BATCH = 128
HEEL, TOE = 2, 4
SHORTEST_FOOT = 0.12  # of the crop: the foot seen from its front has no length to measure with
Found = tuple[Tensor, Tensor, Tensor]  # predicted places, true places, log of the expected error


@torch.no_grad()
def _found(network: LegNetwork, data: Pictures, *, with_maps: bool) -> Found:
    chance, rows = Chance(SEED, data.points.device), []
    for start in range(0, len(data), BATCH):
        points = data.points[start : start + BATCH]
        pictures, places = crops(data.pictures[start : start + BATCH], points, chance, varied=False)
        maps, without_map = prior_maps(places, chance, dropped=False)
        if not with_maps:
            maps, without_map = torch.zeros_like(maps), torch.ones_like(without_map)
        logits, sure = network(torch.cat([pictures, maps], 1))
        rows.append(
            (coordinates(logits.float()), nearest_first(places, points, without_map), sure.float())
        )
    found, places, sure = (torch.cat(column) for column in zip(*rows, strict=True))
    return found, places, sure


def evaluate(network: LegNetwork, data: Pictures) -> dict[str, Any]:
    """Errors in pixels of 192 for each point.

    And of the heel's height over the toe in foot lengths.
    """
    network = network.to(data.points.device)
    found, places, sure = _found(network, data, with_maps=True)
    error = torch.where(within(places), (found - places).norm(dim=-1), torch.nan)
    blind_found, blind_places, _ = _found(network, data, with_maps=False)
    blind = torch.where(within(blind_places), (blind_found - blind_places).norm(dim=-1), torch.nan)
    return {
        "pictures": len(data),
        "mean_px": _listed(error.nanmean(0) * PICTURE_PX),
        "median_px": _listed(error.nanmedian(0).values * PICTURE_PX),
        "median_px_without_maps": _listed(blind.nanmedian(0).values * PICTURE_PX),
        **_heel_over_toe(found, places),
        "expected_error_correlation": _told_well(error[:, HEEL], sure[:, HEEL]),
    }


def _listed(values: Tensor) -> list[float]:
    return [round(float(value), 2) for value in values]


def _heel_over_toe(found: Tensor, places: Tensor) -> dict[str, float]:
    foot = (places[:, TOE] - places[:, HEEL]).norm(dim=-1)
    seen = within(places)[:, HEEL] & within(places)[:, TOE] & (foot > SHORTEST_FOOT)
    rise = [(at[:, TOE, 1] - at[:, HEEL, 1]) / foot for at in (found, places)]
    wrong = (rise[0] - rise[1])[seen].abs()
    return {
        "heel_over_toe_mean": round(float(wrong.mean()), 4),
        "heel_over_toe_median": round(float(wrong.median()), 4),
    }


def _told_well(error: Tensor, sure: Tensor) -> float:
    """Correlation of the log of the error with the log of the expected one, at the heel."""
    seen = ~error.isnan()
    both = torch.stack([sure[seen], torch.log(error[seen] + 1e-5)])
    return round(float(torch.corrcoef(both)[0, 1]), 3)

"""Training: AdamW, warm-up and cosine, a moving average of the weights."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import torch
import torch.nn.functional as F  # noqa: N812 - everybody's name for it
from torch import Tensor, nn

from training.blocks import Pictures
from training.cameras import as_filmed
from training.chance import Chance
from training.crops import crops, nearest_first, prior_maps
from training.loss import loss
from training.network import PICTURE_PX, WIDTHS, LegNetwork

SEED = 1
WARM_UP_STEPS = 400
LAST_RATE = 0.002  # of the highest
AVERAGE_KEEPS = 0.9995
EMPTY_SHARE = 24  # one picture in so many shows no leg
LARGEST_GRADIENT = 5.0
REPORT_EVERY = 100


@dataclass(frozen=True, slots=True)
class Course:
    """How to train."""

    steps: int = 20_000
    batch: int = 512
    rate: float = 2e-3
    width: str = "full"


class MovingAverage:
    """Weights averaged over the last steps: they are better than the last ones."""

    def __init__(self, network: nn.Module) -> None:
        self._live = [
            value for value in network.state_dict().values() if value.dtype.is_floating_point
        ]
        self._mean = [value.clone() for value in self._live]

    def add(self, step: int) -> None:
        """Takes in the weights after a step."""
        share = 1 - min(AVERAGE_KEEPS, step / (step + 20))
        for mean, live in zip(self._mean, self._live, strict=True):
            mean.lerp_(live, share)

    def take_over(self) -> None:
        """Puts the averaged weights into the network."""
        for mean, live in zip(self._mean, self._live, strict=True):
            live.copy_(mean)


def rate_at(step: int, course: Course) -> float:
    """Learning rate: linear warm-up, then a half cosine down to nearly nothing."""
    cosine = 0.5 * (1 + math.cos(math.pi * step / course.steps)) + LAST_RATE
    return course.rate * min(1, (step + 1) / WARM_UP_STEPS) * cosine


def batch_of(data: Pictures, size: int, chance: Chance) -> tuple[Tensor, Tensor, Tensor]:
    """Network input (n, 5, 192, 192), true places (n, 10, 2).

    And which pictures show no leg (n,).
    """
    chosen = chance.below(len(data), size)
    points = data.points[chosen]
    pictures, places = crops(data.pictures[chosen], points, chance)
    empty = torch.arange(size, device=chance.device) < size // EMPTY_SHARE * (len(data.empty) > 0)
    if empty.any():
        without = data.empty[chance.below(len(data.empty), int(empty.sum()))]
        pictures[empty] = F.interpolate(
            without.float() / 255, size=PICTURE_PX, mode="bilinear", align_corners=False
        )
    pictures = as_filmed(pictures, chance)
    maps, without_map = prior_maps(places, chance)
    return torch.cat([pictures, maps], 1), nearest_first(places, points, without_map), empty


def train(
    data: Pictures, course: Course, device: torch.device, report: Callable[[str], None]
) -> LegNetwork:
    """A network trained on a device; report gets a line now and then."""
    torch.manual_seed(SEED)
    chance, on_card = Chance(SEED, device), device.type == "cuda"
    network = LegNetwork(WIDTHS[course.width]).to(device, memory_format=torch.channels_last)
    optimiser = torch.optim.AdamW(
        network.parameters(), course.rate, weight_decay=0.05, fused=on_card
    )
    average = MovingAverage(network)
    for step in range(course.steps):
        x, places, empty = batch_of(data, course.batch, chance)
        with torch.autocast(device.type, torch.bfloat16, enabled=on_card):
            logits, sure = network(x.contiguous(memory_format=torch.channels_last))
        value, error = loss(logits, sure, places, empty)
        for group in optimiser.param_groups:
            group["lr"] = rate_at(step, course)
        optimiser.zero_grad(set_to_none=True)
        value.backward()
        nn.utils.clip_grad_norm_(network.parameters(), LARGEST_GRADIENT)
        optimiser.step()
        average.add(step)
        if step % REPORT_EVERY == 0 or step == course.steps - 1:
            report(
                f"step {step}: loss {value.item():.3f}, error {error.item() * PICTURE_PX:.2f} px of {PICTURE_PX}"
            )
    average.take_over()
    return network.eval()


def save(network: LegNetwork, width: str, path: Path) -> None:
    """Weights and the name of their width."""
    torch.save(
        {
            "width": width,
            "weights": {key: value.cpu() for key, value in network.state_dict().items()},
        },
        path,
    )


def load(path: Path) -> LegNetwork:
    """A network from a file of `save`."""
    kept = torch.load(path, map_location="cpu", weights_only=True)
    network = LegNetwork(WIDTHS[kept["width"]])
    network.load_state_dict(kept["weights"])
    return network.eval()

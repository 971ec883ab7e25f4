"""Random numbers on a device, from one seed."""

import torch
from torch import Tensor


class Chance:
    """Draws."""

    def __init__(self, seed: int, device: torch.device) -> None:
        self.device = device
        self._generator = torch.Generator(device).manual_seed(seed)

    def uniform(self, *shape: int, low: float = 0.0, high: float = 1.0) -> Tensor:
        """Evenly between low and high."""
        return (
            torch.rand(*shape, device=self.device, generator=self._generator) * (high - low) + low
        )

    def normal(self, *shape: int) -> Tensor:
        """Normal with unit deviation."""
        return torch.randn(*shape, device=self.device, generator=self._generator)

    def happens(self, probability: float, *shape: int) -> Tensor:
        """True with a probability."""
        return self.uniform(*shape) < probability

    def order(self, count: int) -> Tensor:
        """The numbers below count, shuffled."""
        return torch.randperm(count, device=self.device, generator=self._generator)

    def below(self, count: int, many: int) -> Tensor:
        """Whole numbers below count."""
        return torch.randint(0, count, (many,), device=self.device, generator=self._generator)

    def number(self) -> float:
        """One number between 0 and 1."""
        return float(self.uniform(1))

"""The network: picture of a leg and where it is roughly -> five points of that leg and of the other one.

A residual encoder down to 1/32 and a pyramid back to 1/4 of the picture (He et al. 2016, Lin et al.
2017).
"""

import torch
import torch.nn.functional as F  # noqa: N812 - everybody's name for it
from torch import Tensor, nn

POINTS = 10  # knee, ankle, heel, ball, toe of this leg, then of the other one
PICTURE_PX, MAP_PX = 192, 48
CHANNELS_IN = 5  # red, green, blue, map of this leg, map of the other one
WIDTHS = {"full": (24, 40, 72, 128, 192), "narrow": (16, 32, 64, 128, 160)}
BLOCKS = (1, 2, 3, 2)  # residual blocks at 1/4, 1/8, 1/16, 1/32
PYRAMID = 48
SURE_HIDDEN = 64


def convolution(
    into: int, out: int, size: int = 3, stride: int = 1, *, active: bool = True
) -> nn.Sequential:
    """Convolution with batch norm and, unless told otherwise, ReLU."""
    layers: list[nn.Module] = [
        nn.Conv2d(into, out, size, stride, size // 2, bias=False),
        nn.BatchNorm2d(out),
    ]
    return nn.Sequential(*layers, *([nn.ReLU(inplace=True)] if active else []))


class Residual(nn.Module):
    """Two convolutions beside a shortcut."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.net = nn.Sequential(
            convolution(channels, channels), convolution(channels, channels, active=False)
        )

    def forward(self, x: Tensor) -> Tensor:
        """Same shape."""
        return F.relu(x + self.net(x))


def _stage(into: int, out: int, blocks: int) -> nn.Sequential:
    return nn.Sequential(convolution(into, out, 3, 2), *(Residual(out) for _ in range(blocks)))


def _doubled(x: Tensor) -> Tensor:
    return F.interpolate(x, scale_factor=2, mode="nearest")


class LegNetwork(nn.Module):
    """(n, 5, 192, 192) -> logits of the maps (n, 10, 48, 48) and log of the expected error (n, 10).

    Of the crop.
    """

    def __init__(self, widths: tuple[int, ...] = WIDTHS["full"]) -> None:
        super().__init__()
        # The names of the layers are those of the weights that ship.
        self.stem = convolution(CHANNELS_IN, widths[0], 3, 2)
        self.s4, self.s8, self.s16, self.s32 = (
            _stage(into, out, blocks)
            for into, out, blocks in zip(widths, widths[1:], BLOCKS, strict=False)
        )
        self.l32, self.l16, self.l8, self.l4 = (
            convolution(widths[i], PYRAMID, 1, active=False) for i in (4, 3, 2, 1)
        )
        self.f16, self.f8 = convolution(PYRAMID, PYRAMID), convolution(PYRAMID, PYRAMID)
        self.f4 = nn.Sequential(convolution(PYRAMID, PYRAMID), convolution(PYRAMID, PYRAMID))
        self.head = nn.Conv2d(PYRAMID, POINTS, 1)
        sure_in = widths[4] + 2 * POINTS
        self.sure = nn.Sequential(
            nn.Linear(sure_in, SURE_HIDDEN), nn.ReLU(), nn.Linear(SURE_HIDDEN, POINTS)
        )

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor]:
        """The expected error is judged from the coarsest features.

        The peak and the spread of each map.
        """
        at4 = self.s4(self.stem(x))
        at8 = self.s8(at4)
        at16 = self.s16(at8)
        at32 = self.s32(at16)
        y = self.f16(_doubled(self.l32(at32)) + self.l16(at16))
        y = self.f8(_doubled(y) + self.l8(at8))
        y = self.f4(_doubled(y) + self.l4(at4))
        logits: Tensor = self.head(y)
        shares = F.softmax(logits.float().flatten(2), -1)
        peak, spread = shares.amax(-1), (shares * shares).sum(-1)
        seen = [
            at32.mean((2, 3)),
            torch.log(peak.detach() + 1e-6),
            torch.log(spread.detach() + 1e-6),
        ]
        return logits, self.sure(torch.cat(seen, 1))


def centres(size: int, like: Tensor) -> Tensor:
    """Middles of the cells along an edge, as shares of the edge."""
    return (torch.arange(size, device=like.device, dtype=like.dtype) + 0.5) / size


def coordinates(logits: Tensor) -> Tensor:
    """Expected place of each point (n, 10, 2): x and y as shares of the crop."""
    shares = F.softmax(logits.flatten(2), -1).view(-1, POINTS, MAP_PX, MAP_PX)
    at = centres(MAP_PX, shares)
    return torch.stack([(shares.sum(2) * at).sum(-1), (shares.sum(3) * at).sum(-1)], -1)


class Exported(nn.Module):
    """What ships: maps as probabilities, and the log of the expected error."""

    def __init__(self, network: LegNetwork) -> None:
        super().__init__()
        self.network = network

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor]:
        """Maps (n, 10, 48, 48), logb (n, 10)."""
        logits, sure = self.network(x)
        return F.softmax(logits.flatten(2), -1).view(-1, POINTS, MAP_PX, MAP_PX), sure

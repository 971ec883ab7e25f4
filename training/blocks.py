"""Rendered blocks as tensors."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor


@dataclass(frozen=True, slots=True)
class Pictures:
    """Rendered pictures (n, 3, 256, 256) uint8.

    Their points (n, 10, 3) and pictures without legs.
    """

    pictures: Tensor
    points: Tensor
    empty: Tensor

    def __len__(self) -> int:
        return len(self.pictures)


def worker_of(path: Path) -> int:
    """Who rendered a block: block-WORKER-NUMBER.npz."""
    return int(path.stem.split("-")[1])


def read_blocks(
    folder: Path, device: torch.device, held_out: set[int]
) -> tuple[Pictures, Pictures]:
    """Pictures to train with, and those of held-out workers: other people in other rooms."""
    paths = sorted(folder.glob("block-*.npz"))
    kept = [path for path in paths if worker_of(path) not in held_out]
    return _read(kept, device), _read([path for path in paths if path not in kept], device)


def _read(paths: list[Path], device: torch.device) -> Pictures:
    if not paths:
        none = torch.zeros(0, 3, 256, 256, dtype=torch.uint8, device=device)
        return Pictures(none, torch.zeros(0, 10, 3, device=device), none)
    files = [np.load(path) for path in paths]
    pictures, empty = (
        torch.cat(
            [
                torch.from_numpy(file[key]).to(device).permute(0, 3, 1, 2).contiguous()
                for file in files
            ]
        )
        for key in ("pictures", "empty")
    )
    return Pictures(
        pictures, torch.cat([torch.from_numpy(file["points"]).to(device) for file in files]), empty
    )

"""Weights to ONNX, as OpenCV's cv2.dnn reads it."""

import warnings
from pathlib import Path

import torch

from training.network import CHANNELS_IN, PICTURE_PX, Exported, LegNetwork

OPSET = 17  # what OpenCV 4.13 knows


def export(network: LegNetwork, path: Path) -> None:
    """Writes input `x` (1, 5, 192, 192), outputs `maps` (1, 10, 48, 48) and `logb` (1, 10)."""
    example = torch.zeros(1, CHANNELS_IN, PICTURE_PX, PICTURE_PX)
    names = {"input_names": ["x"], "output_names": ["maps", "logb"]}
    with warnings.catch_warnings():
        # The exporter is on its way out, but OpenCV reads what it writes.
        warnings.simplefilter("ignore", DeprecationWarning)
        torch.onnx.export(
            Exported(network.cpu().eval()),
            (example,),
            path,
            **names,
            opset_version=OPSET,
            dynamo=False,
        )

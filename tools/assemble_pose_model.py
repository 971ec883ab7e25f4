r"""Makes formcheck/models/pose_landmarker_heavy.task from the files of the npm package @mediapipe/pose.

    npm pack @mediapipe/pose@0.5.1675469404 && tar xf mediapipe-pose-0.5.1675469404.tgz
    cd package
    uv run python ../tools/assemble_pose_model.py \
        pose_solution_packed_assets.data pose_landmark_heavy.tflite pose_landmarker_heavy.task

A bundle is a stored zip of two TensorFlow Lite models with metadata that says how pixels are
normalised. The networks are not changed, and the same files give the same bytes. For the full model
the result finds landmarks that are bit-identical to those of the official bundle. The metadata
writer that comes with MediaPipe 0.10.31 is broken, so the generated schema classes are used
directly.
"""

# The generated schema classes are partly untyped and annotate bytes as str and arrays as lists.
# mypy: disable-error-code="no-untyped-call, assignment"

from __future__ import annotations

import hashlib
import io
import sys
import zipfile
from pathlib import Path
from typing import Any

import flatbuffers  # type: ignore[import-untyped]  # it ships no types
import numpy as np
from mediapipe.tasks.metadata import metadata_schema_py_generated as described
from mediapipe.tasks.metadata import schema_py_generated as tflite

METADATA_NAME = b"TFLITE_METADATA"
ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)
LANDMARK_OUTPUTS = ("landmarks", "presence", "segmentation_mask", "heat_map", "world_landmarks")


def image_input(mean: float, std: float, lowest: float, highest: float) -> Any:
    """Describes the picture that a model takes.

    (pixel - mean) / std lies between lowest and highest.
    """
    normalised = described.NormalizationOptionsT()
    normalised.mean, normalised.std = [mean], [std]
    unit = described.ProcessUnitT()
    unit.optionsType, unit.options = described.ProcessUnitOptions.NormalizationOptions, normalised
    stats = described.StatsT()
    stats.min, stats.max = [lowest], [highest]
    colours = described.ImagePropertiesT()
    colours.colorSpace = described.ColorSpaceType.RGB
    content = described.ContentT()
    content.contentPropertiesType, content.contentProperties = (
        described.ContentProperties.ImageProperties,
        colours,
    )
    tensor = described.TensorMetadataT()
    tensor.name, tensor.processUnits, tensor.stats, tensor.content = "image", [unit], stats, content
    return tensor


def metadata(name: str, picture: Any, outputs: tuple[str, ...]) -> bytes:
    """The metadata of a model with one picture as input."""
    graph = described.SubGraphMetadataT()
    graph.inputTensorMetadata, graph.outputTensorMetadata = [picture], []
    for output in outputs:
        tensor = described.TensorMetadataT()
        tensor.name = output
        graph.outputTensorMetadata.append(tensor)
    model = described.ModelMetadataT()
    model.name, model.minParserVersion, model.subgraphMetadata = name, "1.0.0", [graph]
    builder = flatbuffers.Builder(0)
    builder.Finish(model.Pack(builder), b"M001")
    return bytes(builder.Output())


def with_metadata(network: bytes, content: bytes) -> bytes:
    """A TensorFlow Lite model with metadata added; one that has some is left as it is."""
    model = tflite.ModelT.InitFromObj(tflite.Model.GetRootAs(network, 0))
    if any(entry.name == METADATA_NAME for entry in model.metadata or []):
        return network
    buffer = tflite.BufferT()
    buffer.data = np.frombuffer(content, np.uint8)
    model.buffers.append(buffer)
    entry = tflite.MetadataT()
    entry.name, entry.buffer = METADATA_NAME, len(model.buffers) - 1
    model.metadata = [*(model.metadata or []), entry]
    builder = flatbuffers.Builder(len(network))
    builder.Finish(model.Pack(builder), b"TFL3")
    return bytes(builder.Output())


def bundle(detector: bytes, landmarks: bytes) -> bytes:
    """Packs the two networks the way the Pose Landmarker expects them."""
    parts = {
        "pose_detector.tflite": with_metadata(
            detector,
            metadata(
                "Pose Detection",
                image_input(127.5, 127.5, -1, 1),
                ("raw boxes/keypoints", "scores"),
            ),
        ),
        "pose_landmarks_detector.tflite": with_metadata(
            landmarks, metadata("Pose Landmark", image_input(0, 255, 0, 1), LANDMARK_OUTPUTS)
        ),
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, ZIP_EPOCH)  # no clock and no system in the bytes
            entry.external_attr, entry.create_system = 0o644 << 16, 3
            archive.writestr(entry, content)
    return packed.getvalue()


def main() -> None:
    """Reads the two networks named on the command line and writes the bundle."""
    if len(sys.argv) != 4:
        sys.exit("usage: assemble_pose_model.py DETECTOR LANDMARKS.tflite OUT.task")
    detector, landmarks, out = map(Path, sys.argv[1:])
    content = bundle(detector.read_bytes(), landmarks.read_bytes())
    out.write_bytes(content)
    print(f"{out}: {len(content):,} bytes, sha256 {hashlib.sha256(content).hexdigest()}")


if __name__ == "__main__":
    main()

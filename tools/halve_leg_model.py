"""Stores the weights of the leg network as float16, which halves the file.

They are computed with as float32.

    uv run --with onnx tools/halve_leg_model.py TRAINED.onnx formcheck/models/leg.onnx

The sha256 of the result goes to `formcheck/media/pose/models.py` and NOTICE.
"""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

_LARGE = 64  # numbers; smaller ones are shapes and factors


def halved(model: onnx.ModelProto) -> onnx.ModelProto:
    """The model with every large float32 constant as a float16 one that is cast back where it is used."""
    graph, casts = model.graph, []
    for tensor in list(graph.initializer):
        values = numpy_helper.to_array(tensor)
        if tensor.data_type != TensorProto.FLOAT or values.size < _LARGE:
            continue
        name = f"{tensor.name}_h"
        graph.initializer.remove(tensor)
        graph.initializer.append(numpy_helper.from_array(values.astype(np.float16), name))
        cast = helper.make_node(
            "Cast", [name], [tensor.name], to=TensorProto.FLOAT, name=f"{tensor.name}_cast"
        )
        casts.append(cast)
    nodes = [*casts, *graph.node]
    del graph.node[:]
    graph.node.extend(nodes)
    onnx.checker.check_model(model)
    return model


def main(source: str, target: str) -> None:
    """Reads, halves, writes, and says the hash."""
    onnx.save(halved(onnx.load(source)), target)
    print(hashlib.sha256(Path(target).read_bytes()).hexdigest())


if __name__ == "__main__":
    main(*sys.argv[1:])

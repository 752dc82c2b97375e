"""Torch modules to ONNX files, and the comparison without which no file is kept."""

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import onnx
import onnxruntime
import torch

OPSET = 17
"""A protobuf message cannot be larger; weights then lie in a file beside it."""
MOST_BYTES = 2**31 - 2**27
"""Smaller tensors stay in the graph: shapes are read out of them."""
LEAST_BESIDE = 256


@dataclass
class Graph:
    """A file, what it does, and example inputs by name, in the order of forward's arguments."""

    file: Path
    module: torch.nn.Module
    inputs: dict
    outputs: list[str]


def keep(graph: Graph, dynamic: dict, most_bytes: int = MOST_BYTES) -> Graph:
    """Writes and compares. dynamic: open axes by input or output name."""
    write(graph, dynamic, most_bytes)
    compare(graph)
    return graph


def write(graph: Graph, dynamic: dict, most_bytes: int = MOST_BYTES) -> None:
    """Where the weights take more than `most_bytes` they lie beside."""
    graph.file.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=graph.file.parent) as folder:
        # Of large models torch makes a file for each tensor.
        draft = Path(folder) / graph.file.name
        torch.onnx.export(
            graph.module.eval(), tuple(graph.inputs.values()), str(draft), input_names=list(graph.inputs),
            output_names=graph.outputs, dynamic_axes=dynamic, opset_version=OPSET, dynamo=False,
        )
        model = without_aliases(onnx.load(draft))
    size = sum(parameter.numel() * parameter.element_size() for parameter in graph.module.parameters())
    save(model, graph.file, size > most_bytes)


def without_aliases(model):
    """Weights that are equal become one with second names; the smaller forms know only first names."""
    weights = {tensor.name for tensor in model.graph.initializer}
    aliases = {node.output[0]: node.input[0] for node in model.graph.node if node.op_type == "Identity" and node.input[0] in weights}
    kept = [node for node in model.graph.node if node.output[0] not in aliases]
    for node in kept:
        node.input[:] = [aliases.get(name, name) for name in node.input]
    del model.graph.node[:]
    model.graph.node.extend(kept)
    return model


def data_of(file: Path) -> Path:
    """Where weights lie that are not in the graph's own file; ONNX Runtime looks for them beside it."""
    return file.with_name(f"{file.name}_data")


def save(model, file: Path, beside: bool) -> None:
    """The model's weights are in memory, and where they are saved beside, no more there afterwards."""
    data_of(file).unlink(missing_ok=True)
    if beside:
        onnx.save_model(model, file, save_as_external_data=True, location=data_of(file).name, size_threshold=LEAST_BESIDE)
    else:
        onnx.save(model, file)


def compare(graph: Graph, extra: dict | None = None, most: float = 1e-4) -> float:
    """
    The greatest difference to PyTorch, as a share of its greatest number where that is above 1. What differs by more than `most`
    is erased. extra: inputs that the graph alone has.
    """
    with torch.no_grad():
        wanted = graph.module(*graph.inputs.values())
    wanted = [tensor.float().numpy() for tensor in (wanted if isinstance(wanted, (tuple, list)) else (wanted,))]
    found = run(graph, extra)
    difference = max(float(np.abs(a - b).max() / max(1, np.abs(b).max())) for a, b in zip(found, wanted, strict=True))
    if not difference <= most:
        refuse(graph.file, f"differs from PyTorch by {difference:.2e}, more than {most:.0e}")
    return difference


def run(graph: Graph, extra: dict | None = None) -> list[np.ndarray]:
    session = onnxruntime.InferenceSession(str(graph.file), providers=["CPUExecutionProvider"])
    known = {value.name for value in session.get_inputs()}
    given = {name: value.numpy() for name, value in (graph.inputs | (extra or {})).items() if name in known}
    return [output.astype(np.float32) for output in session.run(graph.outputs, given)]


def refuse(file: Path, why: str) -> None:
    file.unlink()
    data_of(file).unlink(missing_ok=True)
    raise SystemExit(f"{file.name} {why}: it is not good")

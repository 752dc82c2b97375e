"""Smaller weights, same arithmetic.

Weights are stored in 8 bits (or half precision) and turned back into f32 by Cast and Mul. Both work on constants
alone, so ONNX Runtime folds them while loading: a run costs exactly what it costs with f32 weights, on every
provider and without session options. (DequantizeLinear on constants is not folded by default.)
The word table stays in 8 bits in memory too: only the rows that are looked up are widened.
"""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import onnx
from onnx import ModelProto, NodeProto, TensorProto, helper, numpy_helper

SMALL = 2048
"""Tensors of fewer values stay as they are."""
BLOCK = 32
"""Values of a matrix that share a scale."""
Shrink = Callable[[str, np.ndarray, NodeProto | None], tuple[list[NodeProto], dict[str, np.ndarray]] | None]


def _replace_weights(model: ModelProto, shrink: Shrink) -> None:
    """
    Calls shrink(name, value, user) for every large f32 constant, user being the first multiplication by it, if any; it gives
    new nodes and constants, or None.
    """
    graph = model.graph
    user = {name: node for node in reversed(graph.node) if node.op_type in ("MatMul", "Gemm") for name in node.input}
    kept: list[TensorProto] = []
    added: list[NodeProto] = []
    for tensor in graph.initializer:
        value = numpy_helper.to_array(tensor)
        made = (
            shrink(tensor.name, value, user.get(tensor.name)) if value.dtype == np.float32 and value.size >= SMALL else None
        )
        if made is None:
            kept.append(tensor)
            continue
        nodes, constants = made
        added += nodes
        kept += [numpy_helper.from_array(array, name) for name, array in constants.items()]
    nodes = [*added, *graph.node]
    del graph.initializer[:], graph.node[:]
    graph.initializer.extend(kept)
    graph.node.extend(nodes)


def _half(name: str, value: np.ndarray, user: NodeProto | None):
    cast = helper.make_node("Cast", [f"{name}.half"], [name], to=TensorProto.FLOAT)
    return [cast], {f"{name}.half": value.astype(np.float16)}


def int8_blocks(value: np.ndarray, axis: int, block: int) -> tuple[np.ndarray, np.ndarray]:
    """Symmetric 8 bit values with an f16 scale for every `block` values along `axis`; [.., blocks, block, ..]."""
    shape = [*value.shape[:axis], value.shape[axis] // block, block, *value.shape[axis + 1 :]]
    parts = value.reshape(shape)
    scale = (np.abs(parts).max(axis=axis + 1, keepdims=True) / 127).astype(np.float16)
    scale = np.maximum(scale, np.finfo(np.float16).tiny)
    return np.clip(np.rint(parts / scale.astype(np.float32)), -127, 127).astype(np.int8), scale


def _int8(name: str, value: np.ndarray, user: NodeProto | None):
    if user is None:
        return None
    axis = 1 if any(a.name == "transB" and a.i for a in user.attribute) else 0
    if value.shape[axis] % BLOCK:
        return None
    whole, scale = int8_blocks(value, axis, BLOCK)
    nodes = [
        helper.make_node("Cast", [f"{name}.int8"], [f"{name}.wide"], to=TensorProto.FLOAT),
        helper.make_node("Cast", [f"{name}.scale"], [f"{name}.step"], to=TensorProto.FLOAT),
        helper.make_node("Mul", [f"{name}.wide", f"{name}.step"], [f"{name}.parts"]),
        helper.make_node("Reshape", [f"{name}.parts", f"{name}.shape"], [name]),
    ]
    constants = {f"{name}.int8": whole, f"{name}.scale": scale, f"{name}.shape": np.array(value.shape, np.int64)}
    return nodes, constants


def _widen_after_lookup(model: ModelProto) -> None:
    """Word table in 8 bits with a scale a word: Gather both, then Cast and Mul of the rows."""
    graph = model.graph
    tables = {t.name: t for t in graph.initializer if numpy_helper.to_array(t).size > 5_000_000}
    position, lookup = next((i, n) for i, n in enumerate(graph.node) if n.op_type == "Gather" and n.input[0] in tables)
    table = tables[lookup.input[0]]
    values = numpy_helper.to_array(table)
    scale = np.abs(values).max(1, keepdims=True) / 127
    whole = np.rint(values / scale).astype(np.int8)
    graph.initializer.remove(table)
    graph.initializer.append(numpy_helper.from_array(whole, "words.int8"))
    graph.initializer.append(numpy_helper.from_array(scale, "words.scale"))
    ids, out = lookup.input[1], lookup.output[0]
    nodes = [
        helper.make_node("Gather", ["words.int8", ids], ["words.rows"]),
        helper.make_node("Cast", ["words.rows"], ["words.wide"], to=TensorProto.FLOAT),
        helper.make_node("Gather", ["words.scale", ids], ["words.row_scale"]),
        helper.make_node("Mul", ["words.wide", "words.row_scale"], [out]),
    ]
    rest = list(graph.node)
    del graph.node[:]
    graph.node.extend([*rest[:position], *nodes, *rest[position + 1 :]])


def shrink_text_encoder(source: Path, target: Path) -> None:
    """All matrices and the word table in 8 bits."""
    model = onnx.load(source)
    _widen_after_lookup(model)
    _replace_weights(model, _int8)
    _save(model, target)


def shrink_image_encoder(source: Path, target: Path) -> None:
    """All weights in half precision."""
    model = onnx.load(source)
    _replace_weights(model, _half)
    _save(model, target)


def _save(model: ModelProto, target: Path) -> None:
    onnx.checker.check_model(model, full_check=True)
    onnx.save(model, target)


def shrink_matrices(source: Path, target: Path) -> None:
    """All matrices in 8 bits: the captioner, whose word table is also its last matrix, and networks phi."""
    model = onnx.load(source)
    _replace_weights(model, _int8)
    _save(model, target)


def shrunk_gradient(source: Path) -> ModelProto:
    """The gradient graph with the very constants of the text encoder that shrink_text_encoder writes."""
    model = onnx.load(source)
    _widen_after_lookup(model)
    _replace_weights(model, _int8)
    return model

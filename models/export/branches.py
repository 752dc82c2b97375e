"""Two graphs in one file, with the weights that they share."""

from pathlib import Path

import onnx

from .onnx_files import OPSET


def join_branches(first: Path, later: Path, target: Path) -> Path:
    """
    One graph that does as `first`, or as `later` where its input use_cache_branch is true. Weights are there once. What `later`
    does not give out is empty then. Both files are removed.
    """
    weights: dict[tuple, onnx.TensorProto] = {}
    inputs, branches = {}, {}
    outputs = list(onnx.load(first).graph.output)
    for branch, file in {"else_branch": first, "then_branch": later}.items():
        graph = onnx.load(file).graph
        inputs |= {value.name: value for value in graph.input}
        names = shared_weights(graph, weights, branch) | {name: f"{branch}/{name}" for node in graph.node for name in node.output}
        for node in graph.node:
            node.name = f"{branch}/{node.name}"
            node.input[:] = [names.get(name, name) for name in node.input]
            node.output[:] = [names[name] for name in node.output]
        given = [value.name for value in graph.output]
        empty = [nothing(value, f"{branch}/{value.name}") for value in outputs if value.name not in given]
        values = [onnx.helper.make_value_info(f"{branch}/{value.name}", value.type) for value in outputs]
        branches[branch] = onnx.helper.make_graph([*graph.node, *empty], branch, [], values)
        file.unlink()
    flag = onnx.helper.make_tensor_value_info("use_cache_branch", onnx.TensorProto.BOOL, [1])
    choose = onnx.helper.make_node("If", [flag.name], [value.name for value in outputs], "choose", **branches)
    merged = onnx.helper.make_graph([choose], "merged", [*inputs.values(), flag], outputs, list(weights.values()))
    onnx.save(onnx.helper.make_model(merged, opset_imports=[onnx.helper.make_opsetid("", OPSET)], ir_version=8), target)
    return target


def shared_weights(graph, weights: dict, branch: str) -> dict[str, str]:
    """Adds the graph's weights to `weights`, whose keys are their numbers. Returns what each is called there."""
    names = {}
    for tensor in graph.initializer:
        key = (tuple(tensor.dims), tensor.data_type, onnx.numpy_helper.to_array(tensor).tobytes())
        own, tensor.name = tensor.name, f"{branch}/{tensor.name}"
        names[own] = weights.setdefault(key, tensor).name
    return names


def nothing(value, name: str):
    """A node that gives no rows of a value's shape"""
    dims = [0, *(size.dim_value or 1 for size in value.type.tensor_type.shape.dim[1:])]
    return onnx.helper.make_node("Constant", [], [name], name, value=onnx.helper.make_tensor(name, onnx.TensorProto.FLOAT, dims, []))

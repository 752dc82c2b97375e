"""Torch modules to ONNX files, their smaller forms, and the comparison without which no file is kept."""

from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch

OPSET = 17
"""A protobuf message cannot be larger; weights then lie in a file beside it."""
MOST_BYTES = 2**31 - 2**27


def write(module, inputs: dict, outputs: list[str], file: Path, dynamic: dict) -> Path:
    """inputs: example tensors by name, in the order of forward's arguments. dynamic: open axes by input or output name."""
    file.parent.mkdir(parents=True, exist_ok=True)
    torch.onnx.export(
        module.eval(), tuple(inputs.values()), str(file), input_names=list(inputs), output_names=outputs,
        dynamic_axes=dynamic, opset_version=OPSET, dynamo=False,
    )
    without_aliases(file)
    size = sum(parameter.numel() * parameter.element_size() for parameter in module.parameters())
    if size > MOST_BYTES:
        gather_weights(file)
    return file


def without_aliases(file: Path) -> None:
    """Weights that are equal become one with second names; the smaller forms know only first names."""
    model = onnx.load(file)
    weights = {tensor.name for tensor in model.graph.initializer}
    aliases = {node.output[0]: node.input[0] for node in model.graph.node if node.op_type == "Identity" and node.input[0] in weights}
    kept = [node for node in model.graph.node if node.output[0] not in aliases]
    for node in kept:
        node.input[:] = [aliases.get(name, name) for name in node.input]
    del model.graph.node[:]
    model.graph.node.extend(kept)
    onnx.save(model, file)


def gather_weights(file: Path) -> None:
    """All weights in FILE_data beside the graph, where ONNX Runtime looks for them."""
    model = onnx.load(file)
    for leftover in file.parent.glob("*"):
        if leftover.suffix == "" and leftover != file:
            leftover.unlink()
    onnx.save_model(model, file, save_as_external_data=True, location=f"{file.name}_data", size_threshold=1024)


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


def compare(file: Path, module, inputs: dict, outputs: list[str], extra: dict | None = None, most: float = 1e-4) -> float:
    """The greatest difference to PyTorch; raises when it is more than `most`. extra: inputs that the graph alone has."""
    with torch.no_grad():
        wanted = module(*inputs.values())
    wanted = wanted if isinstance(wanted, (tuple, list)) else (wanted,)
    session = onnxruntime.InferenceSession(str(file), providers=["CPUExecutionProvider"])
    known = {value.name for value in session.get_inputs()}
    found = session.run(outputs, {name: value.numpy() for name, value in (inputs | (extra or {})).items() if name in known})
    difference = max(float(np.abs(a.astype(np.float32) - b.float().numpy()).max()) for a, b in zip(found, wanted))
    if not difference <= most:
        raise SystemExit(f"{file.name} differs from PyTorch by {difference:.2e}, more than {most:.0e}: it is not good")
    return difference


def cosine(a, b) -> float:
    a, b = np.asarray(a, np.float64).ravel(), np.asarray(b, np.float64).ravel()
    return float(a @ b / np.sqrt((a @ a) * (b @ b)))


def without_empty_casts(model):
    """Numbers of 32 bits cast to 32 bits: the converter would leave them so, among halves."""
    known = onnx.shape_inference.infer_shapes(model).graph
    floats = {value.name for value in [*known.value_info, *known.input] if value.type.tensor_type.elem_type == onnx.TensorProto.FLOAT}
    for node in model.graph.node:
        if node.op_type == "Cast" and node.attribute[0].i == onnx.TensorProto.FLOAT and node.input[0] in floats:
            node.op_type = "Identity"
            del node.attribute[:]
    return model


def to_half(file: Path, target: Path) -> Path:
    """fp16 with 32-bit inputs and outputs; what overflows stays in 32 bits."""
    from onnxconverter_common import float16

    blocked = [*float16.DEFAULT_OP_BLOCK_LIST, "LayerNormalization", "Softmax"]
    onnx.save(float16.convert_float_to_float16(without_empty_casts(onnx.load(file)), keep_io_types=True, op_block_list=blocked), target)
    return target


def to_int8(file: Path, target: Path, operators=("MatMul",)) -> Path:
    from onnxruntime.quantization import QuantType, quantize_dynamic

    quantize_dynamic(str(file), str(target), op_types_to_quantize=list(operators), per_channel=True, weight_type=QuantType.QInt8,
                     use_external_data_format=file.with_name(f"{file.name}_data").exists())
    return target


def to_int4(file: Path, target: Path, skip=("lm_head",)) -> Path:
    """MatMulNBits in blocks of 32; the head that chooses words keeps its precision."""
    from onnxruntime.quantization.matmul_nbits_quantizer import MatMulNBitsQuantizer

    model = onnx.load(file)
    excluded = [node.name for node in model.graph.node if any(part in node.name for part in skip)]
    quantizer = MatMulNBitsQuantizer(model, bits=4, block_size=32, is_symmetric=True, accuracy_level=4, nodes_to_exclude=excluded)
    quantizer.process()
    quantizer.model.save_model_to_file(str(target), use_external_data_format=file.with_name(f"{file.name}_data").exists())
    return target

"""Graphs in fewer bits, in the place of what they were made of. Each is compared with PyTorch again; weights that lay beside stay there."""

from hashlib import sha256

import numpy as np
import onnx
import torch

from . import onnx_files
from .onnx_files import Graph, data_of, refuse, save


def to_half(graph: Graph) -> None:
    """fp16 with 32-bit inputs and outputs; what overflows stays in 32 bits."""
    from onnxconverter_common import float16

    blocked = [*float16.DEFAULT_OP_BLOCK_LIST, "LayerNormalization", "Softmax"]
    # Without weights, which may be too large to be looked through; what is cast must be known all the same.
    model = without_empty_casts(onnx.shape_inference.infer_shapes(onnx.load(graph.file, load_external_data=False)))
    onnx.load_external_data_for_model(model, str(graph.file.parent))
    part_weights(model.graph, blocked)
    replace(graph, float16.convert_float_to_float16(model, keep_io_types=True, disable_shape_infer=True, op_block_list=blocked))
    check_likeness(graph, 0.999)


def without_empty_casts(model):
    """Numbers of 32 bits cast to 32 bits: the converter would leave them so, among halves."""
    known = [*model.graph.value_info, *model.graph.input]
    floats = {value.name for value in known if value.type.tensor_type.elem_type == onnx.TensorProto.FLOAT}
    for node in model.graph.node:
        if node.op_type == "Cast" and node.attribute[0].i == onnx.TensorProto.FLOAT and node.input[0] in floats:
            node.op_type = "Identity"
            del node.attribute[:]
    return model


def part_weights(graph, blocked: list[str]) -> None:
    """Equal weights are there once; steps that stay in 32 bits get their own, for the converter gives each weight one form."""
    elsewhere = {name for node in graph.node if node.op_type not in blocked for name in node.input}
    shared = {tensor.name: tensor for tensor in graph.initializer if tensor.name in elsewhere}
    own: dict[str, str] = {}
    for node in graph.node:
        for place, name in enumerate(node.input):
            if node.op_type not in blocked or name not in shared:
                continue
            if name not in own:
                own[name] = f"{name}/own"
                graph.initializer.add().CopyFrom(shared[name])
                graph.initializer[-1].name = own[name]
            node.input[place] = own[name]


def to_int8(graph: Graph, operators=("MatMul",)) -> None:
    """Products in bytes: weights a channel, inputs by their own range."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    draft = graph.file.with_suffix(".int8.onnx")
    quantize_dynamic(str(graph.file), str(draft), op_types_to_quantize=list(operators), per_channel=True, weight_type=QuantType.QInt8,
                     use_external_data_format=data_of(graph.file).exists())
    model = onnx.load(draft)
    for file in [draft, draft.with_name(f"{draft.name}.data")]:
        file.unlink(missing_ok=True)
    replace(graph, model)
    check_likeness(graph, 0.99)


def to_int4(graph: Graph, skip=("lm_head", "cls/")) -> None:
    """
    MatMulNBits in blocks of 32; the head that chooses words keeps its precision. The graph is exactly the network with these
    weights, which graph.module has from now on. Then it may round what it multiplies too, which makes it twice as fast.
    """
    from onnxruntime.quantization.matmul_nbits_quantizer import MatMulNBitsQuantizer

    model = onnx.load(graph.file)
    layers = layers_of(graph.module, model)
    excluded = [node.name for node in model.graph.node if any(part in node.name for part in skip)]
    quantizer = MatMulNBitsQuantizer(model, bits=4, block_size=32, is_symmetric=True, accuracy_level=1, nodes_to_exclude=excluded)
    quantizer.process()
    take_weights(layers, quantizer.model.model)
    replace(graph, quantizer.model.model)
    onnx_files.compare(graph)
    model = onnx.load(graph.file)
    for node in products_of(model):
        next(attribute for attribute in node.attribute if attribute.name == "accuracy_level").i = 4
    replace(graph, model)
    check_likeness(graph, 0.99)


def layers_of(module: torch.nn.Module, model) -> dict[str, list[torch.nn.Linear]]:
    """Which layers a product stands for, by its node's name: those with the same weights."""
    layers: dict[bytes, list[torch.nn.Linear]] = {}
    for layer in module.modules():
        if isinstance(layer, torch.nn.Linear):
            layers.setdefault(digest(layer.weight.detach().T.numpy()), []).append(layer)
    known = {tensor.name: layers.get(digest(onnx.numpy_helper.to_array(tensor)), []) for tensor in model.graph.initializer}
    return {node.name: known[node.input[1]] for node in model.graph.node if node.op_type == "MatMul" and known.get(node.input[1])}


def digest(numbers: np.ndarray) -> bytes:
    return sha256(np.ascontiguousarray(numbers)).digest()


def products_of(model) -> list:
    return [node for node in model.graph.node if node.op_type == "MatMulNBits"]


def take_weights(layers: dict[str, list[torch.nn.Linear]], model) -> None:
    """The layers get the numbers that the graph's products in 4 bits have."""
    tensors = {tensor.name: tensor for tensor in model.graph.initializer}
    for node in products_of(model):
        packed, scales = (onnx.numpy_helper.to_array(tensors[name]) for name in node.input[1:3])
        steps = np.stack([packed & 15, packed >> 4], -1).reshape(*packed.shape[:2], -1).astype(np.float32) - 8
        rows = (steps * scales.reshape(*packed.shape[:2], 1)).reshape(packed.shape[0], -1)
        for layer in layers[node.name.removesuffix("_Q4")]:
            layer.weight.data = torch.from_numpy(rows[:, : layer.in_features].copy())


def replace(graph: Graph, model) -> None:
    save(model, graph.file, data_of(graph.file).exists())


def check_likeness(graph: Graph, least: float) -> None:
    """Of the first output's rows to PyTorch's, by cosine; the row that is least like counts."""
    with torch.no_grad():
        wanted = graph.module(*graph.inputs.values())
    a, b = onnx_files.run(graph)[0], (wanted[0] if isinstance(wanted, (tuple, list)) else wanted).float().numpy()
    likeness = (a * b).sum(-1) / np.sqrt((a * a).sum(-1) * (b * b).sum(-1))
    if not likeness.min() >= least:
        refuse(graph.file, f"is {likeness.min():.4f} like PyTorch's, less than {least}")

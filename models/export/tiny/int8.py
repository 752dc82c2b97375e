"""A network with the numbers of its int8 file, as PyTorch computes it."""

import copy
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper


class Int8Linear(torch.nn.Module):
    """What ONNX Runtime's dynamic quantisation computes: weights in int8 a channel, inputs in uint8 by their own range."""

    def __init__(self, weight, scale, bias):
        super().__init__()
        self.weight, self.scale, self.bias = weight, scale, bias

    def forward(self, rows):
        low, high = min(float(rows.min()), 0.0), max(float(rows.max()), 0.0)
        scale = np.float32((np.float32(high) - np.float32(low)) / np.float32(255))
        zero = float(np.clip(np.rint(np.float32(-low) / scale), 0, 255))
        steps = (torch.round(rows / scale) + zero).clamp(0, 255) - zero
        product = (steps.double() @ self.weight.double()).float() * (self.scale * scale)
        return product if self.bias is None else product + self.bias


def in_int8(module, file: Path):
    """The same network with the numbers of its int8 file. Its products stand in the order in which the layers are called."""
    graph = onnx.load(file).graph
    weights = {tensor.name: torch.from_numpy(numpy_helper.to_array(tensor).copy()) for tensor in graph.initializer}
    module = copy.deepcopy(module)
    called: list[str] = []
    linears = {name: part for name, part in module.named_modules() if isinstance(part, torch.nn.Linear)}
    hooks = [part.register_forward_hook(lambda *_, name=name: called.append(name)) for name, part in linears.items()]
    with torch.no_grad():
        module(torch.tensor([[5, 6, 7]]))
    for hook in hooks:
        hook.remove()
    products = [node.input[1] for node in graph.node if node.op_type == "MatMulInteger"]
    assert len(products) == len(called)
    for name, weight in zip(called, products):
        parent, _, own = name.rpartition(".")
        scale = weights[weight.replace("_quantized", "_scale")]
        setattr(module.get_submodule(parent), own, Int8Linear(weights[weight].float(), scale, linears[name].bias))
    embeddings = module.text.embeddings
    for table, part in {"token_embedding": embeddings.token_embedding, "position_embedding": embeddings.position_embedding}.items():
        [name] = [name for name in weights if table in name and name.endswith("_quantized")]
        stem = name.removesuffix("_quantized")
        part.weight.data = (weights[name].float() - weights[f"{stem}_zero_point"].float()) * weights[f"{stem}_scale"]
    return module

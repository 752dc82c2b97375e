"""Weights of chance, the picture that is looked at, and figures as tests read them."""

import base64
import json
from pathlib import Path

import numpy as np
import torch

WIDTH = 32


def canary_picture(side: int) -> np.ndarray:
    """As main/inference/canary.ts draws it"""
    y, x, c = np.mgrid[0:side, 0:side, 0:3]
    return ((x * (c + 1) + y * (3 - c) + ((x >> 4) ^ (y >> 4)) * 29) & 255).astype(np.uint8)


OPENAI = [0.48145466, 0.4578275, 0.40821073], [0.26862954, 0.26130258, 0.27577711]
IMAGENET = [0.485, 0.456, 0.406], [0.229, 0.224, 0.225]


def pixels_of(side: int, spread=OPENAI) -> torch.Tensor:
    mean, std = spread
    numbers = (canary_picture(side) / 255 - mean) / std
    return torch.from_numpy(numbers.astype(np.float32)).permute(2, 0, 1)[None]


def numbers(tensor) -> str:
    return base64.b64encode(np.ascontiguousarray(tensor.detach().numpy(), np.float32).tobytes()).decode()


def spread(model, seed: int):
    """Weights of chance that are large enough for differences to show"""
    generator = torch.Generator().manual_seed(seed)
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            if parameter.dim() > 1:
                parameter.copy_(torch.randn(parameter.shape, generator=generator) * 0.2)
            elif "norm" not in name.lower():
                parameter.copy_(torch.randn(parameter.shape, generator=generator) * 0.1)
    return model.eval()


def shorten(file: Path) -> None:
    """Values and nodes get short names, but for inputs and outputs: the names of a large graph's parts take more room than its tiny weights."""
    import onnx

    model = onnx.load(file)
    kept = {value.name for value in [*model.graph.input, *model.graph.output]}
    names: dict[str, str] = {}

    def short(name: str) -> str:
        return name if name in kept or name == "" else names.setdefault(name, f"v{len(names)}")

    def shorten_graph(graph) -> None:
        for tensor in graph.initializer:
            tensor.name = short(tensor.name)
        for node in graph.node:
            node.name = ""
            node.input[:], node.output[:] = map(short, node.input), map(short, node.output)
            for attribute in node.attribute:
                if attribute.HasField("g"):
                    shorten_graph(attribute.g)
        for value in graph.output:
            value.name = short(value.name)

    shorten_graph(model.graph)
    onnx.save(model, file)


def write_json(file: Path, content: dict) -> None:
    file.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n")

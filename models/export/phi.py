"""
A network phi (LinCIR, SEARLE, CVSI: GELU; Pic2Word: ReLU) as the program makes it of the same file: embedding -> token. The program
needs no export; this shows that it reads such a file as PyTorch does, and gives other programs the graph.
"""

from pathlib import Path

import torch

from .onnx_files import Graph, keep


def load(name: str) -> torch.nn.Sequential:
    """`name`: a .pt file, of which nothing is run"""
    weights = torch.load(name, map_location="cpu", weights_only=True)
    weights = weights.get("Phi", weights)
    names = sorted((key.removesuffix(".weight") for key in weights if key.endswith(".weight")), key=place_of)
    activation = torch.nn.ReLU if names[-1].endswith("fc_out") else torch.nn.GELU
    parts: list[torch.nn.Module] = []
    for name in names:
        weight, bias = weights[f"{name}.weight"].float(), weights[f"{name}.bias"].float()
        linear = torch.nn.Linear(weight.shape[1], weight.shape[0])
        linear.weight.data, linear.bias.data = weight, bias
        parts += [linear, activation()]
    return torch.nn.Sequential(*parts[:-1]).eval()


def place_of(name: str) -> tuple:
    """layers.3, layers.0.1, fc_out: in this order they follow each other"""
    return name.endswith("fc_out"), [int(part) for part in name.split(".") if part.isdigit()]


def export(model: torch.nn.Sequential, folder: Path) -> list[Graph]:
    graph = Graph(folder / "phi.onnx", model, {"embedding": torch.randn(2, model[0].in_features)}, ["token"])
    return [keep(graph, {"embedding": {0: "batch"}, "token": {0: "batch"}})]

"""The captioner as two ONNX graphs (a photo's memory; one word more) and its list of words."""

import json
from pathlib import Path

import torch
from torch import Tensor, nn

from .caption_data import CHANNELS, GLUE, MAX_TOKENS, SIDE, Words
from .captioner import Captioner
from .export import export_graph
from .quantise import shrink_matrices


class _FromGrid(nn.Module):
    """Memory of the encoder's output as it is, [b, 1280, 9, 9]."""

    def __init__(self, model: Captioner) -> None:
        super().__init__()
        self.memory = model.memory

    def forward(self, grid: Tensor) -> Tensor:
        return self.memory(grid.flatten(2).transpose(1, 2))


def export_captioner(model: Captioner, words: Words, work: Path, out: Path) -> None:
    """caption-memory.onnx, caption-decoder.onnx and caption-tokens.json; f32 graphs stay in the work folder."""
    model = model.float().eval()
    grid = torch.rand(2, CHANNELS, SIDE, SIDE)
    row = {0: "batch"}
    file = work / "caption-memory-f32.onnx"
    export_graph(_FromGrid(model), (grid,), {"grid": row}, {"memory": {2: "batch"}}, file)
    shrink_matrices(file, out / "caption-memory.onnx")
    memory = model.memory(grid[:1].flatten(2).transpose(1, 2)).detach()
    past = torch.rand(model.shape.layers, 2, 3, model.shape.heads, 4, model.shape.depth)
    inputs = {"input_ids": row, "past": {2: "batch", 4: "said"}, "memory": {}}
    outputs = {"logits": row, "present": {2: "batch", 4: "now"}}
    file = work / "caption-decoder-f32.onnx"
    export_graph(model.decoder, (torch.zeros(3, 1, dtype=torch.long), past, memory), inputs, outputs, file)
    shrink_matrices(file, out / "caption-decoder.onnx")
    listed = {"tokens": words.tokens, "begin": words.begin, "end": words.end, "maxTokens": MAX_TOKENS, "glue": GLUE}
    (out / "caption-tokens.json").write_text(json.dumps(listed, ensure_ascii=False) + "\n", "utf8")
